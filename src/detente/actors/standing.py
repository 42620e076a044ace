"""What a phrase tells of its actor besides a name: side, rank, office."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from detente.actors.phrase import Phrase
from detente.actors.states import states
from detente.actors.tables import words
from detente.actors.titles import adjust
from detente.model import Actor, ActorKind, Level

_SECRETARIES_ARE_OFFICIALS = frozenset({"IND", "PAK", "BGD", "LKA", "NPL"})


class Standing(NamedTuple):
    """What a phrase tells of an actor that is in no table."""

    party: str | None
    sector: str | None
    level: Level | None = None


def party_of(read: Phrase) -> str | None:
    """Return the side of a phrase: its own word, its title's, else the nearest."""
    if read.party:
        return read.party
    near = read.context.parties[0] if read.context.parties and not read.foreign else None
    secretary = read.title is not None and read.title.name.endswith("secretary")
    if read.title and read.title.party and not (secretary and near in _SECRETARIES_ARE_OFFICIALS):
        return read.title.party
    return near


def level_of(read: Phrase) -> Level | None:
    """Return the level that a phrase's title gives; none for what somebody no longer is."""
    title = read.title
    if title is None or read.before & words("former"):
        return None
    if title.name.endswith("secretary") and party_of(read) in _SECRETARIES_ARE_OFFICIALS:
        return "senior"
    return adjust(title, read.before, read.after[:1])


def role_of(read: Phrase) -> str:
    """Return the office a phrase names; none where a word before it lowers it."""
    if read.title is None:
        return ""
    if read.title.name == "chancellor" and party_of(read) == "GBR":
        return "finance"
    return read.title.role if level_of(read) == read.title.level else ""


@lru_cache(maxsize=16384)
def actor(kind: ActorKind, ident: str, name: str, standing: Standing) -> Actor | None:
    """Return an actor that is in no table; None where its name has no letters."""
    if not ident:
        return None
    party, sector, level = standing
    country, org = (party, None) if party in states() else (None, party)
    return Actor(
        id=ident,
        name=name,
        kind=kind,
        country=country,
        org=org,
        sector=sector,
        level=level,
        mentions=[],
    )
