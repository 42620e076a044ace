"""The history is worked out from what was read and judged: part by part, where something came in.

A part is all contacts of the same parties, or all moves of one side toward another. What stood
there is dropped and written anew, so that it never matters in which order reports came in.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Engine, delete, func, select, tuple_

from detente.record import schema
from detente.record.acts import Act, group_acts, status_of
from detente.record.adding import insert_many, touch
from detente.record.claims import check_claims
from detente.record.clusters import Link, group
from detente.record.database import writing
from detente.record.days import days_or_none
from detente.record.judging import Judged, judged, read_all
from detente.record.merged import merge
from detente.record.stories import settle_stories
from detente.record.told import Source, Told, contacts_told, is_newest

# Parts in one transaction, and mentions in them: writers wait no longer, and memory holds no more.
_AT_ONCE, _MENTIONS_AT_ONCE = 200, 20_000
Row = dict[str, Any]


def settle(engine: Engine) -> int:
    """Work out what is unsettled.

    Returns:
        How many parts were worked out.

    """
    with writing(engine) as connection:
        _touch_moved(connection, settle_stories(connection))
    done = 0
    while True:
        with writing(engine) as connection:
            parts = _next(connection)
            for kind, work in (("contacts", _contacts), ("moves", _moves)):
                of_kind = [parties for found, parties in parts if found == kind]
                if of_kind:
                    work(connection, of_kind)
                    _mark_settled(connection, kind, of_kind)
        done += len(parts)
        if not parts:
            return done


def _next(connection: Connection) -> list[tuple[str, str]]:
    """The parts that come next, as many as are well worked out at once; at least one."""
    u = schema.unsettled.c
    query = select(u.kind, u.parties).order_by(u.kind, u.parties).limit(_AT_ONCE)
    taken: list[tuple[str, str]] = []
    mentions = 0
    for kind, parties in connection.execute(query).all():
        table = schema.contact_mentions if kind == "contacts" else schema.move_mentions
        mentions += (
            connection.scalar(
                select(func.count()).select_from(table).where(table.c.parties == parties)
            )
            or 0
        )
        if taken and mentions > _MENTIONS_AT_ONCE:
            break
        taken.append((kind, parties))
    return taken


def _mark_settled(connection: Connection, kind: str, parts: Sequence[str]) -> None:
    u = schema.unsettled
    connection.execute(delete(u).where(u.c.kind == kind, u.c.parties.in_(parts)))


def unsettle(connection: Connection) -> None:
    """Drop all that was concluded, so that the next `settle` works everything out anew."""
    for table in (*schema.CONCLUDED, schema.stories):
        connection.execute(delete(table))
    for kind, table in (("contacts", schema.contact_mentions), ("moves", schema.move_mentions)):
        parties = connection.scalars(select(table.c.parties).distinct())
        touch(connection, [(kind, p) for p in parties])


def is_settled(connection: Connection) -> bool:
    """Whether nothing is left to be worked out."""
    return connection.execute(select(schema.unsettled).limit(1)).first() is None


def _touch_moved(connection: Connection, documents: Sequence[int]) -> None:
    for kind, table in (("contacts", schema.contact_mentions), ("moves", schema.move_mentions)):
        r = schema.readings
        for start in range(0, len(documents), 500):
            parties = connection.scalars(
                select(table.c.parties)
                .join(r, r.c.id == table.c.reading_id)
                .where(r.c.document_id.in_(documents[start : start + 500]))
                .distinct()
            )
            touch(connection, [(kind, p) for p in parties])


# -- contacts --------------------------------------------------------------------------------------


def _contacts(connection: Connection, parts: Sequence[str]) -> None:
    _drop_contacts(connection, parts)
    judgements = read_all(connection)
    rows: list[Row] = []
    members: list[Row] = []
    for part, told in contacts_told(connection, parts).items():
        found = judged((j for j in judgements if j.parties == part), told)
        groups, links = group(told, found)
        own: list[Row] = []
        for kept in groups:
            if found.rejected.isdisjoint(kept):
                mentions = [told[place] for place in kept]
                body = merge(mentions, _within(links, kept), _corrected(found, kept))
                own.append(_row(part, body, mentions))
                members += [_member(t, body["id"]) for t in mentions]
        check_claims(connection, part, told, own)
        rows += own
    insert_many(connection, schema.contacts, rows)
    insert_many(connection, schema.contact_members, members)
    sides = [{"party": p, "contact_id": r["id"]} for r in rows for p in r["body"]["parties"]]
    insert_many(connection, schema.contact_parties, sides)
    _people(connection, rows)


def _member(told: Told, contact: str) -> Row:
    reading, number = told.mention
    return {"reading_id": reading, "number": number, "contact_id": contact}


def _within(links: Sequence[Link], places: list[int]) -> list[Link]:
    at = {place: number for number, place in enumerate(places)}
    return [
        Link(at[k.one], at[k.other], k.likeness) for k in links if k.one in at and k.other in at
    ]


def _corrected(found: Judged, places: list[int]) -> Row:
    """What was corrected of any of some mentions; of two corrections the later holds."""
    return {name: value for place, name, value in found.corrected if place in places}


def _row(parties: str, body: Row, told: list[Told]) -> Row:
    days, until = (days_or_none(body.get(name)) for name in ("date", "until"))
    last = max(d[1] for d in (days, until) if d) if days else None
    return {
        "id": body["id"], "parties": parties, "level": body["level"], "mode": body["mode"],
        "status": body["status"], "first_day": days[0] if days else None, "last_day": last,
        "told_day": min((t.told_day for t in told if t.told_day), default=None), "body": body,
    }  # fmt: skip


def _drop_contacts(connection: Connection, parts: Sequence[str]) -> None:
    ids = select(schema.contacts.c.id).where(schema.contacts.c.parties.in_(parts))
    for table in (schema.contact_people, schema.contact_parties, schema.contact_members):
        connection.execute(delete(table).where(table.c.contact_id.in_(ids)))
    for table in (schema.contacts, schema.claims):
        connection.execute(delete(table).where(table.c.parties.in_(parts)))


def _people(connection: Connection, rows: list[Row]) -> None:
    wanted = {
        (p["actor"], row["id"])
        for row in rows
        for p in row["body"]["participants"]
        if p["kind"] == "person"
    }
    keys = sorted({key for key, _ in wanted})
    ids: dict[str, int] = {}
    for start in range(0, len(keys), 500):
        table = schema.actors
        some = select(table.c.key, table.c.id).where(table.c.key.in_(keys[start : start + 500]))
        ids.update((key, number) for key, number in connection.execute(some))
    people = [{"actor_id": ids[k], "contact_id": c} for k, c in sorted(wanted) if k in ids]
    insert_many(connection, schema.contact_people, people)


# -- moves -----------------------------------------------------------------------------------------


def _moves(connection: Connection, parts: Sequence[str]) -> None:
    table, members = schema.moves, schema.move_members
    gone = select(table.c.reading_id, table.c.number).where(table.c.parties.in_(parts))
    of = tuple_(members.c.move_reading_id, members.c.move_number)
    connection.execute(delete(members).where(of.in_(gone)))
    connection.execute(delete(table).where(table.c.parties.in_(parts)))
    rows: list[Row] = []
    joined: list[Row] = []
    for acts in _acts(connection, parts).values():
        for one in group_acts(acts):
            rows.append(_move(one))
            if len(one) > 1:
                joined += [_joined(act, one[0]) for act in one]
    insert_many(connection, table, rows)
    insert_many(connection, members, joined)


def _joined(act: Act, first: Act) -> Row:
    return {
        "reading_id": act.mention[0], "number": act.mention[1],
        "move_reading_id": first.mention[0], "move_number": first.mention[1],
    }  # fmt: skip


def _acts(connection: Connection, parts: Sequence[str]) -> dict[str, list[Act]]:
    m, r, d, s = schema.move_mentions, schema.readings, schema.documents, schema.stories
    origin = d.alias("origin")
    rows = connection.execute(
        select(m.c.parties, m.c.reading_id, m.c.number, m.c.source_id, m.c.target_id, m.c.type,
               m.c.status, m.c.first_day, m.c.last_day, m.c.body,
               d.c.key, d.c.kind, d.c.outlet, d.c.published_day, origin.c.key)
        .join(r, r.c.id == m.c.reading_id)
        .join(d, d.c.id == r.c.document_id)
        .join(s, s.c.document_id == d.c.id, isouter=True)
        .join(origin, origin.c.id == s.c.story_id, isouter=True)
        .where(m.c.parties.in_(parts), is_newest(r))
    )  # fmt: skip
    sources: dict[str, Source] = {}
    found: dict[str, list[Act]] = {}
    for (part, reading, number, source_id, target_id, kind, status, first, last, body, key,
         document_kind, outlet, published, story) in rows:  # fmt: skip
        if key not in sources:
            sources[key] = Source(key, document_kind, outlet, published, story or key)
        days = (first, last) if first is not None else None
        words = " ".join(s["text"] for s in (body or {}).get("evidence", ()))
        found.setdefault(part, []).append(
            Act((reading, number), sources[key], (source_id, target_id), kind, status, days,
                words, part)
        )  # fmt: skip
    return found


def _move(group: list[Act]) -> Row:
    first = group[0]
    days = next((a.days for a in group if a.days), None)
    published = [a.source.published for a in group if a.source.published]
    body = None
    if len(group) > 1:
        body = {
            "reports": list(dict.fromkeys(a.source.key for a in group)),
            "stories": len({a.source.story for a in group}),
            "statuses": sorted({a.status for a in group}),
        }
    return {
        "reading_id": first.mention[0], "number": first.mention[1],
        "source_id": first.actors[0], "target_id": first.actors[1], "parties": first.parties,
        "type": first.type, "status": status_of(group),
        "first_day": days[0] if days else None, "last_day": days[1] if days else None,
        "told_day": min(published, default=None), "reports": len({a.source.key for a in group}),
        "body": body,
    }  # fmt: skip
