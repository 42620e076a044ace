"""POLECAT: tables with PLOVER's types and modes.

Its columns are described with the data set (doi:10.7910/DVN/AJGVIT), its modes in the PLOVER
manual. A cell can hold several actors, countries or sectors, with semicolons between.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import cast, get_args

from detente.intake.eventdata import countries, organizations, sectors
from detente.intake.eventdata.days import day
from detente.intake.eventdata.lines import Line
from detente.intake.eventdata.row import BadRow, EventRow, Side
from detente.intake.eventdata.table import Cells, Table
from detente.model import ContactStatus, Mode, MoveType

_NEEDED = (
    "Event ID, Event Date, Event Type, Event Mode, Actor Name, Actor Country, "
    "Primary Actor Sector, Recipient Name, Recipient Country, Primary Recipient Sector"
)
_OPTIONAL = "Placename, Source"
# Some files name columns in their header that their lines do not have.
_SHIPPED = (
    "Event ID, Event Date, Event Type, Event Mode, Intensity, Quad Code, Contexts, Actor Name, "
    "Actor Country, Actor COW, Primary Actor Sector, Actor Sectors, Actor Title, Actor Name Raw, "
    "Wikipedia Actor ID, Recipient Name, Recipient Country, Recipient COW, "
    "Primary Recipient Sector, Recipient Sectors, Recipient Title, Recipient Name Raw, "
    "Wikipedia Recipient ID, Placename, City, District, Province, Country, Latitude, Longitude, "
    "GeoNames ID, Raw Placename, Feature Type, Source, Publication Date, Story People, "
    "Story Organizations, Story Locations, Language, Version"
)
_NOTHING = ("", "None", "NULL")
_TYPES = frozenset(get_args(MoveType))
# "multilateral" does not tell whether they met; any other mode of CONSULT, or none, neither.
_MODES: dict[str, Mode] = {"visit": "in-person", "third-party": "in-person", "phone": "call"}


def read(lines: Iterator[Line], where: str) -> Iterator[EventRow | BadRow]:
    """Read a table of POLECAT.

    Args:
        lines: the file's, header first.
        where: the file, for messages.

    Returns:
        An iterator of events and bad rows; a row with several actors or recipients gives an
        event for each pair, all with its line.

    Raises:
        UnreadableError: the header lacks needed columns.

    """
    table = Table(lines, where, _NEEDED, _OPTIONAL)
    table.also(_SHIPPED, f"{_NEEDED}, {_OPTIONAL}")
    return (row for number, text in lines for row in _rows(number, table.cells(text)))


def _rows(number: int, cells: Cells | str) -> Iterator[EventRow | BadRow]:
    if isinstance(cells, str):
        yield BadRow(number, cells)
        return
    _, dated, kind, _, *actors, _, _ = cells
    sources = _sides(*actors[:3])
    if day(dated) is None:
        yield BadRow(number, f"no date: {dated!r}")
    elif kind.strip().upper() not in _TYPES:
        yield BadRow(number, f"unknown event: type {kind!r}")
    elif not sources:
        yield BadRow(number, "no source actor")
    else:
        pairs = [(one, other) for one in sources for other in _sides(*actors[3:]) or (None,)]
        for nth, (source, target) in enumerate(pairs, 1):
            yield _event(number, cells, source, target, f"/{nth}" if nth > 1 else "")


def _event(number: int, cells: Cells, source: Side, target: Side | None, nth: str) -> EventRow:
    key, dated, kind, manner, *_, place, outlet = cells
    move = cast(MoveType, kind.strip().upper())
    detail = "" if manner in _NOTHING else manner.strip().lower()
    mode, status = _contact(move, detail)
    return EventRow(
        line=number,
        date=cast(str, day(dated)),
        source=source,
        target=target,
        code=f"{move}-{detail}" if detail else move,
        type=move,
        status="reported",
        mode=mode,
        contact_status=status,
        initiator=None,
        place=None if place in _NOTHING else place,
        outlet=None if outlet in _NOTHING else outlet,
        url=None,
        words=f"{move} {detail}".rstrip(),
        key=f"{key}{nth}" if key else None,
    )


def _contact(move: MoveType, detail: str) -> tuple[Mode | None, ContactStatus | None]:
    if move == "CONSULT":
        return _MODES.get(detail, "unspecified"), "held"
    if move == "REJECT" and detail == "meet":
        return "unspecified", "refused"
    return None, None


@lru_cache(maxsize=1 << 16)
def _sides(named: str, lands: str, kinds: str) -> tuple[Side, ...]:
    names, codes, sorts = (_items(cell) for cell in (named, lands, kinds))
    return tuple(
        _side(name, _for(nth, codes, len(names)), _for(nth, sorts, len(names)))
        for nth, name in enumerate(names)
        if name not in _NOTHING
    )


def _items(cell: str) -> list[str]:
    return [item.strip() for item in cell.split(";")]


def _for(nth: int, items: list[str], names: int) -> str:
    """Return what belongs to one of the names: its own, or what they all share."""
    if len(items) == names:
        return items[nth]
    return items[0] if len(set(items)) == 1 else ""


def _side(name: str, country: str, sector: str) -> Side:
    org = organizations.org_named(name)
    code = sector if sector not in _NOTHING else ""
    kind = "IGO" if org else sectors.from_code(code)
    return Side(name, None if org else countries.by_code(country), org, kind)
