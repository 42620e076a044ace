"""Rows of event data sets as what they tell: who did what to whom, who met whom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from operator import attrgetter

from detente.actors import actor_named, name_of, resolve
from detente.intake.eventdata import BadRow, EventRow, Side
from detente.model import Actor
from detente.record.days import days_of
from detente.record.importing import Aside, Deed, Entry, Row, RowTold
from detente.record.naming import actor_key

_LEVELS = ("officials", "working", "senior", "minister", "leader")
_PEOPLE = {"person", "office"}
_PRIVATE = {"BUS", "CVL", "EDU", "LAB", "MED", "NGO", "OPP", "REB", "REL"}
_SHIPPED = ("words", "place", "outlet", "url", "key")
_shipped_of = attrgetter(*_SHIPPED)


def tell_events(rows: Iterable[EventRow | BadRow]) -> Iterator[RowTold]:
    """What rows of event data tell, in order.

    Arguments:
        rows: as `detente.intake.eventdata.read_rows` gives them.

    """
    for row in rows:
        yield row if isinstance(row, BadRow) else _entry(row)


def _entry(row: EventRow) -> RowTold:
    other = row.target
    if other is None:
        return Aside(row.line, "no target")
    if row.type is None and row.mode is None:
        return Aside(row.line, "neither a move nor a contact")
    source, target = _actor(row.source, row), _actor(other, row)
    if source is None or target is None:
        return Aside(row.line, "an actor of no known side")
    shipped = _shipped(row)
    move = _move(row, shipped) if row.type else None
    contact = None
    if row.mode is not None and _may_meet(row.source, source) and _may_meet(other, target):
        contact = _contact(row, source, target, shipped)
    return Entry(row.line, source, target, move, contact)


def _may_meet(side: Side, actor: Actor) -> bool:
    """Whether it is a state or a body of one: no firm, citizen or paper of a country is."""
    # An armed group that is a side of its own has no country here: it may well be talked with.
    return not (
        (side.country and side.sector in _PRIVATE) or (actor.country and actor.sector in _PRIVATE)
    )


def _move(row: EventRow, shipped: Row) -> Deed:
    day = days_of(row.date)[0]
    return Deed(row.type or "", row.status, day, day, row.code, shipped)


def _contact(row: EventRow, source: Actor, target: Actor, shipped: Row) -> Row | None:
    """The contact of two sides; None where both are of one."""
    one, other = source.party or "", target.party or ""
    if one == other:
        return None
    sides = (source, target) if one < other else (target, source)
    levels = [a.level for a in sides if a.level]
    return {
        "parties": [a.party for a in sides],
        "level": min(levels, key=_LEVELS.index) if len(levels) == len(sides) else None,
        "mode": row.mode, "status": row.contact_status or "held",
        "initiator": {"source": one, "target": other}.get(row.initiator or ""),
        # The day on which a plan is told is not the day of the contact.
        "date": None if row.contact_status == "planned" else row.date, "told": row.date,
        "outcome": "unknown",
        "participants": [participant(a) for a in sides if a.kind in _PEOPLE],
        **shipped,
    }  # fmt: skip


def participant(actor: Actor) -> Row:
    """An actor as a contact's body has who took part."""
    return {
        "actor": actor_key(actor), "name": actor.name, "kind": actor.kind, "party": actor.party,
        "level": actor.level,
    }  # fmt: skip


def _shipped(row: EventRow) -> Row:
    """What the data set says of a row beside the columns; nothing that it leaves out."""
    told = zip(_SHIPPED, _shipped_of(row), strict=True)
    return {"shipped": {name: value for name, value in told if value}}


# -- actors ----------------------------------------------------------------------------------------


def _actor(side: Side, row: EventRow) -> Actor | None:
    """Who a side of a row is; None where it is of no side that the record knows."""
    meets = row.mode is not None
    return _someone(side, row.date if _changes(side.name, meets) else None)


@lru_cache(maxsize=1 << 17)
def _changes(name: str, meets: bool) -> bool:
    """Whether a name is another's on another day.

    An office is; so is the level of a person, which contacts have.
    """
    named = _known(name)
    return named is not None and (named.kind == "office" or (meets and named.kind == "person"))


@lru_cache(maxsize=1 << 17)
def _someone(side: Side, date: str | None) -> Actor | None:
    named = _known(side.name)
    if date is not None:
        named = resolve(side.name, on=date) or named
    code = side.country or side.org or (named.party if named else None)
    if code is None:
        return None
    return named if named is not None and named.party == code else _unknown(side, code)


@lru_cache(maxsize=1 << 17)
def _known(name: str) -> Actor | None:
    return actor_named(name)


@lru_cache(maxsize=1 << 17)
def _unknown(side: Side, code: str) -> Actor:
    """An actor whom the tables do not know, of the side that the data set gives it."""
    kind = "state" if side.name == name_of(code) else "group"
    return Actor(id="a1", name=side.name, kind=kind, country=side.country, org=side.org,
                 sector=side.sector)  # fmt: skip
