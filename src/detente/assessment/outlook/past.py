"""What a dyad's own earlier months say of the next: its base rate, and "as last month"."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.assessment.outlook.months import first_day, month_of
from detente.assessment.outlook.news import HORIZON, Integers, News, Numbers


@dataclass(frozen=True)
class Past:
    """For each day, the dyad's earlier months that were over by then, counted; shape (n,).

    Attributes:
        lately: whether the last 30 days had material conflict.
        months, struck: the earlier months, and those that had material conflict.
        alike, alike_struck: likewise of those that followed 30 days like the last.

    """

    lately: NDArray[np.bool_]
    months: Numbers
    struck: Numbers
    alike: Numbers
    alike_struck: Numbers

    def base_rate(self, share: float = 0.5, weight: float = 1.0) -> Numbers:
        """The share of months with conflict, with `weight` months of a usual `share` beside."""
        return (self.struck + weight * share) / (self.months + weight)

    def as_last_month(self, usual: Numbers | None = None, weight: float = 1.0) -> Numbers:
        """The share of those that followed a month like the last; `usual` for the base rate."""
        beside = self.base_rate() if usual is None else usual
        return (self.alike_struck + weight * beside) / (self.alike + weight)


def month_ends(first: int, last: int) -> Integers:
    """The last days of the months from that of one day to that of another, if it is over."""
    begin, end = month_of(np.array([first, last + 1]))
    return first_day(np.arange(begin + 1, end + 1)) - 1


def past(news: News, days: Integers) -> Past:
    """The months before each of some ends of months.

    Arguments:
        news: of a dyad.
        days: the last days of months, in order, shape (n,).

    """
    conflict = news["conflict"]
    lately, struck = conflict.within(days, HORIZON) > 0, conflict.after(days, HORIZON)
    over = np.searchsorted(days + HORIZON, days, side="right")

    def counted(which: NDArray[np.bool_]) -> Numbers:
        return np.concatenate([[0], np.cumsum(which)])[over].astype(np.float64)

    def alike(which: NDArray[np.bool_]) -> Numbers:
        return np.where(lately, counted(which & lately), counted(which & ~lately))

    every = np.ones(len(days), np.bool_)
    return Past(lately, counted(every), counted(struck), alike(every), alike(struck))
