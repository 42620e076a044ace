"""Days put together in weeks, months or longer, where there are too many to draw each."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_EPOCH = 719_163  # the ordinal of 1970-01-01
_MONDAY = 4  # 1970-01-05, days after it
_MONTHS = {"month": 1, "quarter": 3, "year": 12}
_LENGTHS = {"day": 1, "week": 7}
Days = NDArray[np.int64]


@dataclass(frozen=True)
class Bins:
    """Times of like length, one after the other.

    Attributes:
        name: what one is: `day`, `week`, `month`, `quarter` or `year`.
        edges: their first days as ordinals, and last the day after the last, shape (n + 1,).

    """

    name: str
    edges: Days

    def __len__(self) -> int:
        return len(self.edges) - 1

    def of(self, days: NDArray[np.int32] | Days) -> Days:
        """In which one each day is."""
        found: Days = np.searchsorted(self.edges, days, side="right") - 1
        return found

    def middle(self, places: Days) -> Days:
        """The days in the middle of some of them."""
        return (self.edges[places] + self.edges[places + 1] - 1) // 2


def bins(first: int, last: int, most: int) -> Bins:
    """The shortest bins of which no more than `most` hold all days from one to another."""
    for name, length in _LENGTHS.items():
        if (last - first) // length + 2 <= most:
            start = first - ((first - _EPOCH - _MONDAY) % length)
            return Bins(name, np.arange(start, last + length + 1, length, dtype=np.int64))
    for name, length in _MONTHS.items():
        found = _by_months(first, last, length)
        if len(found) <= most or name == "year":
            return Bins(name, found)
    raise AssertionError("years are the longest")


def dates(days: NDArray[np.int64] | NDArray[np.int32]) -> list[str]:
    """Ordinals as `2021-09-09`."""
    return [str(day) for day in (days.astype(np.int64) - _EPOCH).astype("datetime64[D]")]


def _by_months(first: int, last: int, length: int) -> Days:
    begin, end = (
        int(np.datetime64(day - _EPOCH, "D").astype("datetime64[M]").astype(int)) // length
        for day in (first, last)
    )
    months = np.arange(begin, end + 2) * length
    return months.astype("datetime64[M]").astype("datetime64[D]").astype(np.int64) + _EPOCH
