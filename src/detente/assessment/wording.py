"""Days and numbers as sentences say them."""

from __future__ import annotations

from calendar import month_name
from collections.abc import Sequence
from datetime import date

from detente.record import LEVELS


def iso(day: int) -> str:
    """A day as `2021-09-09`."""
    return date.fromordinal(day).isoformat()


def spoken(day: int) -> str:
    """A day as one says it: "9 September 2021"."""
    at = date.fromordinal(day)
    return f"{at.day} {month_name[at.month]} {at.year}"


def said(prefix: str) -> str:
    """A date as one says it: `2021-09-09` is "9 September 2021", `2021-03` "March 2021"."""
    if len(prefix) == len("2021-09-09"):
        return spoken(date.fromisoformat(prefix).toordinal())
    return f"{month_name[int(prefix[5:7])]} {prefix[:4]}" if len(prefix) > len("2021") else prefix


def many(number: int, one: str, several: str | None = None) -> str:
    """So many of something: "1 contact", "3 contacts"."""
    return f"{number} {one if number == 1 else several or one + 's'}"


def listed(words: Sequence[str]) -> str:
    """Words one after the other: "a, b and c"."""
    return " and ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))


def percent(share: float) -> str:
    """A share of one: "12 %", "less than 1 %"."""
    return "less than 1 %" if 0 < share < 0.01 else f"{share:.0%}".replace("%", " %")


def at_level(level: int) -> str:
    """At which level: "at leader level"."""
    if level >= 0:
        return "among officials" if LEVELS[level] == "officials" else f"at {LEVELS[level]} level"
    return "at any level" if level == -2 else "at a level that is not told"
