"""Planned contacts as a calendar (RFC 5545): whole days, and of a month the whole month.

A plan of which reports tell only the year, or no day at all, is left out: there is no day to put it
on.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

from icalendar import Calendar, Event

from detente.actors import name_of
from detente.desk.export.days import first_and_last
from detente.desk.telling.visible import one_line
from detente.desk.web.desk import Desk

_MOST = 500  # plans, and as many that were cancelled
_BACK = 366  # days before the last that the record tells of
_LONGEST = 31  # days that a plan may be spread over: more is no day
Row = dict[str, Any]


def calendar(desk: Desk, sides: tuple[str, str] | None = None) -> bytes:
    """Write what is planned, and what was planned and is cancelled.

    Arguments:
        desk: of which record.
        sides: between whom; None for everybody.

    """
    made = Calendar()
    made.add("prodid", "-//Detente//Planned contacts//EN")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", f"Planned contacts{f' of {_between(sides)}' if sides else ''}")
    with desk.record.at_once():
        plans = list(_plans(desk, sides or ()))
        added = desk.record.when_added(*(key for row in plans for key in row["reports"]))
    for row in plans:
        days = _days(row)
        if days:
            told = max((added[key] for key in row["reports"] if key in added), default=None)
            made.add_component(_event(desk, row, days, told))
    return bytes(made.to_ical())


def _plans(desk: Desk, sides: tuple[str, ...]) -> Iterator[Row]:
    reach = desk.record.reach()
    since = date.fromordinal(max(1, reach[1] - _BACK)).isoformat() if reach else None
    for status in ("planned", "cancelled"):
        yield from desk.record.contacts(
            *sides, status=status, since=since, newest_first=True, limit=_MOST
        )


def _days(row: Row) -> tuple[date, date] | None:
    """The first and the last day of a plan; None where it has none."""
    if row["date_range"]:
        first, last = (date.fromisoformat(day) for day in row["date_range"])
    else:
        begin, end = first_and_last(row["date"])
        if begin is None or end is None:
            return None
        first, last = begin, first_and_last(row["until"])[1] or end
    return (first, last) if timedelta(0) <= last - first < timedelta(_LONGEST) else None


def _event(desk: Desk, row: Row, days: tuple[date, date], told: datetime | None) -> Event:
    cancelled = row["status"] == "cancelled"
    is_day = days[0] == days[1] or row["until"]
    event = Event()
    event.add("uid", row["id"])
    event.add("dtstamp", (told or datetime(1970, 1, 1)).replace(tzinfo=UTC))
    event.add("dtstart", days[0])
    if days[1] < date.max:
        event.add("dtend", days[1] + timedelta(1))  # the day after: RFC 5545, 3.6.1
    event.add("summary", one_line(_summary(row)))
    event.add("description", one_line(_description(row, days)))
    event.add("status", "CANCELLED" if cancelled else "CONFIRMED" if is_day else "TENTATIVE")
    event.add("transp", "TRANSPARENT")
    event.add("url", f"{desk.settings.address}/contacts/{row['id']}")
    if row["place"]:
        event.add("location", one_line(row["place"]["text"]))
    return event


def _summary(row: Row) -> str:
    level = f" ({row['level']})" if row["level"] else ""
    how = "contact" if row["mode"] == "unspecified" else row["mode"]
    return f"{_between(row['parties'])}: {how}{level}"


def _description(row: Row, days: tuple[date, date]) -> str:
    parts = ["Cancelled." if row["status"] == "cancelled" else "Planned."]
    if days[0] != days[1] and not row["until"]:
        parts.append("Reports do not tell the day.")
    if row["overdue"]:
        parts.append("Its day has passed, and the record has no word of it.")
    people = ", ".join(dict.fromkeys(who["name"] for who in row["participants"]))
    parts += [f"With {people}."] if people else []
    parts += [f"According to {', '.join(row['outlets'])}."] if row["outlets"] else []
    return " ".join(parts)


def _between(sides: tuple[str, ...] | list[str]) -> str:
    return " – ".join(name_of(code) or code for code in sides)
