"""Rows of a table go into a record as mentions of moves and of contacts.

A file is one document, and the number of an item is its line there. It is taken in by pieces, each
in a transaction with the number of lines that are then in: killed at any moment, the next run goes
on behind the last whole piece.
"""

from __future__ import annotations

import gc
import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import Connection, Engine, func, insert, select, update

from detente.intake.eventdata import BadRow
from detente.model import Actor
from detente.record import cycles, schema
from detente.record.adding import actor_ids, count_change, now, told_before, touch
from detente.record.database import writing
from detente.record.inserting import encoded, insert_one, insert_tuples
from detente.record.naming import actor_key, among, direction, is_side
from detente.record.told import is_newest

_PIECE = 5000  # rows in one transaction
_MOST_TOLD = 1000  # bad lines that are kept with their reasons
Row = dict[str, Any]


class Deed(NamedTuple):
    """What a row tells of a move.

    Attributes:
        type, status, code: as in `move_mentions`.
        first_day, last_day: when, as ordinals.
        body: what the row says beside that.

    """

    type: str
    status: str
    first_day: int | None
    last_day: int | None
    code: str | None
    body: Row


class Entry(NamedTuple):
    """What a row tells.

    Attributes:
        line: where it stands.
        source: who acts, or one who takes part; its party is known, as are those of all here.
        target: toward whom, or the other.
        move: None where the row tells of no move.
        contact: the body of a contact mention; None where it tells of no contact.
        people: others who took part.

    """

    line: int
    source: Actor
    target: Actor
    move: Deed | None
    contact: Row | None
    people: tuple[Actor, ...] = ()


class Aside(NamedTuple):
    """A row that the record has no use for, and why."""

    line: int
    why: str


RowTold = Entry | Aside | BadRow


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
    rows: Iterable[RowTold],
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
    ids: dict[str, int] = {}
    with cycles.not_sought():
        for piece in _pieces(rows):
            done.rows += len(piece)
            new = [row for row in piece if row.line > lines]
            done.known += len(piece) - len(new)
            if new:
                with writing(engine) as connection:
                    _take(connection, reading, new, ids, done)
                    _note(connection, source, new[-1].line, done)
            if tell:
                tell(done)
            gc.collect(1)  # of the database's own, and of a caller's
    return done


def _pieces(rows: Iterable[RowTold]) -> Iterator[list[RowTold]]:
    """Rows by thousands; those of one line stay together."""
    waiting = iter(rows)
    piece = list(islice(waiting, _PIECE))
    while piece:
        following: list[RowTold] = []
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
        _hold(connection, document, int(known[0]))
        return int(known[0]), int(known[1]), known[2] or []
    touch(connection, told_before(connection, document))
    count_change(connection)
    reading = insert_one(
        connection, r,
        document_id=document, reader=reader, read_at=now(),
        reader_rank=_highest_rank(connection, document),
    )  # fmt: skip
    connection.execute(
        insert(i).values(
            name=str(file.path), fingerprint=file.fingerprint, state="read", reader=reader,
            document_id=document, lines=0, bad=[], at=now(),
        )
    )  # fmt: skip
    return reading, 0, []


def _hold(connection: Connection, document: int, reading: int) -> None:
    """Let a reading hold that was made before another: the map of a table was changed back."""
    r = schema.readings
    newest = select(r.c.id).where(r.c.document_id == document, is_newest(r))
    if connection.scalar(newest) == reading:
        return
    touch(connection, told_before(connection, document))
    count_change(connection)
    rank = _highest_rank(connection, document) + 1
    connection.execute(update(r).where(r.c.id == reading).values(reader_rank=rank))


def _highest_rank(connection: Connection, document: int) -> int:
    r = schema.readings.c
    most = connection.scalar(select(func.max(r.reader_rank)).where(r.document_id == document))
    return most or 0


def _note(connection: Connection, file: _File, line: int, done: Imported) -> None:
    i = schema.inputs
    connection.execute(
        update(i)
        .where(i.c.fingerprint == file.fingerprint)
        .values(lines=line, bad=done.reasons, at=now())
    )


def _take(
    connection: Connection,
    reading: int,
    rows: Iterable[RowTold],
    ids: dict[str, int],
    done: Imported,
) -> None:
    kept: list[tuple[int, Entry]] = []
    line = place = 0
    for row in map(_sound, rows):
        if isinstance(row, Entry):
            # One line may hold several events: each has a number of its own.
            place = place + 1 if row.line == line else 0
            line = row.line
            kept.append((-(line * 1000 + place) if place else line, row))
        elif isinstance(row, Aside):
            done.aside[row.why] = done.aside.get(row.why, 0) + 1
        else:
            done.bad += 1
            if len(done.reasons) < _MOST_TOLD:
                done.reasons.append((row.line, row.reason))
    who = _who(connection, (row for _, row in kept), ids)
    moves = [_move(reading, n, row, row.move, who) for n, row in kept if row.move]
    contacts = [_contact(reading, n, row.contact) for n, row in kept if row.contact]
    insert_tuples(connection, schema.move_mentions, _MOVE, moves)
    insert_tuples(connection, schema.contact_mentions, _CONTACT, contacts)
    parts = {("moves", move[4]) for move in moves} | {("contacts", c[2]) for c in contacts}
    touch(connection, sorted(parts))
    count_change(connection)
    done.moves += len(moves)
    done.contacts += len(contacts)


def _sound(row: RowTold) -> RowTold:
    """A row, or why it is bad: what its sides are called cannot be told from two sides."""
    if isinstance(row, Entry):
        parties = row.contact["parties"] if row.contact else ()
        for code in (row.source.party or "", row.target.party or "", *parties):
            if not is_side(code):
                return BadRow(row.line, f"no side can be called {code!r}")
    return row


def _who(
    connection: Connection, rows: Iterable[Entry], ids: dict[str, int]
) -> dict[int, tuple[int, str]]:
    """Each actor's id in the record and its side, by the object's own identity: there are few."""
    actors = {id(a): a for row in rows for a in (row.source, row.target, *row.people)}
    keys = {own: actor_key(actor) for own, actor in actors.items()}
    ids.update(actor_ids(connection, (a for own, a in actors.items() if keys[own] not in ids)))
    return {own: (ids[keys[own]], actor.party or "") for own, actor in actors.items()}


_MOVE = (
    "reading_id", "number", "source_id", "target_id", "parties", "type", "status", "first_day",
    "last_day", "code", "body",
)  # fmt: skip
_CONTACT = ("reading_id", "number", "parties", "body")


def _move(
    reading: int, number: int, row: Entry, deed: Deed, who: dict[int, tuple[int, str]]
) -> tuple[Any, ...]:
    source, one = who[id(row.source)]
    target, other = who[id(row.target)]
    *columns, body = deed
    return (reading, number, source, target, direction(one, other), *columns, encoded(body))


def _contact(reading: int, number: int, body: Row) -> tuple[Any, ...]:
    text = encoded({**body, "id": f"c{number}"})
    return reading, number, among(body["parties"]), text
