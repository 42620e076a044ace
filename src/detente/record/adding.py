"""A report goes into the record as it was read; nothing that stands there is changed."""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, select, update

from detente.model import Actor, Contact, Document, Move, Report, Statement
from detente.record import schema
from detente.record.copies import Signature, sign
from detente.record.days import days_or_none
from detente.record.inserting import encoded, insert_many, insert_new, insert_one
from detente.record.naming import actor_key, among, direction, document_key, is_side, reader_rank

Row = dict[str, Any]
_WHO = ("name", "kind", "country", "org", "sector")  # what is kept of an actor


def add_report(connection: Connection, report: Report, *, kind: str = "report",
               by: str | None = None) -> bool:  # fmt: skip
    """Add a report to the record.

    Arguments:
        connection: in a transaction that writes.
        report: as `detente.read` gives it.
        kind: of its document: `report`, or `note` for what was entered by hand.
        by: who entered it, where somebody did.

    Returns:
        Whether it was new: the same document as the same reader read it is not added twice.

    """
    key = document_key(report.document)
    document_id = connection.scalar(
        select(schema.documents.c.id).where(schema.documents.c.key == key)
    )
    if document_id is None:
        document_id = _document(connection, report.document, key, kind, by)
    elif _was_read(connection, document_id, report.reader):
        return False
    else:
        touch(connection, told_before(connection, document_id))
    reading_id = insert_one(
        connection,
        schema.readings,
        document_id=document_id,
        reader=report.reader,
        reader_rank=reader_rank(report.reader),
        read_at=now(),
        report=_packed(report),
    )
    _items(connection, report, reading_id)
    count_change(connection)
    return True


def now() -> datetime:
    """The present moment, in UTC without saying so: both databases keep that alike."""
    return datetime.now(UTC).replace(tzinfo=None)


def touch(connection: Connection, parts: Iterable[tuple[str, str]]) -> None:
    """Note which parts of the history are to be worked out anew.

    Arguments:
        connection: in a transaction that writes.
        parts: each `contacts` or `moves`, and the parties.

    """
    rows = [{"kind": kind, "parties": parties} for kind, parties in dict.fromkeys(parts)]
    if rows:
        insert_new(connection, schema.unsettled, rows)


def count_change(connection: Connection) -> None:
    """Count a change, by which whoever keeps what follows from the record knows that it is old.

    Arguments:
        connection: in the transaction that writes the change.

    """
    number = schema.changes.c.number
    connection.execute(update(schema.changes).values({number: number + 1}))


def actor_ids(connection: Connection, wanted: Iterable[Actor]) -> dict[str, int]:
    """The ids of actors by their keys; who is new is added.

    Of those told in several ways the first in the alphabet is kept, whichever came first, and
    none in capitals.
    """
    rows: dict[str, Row] = {}
    for actor in wanted:
        row = {"key": actor_key(actor)} | {name: getattr(actor, name) for name in _WHO}
        rows[row["key"]] = min(row, rows.get(row["key"], row), key=_spelled)
    if not rows:
        return {}
    known = _known(connection, rows)
    new = [row for key, row in rows.items() if key not in known]
    if new:
        insert_new(connection, schema.actors, new)
        known |= _known(connection, [row["key"] for row in new])
    for key, row in rows.items():
        if _spelled(row) < _spelled(known[key]):
            table = schema.actors
            connection.execute(update(table).where(table.c.key == key).values(row))
    return {key: row["id"] for key, row in known.items()}


def _spelled(row: Row) -> tuple[bool | str, ...]:
    return row["name"].isupper(), *(row[name] or "" for name in _WHO)


def _known(connection: Connection, keys: Iterable[str]) -> dict[str, Row]:
    table, wanted = schema.actors, list(keys)
    found: dict[str, Row] = {}
    for start in range(0, len(wanted), 500):  # SQLite takes only so many values at once
        some = table.c.key.in_(wanted[start : start + 500])
        found.update(
            (row.key, row._asdict()) for row in connection.execute(select(table).where(some))
        )
    return found


def _was_read(connection: Connection, document_id: int, reader: str) -> bool:
    r = schema.readings.c
    known = select(r.id).where(r.document_id == document_id, r.reader == reader)
    return connection.scalar(known) is not None


