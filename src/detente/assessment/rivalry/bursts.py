"""More days of conflict, or of cooperation, than there usually are: outbreaks and thaws.

Counted are days with acts of the kind, so that a battle told ten times is one. Their usual rate is
that of the five years before, known no better than these tell: with k such days in T, the rate is
Gamma distributed (Jeffreys' prior), and the number to expect in the last W days negative binomial,
r = k + 1/2 and p = T / (T + W). Source: Gelman et al., *Bayesian Data Analysis* (2013), 2.6.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.assessment.history import History
from detente.record import MOVE_TYPES

WINDOW, BEFORE = 30, 1826  # days
ALPHA = 0.001
# What states do; that citizens demonstrate or strike against another state is no deed of theirs.
CONFLICT = ("SANCTION", "MOBILIZE", "COERCE", "ASSAULT")
COOPERATION = ("AGREE", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT")


@dataclass(frozen=True)
class Burst:
    """How many days of something there were lately, and how many there usually are.

    Attributes:
        days: with such acts, among the last `WINDOW`.
        usual: how many the years before give for as many days.
        p: the probability of so many or more.
        moves: places of the acts, in order of time.
        first, last: the days of the first and the last of them; 0 where there are none.

    """

    days: int
    usual: float
    p: float
    moves: NDArray[np.intp]
    first: int
    last: int

    @property
    def is_one(self) -> bool:
        """Whether so many would be very unusual."""
        return self.days > 1 and self.p < ALPHA


def burst(of: History, reach: int, types: Sequence[str]) -> Burst:
    """The acts of some types in the last days against what is usual.

    Arguments:
        of: the two sides' history.
        reach: the first day of the record, as an ordinal: before it nothing is known.
        types: PLOVER's.

    """
    kinds = [MOVE_TYPES.index(name) for name in types]
    acts = np.flatnonzero(np.isin(of.moves.type, kinds) & (of.moves.day > 0))
    days = of.moves.day[acts]
    late = acts[days > of.on - WINDOW]
    start = max(reach - 1, of.on - WINDOW - BEFORE)
    span = max(1, of.on - WINDOW - start)
    before = len(np.unique(days[(days > start) & (days <= of.on - WINDOW)]))
    found = np.unique(of.moves.day[late])
    first, last = (int(found[0]), int(found[-1])) if len(found) else (0, 0)
    usual, p = (before + 0.5) * WINDOW / span, _as_many(len(found), before + 0.5, span)
    return Burst(len(found), usual, p, late, first, last)


def _as_many(found: int, shape: float, span: int) -> float:
    """The probability of so many days or more."""
    from scipy.special import betainc  # noqa: PLC0415  (slow to load)

    # P(N >= n) of a negative binomial is a regularized incomplete beta function.
    return 1.0 if found == 0 else float(betainc(found, shape, WINDOW / (span + WINDOW)))
