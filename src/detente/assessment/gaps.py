"""How long a channel is usually silent, and how unusual a silence of so many days is.

The days from one contact to the next are lifetimes, and the silence that still lasts is one that
has not ended yet: the survival curve of both is Kaplan and Meier's product limit (1958). Where a
dyad has few gaps of its own, five that are usual among all dyads at that level stand beside them,
so that they matter less the more there are of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

UNUSUAL = 0.05  # a silence that fewer gaps than this outlast is unusual
_QUANTILES = (0.1, 0.3, 0.5, 0.7, 0.9)  # the five usual gaps
_EVER = 1e6  # days: one gap may always be longer than all that were seen (rule of succession)
_FEWEST = 5  # gaps, one's own and usual ones together, that tell what is usual
Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Usual:
    """Gaps that are usual among dyads; those that had not ended by the last day are `lasting`."""

    days: Numbers
    lasting: NDArray[np.bool_]


NOTHING_USUAL = Usual(np.array([]), np.array([], np.bool_))


@dataclass(frozen=True)
class Gaps:
    """The gaps of one channel.

    Attributes:
        own: days between its contacts.
        silence: days since the last one.
        usual: gaps of other dyads that stand beside its own.

    """

    own: Numbers
    silence: int
    usual: Usual

    @property
    def enough(self) -> bool:
        """Whether they tell what is usual."""
        return len(self.own) + len(self.usual.days) >= _FEWEST

    @cached_property
    def _curve(self) -> Any:
        days = np.concatenate([self.own, [max(self.silence, 1), _EVER], self.usual.days])
        ended = np.concatenate([np.ones(len(self.own)), [0.0, 0.0], ~self.usual.lasting])
        return _survival(days, ended)

    @property
    def median(self) -> float | None:
        """The days that half of the gaps last at most; None where that cannot be said."""
        found = _quantile(self._curve, 0.5) if self.enough else np.inf
        return float(found) if np.isfinite(found) else None

    def outlasting(self, days: int) -> float | None:
        """The share of gaps that last at least so many days; None where that cannot be said."""
        if not self.enough:
            return None
        before = np.searchsorted(self._curve.surv_times, days, side="left")
        return float(self._curve.surv_prob[before - 1]) if before else 1.0

    @cached_property
    def longest(self) -> float | None:
        """From how many days on a silence is unusual; None where none is known to be."""
        if not self.enough:
            return None
        below = np.flatnonzero(self._curve.surv_prob < UNUSUAL)
        return float(self._curve.surv_times[below[0]]) + 1 if len(below) else None


def gaps(days: NDArray[np.int32], on: int, usual: Usual = NOTHING_USUAL) -> Gaps:
    """The gaps between some contacts.

    Arguments:
        days: of contacts, in order, as ordinals; several on one day are one.
        on: the day up to which it is told.
        usual: gaps of other dyads at that level.

    """
    distinct = np.unique(days)
    silence = int(on - distinct[-1]) if len(distinct) else 0
    return Gaps(np.diff(distinct).astype(np.float64), silence, usual)


def usual_gaps(days: Numbers, lasting: NDArray[np.bool_], dyads: NDArray[np.int64]) -> Usual:
    """The five gaps that are usual among dyads, each of which counts the same.

    Arguments:
        days: of gaps.
        lasting: which of them had not ended by the last day.
        dyads: of which dyad each is.

    Returns:
        The gaps at five quantiles of their survival curve, one that it does not reach as lasting;
        none where there are fewer than five dyads.

    """
    _, place, count = np.unique(dyads, return_inverse=True, return_counts=True)
    if len(count) < _FEWEST:
        return NOTHING_USUAL
    curve = _survival(np.maximum(days, 1), (~lasting).astype(float), 1.0 / count[place])
    found = np.array([_quantile(curve, q) for q in _QUANTILES])
    beyond = ~np.isfinite(found)
    return Usual(np.where(beyond, days.max(), found), beyond)


def _survival(days: Numbers, ended: Numbers, weights: Numbers | None = None) -> Any:
    from statsmodels.duration.survfunc import SurvfuncRight  # noqa: PLC0415  (slow to load)

    return SurvfuncRight(days, ended, freq_weights=weights)


def _quantile(curve: Any, share: float) -> float:
    """The first day by which so large a share of the gaps had ended; infinite if never."""
    below = np.flatnonzero(curve.surv_prob <= 1 - share + 1e-12)
    return float(curve.surv_times[below[0]]) if len(below) else float("inf")
