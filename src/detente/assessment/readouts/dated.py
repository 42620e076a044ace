"""When two points tell of other days, or of another length of time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from detente.assessment.readouts.points import Point
from detente.language import Time

_NEARLY = 1.3  # "about twenty minutes" and "a quarter of an hour" are told of one call
_NEXT_DAY = timedelta(days=1)  # one moment on two clocks
_VAGUE = timedelta(days=366)  # what spans more says nothing that another date could contradict
_BOUND = timedelta(days=45)  # how far "before the end of August" reaches back
_APART = timedelta(days=550)  # what is further apart is told of two things
_YEAR = timedelta(days=365)
_BEFORE = re.compile(r"\b(before|by|no later than|until|till)\s+(the\s+)?$", re.IGNORECASE)
_DURATION = re.compile(r"P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?")
_OF_ANOTHER_CALENDAR = re.compile(r"\s+of\s+(the\s+month\s+of\s+)?[A-Z]")
# The day of writing, which is not always that of publication.
_OF_WRITING = re.compile(r"(earlier )?(today|tonight|this (morning|afternoon|evening))", re.I)
_NAMES_YEAR = re.compile(r"\b\d{4}\b")
_NAMES_DAY = re.compile(r"\d")
_PLANNED = {"plan", "schedule", "expect", "slate", "foresee"}
_Days = tuple[str, date, date]


def durations_apart(one: Point, other: Point) -> tuple[str, str] | None:
    """Another length: "three hours", "forty minutes"."""
    ours, theirs = (
        [(t.text, m) for t in _lengths(p) if (m := _minutes(t.value))] for p in (one, other)
    )
    if not ours or not theirs or any(_near(a, b) for _, a in ours for _, b in theirs):
        return None
    return ours[0][0], theirs[0][0]


def _lengths(point: Point) -> Iterator[Time]:
    """How long it took; "planned for two hours" tells what did not come true."""
    for time in times_in(point, "duration"):
        head = point.text.reading.token_at(time.start)
        if not any(t.lemma_.lower() in _PLANNED for t in head.ancestors):
            yield time


def _near(one: float, other: float) -> bool:
    return max(one, other) <= _NEARLY * min(one, other)


def dates_apart(one: Point, other: Point) -> tuple[str, str] | None:
    """Another day, where the two dates cannot be of one: "18 April", "11 April"."""
    ours, theirs = list(_days(one)), list(_days(other))
    if not ours or not theirs:
        return None
    if any(_within(a[0].lower(), b[0].lower()) for a in ours for b in theirs):
        return None  # "Friday" and "Friday", "16 December" and "December"
    if all(_OF_WRITING.fullmatch(words) for words, _, _ in (*ours, *theirs)):
        return None
    apart = min(max(a[1], b[1]) - min(a[2], b[2]) for a in ours for b in theirs)
    if any(_may_be_one(a, b) for a in ours for b in theirs) or apart > _APART:
        return None
    return ours[0][0], theirs[0][0]


def _within(one: str, other: str) -> bool:
    return one in other or other in one


def _may_be_one(one: _Days, other: _Days) -> bool:
    """Whether two dates share a day; "2 December" without its year may be of the next one too."""
    shifts = [timedelta(0)]
    if _is_day_of_no_year(one[0]) or _is_day_of_no_year(other[0]):
        shifts += [_YEAR, -_YEAR]
    return any(_overlap((one[1] + s, one[2] + s), other[1:]) for s in shifts)


def _is_day_of_no_year(words: str) -> bool:
    return bool(_NAMES_DAY.search(words)) and not _NAMES_YEAR.search(words)


def _overlap(one: tuple[date, date], other: tuple[date, date]) -> bool:
    return one[0] <= other[1] + _NEXT_DAY and other[0] <= one[1] + _NEXT_DAY


def _days(point: Point) -> Iterator[_Days]:
    """The days of the dates in a point, with their words; "before the end of August": until it."""
    text = point.text.report.document.text
    for time in times_in(point, "date", "until"):
        if time.days is None or time.days[1] - time.days[0] > _VAGUE:
            continue
        if _OF_ANOTHER_CALENDAR.match(text, time.end):  # "the end of the month of Muharram"
            continue
        first, last = time.days
        before = _BEFORE.search(text[max(0, time.start - 20) : time.start])
        words = text[time.start : time.end]
        if before:
            first, words = first - _BOUND, before[0].strip() + " " + words
        yield words, first, last


def times_in(point: Point, *kinds: str) -> Iterator[Time]:
    """The times of some kinds that stand in a point."""
    for time in point.text.reading.times:
        if time.kind in kinds and point.start <= time.start < point.end:
            yield time


def _minutes(value: str | None) -> float | None:
    match = _DURATION.fullmatch(value or "")
    if not match or not any(match.groups()):
        return None
    days, hours, minutes, seconds = (int(g or 0) for g in match.groups())
    return days * 1440 + hours * 60 + minutes + seconds / 60