def _document(
    connection: Connection, document: Document, key: str, kind: str, by: str | None
) -> int:
    signature = sign(document.text) if kind == "report" else Signature(0, None)
    at = document.published_at
    return insert_one(
        connection, schema.documents,
        key=key, kind=kind, title=document.title, kicker=document.kicker,
        byline=document.byline, outlet=document.outlet,
        published_at=at.isoformat() if at else None,
        published_day=at.date().toordinal() if at else None,
        url=document.url, language=document.language, text=document.text,
        captions=document.captions, shingles=signature.shingles, signature=signature.values,
        added_at=now(), added_by=by,
    )  # fmt: skip


def told_before(connection: Connection, document_id: int) -> list[tuple[str, str]]:
    """What earlier readings of a document touched: a newer one takes their place."""
    parts: list[tuple[str, str]] = []
    for kind, table in (("contacts", schema.contact_mentions), ("moves", schema.move_mentions)):
        earlier = (
            select(table.c.parties)
            .join(schema.readings, schema.readings.c.id == table.c.reading_id)
            .where(schema.readings.c.document_id == document_id)
        )
        parts += [(kind, parties) for parties in connection.scalars(earlier.distinct())]
    return parts


def _packed(report: Report) -> bytes:
    """The report without its document's text, which stands in `documents`."""
    told = report.model_dump(mode="json")
    told["document"] = {"id": report.document.id}
    return zlib.compress(encoded(told).encode(), 1)


def _items(connection: Connection, report: Report, reading_id: int) -> None:
    ids = actor_ids(connection, report.actors)
    keys = {a.id: actor_key(a) for a in report.actors}
    named = {a.id: _named(a) for a in report.actors}
    party = {a.id: a.party for a in report.actors}

    def row(item: Statement | Contact | Move) -> Row:
        return {"reading_id": reading_id, "number": int(item.id[1:])}

    said = [
        row(s)
        | {"speaker_id": ids[keys[s.speaker]] if s.speaker else None,
           "kind": s.kind, "stance": s.stance,
           "body": s.model_dump(mode="json") | {"chain": [named[a] for a in s.chain]}}
        for s in report.statements
    ]  # fmt: skip
    met = [
        row(c) | {"parties": among(c.parties), "body": _contact(c, named)} for c in report.contacts
    ]
    acted = [
        row(m)
        | {"source_id": ids[keys[m.source]], "target_id": ids[keys[m.target]],
           "parties": direction(*_sides(m, party)), "type": m.type, "status": m.status,
           "body": m.model_dump(mode="json", exclude={"source", "target"})}
        | day_columns(m.date)
        for m in report.moves
    ]  # fmt: skip
    for table, rows in (
        (schema.statements, said),
        (schema.contact_mentions, met),
        (schema.move_mentions, acted),
    ):
        insert_many(connection, table, rows)
    touch(
        connection,
        [("contacts", r["parties"]) for r in met] + [("moves", r["parties"]) for r in acted],
    )


def day_columns(date: str | None) -> Row:
    """The columns of a row that keep a prefix date."""
    days = days_or_none(date)
    return {"first_day": days[0] if days else None, "last_day": days[1] if days else None}


def _sides(move: Move, party: dict[str, str | None]) -> tuple[str, str]:
    if len(move.parties) == 2:
        return move.parties[0], move.parties[1]
    one, other = (party[actor] or "" for actor in (move.source, move.target))
    return one if is_side(one) else "?", other if is_side(other) else "?"


def _named(actor: Actor) -> Row:
    return {"actor": actor_key(actor), "name": actor.name, "kind": actor.kind, "party": actor.party}


def _contact(contact: Contact, named: dict[str, Row]) -> Row:
    """A contact as it was coded, its actors by their keys in the record."""
    body: Row = contact.model_dump(mode="json")
    body["participants"] = [
        named[p.actor] | {"party": p.party, "level": p.level} for p in contact.participants
    ]
    for name in ("tone", "purpose"):
        for item in body[name]:
            item["by"] = named[item["by"]] if item["by"] else None
    return body
