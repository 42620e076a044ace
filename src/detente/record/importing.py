"""Rows of a table go into a record as mentions of moves and of contacts.

A file is one document, and the number of an item is its line there. It is taken in by pieces, each
in a transaction with the number of lines that are then in: killed at any moment, the next run goes
on behind the last whole piece.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, insert, select, update

from detente.intake.eventdata import BadRow
from detente.model import Actor
from detente.record import schema
from detente.record.adding import actor_ids, insert_many, insert_one, now, told_before, touch
from detente.record.database import writing
from detente.record.naming import actor_key, among, direction

_PIECE = 2000  # rows in one transaction
_MOST_TOLD = 1000  # bad lines that are kept with their reasons
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Entry:
    """What a row tells.

    Attributes:
        line: where it stands.
        source: who acts, or one who takes part; its party is known, as are those of all here.
        target: toward whom, or the other.
        move: columns of `move_mentions`; None where the row tells of no move.
        contact: the body of a contact mention; None where it tells of no contact.
        people: others who took part.

    """

    line: int
    source: Actor
    target: Actor
    move: Row | None
    contact: Row | None
    people: tuple[Actor, ...] = ()


@dataclass(frozen=True, slots=True)
class Aside:
    """A row that the record has no use for, and why."""

    line: int
    why: str


Told = Entry | Aside | BadRow


@dataclass
class Imported:
    """What became of a file.

    Attributes:
        rows: how many it has.
        known: how many were in the record already.
        moves, contacts: how many came in.
        aside: how many rows are neither a move nor a contact of two known sides, by why.
        bad: how many rows cannot be read.
        reasons: the first of these, their lines and why.

    """

    rows: int = 0
    known: int = 0
    moves: int = 0
    contacts: int = 0
    aside: dict[str, int] = field(default_factory=dict)
    bad: int = 0
    reasons: list[tuple[int, str]] = field(default_factory=list)


def import_rows(  # noqa: PLR0913
    engine: Engine,
    path: Path,
    dataset: str,
    rows: Iterable[Told],
    *,
    kind: str = "dataset",
    content: str = "",
    version: str = "",
    tell: Callable[[Imported], None] | None = None,
) -> Imported:
    """Import the rows of a file.

    Arguments:
        engine: the record's.
        path: the file.
        dataset: what it is a file of; kept as the outlet.
        rows: what its lines tell, in order.
        kind: of its document: `dataset` for event data, in which a contact may stand in many rows;
            `table` for one that somebody keeps, where each row is a contact of its own.
        content: what is taken from it, where more can be: a table's contacts, and its moves.
        version: of how it is taken, such as its map's; a newer one takes the place of an older.
        tell: called after each piece with what came in so far.

    Returns:
        What became of it; of what was imported before, only that it is known.

    Raises:
        UnreadableError: the file breaks off; what came before is in.

    """
    source = _File(path, dataset, kind, content, version, _digest(path))
    done = Imported()
    with writing(engine) as connection:
        reading, lines, bad = _opened(connection, source)
    done.reasons = [(line, reason) for line, reason in bad]
    for piece in _pieces(rows):
        done.rows += len(piece)
        new = [row for row in piece if row.line > lines]
        done.known += len(piece) - len(new)
        if new:
            with writing(engine) as connection:
                _take(connection, reading, new, done)
                _note(connection, source, new[-1].line, done)
        if tell:
            tell(done)
    return done


def _pieces(rows: Iterable[Told]) -> Iterator[list[Told]]:
    """Rows by thousands; those of one line stay together."""
    waiting = iter(rows)
    piece = list(islice(waiting, _PIECE))
    while piece:
        following: list[Told] = []
        for row in waiting:
            if row.line != piece[-1].line:
                following = [row]
                break
            piece.append(row)
        yield piece
        piece = following + list(islice(waiting, _PIECE - 1)) if following else []


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@dataclass(frozen=True, slots=True)
class _File:
    """A file, and how it is taken in."""

    path: Path
    dataset: str
    kind: str
    content: str
    version: str
    digest: str

    @property
    def key(self) -> str:
        """Of its document."""
        told = "\0".join((self.dataset, self.kind, self.content, self.digest))
        return hashlib.sha256(told.encode()).hexdigest()[:16]

    @property
    def fingerprint(self) -> str:
        """Of what was taken in."""
        return f"{self.key}:{self.version}"


def _opened(connection: Connection, file: _File) -> tuple[int, int, list[tuple[int, str]]]:
    """The reading of a file, how many of its lines are in, and those that were bad."""
    d, r, i = schema.documents, schema.readings, schema.inputs
    reader = f"{file.dataset} {file.version}".strip()
    document = connection.scalar(select(d.c.id).where(d.c.key == file.key))
    if document is None:
        document = insert_one(
            connection, d,
            key=file.key, kind=file.kind, title=file.path.name, outlet=file.dataset,
            language="en", text="", captions=[], shingles=0, added_at=now(),
        )  # fmt: skip
    known = connection.execute(
        select(r.c.id, i.c.lines, i.c.bad)
        .join(i, i.c.document_id == r.c.document_id)
        .where(r.c.document_id == document, r.c.reader == reader,
               i.c.fingerprint == file.fingerprint)
    ).first()  # fmt: skip
    if known:
        return int(known[0]), int(known[1]), known[2] or []
    touch(connection, told_before(connection, document))
    reading = insert_one(connection, r, document_id=document, reader=reader, read_at=now())
    connection.execute(
        insert(i).values(
            name=str(file.path), fingerprint=file.fingerprint, state="read", reader=reader,
            document_id=document, lines=0, bad=[], at=now(),
        )
    )  # fmt: skip
    return reading, 0, []


def _note(connection: Connection, file: _File, line: int, done: Imported) -> None:
    i = schema.inputs
    connection.execute(
        update(i)
        .where(i.c.fingerprint == file.fingerprint)
        .values(lines=line, bad=done.reasons, at=now())
    )


def _take(connection: Connection, reading: int, rows: Iterable[Told], done: Imported) -> None:
    kept: list[tuple[int, Entry]] = []
    on_line: dict[int, int] = {}
    for row in rows:
        if isinstance(row, BadRow):
            done.bad += 1
            if len(done.reasons) < _MOST_TOLD:
                done.reasons.append((row.line, row.reason))
        elif isinstance(row, Aside):
            done.aside[row.why] = done.aside.get(row.why, 0) + 1
        else:
            # One line may hold several events: each has a number of its own.
            place = on_line[row.line] = on_line.get(row.line, -1) + 1
            kept.append((row.line if place == 0 else -(row.line * 1000 + place), row))
    ids = actor_ids(
        connection, (a for _, row in kept for a in (row.source, row.target, *row.people))
    )
    moves = [_move(reading, number, row, ids) for number, row in kept if row.move]
    contacts = [_contact(reading, number, row.contact) for number, row in kept if row.contact]
    for table, items in ((schema.move_mentions, moves), (schema.contact_mentions, contacts)):
        insert_many(connection, table, items)
    touch(connection, [("moves", move["parties"]) for move in moves])
    touch(connection, [("contacts", contact["parties"]) for contact in contacts])
    done.moves += len(moves)
    done.contacts += len(contacts)


def _move(reading: int, number: int, row: Entry, ids: dict[str, int]) -> Row:
    return {
        **(row.move or {}), "reading_id": reading, "number": number,
        "source_id": ids[actor_key(row.source)], "target_id": ids[actor_key(row.target)],
        "parties": direction(row.source.party or "", row.target.party or ""),
    }  # fmt: skip


def _contact(reading: int, number: int, body: Row) -> Row:
    body = {**body, "id": f"c{number}"}
    return {
        "reading_id": reading, "number": number, "parties": among(body["parties"]), "body": body,
    }  # fmt: skip
