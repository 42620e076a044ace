"""The days that a prefix date stands for."""

from __future__ import annotations

from datetime import date


def first_and_last(prefix: str | None) -> tuple[date, date] | tuple[None, None]:
    """Return the first and last day of `2021`, `2021-03` or `2021-03-09`; of nothing, nothing."""
    if not prefix:
        return None, None
    from detente.record import days_of  # noqa: PLC0415  (loads SQLAlchemy)

    first, last = days_of(prefix)
    return date.fromordinal(first), date.fromordinal(last)
