"""Prefix dates as ranges of days: "2021-03" is every day from the 1st to the 31st of March."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from detente.record.error import RecordError

_PREFIX = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")
_SHOWN = 40  # characters of what is no date
Days = tuple[int, int]  # first and last, as ordinals, both of them in it


@lru_cache(maxsize=1 << 15)
def days_of(prefix: str) -> Days:
    """The days that a prefix date stands for.

    Arguments:
        prefix: `2021`, `2021-03` or `2021-09-09`.

    Raises:
        ValueError: it is no date.

    """
    if not _PREFIX.fullmatch(prefix):
        raise ValueError(prefix)
    parts = [int(part) for part in prefix.split("-")]
    if len(parts) == 3:
        day = date(*parts).toordinal()
        return day, day
    if len(parts) == 2:
        year, month = parts
        return _range(date(year, month, 1), date(year, month, monthrange(year, month)[1]))
    return _range(date(parts[0], 1, 1), date(parts[0], 12, 31))


def days_asked(name: str, given: str) -> Days:
    """The same of a date that somebody asks by.

    Arguments:
        name: of what is asked: `since`.
        given: the date.

    Raises:
        RecordError: it is no date.

    """
    try:
        return days_of(given)
    except ValueError:
        remedy = "write it as 2021, 2021-03 or 2021-09-09"
        raise RecordError(f"{name} {given[:_SHOWN]!r}", "this is no date", remedy) from None


def _range(first: date, last: date) -> Days:
    return first.toordinal(), last.toordinal()


def days_or_none(prefix: str | None) -> Days | None:
    """The days of a date, or None where there is none."""
    return days_of(prefix) if prefix else None


def span_of(first: str, last: str) -> Days:
    """The days from one date to another, both of them in it."""
    return days_of(first)[0], days_of(last)[1]


def apart(one: Days, other: Days) -> int:
    """How many days lie between two ranges: 0 where they share a day."""
    return max(0, one[0] - other[1], other[0] - one[1])


def known_and_more(days: Sequence[int]) -> tuple[int, int | None]:
    """The first of the days by which mentions of one thing were known, and the last if it is later.

    Arguments:
        days: of each mention; at least one.

    """
    first, last = min(days), max(days)
    return first, last if last > first else None


def iso(day: int) -> str:
    """A day as `2021-09-09`."""
    return date.fromordinal(day).isoformat()


def is_day(prefix: str | None) -> bool:
    """Whether a prefix date tells the day."""
    return prefix is not None and len(prefix) == 10
