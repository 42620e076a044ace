"""ICEWS Coded Event Data: tables with names of countries, sectors and CAMEO events.

Its columns are described in the data set's documentation (doi:10.7910/DVN/28075).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from detente.intake.eventdata import cameo, countries, organizations, sectors
from detente.intake.eventdata.days import day
from detente.intake.eventdata.lines import Line
from detente.intake.eventdata.row import BadRow, EventRow, Side
from detente.intake.eventdata.table import Cells, Table

_NEEDED = (
    "Event ID, Event Date, Source Name, Source Sectors, Source Country, Event Text, CAMEO Code, "
    "Target Name, Target Sectors, Target Country"
)
_OPTIONAL = "Publisher, City, Province, Country"
_NOTHING = ("", "NULL", "None")


def read(lines: Iterator[Line], where: str) -> Iterator[EventRow | BadRow]:
    """Read a table of ICEWS.

    Args:
        lines: the file's, header first.
        where: the file, for messages.

    Returns:
        An iterator of events and bad rows.

    Raises:
        UnreadableError: the header lacks needed columns.

    """
    table = Table(lines, where, _NEEDED, _OPTIONAL)
    return (_row(number, table.cells(text)) for number, text in lines)


def _row(number: int, cells: Cells | str) -> EventRow | BadRow:
    if isinstance(cells, str):
        return BadRow(number, cells)
    key, dated, name, sector, country, words, code, *target, publisher, city, province, land = cells
    date = day(dated)
    if date is None:
        return BadRow(number, f"no date: {dated!r}")
    # The name goes first: a spreadsheet that has lost a code's leading zero leaves the name whole.
    event = cameo.by_name().get(words.lower()) or cameo.by_code().get(code)
    if event is None:
        return BadRow(number, f"unknown event: code {code!r}, name {words!r}")
    source = _side(name, sector, country)
    if source is None:
        return BadRow(number, "no source actor")
    return EventRow(
        line=number,
        date=date,
        source=source,
        target=_side(*target),
        code=event.code,
        type=event.type,
        status="reported",
        mode=event.mode,
        contact_status=event.status,
        initiator=event.initiator,
        place=_place(city, province, land),
        outlet=publisher or None,
        url=None,
        words=words or event.name,
        # An id is used again on other days, never on the same one.
        key=f"{key}/{date}" if key else None,
    )


@lru_cache(maxsize=1 << 16)
def _side(name: str, listed: str, country: str) -> Side | None:
    name = name.strip()
    if name in _NOTHING:
        return None
    org = organizations.org_named(name)
    sector = "IGO" if org else sectors.from_list(listed)
    return Side(name, None if org else countries.by_name(country), org, sector)


@lru_cache(maxsize=1 << 14)
def _place(*parts: str) -> str | None:
    named = dict.fromkeys(part.strip() for part in parts)
    return ", ".join(part for part in named if part not in _NOTHING) or None
