"""Two sides as known on a day: the board, which charts there are of it, and the latest dealings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any, get_args
from urllib.parse import quote, urlencode

from fastapi import HTTPException

from detente.assessment import Board, History
from detente.assessment.wording import iso
from detente.desk import charts
from detente.desk.board.heading import basis, heading
from detente.desk.board.items import items
from detente.desk.board.page import TITLES
from detente.desk.board.parts import Section, channels, sections
from detente.desk.board.tables import CHANNELS, NOTHING
from detente.desk.charts.links import Links
from detente.desk.charts.picture import NARROW, WIDE
from detente.desk.charts.shown import drawable
from detente.desk.charts.span import Span, part, span
from detente.desk.telling.contactfacts import many
from detente.desk.telling.phrases import days as spoken
from detente.desk.web.desk import Desk
from detente.desk.web.views.dealings import ContactsAsked, Kind, MovesAsked, contacts, moves
from detente.model import ContactStatus, Level, Mode, MoveStatus, MoveType
from detente.record import RecordError, days_asked

_LATEST = 6  # contacts and moves
_LONGEST = 200  # characters of an address that names two sides
_HOW = "name two, by codes or names, as in /dyads/CHN-USA or /dyads/China-Japan"
WIDTHS = {"wide": WIDE, "narrow": NARROW}
THEMES = {"light": charts.LIGHT, "dark": charts.DARK, "page": charts.PAGE}


@dataclass(frozen=True)
class Period:
    """The days that charts show: those asked for, and what there is of them.

    Attributes:
        first, last: as they were asked for; None where they were not.
        days: what is shown; None where the record has nothing with a day.

    """

    first: str | None
    last: str | None
    days: Span | None


@dataclass(frozen=True)
class Figure:
    """A chart that can be drawn: its name, title and alternative text."""

    name: str
    title: str
    alt: str


def sides_of(desk: Desk, pair: str) -> tuple[str, str]:
    """Two sides out of an address, sorted: `CHN-USA`, `usa-chn`, `China-Guinea-Bissau`.

    Raises:
        HTTPException: it names no two sides that are known (404).

    """
    cuts = [place for place, letter in enumerate(pair) if letter == "-"]
    wrong = f"{pair[:_LONGEST]}: this names no two sides"
    if len(pair) <= _LONGEST:
        for cut in cuts:
            one, other = pair[:cut].strip(), pair[cut + 1 :].strip()
            try:
                if one and other:
                    return desk.record.sides(one, other)
            except RecordError as error:
                if len(cuts) == 1:
                    wrong = str(error).partition("; ")[0]
    raise HTTPException(404, f"{wrong}; {_HOW}")


def address(sides: tuple[str, str], *more: str, **asked: str | None) -> str:
    """The address of a dyad, or of what lies under it; `from_` is asked for as `from`."""
    query = {name.rstrip("_"): value for name, value in asked.items() if value}
    path = "/".join(["/dyads", quote("-".join(sides), safe=""), *more])
    return f"{path}?{urlencode(query)}" if query else path


def board(desk: Desk, pair: str, on: str | None) -> Board:
    """The board of two sides; arguments as of `dyad`."""
    return desk.record.dyad(*sides_of(desk, pair), on=on)


def dyad(
    desk: Desk, sides: tuple[str, str], on: str | None, first: str | None, last: str | None
) -> Mapping[str, Any]:
    """Gather what the page of a dyad shows.

    Arguments:
        desk: of which record.
        sides: by their codes.
        on: as known on which day; None for all that is known.
        first: the day from which the charts are shown; None for the first.
        last: the last day that they show.

    Raises:
        RecordError: a date is none, or the record has nothing between them.

    """
    record = desk.record
    with record.at_once():
        found, of = record.dyad(*sides, on=on), record.history(*sides, on=on)
        latest = contacts(record, sides, ContactsAsked(on=on), _LATEST)
        acted = moves(record, sides, MovesAsked(on=on), _LATEST)
    period = _period(of, first, last)
    there, empty = sections(found)
    return {
        "board": found, "sides": sides, "on": on, "heading": heading(found), "basis": basis(found),
        "channels": channels(found), "heads": CHANNELS, "nothing": NOTHING,
        "columns": _columns(there), "little": [one for one in there if one.little], "empty": empty,
        "figures": _figures(found, of, period), "period": period, "bounds": _bounds(period),
        "latest": latest, "acted": acted, "items": items, "ago": _ago(found.on),
        "to": partial(address, sides, on=on),
    }  # fmt: skip


def drawing(  # noqa: PLR0913, PLR0917  (what is drawn, of what, and how)
    desk: Desk,
    sides: tuple[str, str],
    name: str,
    on: str | None,
    first: str | None,
    last: str | None,
    width: str,
    theme: str,
) -> str:
    """Draw a chart as SVG; the theme `page` takes the page's colours and has links.

    Arguments:
        desk: of which record.
        sides: by their codes.
        name: of the chart.
        on: as of `dyad`.
        first: as of `dyad`.
        last: as of `dyad`.
        width: `wide` or `narrow`.
        theme: `light`, `dark` or `page`.

    Raises:
        HTTPException: there is nothing to draw (404).
        RecordError: as of `dyad`.

    """
    with desk.record.at_once():
        found, of = desk.record.dyad(*sides, on=on), desk.record.history(*sides, on=on)
    days = _period(of, first, last).days
    links = Links(sides, on) if theme == "page" else None
    drawn = days and charts.chart(name, found, of, days, THEMES[theme], WIDTHS[width], links)
    if not drawn:
        raise HTTPException(404, "there is nothing to draw of these days")
    return charts.svg(charts.drawn(drawn, THEMES[theme], WIDTHS[width]), links=links is not None)


def _period(of: History, first: str | None, last: str | None) -> Period:
    whole, begin, end = span(of), _day("from", first, 0), _day("to", last, 1)
    if begin is not None and end is not None and begin > end:
        raise RecordError(f"from {first} to {last}", "this ends before it begins", "swap them")
    if whole is None:
        return Period(first, last, None)
    found = part(whole, begin, end)
    if found is None:
        asked = " ".join(filter(None, [first and f"from {first}", last and f"to {last}"]))
        reach = spoken(iso(whole.first), iso(whole.last))
        raise RecordError(asked, "there is nothing to draw of these days", f"it reaches {reach}")
    return Period(first, last, found)


def _day(name: str, given: str | None, end: int) -> int | None:
    return None if given is None else days_asked(name, given)[end]


def _columns(there: Sequence[Section]) -> list[list[Section]]:
    """What is said of talks, and beside it what is said of rivalry."""
    much = [one for one in there if not one.little]
    return [[one for one in much if (one.name in _TALKS) is talks] for talks in (True, False)]


def _ago(on: str) -> dict[str, str]:
    """The first days of the last years up to one."""
    last = date.fromisoformat(on).toordinal()
    return {name: iso(max(1, last - days)) for name, days in _LATELY.items()}


def _bounds(period: Period) -> tuple[str, str] | None:
    days = period.days
    return (iso(days.first), iso(days.last)) if days else None


def _figures(found: Board, of: History, period: Period) -> list[Figure]:
    if period.days is None:
        return []
    amounts = f"{many(found.contacts, 'contact', 'contacts')}, {many(found.moves, 'move', 'moves')}"
    when = spoken(iso(period.days.first), iso(period.days.last))
    return [
        Figure(name, TITLES[name], f"{TITLES[name]}, {when}; {amounts} in all. {_TOLD[name]}")
        for name in drawable(found, of, period.days)
    ]


_TALKS = {"stalls", "escalations", "returns", "authority", "initiative", "claims"}
_LATELY = {"last year": 365, "last 5 years": 1826}
_TOLD = {
    "dealings": "The lists of contacts and moves on this page have each of them.",
    "tension": "The section “Tension” says the same in words.",
    "silences": "The table of channels has the last contact and the usual gap of each.",
}
# The words that filters let choose among.
WORDS = {
    "level": get_args(Level), "mode": get_args(Mode), "contact_status": get_args(ContactStatus),
    "type": get_args(MoveType), "kind": get_args(Kind), "move_status": get_args(MoveStatus),
}  # fmt: skip
