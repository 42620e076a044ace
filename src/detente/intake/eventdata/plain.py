"""The plain form of ICEWS: source, event name, target and date, with tabs between.

    Military (Mali)	Make an appeal or request	France	2013-01-10

So data sets for knowledge graphs have it, such as ICEWS05-15 (García-Durán et al. 2018). There are
no columns for countries and sectors; a role tells both, other names are left to who resolves them.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from detente.intake.eventdata import cameo, countries, organizations, sectors
from detente.intake.eventdata.days import day
from detente.intake.eventdata.lines import Line
from detente.intake.eventdata.row import BadRow, EventRow, Side

_WIDTH = 4


def read(lines: Iterator[Line], where: str) -> Iterator[EventRow | BadRow]:
    """Read a file of the plain form.

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
        return BadRow(number, f"{len(cells)} columns where there should be {_WIDTH}")
    name, words, other, dated = cells
    date = day(dated)
    if date is None:
        return BadRow(number, f"no date: {dated!r}")
    event = cameo.by_name().get(words.strip().lower())
    if event is None:
        return BadRow(number, f"unknown event: name {words!r}")
    source = _side(name)
    if source is None:
        return BadRow(number, "no source actor")
    return EventRow(
        line=number,
        date=date,
        source=source,
        target=_side(other),
        code=event.code,
        type=event.type,
        status="reported",
        mode=event.mode,
        contact_status=event.status,
        initiator=event.initiator,
        place=None,
        outlet=None,
        url=None,
        words=words.strip(),
        key=None,
    )


@lru_cache(maxsize=1 << 16)
def _side(name: str) -> Side | None:
    name = name.strip()
    if not name:
        return None
    role, whose = _parted(name)
    country, org = countries.by_name(whose), organizations.org_named(whose)
    # "Communist Party of India (Marxist)" is a name: only a side in brackets makes a role of it.
    return Side(name, country, org, sectors.from_role(role) if country or org else None)


def _parted(name: str) -> tuple[str, str]:
    """Part "Citizen (Holy See (Vatican City State))" before the bracket that its last one closes.

    Returns:
        The role and whose it is; the latter empty where the name does not end in a bracket.

    """
    depth = 0
    for place in range(len(name) - 1, -1, -1):
        depth += (name[place] == ")") - (name[place] == "(")
        if depth <= 0:
            return name[:place].strip(), name[place + 1 : -1] if depth == 0 < place else ""
    return name, ""
