"""How long a channel is usually silent, and how unusual a silence of so many days is.

The days from one contact to the next are lifetimes. A channel with twenty gaps or more speaks for
itself: of n gaps the share that lasts at least t days is

    S(t) = (1 + gaps of at least t days) / (n + 1)

the silence that lasts counting as one that may last longer than any (rule of succession). One with
fewer borrows from the other dyads. Their gaps are held to be Weibull distributed, with a shape k
that all share and a rate of their own, and the rates Gamma distributed with shape a and scale b;
with n gaps g of its own the rate is Gamma too, so that

    S(t) = (B / (B + t^k))^A        A = a + n        B = b + sum of g^k

(the Burr distribution). k, a and b are those under which the gaps of all dyads, the silences that
last among them as lasting at least so long, are the likeliest; where fewer than five dyads have
any, k is that of ICEWS 2005 to 2015, and a and b hardly weigh beside five gaps of its own. Source:
Johnson, Kotz and Balakrishnan, *Continuous Univariate Distributions* (2nd ed. 1994), ch. 12 and 21;
empirical Bayes: Efron and Morris (1973).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

UNUSUAL = 0.05  # a silence that fewer gaps than this outlast is unusual
SPEAKS = 20  # gaps from which on a channel speaks for itself
_LATE = 60  # gaps at most that are looked at, the last: tempers change
_FEWEST = 5  # of its own gaps that tell what is usual where there are no others to borrow from
FEW = 3  # of its own that do together with others'
_SHAPE, _WEAK = 0.67, 0.5  # k of ICEWS 2005 to 2015, and a of a prior that tells next to nothing
_DYADS = 5  # of which gaps are borrowed, at least
Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Usual:
    """What gaps are usual among dyads: `shape` is k, `a` and `b` as above."""

    shape: float
    a: float
    b: float


@dataclass(frozen=True)
class Gaps:
    """The gaps of one channel.

    Attributes:
        own: days between its contacts, the last sixty.
        silence: days since the last one.
        usual: what is usual among dyads; None where there are too few.

    """

    own: Numbers
    silence: int
    usual: Usual | None = None

    @property
    def pooled(self) -> bool:
        """Whether other dyads' gaps stand beside its own."""
        return FEW <= len(self.own) < SPEAKS and self.usual is not None

    @property
    def enough(self) -> bool:
        """Whether they tell what is usual."""
        return len(self.own) >= _FEWEST or self.pooled

    @cached_property
    def _burr(self) -> tuple[float, float, float]:
        """k, A and B."""
        usual = self.usual or Usual(_SHAPE, _WEAK, _WEAK * float((self.own**_SHAPE).mean()))
        return (
            usual.shape, usual.a + len(self.own), usual.b + float((self.own**usual.shape).sum()),
        )  # fmt: skip

    @property
    def median(self) -> float | None:
        """The days that half of the gaps last at most; None where that cannot be said."""
        if len(self.own) >= SPEAKS:
            return float(np.median(self.own))
        return self._after(0.5) if self.enough else None

    def outlasting(self, days: int) -> float | None:
        """The share of gaps that last at least so many days; None where that cannot be said."""
        if not self.enough:
            return None
        if len(self.own) >= SPEAKS:
            return float((1 + (self.own >= days).sum()) / (len(self.own) + 1))
        k, a, b = self._burr
        return float((b / (b + days**k)) ** a)

    @cached_property
    def longest(self) -> float | None:
        """From how many days on a silence is unusual; None where that cannot be said."""
        if not self.enough:
            return None
        if len(self.own) < SPEAKS:
            return self._after(UNUSUAL)
        may = int(np.ceil(UNUSUAL * (len(self.own) + 1)) - 2)  # that may be as long, and fewer
        return float(np.sort(self.own)[::-1][max(may, 0)]) + 1

    def _after(self, share: float) -> float:
        """The days that a share of the gaps outlasts, by what is borrowed."""
        k, a, b = self._burr
        return float(np.ceil((b * (share ** (-1 / a) - 1)) ** (1 / k)))


def gaps(days: NDArray[np.int32], on: int, usual: Usual | None = None) -> Gaps:
    """The gaps between some contacts.

    Arguments:
        days: of contacts, in order, as ordinals; several on one day are one.
        on: the day up to which it is told.
        usual: what is usual among dyads at that level.

    """
    distinct = np.unique(days)
    silence = int(on - distinct[-1]) if len(distinct) else 0
    return Gaps(np.diff(distinct)[-_LATE:].astype(np.float64), silence, usual)


def usual_gaps(days: Numbers, lasting: NDArray[np.bool_], dyads: NDArray[np.intp]) -> Usual | None:
    """What gaps are usual among dyads.

    Arguments:
        days: of gaps.
        lasting: which of them had not ended by the last day.
        dyads: of which dyad each is, by numbers from 0.

    Returns:
        The likeliest; None where fewer than five dyads have any that ended.

    """
    if len(np.unique(dyads[~lasting])) < _DYADS:
        return None
    from scipy.optimize import minimize  # noqa: PLC0415  (slow to load)
    from scipy.special import gammaln  # noqa: PLC0415

    days = np.maximum(days, 1.0)
    ended = np.bincount(dyads, ~lasting)
    logs = float(np.log(days[~lasting]).sum())

    def unlikely(parameters: Numbers) -> float:
        k, a, b = np.exp(parameters)
        sums = np.bincount(dyads, days**k)
        told = gammaln(a + ended) - gammaln(a) + a * np.log(b) - (a + ended) * np.log(b + sums)
        return -float(told.sum() + ended.sum() * np.log(k) + (k - 1) * logs)

    start = np.log([_SHAPE, 1.0, np.median(days) ** _SHAPE])
    found = minimize(unlikely, start, method="Nelder-Mead", options={"xatol": 1e-3, "fatol": 1e-3})
    return Usual(*np.exp(found.x).tolist())
