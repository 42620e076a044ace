"""The days that the charts of a dyad show, the same for all of them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from detente.assessment.history import History

_SHORTEST = 30  # days
_CLOSEST = 6  # days, of a part that is asked for


@dataclass(frozen=True)
class Span:
    """From one day to another, as ordinals; `on` is the day up to which it is told.

    `part` tells whether there is more than is shown, before or after.
    """

    first: int
    last: int
    on: int
    part: bool = False

    def holds(self, days: NDArray[np.int32]) -> NDArray[np.bool_]:
        """Which days are in it; a day that is not known (0) is not."""
        within: NDArray[np.bool_] = (days > 0) & (days >= self.first) & (days <= self.last)
        return within


def span(of: History) -> Span | None:
    """The days from the first to the last of a dyad, plans too; None where nothing has a day."""
    days = np.concatenate([of.met, of.moves.day])
    days = days[days > 0]
    if not len(days):
        return None
    first, last = min(int(days.min()), of.on - _SHORTEST), max(int(days.max()), of.on)
    margin = max(1, (last - first) // 60)
    return _within_time(Span(first - margin, last + margin, of.on))


def part(whole: Span, first: int | None, last: int | None) -> Span | None:
    """A part of a span, from and to a day; None where they have no day in common."""
    if first is None and last is None:
        return whole
    begin = whole.first if first is None else max(first, whole.first)
    end = whole.last if last is None else min(last, whole.last)
    if begin > end:
        return None
    short = max(0, _CLOSEST - (end - begin))
    return _within_time(Span(begin - short // 2, end + short - short // 2, whole.on, part=True))


def _within_time(days: Span) -> Span:
    """A span without the days that have no date: of one in 9999 the margin has."""
    first, last = date.min.toordinal(), date.max.toordinal()
    return replace(days, first=max(days.first, first), last=min(days.last, last))
