"""What a phrase tells of its actor besides a name: side, rank, office."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from detente.actors.phrase import Phrase
from detente.actors.states import states
from detente.actors.tables import words
from detente.actors.titles import adjust
from detente.model import Actor, ActorKind, Level

_LESSER = frozenset({"additional", "joint"})  # a secretary below the ministry's own


class Standing(NamedTuple):
    """What a phrase tells of an actor that is in no table."""

    party: str | None
    sector: str | None
    level: Level | None = None


def party_of(read: Phrase) -> str | None:
    """Return the side of a phrase: its own word, its title's, else the nearest."""
    if read.party:
        return read.party
    near = () if read.foreign else read.context.parties
    if read.title and read.title.party:
        return read.title.owner(near)
    return near[0] if near else None


def level_of(read: Phrase) -> Level | None:
    """Return the level that a phrase's title gives; none for what somebody no longer is."""
    title = read.title
    if title is None or read.before & words("former"):
        return None
    if title.is_officials(party_of(read)):
        return "senior"
    return adjust(title, read.before, read.after[:1])


def role_of(read: Phrase) -> str:
    """Return the office a phrase names; none where a word before it lowers it."""
    if read.title is None:
        return ""
    if read.title.name == "chancellor" and party_of(read) == "GBR":
        return "finance"
    title, party = read.title, party_of(read)
    if title.is_officials(party):
        lowered = read.before & (words("below") | words("former") | _LESSER)
        return "" if lowered else title.role_in(party)
    return title.role if level_of(read) == title.level else ""


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
