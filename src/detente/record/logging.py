"""A contact or a move that a person enters by hand: a report of one item, marked as such."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import uuid4

from pydantic import ValidationError

from detente.actors import name_of, resolve
from detente.model import Actor, Contact, Document, Move, Participant, Report, Span
from detente.record.error import RecordError
from detente.record.naming import side_actor

READER = "by hand"
_SOURCE = "desk note"


def contact_entry(  # noqa: PLR0913  (each is a field of the entry)
    parties: Sequence[str],
    *,
    note: str | None = None,
    source: str = _SOURCE,
    url: str | None = None,
    participants: Sequence[str] = (),
    published: datetime | None = None,
    user: str | None = None,
    **fields: Any,
) -> Report:
    """A report that tells of one contact.

    Arguments:
        parties: the sides' codes, two or more.
        note: the words that tell of it; made from the fields where none are given.
        source: where it is known from.
        url: the source's address.
        participants: names of who took part ("Joe Biden"); each must be of one of the parties.
        published: when the source was published.
        user: kept by whoever adds it.
        fields: level, mode, status, initiator, date, outcome, as in the codebook.

    Raises:
        RecordError: a field cannot hold its value, or a participant is of none of the parties.

    """
    del user
    codes = _sides(parties)
    if len(codes) < 2:
        raise RecordError(" ".join(parties), "a contact has two sides or more", "name them")
    told = " ".join([" and ".join(codes), *(str(v) for v in fields.values() if v)])
    document = _document(note or told, source, url, published)
    people = [_person(name, codes, fields.get("date")) for name in participants]
    actors = [a.model_copy(update={"id": f"a{n}"}) for n, a in enumerate(people, 1)]
    item = {
        "id": "c1", "parties": codes, "evidence": [_whole(document)],
        "participants": [
            Participant(actor=a.id, party=a.party or "", level=a.level) for a in actors
        ],
        **{name: value for name, value in fields.items() if value is not None},
    }  # fmt: skip
    contact = _valid(Contact, item)
    if contact.initiator not in {*codes, "both", None}:
        wrong = "is neither one of the parties nor `both`"
        raise RecordError(f"initiator {contact.initiator}", wrong, f"use {' or '.join(codes)}")
    return Report(reader=READER, document=document, actors=actors, contacts=[contact])


def move_entry(  # noqa: PLR0913  (each is a field of the entry)
    source_side: str,
    target_side: str,
    type: str,  # noqa: A002
    *,
    note: str | None = None,
    source: str = _SOURCE,
    url: str | None = None,
    published: datetime | None = None,
    user: str | None = None,
    **fields: Any,
) -> Report:
    """A report that tells of one move.

    Arguments:
        source_side: the code of who acts.
        target_side: the code of whom it acts toward.
        type: one of the sixteen PLOVER types.
        note: as in `contact_entry`.
        source: as in `contact_entry`.
        url: as in `contact_entry`.
        published: as in `contact_entry`.
        user: as in `contact_entry`.
        fields: status, date.

    Raises:
        RecordError: a field cannot hold its value.

    """
    del user
    sides = [_sides([code])[0] for code in (source_side, target_side)]
    document = _document(note or f"{sides[0]} {type} {sides[1]}", source, url, published)
    actors = [
        side_actor(code).model_copy(update={"id": f"a{n}"}) for n, code in enumerate(sides, 1)
    ]
    item = {
        "id": "m1", "source": "a1", "target": "a2", "parties": sides, "type": type.upper(),
        "evidence": [_whole(document)],
        **{name: value for name, value in fields.items() if value is not None},
    }  # fmt: skip
    return Report(reader=READER, document=document, actors=actors, moves=[_valid(Move, item)])


def _sides(parties: Sequence[str]) -> list[str]:
    codes = sorted(dict.fromkeys(party.strip().upper() for party in parties))
    unknown = [code for code in codes if name_of(code) is None]
    if unknown:
        raise RecordError(", ".join(unknown), "no such side", "use ISO alpha-3 codes, as CHN or EU")
    return codes


def _document(text: str, source: str, url: str | None, published: datetime | None) -> Document:
    if "\0" in text:
        raise RecordError("the note", "it is binary, not text", "write it in words")
    # Two entries are two, however alike: each has an id of its own.
    return Document(id=uuid4().hex, title=source, url=url, published_at=published, text=text)


def _whole(document: Document) -> Span:
    return Span(start=0, end=len(document.text), text=document.text)


def _person(name: str, codes: Sequence[str], date: str | None) -> Actor:
    day = date if date and len(date) == 10 else None
    found = resolve(name, on=day)
    if found is None or found.party not in codes:
        wrong = f"nobody of that name is of {' or '.join(codes)}"
        raise RecordError(name, wrong, "see `detente actors show`, or leave the name out")
    return Actor.model_validate(found.model_dump(include=set(Actor.model_fields)))


def _valid(kind: Any, item: dict[str, Any]) -> Any:
    try:
        return kind.model_validate(item)
    except ValidationError as error:
        first = error.errors()[0]
        where = " ".join(str(part) for part in first["loc"]) or kind.__name__.lower()
        raise RecordError(where, first["msg"].lower(), "see docs/codebook.md") from None
