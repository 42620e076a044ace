"""A report goes into the record as it was read; nothing that stands there is changed."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, Connection, Table, insert, select
from sqlalchemy.dialects import postgresql, sqlite

from detente.model import Actor, Contact, Document, Move, Report, Statement
from detente.record import schema
from detente.record.copies import Signature, sign
from detente.record.days import days_or_none
from detente.record.naming import actor_key, among, direction, document_key

Row = dict[str, Any]


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
    document_id = _document(connection, report.document, kind, by)
    known = select(schema.readings.c.id).where(
        schema.readings.c.document_id == document_id, schema.readings.c.reader == report.reader
    )
    if connection.scalar(known) is not None:
        return False
    touch(connection, told_before(connection, document_id))
    reading_id = insert_one(
        connection,
        schema.readings,
        document_id=document_id,
        reader=report.reader,
        read_at=now(),
        report=_packed(report),
    )
    _items(connection, report, reading_id)
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


def insert_one(connection: Connection, table: Table, **values: Any) -> int:
    """Insert a row into a table that numbers its rows; returns its number."""
    key = connection.execute(insert(table).values(values)).inserted_primary_key
    return int(key[0]) if key else 0  # there always is one


def insert_many(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Insert rows that all have the same columns.

    SQLite takes them as plain tuples: SQLAlchemy's own way costs more than the writing itself.
    """
    if not rows:
        return
    if connection.dialect.name != "sqlite":
        connection.execute(insert(table), list(rows))
        return
    names = list(rows[0])
    packed = {n for n in names if isinstance(table.c[n].type, JSON)}
    tuples = [
        tuple(_json(row[n]) if n in packed and row[n] is not None else row[n] for n in names)
        for row in rows
    ]
    marks = ", ".join("?" * len(names))
    columns = ", ".join(f'"{name}"' for name in names)
    connection.exec_driver_sql(
        f"INSERT INTO {table.name} ({columns}) VALUES ({marks})",  # noqa: S608  (names of ours)
        tuples,
    )


def _json(value: Any) -> str:
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)


def insert_new(connection: Connection, table: Table, rows: list[Row]) -> None:
    """Insert those rows whose key is not there yet."""
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    connection.execute(dialect.insert(table).on_conflict_do_nothing(), rows)


def actor_ids(connection: Connection, wanted: Iterable[Actor]) -> dict[str, int]:
    """The ids of actors by their keys; who is new is added."""
    unique = {actor_key(a): a for a in wanted}
    rows = {
        key: {
            "key": key, "name": a.name, "kind": a.kind, "country": a.country, "org": a.org,
            "sector": a.sector,
        }
        for key, a in unique.items()
    }  # fmt: skip
    if not rows:
        return {}
    known = _known(connection, rows)
    new = {key: row for key, row in rows.items() if key not in known}
    if new:
        insert_new(connection, schema.actors, list(new.values()))
        known |= _known(connection, new)
    return known


def _known(connection: Connection, keys: Iterable[str]) -> dict[str, int]:
    table, wanted = schema.actors, list(keys)
    found: dict[str, int] = {}
    for start in range(0, len(wanted), 500):  # SQLite takes only so many values at once
        some = wanted[start : start + 500]
        rows = connection.execute(select(table.c.key, table.c.id).where(table.c.key.in_(some)))
        found.update((key, number) for key, number in rows)
    return found


def _document(connection: Connection, document: Document, kind: str, by: str | None) -> int:
    key, table = document_key(document), schema.documents
    known = connection.scalar(select(table.c.id).where(table.c.key == key))
    if known is not None:
        return int(known)
    signature = sign(document.text) if kind == "report" else Signature(0, None, ())
    at = document.published_at
    number = insert_one(
        connection, table,
        key=key, kind=kind, title=document.title, kicker=document.kicker,
        byline=document.byline, outlet=document.outlet,
        published_at=at.isoformat() if at else None,
        published_day=at.date().toordinal() if at else None,
        url=document.url, language=document.language, text=document.text,
        captions=document.captions, shingles=signature.shingles, signature=signature.values,
        added_at=now(), added_by=by,
    )  # fmt: skip
    rows = [{"band": band, "document_id": number} for band in signature.bands]
    insert_many(connection, schema.bands, rows)
    return number


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
    return zlib.compress(_json(told).encode(), 1)


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
    touch(connection, [("contacts", r["parties"]) for r in met])
    touch(connection, [("moves", r["parties"]) for r in acted])


def day_columns(date: str | None) -> Row:
    """The columns of a row that keep a prefix date."""
    days = days_or_none(date)
    return {"first_day": days[0] if days else None, "last_day": days[1] if days else None}


def _sides(move: Move, party: dict[str, str | None]) -> tuple[str, str]:
    if len(move.parties) == 2:
        return move.parties[0], move.parties[1]
    return party[move.source] or "?", party[move.target] or "?"


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
