"""Material conflict where there usually is none, or more of it than there ever was.

Counted are days with deeds of material conflict, so that a battle told ten times is one. Their
usual rate is that of the five years before, known no better than these tell: with k such days in
T, the rate is Gamma distributed (Jeffreys' prior), and the number to expect in the last W days
negative binomial, r = k + 1/2 and p = T / (T + W). Source: Gelman et al., *Bayesian Data Analysis*
(3rd ed. 2013), 2.6.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.assessment.history import History
from detente.record import MOVE_TYPES

WINDOW, BEFORE = 30, 1826  # days
ALPHA = 0.001
# What states do; that citizens demonstrate or strike against another state is no deed of theirs.
DEEDS = ("SANCTION", "MOBILIZE", "COERCE", "ASSAULT")
_DEEDS = [MOVE_TYPES.index(name) for name in DEEDS]


@dataclass(frozen=True)
class Outbreak:
    """How many days of material conflict there were lately, and how many there usually are.

    Attributes:
        days: with such deeds, among the last `WINDOW`.
        usual: how many the years before give for as many days.
        p: the probability of so many or more.
        moves: places of the deeds.

    """

    days: int
    usual: float
    p: float
    moves: NDArray[np.intp]

    @property
    def is_one(self) -> bool:
        """Whether so many would be very unusual."""
        return self.days > 1 and self.p < ALPHA


def outbreak(of: History, reach: int, on: int | None = None) -> Outbreak:
    """Material conflict of the last days against what is usual.

    Arguments:
        of: the two sides' history.
        reach: the first day of the record, as an ordinal: before it nothing is known.
        on: the last day; by default the history's.

    """
    last = of.on if on is None else on
    deeds = np.flatnonzero(np.isin(of.moves.type, _DEEDS) & (of.moves.day > 0))
    days = of.moves.day[deeds]
    late = deeds[(days > last - WINDOW) & (days <= last)]
    start = max(reach - 1, last - WINDOW - BEFORE)
    span = max(1, last - WINDOW - start)
    before = len(np.unique(days[(days > start) & (days <= last - WINDOW)]))
    found = len(np.unique(of.moves.day[late]))
    return Outbreak(
        found, (before + 0.5) * WINDOW / span, _as_many(found, before + 0.5, span), late
    )


def _as_many(found: int, shape: float, span: int) -> float:
    """The probability of so many days or more."""
    from scipy.special import betainc  # noqa: PLC0415  (slow to load)

    # P(N >= n) of a negative binomial is a regularized incomplete beta function.
    return 1.0 if found == 0 else float(betainc(found, shape, WINDOW / (span + WINDOW)))
