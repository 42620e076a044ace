"""The names by which a record's documents and actors are known, in addresses and to judgements."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from functools import lru_cache

from pydantic import TypeAdapter, ValidationError

from detente.actors import actor_named, name_of, slug
from detente.model import Actor, Document, Party

_LONGEST = 80
_MOST = 99_999  # of a part of a version
_PARTY: TypeAdapter[str] = TypeAdapter(Party)


def document_key(document: Document) -> str:
    """The key of a document: the same for the same text of the same outlet, title, day and address.

    Two outlets that carry one wire story word for word are two documents.
    """
    parts = (
        document.id, document.url, document.outlet, document.title, document.published_at,
        document.text,
    )  # fmt: skip
    told = "\0".join("" if part is None else str(part) for part in parts)
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def reader_rank(reader: str) -> int:
    """A number, higher for a newer reader: "detente-en 1.10" comes after "detente-en 1.9"."""
    version = re.search(r"(\d+)(?:\.(\d+))?(?:\.(\d+))?\s*$", reader)
    parts = [min(int(part or 0), _MOST) for part in version.groups()] if version else [0, 0, 0]
    return sum(part * (_MOST + 1) ** place for place, part in enumerate(reversed(parts)))


def actor_key(actor: Actor) -> str:
    """The key of an actor: its side and its name, as "usa-joe-biden".

    Whoever is not named ("a senior official") is kept apart from all named actors.
    """
    return _key(actor.name, actor.party, actor.kind == "anonymous")


@lru_cache(maxsize=1 << 16)
def _key(name: str, party: str | None, unnamed: bool) -> str:
    words = slug(name)
    if len(words) > _LONGEST:
        words = f"{words[:_LONGEST]}-{hashlib.sha256(words.encode()).hexdigest()[:8]}"
    parts = ((party or "").lower(), "unnamed" if unnamed else "", words)
    return "-".join(part for part in parts if part)


def side_actor(code: str) -> Actor:
    """A side itself as an actor: the state or the body of that code."""
    name = name_of(code) or code
    found = actor_named(name)
    if found is not None and found.party == code:
        return found
    return Actor(id=code, name=name, kind="state", country=code)


@lru_cache(maxsize=1 << 12)
def is_side(code: str) -> bool:
    """Whether a side can be called so: it holds none of the marks that join sides below."""
    try:
        _PARTY.validate_python(code)
    except ValidationError:
        return False
    return True


def item_id(document: str, local: str) -> str:
    """The id of an item that was read: its document's key and its id there, `3fa9…-c2`."""
    return f"{document}-{local}"


def among(parties: Iterable[str]) -> str:
    """The parties of a contact in one word: `CHN|USA`; some bodies have a hyphen in their names."""
    return "|".join(sorted(parties))


def parties_of(part: str) -> list[str]:
    """The parties that `among` made a word of."""
    return part.split("|")


def direction(source: str, target: str) -> str:
    """The parties of a move in one word: `USA>CHN`."""
    return f"{source}>{target}"
