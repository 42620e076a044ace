"""Dates, durations, counts and names, as one would say them."""

from __future__ import annotations

import re
from datetime import datetime, time
from typing import TYPE_CHECKING

from detente.desk.telling.visible import one_line

if TYPE_CHECKING:
    from detente.model import Count

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_ORDINALS = (
    *("zeroth", "first", "second", "third", "fourth", "fifth", "sixth"),
    *("seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth"),
)
_DURATION = re.compile(
    r"P(?:(?P<year>\d+)Y)?(?:(?P<month>\d+)M)?(?:(?P<week>\d+)W)?(?:(?P<day>\d+)D)?"
    r"(?:T(?:(?P<hour>\d+)H)?(?:(?P<minute>\d+)M)?(?:(?P<second>\d+)S)?)?"
)
_QUOTED = re.compile(r"([“„«\"‘']).*[”“»\"’']", re.DOTALL)
LONGEST_QUOTE = 220  # code points


def day(date: str) -> str:
    """Say a prefix date: `2021-09-09` is 9 September 2021, `2021-03` is March 2021."""
    year, *rest = date.split("-")
    if not rest:
        return year
    month = _MONTHS[int(rest[0]) - 1] if 1 <= int(rest[0]) <= 12 else rest[0]
    return " ".join([*(str(int(number)) for number in rest[1:]), month, year])


def days(first: str, last: str) -> str:
    """Say within which days: "from 28 February 2011 to 6 March 2011"."""
    return f"from {day(first)} to {day(last)}"


def moment(at: datetime) -> str:
    """Say a date with its time and zone, where they are known."""
    said = day(at.date().isoformat())
    if at.tzinfo is None and at.time() == time():
        return said
    zone = f" {at.tzname()}" if at.tzinfo else ""
    return f"{said}, {at:%H:%M}{zone}"


def ordinal(number: int) -> str:
    """Say a position: first, second … twelfth, then 13th."""
    if 0 <= number < len(_ORDINALS):
        return _ORDINALS[number]
    teen = number % 100 in (11, 12, 13)
    return f"{number}{'th' if teen else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"


def duration(iso: str) -> str:
    """Say an ISO 8601 duration: `P7M` is 7 months. What is none comes back as it is."""
    found = _DURATION.fullmatch(iso)
    if not found or not any(found.groupdict().values()):
        return iso
    parts = [
        f"{int(number)} {unit}{'' if int(number) == 1 else 's'}"
        for unit, number in found.groupdict().items()
        if number
    ]
    return " and ".join(filter(None, [", ".join(parts[:-1]), parts[-1]]))


def count(claim: Count) -> str:
    """Say a count: “second at leader level since January 2021, within 7 months”."""
    words = [ordinal(claim.ordinal)] if claim.ordinal is not None else []
    if claim.level:
        words.append(f"at {claim.level} level")
    if claim.since:
        words.append(f"since {day(claim.since)}")
    said = " ".join(words)
    if claim.within:
        return (
            f"{said}, within {duration(claim.within)}" if said else f"in {duration(claim.within)}"
        )
    return said


def pair(parties: list[str], between: str = " – ") -> str:
    """Say the sides of a contact (or, with an arrow between, of a move)."""
    return between.join(parties)


def quoted(text: str) -> str:
    """Put words of the document in quotation marks, on one line, and cut them where very long."""
    line = one_line(text)
    if len(line) > LONGEST_QUOTE:
        line = line[: LONGEST_QUOTE - 1].rstrip() + "…"
    return line if _QUOTED.fullmatch(line) else f"“{line}”"
