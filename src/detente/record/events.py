"""Rows of event data sets as what they tell: who did what to whom, who met whom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from detente.actors import actor_named, name_of, resolve
from detente.intake.eventdata import BadRow, EventRow, Side
from detente.model import Actor
from detente.record.days import days_of
from detente.record.importing import Aside, Entry, Row, Told
from detente.record.naming import actor_key

_LEVELS = ("officials", "working", "senior", "minister", "leader")
_PEOPLE = {"person", "office"}
_PRIVATE = {"BUS", "CVL", "EDU", "LAB", "MED", "NGO", "OPP", "REB", "REL"}


def tell_events(rows: Iterable[EventRow | BadRow]) -> Iterator[Told]:
    """What rows of event data tell, in order.

    Arguments:
        rows: as `detente.intake.eventdata.read_rows` gives them.

    """
    for row in rows:
        yield row if isinstance(row, BadRow) else _entry(row)


def _entry(row: EventRow) -> Told:
    if row.target is None:
        return Aside(row.line, "no target")
    if row.type is None and row.mode is None:
        return Aside(row.line, "neither a move nor a contact")
    source, target = (_actor(side, row) for side in (row.source, row.target))
    if source is None or target is None:
        return Aside(row.line, "an actor of no known side")
    move = _move(row) if row.type else None
    contact = _contact(row, source, target) if _is_contact(row, source, target) else None
    return Entry(row.line, source, target, move, contact)


def _is_contact(row: EventRow, source: Actor, target: Actor) -> bool:
    """Whether states or bodies of states deal with each other: no firm, citizen or paper is one."""
    # An armed group that is a side of its own has no country here: it may well be talked with.
    private = any(
        s is not None and s.country and s.sector in _PRIVATE
        for s in (row.source, row.target, source, target)
    )
    return row.mode is not None and source.party != target.party and not private


def _move(row: EventRow) -> Row:
    day = days_of(row.date)[0]
    return {
        "type": row.type, "status": row.status, "first_day": day, "last_day": day,
        "code": row.code, "body": _shipped(row),
    }  # fmt: skip


def _contact(row: EventRow, source: Actor, target: Actor) -> Row:
    sides = sorted([source, target], key=lambda a: a.party or "")
    levels = [a.level for a in sides if a.level]
    initiator = {"source": source.party, "target": target.party}.get(row.initiator or "")
    return {
        "parties": [a.party for a in sides],
        "level": min(levels, key=_LEVELS.index) if len(levels) == len(sides) else None,
        "mode": row.mode, "status": row.contact_status or "held", "initiator": initiator,
        # The day on which a plan is told is not the day of the contact.
        "date": None if row.contact_status == "planned" else row.date, "told": row.date,
        "outcome": "unknown",
        "participants": [participant(a) for a in sides if a.kind in _PEOPLE],
        **_shipped(row),
    }  # fmt: skip


def participant(actor: Actor) -> Row:
    """An actor as a contact's body has who took part."""
    return {
        "actor": actor_key(actor), "name": actor.name, "kind": actor.kind, "party": actor.party,
        "level": actor.level,
    }  # fmt: skip


def _shipped(row: EventRow) -> Row:
    """What the data set says of a row beside the columns; nothing that it leaves out."""
    told = {
        "line": row.line, "words": row.words, "place": row.place, "outlet": row.outlet,
        "url": row.url, "key": row.key,
    }  # fmt: skip
    return {"shipped": {name: value for name, value in told.items() if value}}


# -- actors ----------------------------------------------------------------------------------------


def _actor(side: Side, row: EventRow) -> Actor | None:
    """Who a side of a row is; None where it is of no side that the record knows."""
    named = _known(side.name)
    if named is not None and (named.kind == "office" or (row.mode and named.kind == "person")):
        # An office is another's on another day; so is the level of a person, which contacts have.
        named = _on(side.name, row.date) or named
    code = side.country or side.org or (named.party if named else None)
    if code is None:
        return None
    return named if named is not None and named.party == code else _unknown(side, code)


@lru_cache(maxsize=1 << 17)
def _known(name: str) -> Actor | None:
    return actor_named(name)


@lru_cache(maxsize=1 << 16)
def _on(name: str, date: str) -> Actor | None:
    return resolve(name, on=date)


@lru_cache(maxsize=1 << 17)
def _unknown(side: Side, code: str) -> Actor:
    """An actor whom the tables do not know, of the side that the data set gives it."""
    kind = "state" if side.name == name_of(code) else "group"
    return Actor(id="a1", name=side.name, kind=kind, country=side.country, org=side.org,
                 sector=side.sector)  # fmt: skip
