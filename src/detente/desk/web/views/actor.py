"""A person, office, state or body: who, the contacts they took part in, what they said and did."""

from __future__ import annotations

from datetime import date
from typing import Any

from fastapi import HTTPException
from pydantic import BaseModel, Field

from detente.actors import facts_of, name_of, resolve
from detente.desk.web.cursors import part
from detente.desk.web.desk import Desk
from detente.desk.web.views.rows import ContactRow, MoveRow, Page, StatementRow
from detente.record.naming import actor_key, is_side, side_actor

PAGE = 20  # items of each list
_LONGEST = 500
Row = dict[str, Any]


class ActorPage(BaseModel):
    """An actor, and the first of what the record has of them; `next` leads on in each list."""

    key: str
    name: str
    kind: str = Field(description="state, person, office, organization, outlet, group, anonymous")
    party: str | None = Field(description="The code of their side.")
    side: str | None = Field(description="The name of that.")
    sector: str | None
    is_side: bool = Field(description="Whether it is a side itself: then all of its is listed.")
    facts: list[str] = Field(description="Offices with their days, as the tables have them.")
    contacts: Page[ContactRow]
    statements: Page[StatementRow]
    moves: Page[MoveRow] = Field(description="Of a side itself; of others none are listed.")


def actor(
    desk: Desk,
    key: str,
    contacts: str | None = None,
    statements: str | None = None,
    moves: str | None = None,
) -> Row:
    """Gather what the record has of an actor; the fields of `ActorPage`.

    Arguments:
        desk: of which record.
        key: the actor's.
        contacts: the id after which contacts are wanted.
        statements: that after which statements are.
        moves: that after which moves are.

    Raises:
        HTTPException: the record has nobody of this key, and no side has it (404).
        RecordError: there is nothing of such an id.

    """
    found = _known(desk, key)
    party = found["country"] or found["org"]
    itself = bool(party) and key == actor_key(side_actor(party))
    whose: Row = {"newest_first": True, "limit": PAGE + 1}
    sides = (party,) if itself else ()
    own = whose if itself else whose | {"actor": key}
    record = desk.record
    with record.at_once():
        met = part(record.contacts(*sides, **own, after=contacts), PAGE, _id)
        said = part(record.statements(*sides, **own, after=statements), PAGE, _id)
        acted = record.moves(*sides, **whose, after=moves) if itself else ()
        done = part(acted, PAGE, _id)
    return {
        "key": key, "name": found["name"], "kind": found["kind"], "party": party,
        "side": name_of(party) if party else None, "sector": found["sector"], "is_side": itself,
        "facts": _facts(desk, found), "contacts": met, "statements": said, "moves": done,
    }  # fmt: skip


def _known(desk: Desk, key: str) -> Row:
    if len(key) <= _LONGEST and "\0" not in key:
        if found := desk.record.actors(key).get(key):
            return found
        if row := _side(key):
            return row
    raise HTTPException(404, f"the record has nobody of the key {key[:80]!r}")


def _side(key: str) -> Row | None:
    """A side of the tables that nobody has named as an actor yet, but that has contacts."""
    code = key.partition("-")[0].upper()
    if not is_side(code) or not name_of(code):
        return None
    actor = side_actor(code)
    if key != actor_key(actor):
        return None
    return {"key": key, "name": actor.name, "kind": actor.kind, "country": actor.country,
            "org": actor.org, "sector": actor.sector}  # fmt: skip


def _facts(desk: Desk, row: Row) -> list[str]:
    """The offices of a person, where the tables know just this one by name and side."""
    if row["kind"] != "person":
        return []
    party = row["country"] or row["org"]
    reach = desk.record.reach()
    on = date.fromordinal(reach[1]).isoformat() if reach else None
    found = resolve(row["name"], on=on, near=party)
    if found is None or (found.name, found.party) != (row["name"], party):
        return []
    return facts_of(found)


def _id(row: Row) -> str:
    return str(row["id"])
