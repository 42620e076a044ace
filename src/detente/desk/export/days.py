"""The days that a prefix date stands for."""

from __future__ import annotations

from calendar import monthrange
from datetime import date


def first_and_last(prefix: str | None) -> tuple[date, date] | tuple[None, None]:
    """Return the first and last day of `2021`, `2021-03` or `2021-03-09`; of nothing, nothing."""
    if not prefix:
        return None, None
    year, month, day = ([int(part) for part in prefix.split("-")] + [0, 0])[:3]
    if day:
        return date(year, month, day), date(year, month, day)
    first, last = (month, month) if month else (1, 12)
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])
