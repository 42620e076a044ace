"""GDELT 2.0 events: sixty-one columns without a header, with CAMEO's codes for all there is.

The columns are those of "The GDELT Event Database Data Format Codebook V2.0" (2015).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from operator import itemgetter

from detente.intake.eventdata import cameo, countries, organizations, sectors
from detente.intake.eventdata.days import day
from detente.intake.eventdata.lines import Line
from detente.intake.eventdata.row import BadRow, EventRow, Side

_WIDTH = 61
_pick = itemgetter(
    0,  # GLOBALEVENTID
    1,  # SQLDATE
    *(5, 6, 7, 8, 12),  # Actor1: Code, Name, CountryCode, KnownGroupCode, Type1Code
    *(15, 16, 17, 18, 22),  # Actor2, likewise
    26,  # EventCode
    52,  # ActionGeo_FullName
    60,  # SOURCEURL
)


def read(lines: Iterator[Line], where: str) -> Iterator[EventRow | BadRow]:
    """Read an events export of GDELT 2.0; the first actor is the source, the second the target.

    Args:
        lines: the file's.
        where: the file; without a header there is nothing to say of it.

    Returns:
        An iterator of events and bad rows.

    """
    return (_row(number, text) for number, text in lines)


def _row(number: int, text: str) -> EventRow | BadRow:
    cells = text.split("\t")
    if len(cells) != _WIDTH:
        return BadRow(number, f"{len(cells)} columns where GDELT 2.0 has {_WIDTH}")
    key, dated, *actors, code, place, address = _pick(cells)
    date = day(dated)
    if date is None:
        return BadRow(number, f"no date: {dated!r}")
    event = cameo.by_code().get(code)
    if event is None:
        return BadRow(number, f"unknown event: code {code!r}")
    source = _side(*actors[:5])
    if source is None:
        return BadRow(number, "no first actor")
    outlet, url = _report(address)
    return EventRow(
        line=number,
        date=date,
        source=source,
        target=_side(*actors[5:]),
        code=code,
        type=event.type,
        status="reported",
        mode=event.mode,
        contact_status=event.status,
        initiator=event.initiator,
        place=place or None,
        outlet=outlet,
        url=url,
        words=event.name,
        key=key or None,
    )


@lru_cache(maxsize=1 << 16)
def _side(code: str, name: str, country: str, group: str, kind: str) -> Side | None:
    if not (name or code):
        return None
    org = organizations.org_coded(group)
    sector = "IGO" if org else sectors.from_code(kind)
    return Side(name or code, None if org else countries.by_code(country), org, sector)


def _report(address: str) -> tuple[str | None, str | None]:
    """Return outlet and URL; what was not on the web has a citation instead ("BBC Monitoring")."""
    scheme, found, rest = address.partition("://")
    if not found or not scheme.startswith("http"):
        return address or None, None
    return rest.partition("/")[0].removeprefix("www.").lower() or None, address
