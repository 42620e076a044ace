"""What the record is asked for: contacts, moves, statements, documents, by who, when and how."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    Text,
    cast,
    func,
    literal,
    or_,
    select,
    text,
    tuple_,
)

from detente.actors import actor_named, name_of, slug
from detente.record import cycles, schema
from detente.record.days import days_asked, days_of, iso
from detente.record.earlier import contacts_known, moves_known
from detente.record.error import RecordError
from detente.record.filling import filled, kept
from detente.record.naming import direction, item_id, parties_of
from detente.record.newest import (
    moves_back,
    place_of_move,
    place_of_statement,
    said_seldom,
    speakers_back,
    statements_back,
)
from detente.record.told import is_newest, latest_day, portions

_AT_FIRST = 50  # rows that come as soon as somebody asks
_AT_ONCE = 1000
_MOST = 10**9  # rows; more than any record has, and databases take no larger number
_LOCAL = re.compile(r"c-?[0-9]{1,15}")
Row = dict[str, Any]
Raw = Sequence[Sequence[Any]]  # as a database's driver has them


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which items are wanted; what is None or empty does not matter.

    Attributes:
        parties: sides that all take part; of moves one or two, either way round.
        level, mode, status, type: as in the codebook.
        since, until: prefix dates, both of them in it. What has no date of its own is taken by the
            day on which it was told first.
        outlet: of a document that tells it.
        person: a part of the name of somebody who took part.
        speaker: a part of the name of who is reported to have said it.
        actor: the key of who took part in a contact, or is reported to have said something.
        limit: how many at most.
        newest_first: whether those of the latest day come first; what has no day comes last.
        after: the id of the item that the wanted ones follow in that order.

    """

    parties: tuple[str, ...] = ()
    level: str | None = None
    mode: str | None = None
    status: str | None = None
    type: str | None = None
    since: str | None = None
    until: str | None = None
    outlet: str | None = None
    person: str | None = None
    speaker: str | None = None
    actor: str | None = None
    limit: int | None = None
    newest_first: bool = False
    after: str | None = None


# -- contacts --------------------------------------------------------------------------------------


def contacts(connection: Connection, wanted: Wanted) -> Iterator[Row]:
    """The contacts, by date; those without one by the day they were told of.

    Yields:
        The fields of a report's contact, with `reports`, `values` and `rules`, and `overdue`: a
        plan whose day has passed by the newest report without a word of it.

    """
    c = schema.contacts
    query: Select[Any] = select(_text(c.c.body), c.c.status, c.c.last_day)
    query = _in_order(connection, query, wanted)
    for party in wanted.parties:
        of = schema.contact_parties.c
        query = query.where(c.c.parties.in_(select(of.parties).where(of.party == party)))
    for name in ("level", "mode", "status"):
        if value := getattr(wanted, name):
            query = query.where(c.c[name] == value)
    query = _dated(query, c, wanted)
    if wanted.person:
        query = query.where(c.c.id.in_(_met(_named(wanted.person))))
    if wanted.actor:
        query = query.where(c.c.id.in_(_met(schema.actors.c.key == wanted.actor)))
    if wanted.outlet:
        query = query.where(c.c.id.in_(_told_by(wanted.outlet)))
    newest = latest_day(connection)

    def given(rows: Raw) -> Iterator[Row]:
        found = zip(_bodies(rows, 0), rows, strict=True)
        told = [(body, status, last_day) for body, (_, status, last_day) in found]
        yield from _contacts(connection, told, newest)

    yield from _streamed(connection, query.limit(wanted.limit), given)


def _in_order(connection: Connection, query: Select[Any], wanted: Wanted) -> Select[Any]:
    """Contacts from the earliest on or from the newest back, those without a day last."""
    c = schema.contacts.c
    day = func.coalesce(c.first_day, c.told_day, schema.NEVER)
    order: list[ColumnElement[Any]] = [day, c.id]
    if wanted.newest_first:
        day = schema.newest_day
        order = [day.desc(), c.id.desc()]
    if wanted.after is not None:
        own = contact_of(connection, wanted.after) or wanted.after
        at = connection.scalar(select(day).where(c.id == own))
        if at is None:
            remedy = "begin again without it"
            raise RecordError(wanted.after, "no contact of this id to go on from", remedy)
        place, last = tuple_(day, c.id), tuple_(literal(at), literal(own))
        query = query.where(place < last if wanted.newest_first else place > last)
    return query.order_by(*order)


