"""What people judge: that two mentions are one contact or two, that one is none, what a field is.

A judgement is never overwritten; another one undoes it. It names what it is about by the document
and the words there, not by a number of some reading, so that it outlives a re-reading by a newer
reader.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from pydantic import TypeAdapter, ValidationError
from sqlalchemy import Connection, select

from detente import model
from detente.record import schema
from detente.record.adding import count_change, now, touch
from detente.record.error import RecordError
from detente.record.inserting import insert_one
from detente.record.told import Told

Verdict = Literal["same", "different", "reject", "correct", "undo"]
# The fields that may be corrected, and what they may hold.
FIELDS: dict[str, TypeAdapter[Any]] = {
    "level": TypeAdapter(model.Level | None),
    "mode": TypeAdapter(model.Mode),
    "initiator": TypeAdapter(str | None),
    "date": TypeAdapter(model.PrefixDate | None),
    "status": TypeAdapter(model.ContactStatus),
    "outcome": TypeAdapter(model.Outcome),
}


@dataclass(frozen=True, slots=True)
class Judgement:
    """One judgement, as it was made.

    Attributes:
        id: its number.
        verdict: what was judged.
        parties: of the contacts that it is about.
        subject, object: the mentions it is about: the document's key, the id there, the spans of
            the evidence and the parties. Only `same` and `different` have an object.
        field, value: of a correction.
        undoes: the judgement that this one undoes.
        user, reason, made_at: by whom, why, when (UTC).

    """

    id: int
    verdict: Verdict
    parties: str | None
    subject: dict[str, Any]
    object: dict[str, Any] | None
    field: str | None
    value: Any
    undoes: int | None
    user: str
    reason: str | None
    made_at: datetime


def anchor(told: Told) -> dict[str, Any]:
    """What a judgement keeps of a mention, to know it again in another reading."""
    return {
        "document": told.source.key,
        "local": told.body["id"],
        "parties": told.parties,
        "spans": [[s["start"], s["end"]] for s in told.body.get("evidence", ())],
    }


def checked(name: str, value: Any, parties: Sequence[str]) -> Any:
    """A corrected field's value.

    Raises:
        RecordError: there is no such field, or it cannot hold the value.

    """
    if name not in FIELDS:
        raise RecordError(name, "this field cannot be corrected", f"use {', '.join(FIELDS)}")
    try:
        found = FIELDS[name].validate_python(value)
    except ValidationError as error:
        wrong = error.errors()[0]["msg"]
        raise RecordError(f"{name} {value!r}", wrong, "see docs/codebook.md") from None
    if name == "initiator" and found not in {*parties, "both", None}:
        wrong = "the initiator is one of the parties, both, or nothing"
        raise RecordError(f"{name} {value!r}", wrong, f"use {' or '.join(parties)}")
    return found


def write(connection: Connection, judgement: dict[str, Any], parties: str | None) -> int:
    """Add a judgement, and note what it touches.

    Arguments:
        connection: in a transaction that writes.
        judgement: columns of `judgements`, without id and time.
        parties: of the contacts that it is about.

    """
    if parties:
        touch(connection, [("contacts", parties)])
    count_change(connection)
    row = judgement | {"parties": parties, "made_at": now()}
    return insert_one(connection, schema.judgements, **row)


def read_all(connection: Connection) -> list[Judgement]:
    """Every judgement, in the order they were made."""
    table = schema.judgements
    wanted = select(table).order_by(table.c.id)
    return [
        Judgement(
            row.id, row.verdict, row.parties, row.subject, row.object, row.field, row.value,
            row.undoes, row.user, row.reason, row.made_at,
        )
        for row in connection.execute(wanted)
    ]  # fmt: skip


def standing(judgements: Iterable[Judgement]) -> list[Judgement]:
    """Those that are not undone."""
    ordered = list(judgements)
    gone = undone(ordered)
    return [j for j in ordered if j.id not in gone and j.verdict != "undo"]


def undone(judgements: Sequence[Judgement]) -> set[int]:
    """The numbers of those that another undoes; an undoing may itself be undone.

    Arguments:
        judgements: all, in the order they were made.

    """
    found: set[int] = set()
    for judgement in reversed(judgements):  # whatever undoes it came later
        if judgement.undoes and judgement.id not in found:
            found.add(judgement.undoes)
    return found


@dataclass
class Judged:
    """What the judgements say of some mentions, by their places."""

    # Two mentions, and whether they are one contact; each pair once, the latest judgement last.
    pairs: list[tuple[tuple[int, int], bool]] = field(default_factory=list)
    rejected: set[int] = field(default_factory=set)
    corrected: list[tuple[int, str, Any]] = field(default_factory=list)  # as they were made


def judged(judgements: Iterable[Judgement], told: Sequence[Told]) -> Judged:
    """Apply judgements to mentions; of two about one thing the later holds.

    One about a mention that the newest reading no longer has is kept, and says nothing.
    """
    found = Judged()
    for j in standing(judgements):
        one = _place(j.subject, told)
        other = _place(j.object, told) if j.object else None
        if one is None or (j.object and other is None):
            continue
        if other is not None and one != other:
            pair = (min(one, other), max(one, other))
            found.pairs = [(p, same) for p, same in found.pairs if p != pair]
            found.pairs.append((pair, j.verdict == "same"))
        elif j.verdict == "reject":
            found.rejected.add(one)
        elif j.verdict == "correct" and j.field:
            found.corrected.append((one, j.field, j.value))
    return found


def _place(wanted: dict[str, Any], told: Sequence[Told]) -> int | None:
    """Which mention an anchor means: of its document, the one that shares most of its words."""
    best, most = None, 0
    for place, t in enumerate(told):
        if t.source.key != wanted["document"]:
            continue
        same_id = t.body["id"] == wanted["local"]
        shared = _overlap(wanted["spans"], t.body.get("evidence", ()))
        score = 2 * shared + same_id
        if score > most and (shared or not wanted["spans"]):
            best, most = place, score
    return best


def _overlap(spans: list[list[int]], evidence: Iterable[dict[str, Any]]) -> int:
    return sum(
        max(0, min(end, e["end"]) - max(start, e["start"]))
        for start, end in spans
        for e in evidence
    )
