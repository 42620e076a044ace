"""What is found: two sides, an id, people and bodies, outlets, and documents with the words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from fastapi import HTTPException
from pydantic import BaseModel, Field

from detente.actors import name_of, resolve
from detente.desk.web.cursors import cursor
from detente.desk.web.desk import Desk
from detente.desk.web.views.sought import Named, named, side, two_sides
from detente.record.naming import actor_key, side_actor

PAGE = 20  # documents
_ACTORS, _OUTLETS = 8, 6
_WORDS = 6  # of a name
_DEEPEST = 10_000  # documents: nobody pages further
_MARKED = re.compile(r"«([^«»]*)»")
Row = dict[str, Any]


class Piece(BaseModel):
    """A piece of a snippet."""

    text: str
    sought: bool = Field(description="Whether it is one of the words that are sought.")


class FoundDocument(BaseModel):
    """A document that holds the words."""

    key: str
    title: str | None
    outlet: str | None
    published_at: str | None
    snippet: list[Piece] = Field(description="Where the words stand.")


class FoundActor(BaseModel):
    """A person, office, state or body that the words name."""

    key: str
    name: str
    kind: str
    party: str | None = Field(description="The code of their side.")
    contacts: int | None = Field(description="In how many contacts they took part, by name.")
    why: str | None = Field(default=None, description="Why, where the tables resolve the words.")


class FoundDyad(BaseModel):
    """Two sides that the words name."""

    parties: list[str]
    names: list[str]


class Found(BaseModel):
    """What is found."""

    q: str
    item: Named | None = Field(description="What is named, where the words are an id.")
    dyad: FoundDyad | None = Field(description="Where the words name two sides.")
    actors: list[FoundActor] = Field(description="Those with the most contacts first.")
    outlets: list[str]
    documents: list[FoundDocument] = Field(description="Those that fit best first.")
    next: str | None = Field(description="What to give as `after` for more documents.")


def search(desk: Desk, words: str, after: str | None = None, limit: int = PAGE) -> Found:
    """Look for some words.

    Arguments:
        desk: of which record.
        words: what somebody wrote.
        after: the place that more documents are wanted from, as a cursor has it.
        limit: how many documents.

    Raises:
        HTTPException: `after` is no place (422).

    """
    skip = _skipped(after)
    first = skip == 0
    rows = desk.record.search(words, limit + 1, skip)
    sides = two_sides(words)
    return Found(
        q=words,
        item=named(desk, words),
        dyad=_dyad(sides) if sides and first else None,
        actors=list(_actors(desk, words)) if first else [],
        outlets=desk.record.outlets_named(words, _OUTLETS) if first else [],
        documents=[_document(row) for row in rows[:limit]],
        next=cursor(str(skip + limit)) if len(rows) > limit else None,
    )


def _skipped(after: str | None) -> int:
    if after is None:
        return 0
    if not re.fullmatch("[0-9]{1,5}", after) or not 0 < int(after) <= _DEEPEST:
        raise HTTPException(422, "after: this is no cursor of a search; begin without it")
    return int(after)


def _dyad(sides: tuple[str, str]) -> FoundDyad:
    return FoundDyad(parties=list(sides), names=[name_of(code) or code for code in sides])


def _actors(desk: Desk, words: str) -> Iterator[FoundActor]:
    """Whom the tables resolve the words to, and who has them in the name; each once."""
    parts = words.replace('"', " ").split()
    rows = desk.record.actors_named(*parts, limit=_ACTORS) if 0 < len(parts) <= _WORDS else []
    named = {row["key"]: _actor(row) for row in rows}
    for found in _resolved(desk, words):
        own = named.pop(found.key, found)
        yield own.model_copy(update={"why": found.why})
    yield from named.values()


def _resolved(desk: Desk, words: str) -> Iterator[FoundActor]:
    if code := side(words):
        key = actor_key(side_actor(code))
        yield FoundActor(key=key, name=name_of(code) or code, kind="state", party=code,
                         contacts=None)  # fmt: skip
        return
    reach = desk.record.reach()
    found = resolve(words, on=date.fromordinal(reach[1]) if reach else None)
    row = desk.record.actors(key).get(key) if found and (key := actor_key(found)) else None
    if found and row and row["kind"] != "anonymous":
        yield _actor({**row, "contacts": None}).model_copy(update={"why": found.why})


def _actor(row: Row) -> FoundActor:
    return FoundActor(key=row["key"], name=row["name"], kind=row["kind"],
                      party=row["country"] or row["org"], contacts=row["contacts"])  # fmt: skip


def _document(row: Row) -> FoundDocument:
    return FoundDocument(
        key=row["key"], title=row["title"], outlet=row["outlet"],
        published_at=row["published_at"], snippet=list(_pieces(row["snippet"])),
    )  # fmt: skip


def _pieces(snippet: str) -> Iterator[Piece]:
    """A snippet, cut where the database marked what was sought."""
    for place, text in enumerate(_MARKED.split(snippet)):
        if text:
            yield Piece(text=text, sought=place % 2 == 1)