def contact(connection: Connection, wanted: str) -> Row | None:
    """One contact, by its id or that of any of its mentions."""
    c = schema.contacts
    own = wanted
    if connection.scalar(select(c.c.id).where(c.c.id == wanted)) is None:
        found = contact_of(connection, wanted)
        if found is None:
            return None
        own = found
    row = connection.execute(select(c.c.body, c.c.status, c.c.last_day).where(c.c.id == own)).one()
    (told,) = _contacts(connection, [(row.body, row.status, row.last_day)], latest_day(connection))
    return told


def contacts_by_id(
    connection: Connection, ids: Sequence[str], on: int | None = None, *, reasoned: bool = True
) -> list[Row]:
    """Some contacts by their ids, as known on a day (an ordinal; None for all that is known).

    Not `reasoned`: without `values`, `rules` and `links`.
    """
    c, newest = schema.contacts.c, latest_day(connection) if on is None else on
    earlier = contacts_known(connection, on, ids=ids) if on is not None else {}
    told = {i: (kept(r["body"]), r["status"], r["last_day"]) for i, r in earlier.items()}
    for some in portions(i for i in dict.fromkeys(ids) if i not in told):
        query = select(c.id, c.body, c.status, c.last_day).where(c.id.in_(some))
        told |= {i: (body, status, day) for i, body, status, day in connection.execute(query)}
    there = [i for i in dict.fromkeys(ids) if i in told]
    return list(_contacts(connection, [told[i] for i in there], newest, reasoned=reasoned))


def contact_of(connection: Connection, mention: str) -> str | None:
    """The id of the contact that a mention (`3fa9…-c2`) is now a part of."""
    return _contacts_of(connection, [mention]).get(mention)


def _contacts_of(connection: Connection, mentions: Iterable[str]) -> dict[str, str]:
    """The ids of the contacts that some mentions are now parts of, all looked up at once."""
    r, d, m = schema.readings, schema.documents, schema.contact_members
    parts = [(mention, *mention.rpartition("-")[::2]) for mention in mentions]
    wanted = {(key, int(local[1:])): one for one, key, local in parts if _LOCAL.fullmatch(local)}
    found: dict[str, str] = {}
    for some in portions(sorted({key for key, _ in wanted})):
        query = (
            select(d.c.key, m.c.number, m.c.contact_id)
            .join(r, r.c.document_id == d.c.id)
            .join(m, m.c.reading_id == r.c.id)
            .where(d.c.key.in_(some))
        )
        for key, number, contact in connection.execute(query):
            if (key, number) in wanted:
                found[wanted[key, number]] = contact
    return found


def _contacts(
    connection: Connection, told: Sequence[tuple[Row, str, int | None]], newest: int | None,
    *, reasoned: bool = True,
) -> Iterator[Row]:  # fmt: skip
    """Contacts as they are given out, of each its body, status and last day."""
    bodies = [filled(short, reasoned=reasoned) for short, _, _ in told]
    own = _contacts_of(connection, {one for body in bodies for one in body["follows"]})
    for body, (_, status, last_day) in zip(bodies, told, strict=True):
        body["follows"] = sorted({own[f] for f in body["follows"] if f in own} - {body["id"]})
        body["overdue"] = bool(status == "planned" and last_day and newest and last_day < newest)
        yield body


def _met(who: ColumnElement[bool]) -> Select[Any]:
    """The contacts in which some took part."""
    a, p = schema.actors.c, schema.contact_people
    return select(p.c.contact_id).join(schema.actors, a.id == p.c.actor_id).where(who)


