"""The days that the charts of a dyad show, the same for all of them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from detente.assessment.history import History

_SHORTEST = 30  # days


@dataclass(frozen=True)
class Span:
    """From one day to another, as ordinals; `on` is the day up to which it is told."""

    first: int
    last: int
    on: int


def span(of: History) -> Span | None:
    """The days from the first to the last of a dyad, plans too; None where nothing has a day."""
    days = np.concatenate([of.met, of.moves.day])
    days = days[days > 0]
    if not len(days):
        return None
    first, last = min(int(days.min()), of.on - _SHORTEST), max(int(days.max()), of.on)
    margin = max(1, (last - first) // 60)
    return Span(first - margin, last + margin, of.on)
