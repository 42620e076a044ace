"""The moves of some sides toward others, worked out from all that tells of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, delete, select

from detente.record import schema
from detente.record.acts import Act, group_acts, status_of
from detente.record.days import known_and_more
from detente.record.inserting import encoded, insert_tuples
from detente.record.naming import item_id
from detente.record.told import Mention, Source, is_newest

_COLUMNS = (
    "parties", "day", "reading_id", "number", "source_id", "target_id", "type", "status",
    "first_day", "last_day", "told_day", "known_day", "more_day", "code", "body",
)  # fmt: skip
_MEMBERS = ("parties", "reading_id", "number", "move_reading_id", "move_number")
Move = tuple[Any, ...]
Group = tuple[Move, Sequence[Mention]]  # a move, and all its mentions


def conclude_moves(connection: Connection, parts: Sequence[str]) -> None:
    """Drop all moves of some parts and work them out anew.

    Arguments:
        connection: in a transaction that writes.
        parts: each the parties of moves, as `naming.direction` writes them.

    """
    for table in (schema.move_members, schema.moves):
        connection.execute(delete(table).where(table.c.parties.in_(parts)))
    moves: list[Move] = []
    members: list[Move] = []
    for move, mentions in (*_of_datasets(connection, parts), *_read(connection, parts)):
        moves.append(move)
        if len(mentions) > 1:
            members += [(move[0], *mention, move[2], move[3]) for mention in mentions]
    insert_tuples(connection, schema.moves, _COLUMNS, sorted(moves, key=lambda move: move[:4]))
    insert_tuples(connection, schema.move_members, _MEMBERS, members)


# -- rows of event data sets -----------------------------------------------------------------------


def _of_datasets(connection: Connection, parts: Sequence[str]) -> Iterator[Group]:
    """Those of event data sets: rows of which all columns are the same are one."""
    m, r, d = schema.move_mentions, schema.readings, schema.documents
    rows = connection.execute(
        select(m.c.parties, m.c.source_id, m.c.target_id, m.c.type, m.c.status, m.c.first_day,
               m.c.last_day, d.c.key, m.c.reading_id, m.c.number, m.c.code)
        .join(r, r.c.id == m.c.reading_id)
        .join(d, d.c.id == r.c.document_id)
        .where(m.c.parties.in_(parts), d.c.kind == "dataset", is_newest(r))
    )  # fmt: skip
    found: dict[tuple[Any, ...], list[tuple[Any, ...]]] = {}
    for row in rows:
        found.setdefault(row[:7], []).append(row[7:])
    for same, mentions in found.items():
        parties, source, target, kind, status, first, last = same
        body = None
        if len(mentions) > 1:
            mentions.sort()
            reports = list(dict.fromkeys(mention[0] for mention in mentions))
            body = _body(reports, len(reports), [status]) if len(reports) > 1 else None
        _, reading, number, code = mentions[0]
        day = schema.NEVER if first is None else first
        move = (parties, day, reading, number, source, target, kind, status, first, last, None,
                schema.NEVER if last is None else last, None, code, body)  # fmt: skip
        yield move, [mention[1:3] for mention in mentions]


# -- what was read ---------------------------------------------------------------------------------


def _read(connection: Connection, parts: Sequence[str]) -> Iterator[Group]:
    """Those of reports, of tables, and entered by hand."""
    for acts in acts_told(connection, parts).values():
        for group in group_acts(acts):
            yield move_of(group), [act.mention for act in group]


def acts_told(connection: Connection, parts: Sequence[str]) -> dict[str, list[Act]]:
    """Every mention of a move that no data set ships, as the newest reading has it, by part."""
    m, r, d, s = schema.move_mentions, schema.readings, schema.documents, schema.stories
    origin = d.alias("origin")
    rows = connection.execute(
        select(m.c.parties, m.c.reading_id, m.c.number, m.c.source_id, m.c.target_id, m.c.type,
               m.c.status, m.c.first_day, m.c.last_day, m.c.code, m.c.body,
               d.c.key, d.c.kind, d.c.outlet, d.c.published_day, origin.c.key)
        .join(r, r.c.id == m.c.reading_id)
        .join(d, d.c.id == r.c.document_id)
        .join(s, s.c.document_id == d.c.id, isouter=True)
        .join(origin, origin.c.id == s.c.story_id, isouter=True)
        .where(m.c.parties.in_(parts), d.c.kind != "dataset", is_newest(r))
    )  # fmt: skip
    found: dict[str, list[Act]] = {}
    for (part, reading, number, source_id, target_id, kind, status, first, last, code, body, key,
         document_kind, outlet, published, story) in rows:  # fmt: skip
        source = Source(key, document_kind, outlet, published, story or key)
        days = (first, last) if first is not None else None
        found.setdefault(part, []).append(
            Act((reading, number), source, (source_id, target_id), kind, status, days, code,
                body or {}, part)
        )  # fmt: skip
    return found


def move_of(group: Sequence[Act]) -> Move:
    """The move that some mentions tell of, as the columns of `moves`."""
    first = group[0]
    days = next((act.days for act in group if act.days), (None, None))
    told = min((act.source.published for act in group if act.source.published), default=None)
    day = next((d for d in (days[0], told) if d is not None), schema.NEVER)
    shown = _words(group)
    body = encoded(shown) if shown else None
    if len(group) > 1:
        reports = list(dict.fromkeys(act.source.key for act in group))
        stories = len({act.source.story for act in group})
        body = _body(reports, stories, sorted({act.status for act in group}), shown)
    return (
        first.parties, day, *first.mention, *first.actors, first.type, status_of(group), *days,
        told, *known_and_more([act.known_day for act in group]), first.code, body,
    )  # fmt: skip


def _words(group: Sequence[Act]) -> dict[str, Any]:
    """What a move shows of the words that tell it: evidence, and the statements it is owed to."""
    shown: dict[str, Any] = {
        "evidence": [
            span | {"document": act.source.key}
            for act in group
            for span in act.body.get("evidence", ())
        ],
        "according_to": [
            item_id(act.source.key, local)
            for act in group
            for local in act.body.get("according_to", ())
        ],
    }
    for act in group:
        if shipped := act.body.get("shipped"):
            shown.setdefault("shipped", shipped)
        if place := act.body.get("place"):
            shown.setdefault("place", place | {"document": act.source.key})
        if answer := act.body.get("reciprocal"):
            shown.setdefault("reciprocal", item_id(act.source.key, answer))
    return {name: value for name, value in shown.items() if value}


def _body(
    reports: list[str], stories: int, statuses: Iterable[str], shown: dict[str, Any] | None = None
) -> str:
    told = {"reports": reports, "stories": stories, "statuses": list(statuses)}
    return encoded({**(shown or {}), **told})