def _told_by(outlet: str) -> Select[Any]:
    m, r, d = schema.contact_members, schema.readings, schema.documents
    return (
        select(m.c.contact_id)
        .join(r, r.c.id == m.c.reading_id)
        .join(d, d.c.id == r.c.document_id)
        .where(_like(d.c.outlet, outlet))
    )


# -- moves -----------------------------------------------------------------------------------------


def moves(connection: Connection, wanted: Wanted) -> Iterator[Row]:
    """The moves, by date; those without one by the day they were told of."""
    m, d = schema.moves, schema.documents
    query = _moves()
    ways: list[str] = []
    if len(wanted.parties) > 1:
        a, b = wanted.parties[:2]
        ways = [direction(a, b), direction(b, a)]
    elif wanted.parties:
        (a,) = wanted.parties
        acts = m.c.parties.startswith(f"{a}>", autoescape=True)
        query = query.where(or_(acts, m.c.parties.endswith(f">{a}", autoescape=True)))
    for name in ("type", "status"):
        if value := getattr(wanted, name):
            query = query.where(m.c[name] == value)
    query = _dated(query, m, wanted)
    if wanted.person:
        who = select(schema.actors.c.id).where(_named(wanted.person))
        query = query.where(or_(m.c.source_id.in_(who), m.c.target_id.in_(who)))
    if wanted.outlet:
        also = _moves_told_by(wanted.outlet)
        of = tuple_(m.c.reading_id, m.c.number)
        query = query.where(or_(_like(d.c.outlet, wanted.outlet), of.in_(also)))
    known = _Known(connection)

    def given(rows: Raw) -> Iterator[Row]:
        for row, body in zip(rows, _bodies(rows, -1), strict=True):
            yield _move(row, body, known)

    if wanted.newest_first:
        queries: Iterable[Select[Any]] = moves_back(connection, query, ways, wanted.after)
    else:
        query = query.where(m.c.parties.in_(ways)) if ways else query
        queries = [_moves_on(connection, query, wanted.after)]
    yield from _one_after_another(connection, queries, wanted.limit, given)


def _moves_on(connection: Connection, query: Select[Any], after: str | None) -> Select[Any]:
    """Moves from the earliest on."""
    key = (schema.moves.c.day, schema.documents.c.key, schema.moves.c.number)
    if after is not None:
        at = place_of_move(connection, after)
        query = query.where(_later(key, (at.day, at.key, at.number)))
    return query.order_by(*key)


def moves_by_key(
    connection: Connection,
    pair: tuple[str, str],
    keys: Sequence[tuple[int, int]],
    on: int | None = None,
    days: Collection[int] = (),
) -> dict[tuple[int, int], Row]:
    """Some moves of two sides by what names them in `moves`: reading and number.

    `days` are those that `moves` has them under, where they are known: then the others are not
    looked through.

    Returns:
        Those that there are, as known on a day (an ordinal; None for all that is known).

    """
    m, known = schema.moves.c, _Known(connection)
    found: dict[tuple[int, int], Row] = {}
    earlier = moves_known(connection, on, pair) if on is not None else {}
    both = [direction(*pair), direction(*reversed(pair))]
    for some in portions(keys):
        query = _moves().where(m.parties.in_(both), tuple_(m.reading_id, m.number).in_(some))
        query = query.where(m.day.in_(days)) if days else query
        for row in connection.execute(query):
            then = earlier.get((row.reading_id, row.number))
            body = then["body"] if then else row.body
            columns = then and [then.get(name, getattr(row, name)) for name in row._fields]
            shown = _move(columns or row, json.loads(body) if body else None, known)
            found[row.reading_id, row.number] = shown
    return found


def _moves() -> Select[Any]:
    m, r, d = schema.moves, schema.readings, schema.documents
    return (
        select(m.c.number, m.c.source_id, m.c.target_id, m.c.parties, m.c.type, m.c.status,
               m.c.first_day, m.c.last_day, m.c.code, d.c.key, m.c.day, m.c.reading_id,
               _text(m.c.body).label("body"))
        .join(r, r.c.id == m.c.reading_id)
        .join(d, d.c.id == r.c.document_id)
    )  # fmt: skip


