"""The contacts of some parties, worked out from every mention of them and from what was judged."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, delete, select, tuple_

from detente.record import schema
from detente.record.claims import check_claims
from detente.record.clusters import Link
from detente.record.days import days_or_none, known_and_more, span_of
from detente.record.filling import kept
from detente.record.inserting import encoded, insert_tuples
from detente.record.judging import Judged, judged, read_all
from detente.record.merged import merge
from detente.record.naming import parties_of
from detente.record.told import Told, contacts_told
from detente.record.twins import group_all

_COLUMNS = (
    "id", "parties", "level", "mode", "status", "initiator", "outcome", "follows", "first_day",
    "last_day", "told_day", "known_day", "more_day", "body",
)  # fmt: skip
_MEMBERS = ("reading_id", "number", "contact_id")
Row = dict[str, Any]


def conclude_contacts(connection: Connection, parts: Sequence[str]) -> None:
    """Drop all contacts of some parts and work them out anew.

    Arguments:
        connection: in a transaction that writes.
        parts: each the parties of contacts, as `naming.among` writes them.

    """
    _drop(connection, parts)
    judgements = read_all(connection)
    rows: list[Row] = []
    members: list[tuple[Any, ...]] = []
    for part, told in contacts_told(connection, parts).items():
        own: list[Row] = []
        found = judged((j for j in judgements if j.parties == part), told)
        for mentions, links, corrected in _groups(told, found):
            body = merge(mentions, links, corrected)
            own.append(row_of(part, body, mentions))
            members += [(*t.mention, body["id"]) for t in mentions]
        check_claims(connection, part, told, own)
        rows += own
    tuples = [(*(row[name] for name in _COLUMNS[:-1]), encoded(kept(row["body"]))) for row in rows]
    insert_tuples(connection, schema.contacts, _COLUMNS, tuples)
    insert_tuples(connection, schema.contact_members, _MEMBERS, members)
    parties = {(party, row["parties"]) for row in rows for party in row["body"]["parties"]}
    insert_tuples(connection, schema.contact_parties, ("party", "parties"), sorted(parties))
    _people(connection, rows)


def _groups(
    told: Sequence[Told], found: Judged
) -> list[tuple[list[Told], list[Link], dict[str, Any]]]:
    """The mentions of each contact, why they were put together, and what was corrected."""
    groups, links = group_all(told, found)
    at = {p: (number, n) for number, places in enumerate(groups) for n, p in enumerate(places)}
    within: list[list[Link]] = [[] for _ in groups]
    for link in links:
        number, one = at[link.one]
        within[number].append(Link(one, at[link.other][1], link.likeness))
    corrected: list[Row] = [{} for _ in groups]
    for place, name, value in found.corrected:  # of two corrections the later holds
        corrected[at[place][0]][name] = value
    return [
        ([told[place] for place in places], within[number], corrected[number])
        for number, places in enumerate(groups)
        if found.rejected.isdisjoint(places)
    ]


def row_of(parties: str, body: Row, told: Sequence[Told]) -> Row:
    """A contact's columns: its parties, what `merge` made of its mentions, and those."""
    days, until = (days_or_none(body.get(name)) for name in ("date", "until"))
    if body.get("date_range"):
        days = span_of(*body["date_range"])
    last = max(d[1] for d in (days, until) if d) if days else None
    known, more = known_and_more([t.known_day for t in told])
    return {
        "id": body["id"], "parties": parties, "level": body["level"], "mode": body["mode"],
        "status": body["status"], "initiator": body.get("initiator"),
        "outcome": body.get("outcome") or "unknown", "follows": len(body.get("follows") or ()),
        "first_day": days[0] if days else None, "last_day": last,
        "told_day": min((t.told_day for t in told if t.told_day), default=None),
        "known_day": known, "more_day": more, "body": body,
    }  # fmt: skip


def _drop(connection: Connection, parts: Sequence[str]) -> None:
    c, p, m = schema.contact_people, schema.contact_parties, schema.contact_members
    ids = select(schema.contacts.c.id).where(schema.contacts.c.parties.in_(parts))
    connection.execute(delete(c).where(c.c.contact_id.in_(ids)))
    told = schema.contact_mentions.c
    mentions = select(told.reading_id, told.number).where(told.parties.in_(parts))
    connection.execute(delete(m).where(tuple_(m.c.reading_id, m.c.number).in_(mentions)))
    sides = sorted({party for part in parts for party in parties_of(part)})
    connection.execute(delete(p).where(p.c.party.in_(sides), p.c.parties.in_(parts)))
    for table in (schema.contacts, schema.claims):
        connection.execute(delete(table).where(table.c.parties.in_(parts)))


def _people(connection: Connection, rows: list[Row]) -> None:
    wanted = {
        (row["id"], p["actor"])
        for row in rows
        for p in row["body"]["participants"]
        if p["kind"] == "person"
    }
    keys = sorted({key for _, key in wanted})
    ids: dict[str, int] = {}
    for start in range(0, len(keys), 500):
        table = schema.actors
        some = select(table.c.key, table.c.id).where(table.c.key.in_(keys[start : start + 500]))
        ids.update((key, number) for key, number in connection.execute(some))
    people = [(contact, ids[key]) for contact, key in sorted(wanted) if key in ids]
    insert_tuples(connection, schema.contact_people, ("contact_id", "actor_id"), people)