def _moves_told_by(outlet: str) -> Select[Any]:
    """The moves of which a later mention is an outlet's."""
    m, r, d = schema.move_members, schema.readings, schema.documents
    return (
        select(m.c.move_reading_id, m.c.move_number)
        .join(r, r.c.id == m.c.reading_id)
        .join(d, d.c.id == r.c.document_id)
        .where(_like(d.c.outlet, outlet))
    )


class _Known(dict[int, tuple[str, str]]):
    """The keys and names of actors by their ids, looked up once: a dyad's moves are of a few."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def __missing__(self, number: int) -> tuple[str, str]:
        a = schema.actors.c
        found = self._connection.execute(select(a.key, a.name).where(a.id == number)).one()
        self[number] = key, name = str(found.key), str(found.name)
        return key, name


def _move(row: Sequence[Any], body: Row | None, known: _Known) -> Row:
    number, source, target, parties, kind, status, first, last, code, document, *_ = row
    one, other = parties.split(">")
    (key, name), (target_key, target_name) = known[source], known[target]
    found = {
        "id": f"{document}-m{number}",
        "source": {"actor": key, "name": name, "party": one},
        "target": {"actor": target_key, "name": target_name, "party": other},
        "parties": [one, other],
        "type": kind,
        "code": code,
        "status": status,
        "date": _prefix(first, last),
        "reciprocal": None,
        "place": None,
        "evidence": [],
        "according_to": [],
        "reports": [document],
        "stories": 1,
        "statuses": [status],
    }
    if body:  # what the words tell beside its columns
        found |= body
    return found


@lru_cache(maxsize=1 << 14)
def _prefix(first: int | None, last: int | None) -> str | None:
    """The prefix date that a range of days was made from."""
    if first is None or last is None:
        return None
    if first == last:
        return iso(first)
    return iso(first)[:7] if last - first < 31 else iso(first)[:4]


# -- statements and documents ----------------------------------------------------------------------


def statements(connection: Connection, wanted: Wanted) -> Iterator[Row]:
    """The statements, by the day of publication, each with the side of who said it."""
    s, r, d, a = schema.statements, schema.readings, schema.documents, schema.actors
    query = (
        select(
            _text(s.c.body), d.c.key, d.c.outlet, d.c.published_at, a.c.key.label("speaker"),
            a.c.name, func.coalesce(a.c.country, a.c.org),
        )
        .join(r, r.c.id == s.c.reading_id)
        .join(d, d.c.id == r.c.document_id)
        .join(a, a.c.id == s.c.speaker_id, isouter=True)
        .where(is_newest(r))
    )  # fmt: skip

    def given(rows: Raw) -> Iterator[Row]:
        for body, row in zip(_bodies(rows, 0), rows, strict=True):
            _, key, outlet, published_at, speaker, name, party = row
            yield body | {
                "id": item_id(key, body["id"]),
                "document": key,
                "outlet": outlet,
                "published_at": published_at,
                "speaker": speaker,
                "name": name,
                "party": party,
                "about": [item_id(key, item) for item in body["about"]],
            }

    queries = _statements_in_order(connection, query, wanted)
    yield from _one_after_another(connection, queries, wanted.limit, given)


def _statements_in_order(
    connection: Connection, query: Select[Any], wanted: Wanted
) -> Iterable[Select[Any]]:
    """Statements from the earliest on or from the newest back, of who may have said them."""
    said_by, published = _speakers(wanted), _published(wanted)
    speakers = select(schema.actors.c.id).where(*said_by)
    of_them = schema.statements.c.speaker_id.in_(speakers)
    if wanted.newest_first and not (said_by and said_seldom(connection, speakers)):
        return statements_back(connection, query.where(*said_by), published, wanted.after)
    query = query.where(*published, *([of_them] if said_by else []))
    if wanted.newest_first:
        return speakers_back(connection, query, wanted.after)
    return [_statements_on(connection, query, wanted.after)]


def _speakers(wanted: Wanted) -> list[Any]:
    """What is wanted of who said it."""
    a = schema.actors.c
    asked: list[Any] = []
    if wanted.parties:
        asked.append(func.coalesce(a.country, a.org).in_(wanted.parties))
    if wanted.speaker:
        asked.append(_named(wanted.speaker))
    if wanted.actor:
        asked.append(a.key == wanted.actor)
    return asked


def _published(wanted: Wanted) -> list[Any]:
    """What is wanted of the documents that statements stand in."""
    d, found = schema.documents.c, []
    if wanted.outlet:
        found.append(_like(d.outlet, wanted.outlet))
    if wanted.since:
        found.append(d.published_day >= days_of(wanted.since)[0])
    if wanted.until:
        found.append(d.published_day <= days_of(wanted.until)[1])
    return found


def _statements_on(connection: Connection, query: Select[Any], after: str | None) -> Select[Any]:
    """Statements from the earliest on."""
    d = schema.documents.c
    key = (func.coalesce(d.published_day, schema.NEVER), d.key, schema.statements.c.number)
    if after is not None:
        at = place_of_statement(connection, after)
        query = query.where(_later(key, (at.day or schema.NEVER, at.key, at.number)))
    return query.order_by(*key)


def said(connection: Connection, ids: Sequence[str]) -> dict[str, list[Row]]:
    """What some statements say, by their ids: the spans of their contents, each with its document.

    They are those of a document's newest reading.
    """
    s, r, d = schema.statements.c, schema.readings, schema.documents.c
    found: dict[str, list[Row]] = {}
    wanted = [(key, int(local[1:])) for key, _, local in (i.rpartition("-") for i in ids)]
    for some in portions(wanted):
        query = (
            select(d.key, s.number, s.body)
            .join(r, r.c.id == s.reading_id)
            .join(schema.documents, d.id == r.c.document_id)
            .where(tuple_(d.key, s.number).in_(some), is_newest(r))
        )
        for key, number, body in connection.execute(query):
            spans = [span | {"document": key} for span in body["content"]]
            found[item_id(key, f"s{number}")] = spans
    return found


_OF_DOCUMENTS = ("key", "kind", "title", "byline", "outlet", "published_at", "url", "language")
_OF_ACTORS = ("key", "name", "kind", "country", "org", "sector")


def documents(connection: Connection, keys: Sequence[str]) -> dict[str, Row]:
    """Some documents by their keys, without their texts."""
    return dict(_by_key(connection, schema.documents, _OF_DOCUMENTS, keys))


def actors(connection: Connection, keys: Sequence[str]) -> dict[str, Row]:
    """Some actors by their keys."""
    return dict(_by_key(connection, schema.actors, _OF_ACTORS, keys))


def _by_key(
    connection: Connection, table: Any, columns: Sequence[str], keys: Sequence[str]
) -> Iterator[tuple[str, Row]]:
    wanted = sorted(set(keys))
    for start in range(0, len(wanted), 500):  # SQLite takes only so many at once
        some = table.c.key.in_(wanted[start : start + 500])
        for row in connection.execute(select(*(table.c[c] for c in columns)).where(some)):
            yield row.key, dict(row._mapping)


def search(
    connection: Connection, words: str, limit: int = 20, skip: int = 0, *, newest: bool = False
) -> list[Row]:
    """The documents that hold some words, best first, by the database's own index.

    Arguments:
        connection: to the record.
        words: all of them must be there; in double quotes they must stand together.
        limit: how many documents at most.
        skip: how many to leave out: to rank them, all must be found anyway.
        newest: whether those published last come first instead.

    """
    phrases = _phrases(words)
    if not phrases:
        return []
    last = "coalesce(d.published_day, 0) DESC, d.id DESC"
    if connection.dialect.name == "postgresql":
        order = last if newest else "ts_rank(d.words, q) DESC, d.key"
        marks = " && ".join(f"phraseto_tsquery('english', :p{n})" for n in range(len(phrases)))
        found = text(  # the words themselves are bound, not written into it
            "SELECT d.key, d.title, d.outlet, d.published_at, ts_headline('english', d.text, q, "
            "'StartSel=«, StopSel=», MaxFragments=1, MaxWords=24, MinWords=12') AS snippet "
            "FROM documents d, LATERAL (SELECT " + marks + " AS q) AS asked "
            "WHERE d.words @@ q ORDER BY " + order + " LIMIT :limit OFFSET :skip"
        )
        given = {f"p{n}": phrase for n, phrase in enumerate(phrases)}
    else:
        order = last if newest else "rank, d.key"
        found = text(
            "SELECT d.key, d.title, d.outlet, d.published_at, "
            "snippet(documents_words, 1, '«', '»', '…', 24) AS snippet "
            "FROM documents_words JOIN documents d ON d.id = documents_words.rowid "
            "WHERE documents_words MATCH :words ORDER BY " + order + " LIMIT :limit OFFSET :skip"
        )
        # Each as a string, so that nothing in it is FTS5's own language.
        given = {"words": " ".join(f'"{phrase}"' for phrase in phrases)}
    counts = {"limit": min(limit, _MOST), "skip": min(skip, _MOST)}
    rows = connection.execute(found, {**given, **counts})
    return [dict(row) for row in rows.mappings()]


def _phrases(words: str) -> list[str]:
    """The words and quoted phrases of a search that have a letter or a digit in them."""
    parts = words.replace("\0", " ").split('"')
    phrases = [p.strip() for p in parts[1::2]] + [w for p in parts[::2] for w in p.split()]
    return [phrase for phrase in phrases if any(map(str.isalnum, phrase))]


def dyads(connection: Connection) -> list[Row]:
    """Every two sides that have anything between them, with how much, the most first."""
    counts: dict[tuple[str, ...], Row] = {}
    c, m = schema.contacts, schema.moves
    met = connection.execute(
        select(c.c.parties, func.count(), func.min(c.c.first_day), func.max(c.c.last_day)).group_by(
            c.c.parties
        )
    )
    acted = connection.execute(
        select(m.c.parties, func.count(), func.min(m.c.first_day), func.max(m.c.last_day)).group_by(
            m.c.parties
        )
    )
    for kind, rows, mark in (("contacts", met, "|"), ("moves", acted, ">")):
        for parties, count, first, last in rows:
            codes = sorted(parties.split(mark))
            for pair in ((a, b) for i, a in enumerate(codes) for b in codes[i + 1 :] if a != b):
                row = counts.setdefault(
                    pair, {"parties": list(pair), "contacts": 0, "moves": 0, "first": None,
                           "last": None},
                )  # fmt: skip
                row[kind] += count
                row["first"] = min(filter(None, (row["first"], first)), default=None)
                row["last"] = max(filter(None, (row["last"], last)), default=None)
    for row in counts.values():
        row["first"], row["last"] = (iso(d) if d else None for d in (row["first"], row["last"]))
    return sorted(counts.values(), key=lambda r: (-r["contacts"] - r["moves"], r["parties"]))


def reach(connection: Connection) -> tuple[int, int] | None:
    """The first and the last day on which something was told.

    A row of event data is told on its own day; one of a day that is still to come says nothing.
    """
    d, m, c = schema.documents.c, schema.moves.c, schema.contacts.c
    today = date.today().toordinal()
    found: list[int] = []
    for day, more in (
        (d.published_day, d.published_day.is_not(None)),
        (m.first_day, m.told_day.is_(None)),
        (c.known_day, c.known_day.is_not(None)),
    ):
        row = connection.execute(select(func.min(day), func.max(day)).where(more, day <= today))
        found += [day for day in row.one() if day is not None]
    return (min(found), max(found)) if found else None


def state(connection: Connection) -> int:
    """How often something was added, imported, judged or put back."""
    number: int = connection.execute(select(schema.changes.c.number)).scalar_one()
    return number


def claims(connection: Connection, wanted: Wanted) -> list[Row]:
    """What reports claim about how many contacts there were, with the verdict on each."""
    table, r, d = schema.claims, schema.readings, schema.documents
    rows = connection.execute(
        select(table.c.parties, table.c.body)
        .join(r, r.c.id == table.c.reading_id)
        .join(d, d.c.id == r.c.document_id)
        .where(*(table.c.parties.contains(one, autoescape=True) for one in wanted.parties))
        .order_by(table.c.parties, d.c.key, table.c.number, table.c.place)
    )
    return [row.body for row in rows if set(wanted.parties) <= set(parties_of(row.parties))]


def _dated(query: Select[Any], table: Any, wanted: Wanted) -> Select[Any]:
    if wanted.since:
        last = func.coalesce(table.c.last_day, table.c.told_day)
        query = query.where(last >= days_of(wanted.since)[0])
    if wanted.until:
        first = func.coalesce(table.c.first_day, table.c.told_day)
        query = query.where(first <= days_of(wanted.until)[1])
    return query


def _named(part: str) -> Any:
    """Whether somebody's name holds some words, with or without its accents.

    A key is a name as a wire service prints it, after the code of its country.
    """
    a, plain = schema.actors.c, slug(part)
    ways = [_like(a.name, part)]
    if plain:
        ways.append(a.key.contains(f"-{plain}", autoescape=True))
    return or_(*ways)


def _like(column: Any, part: str) -> Any:
    """Whether a column holds some words, whatever their case; `%` and `_` stand for themselves."""
    return func.lower(column).contains(part.lower(), autoescape=True)


def _streamed(
    connection: Connection, query: Select[Any], given: Callable[[Raw], Iterator[Row]]
) -> Iterator[Row]:
    """The rows as they are given out, some at a time, so that a million of them need no memory.

    SQLite's come as its plain tuples: to make each SQLAlchemy's takes as long as all else.
    """
    plain = connection.dialect.name == "sqlite"
    result = connection.execute(query, execution_options={"stream_results": not plain})
    cursor: Any = result.cursor if plain else result
    some = _AT_FIRST
    while True:
        with cycles.not_sought():
            rows = list(given(cursor.fetchmany(some)))
        if not rows:
            result.close()
            return
        yield from rows
        some = min(2 * some, _AT_ONCE)


def _one_after_another(
    connection: Connection, queries: Iterable[Select[Any]], limit: int | None,
    given: Callable[[Raw], Iterator[Row]],
) -> Iterator[Row]:  # fmt: skip
    """The rows of some queries, as many as are wanted in all; no more are asked than needed."""
    left = limit
    for query in queries:
        if left == 0:
            return
        for row in _streamed(connection, query.limit(left), given):
            yield row
            left = left and left - 1


def _later(key: Sequence[Any], place: Sequence[Any]) -> Any:
    return tuple_(*key) > tuple_(*map(literal, place))


def _text(column: Any) -> Any:
    """A column of JSON as its text, in either database."""
    return cast(column, Text)


def _bodies(rows: Raw, column: int) -> Iterable[Any]:
    """What a column of JSON says in each row, read at once: that is quicker than one by one."""
    found: list[Any] = json.loads(f"[{','.join(row[column] or 'null' for row in rows)}]")
    return found


def ask(parties: Sequence[str], **fields: Any) -> Wanted:
    """What somebody asks for, its sides by their codes and its dates checked.

    Raises:
        RecordError: a date is none.

    """
    for name in ("since", "until"):
        if (given := fields.get(name)) is not None:
            days_asked(name, given)
    if (limit := fields.get("limit")) is not None:
        fields["limit"] = max(0, min(limit, _MOST))
    return Wanted(tuple(_code(party) for party in parties), **fields)


def _code(party: str) -> str:
    """The code of a side, given in any case or by its name; what no table knows stays as it is."""
    for code in (party, party.upper()):
        if name_of(code):
            return code
    found = actor_named(party) or actor_named(party.title())
    return (found.party if found else None) or party
