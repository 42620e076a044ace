"""What an outlet tells: of which contacts, how often before all others, how often alone.

A copy of another outlet's story tells nothing by itself: it makes nobody first, and does not take
from the outlet that it was copied from that it told something alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, time
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Select, func, select

from detente.record import schema
from detente.record.database import all_rows
from detente.record.naming import parties_of

MOST = 2500  # documents of an outlet that are counted
_REPORTS = ("report", "note")  # of a data set, told all at once, nothing is first or alone
_SIDES = 12  # pairs that are listed
Moment = tuple[int, float | None]


@dataclass
class Telling:
    """What an outlet tells.

    Attributes:
        documents: how many are its own.
        counted: how many of these, the newest, all that follows is counted over.
        copies: how many of them are copies of another outlet's story.
        contacts: of how many contacts they tell, copies too.
        own: of how many by themselves.
        first: of how many of these no other outlet told earlier, by the time of publication; at
            the same time, or on the same day where a time is not known, both were first.
        alone: of how many of these no other outlet told by itself.
        parties: the sides of which they tell most, with how many contacts.

    """

    documents: int = 0
    counted: int = 0
    copies: int = 0
    contacts: int = 0
    own: int = 0
    first: int = 0
    alone: int = 0
    parties: list[tuple[list[str], int]] = field(default_factory=list)


def telling(connection: Connection, outlet: str, most: int = MOST) -> Telling | None:
    """What an outlet tells, by its whole name.

    Arguments:
        connection: to the record.
        outlet: the name, as it is written.
        most: of how many of its documents it is counted: to go through all of a news agency's
            takes seconds.

    Returns:
        None where the record has nothing of it.

    """
    d, s = schema.documents, schema.stories
    told = Telling()
    count = select(func.count()).select_from(d).where(d.c.outlet == outlet)
    told.documents = connection.scalar(count) or 0
    if not told.documents:
        return None
    reported = (d.c.outlet == outlet, d.c.kind.in_(_REPORTS))
    newest = (
        select(d.c.id)
        .where(*reported)
        .order_by(schema.newest_published.desc(), d.c.id.desc())
        .limit(most)
    )
    origin = d.alias("origin")
    copied = (
        select(func.count())
        .select_from(s)
        .join(origin, origin.c.id == s.c.story_id)
        .where(s.c.document_id.in_(newest), s.c.story_id != s.c.document_id)
        .where(func.coalesce(origin.c.outlet, "") != outlet)
    )
    counted = select(func.count()).select_from(d).where(*reported)
    told.counted = min(connection.scalar(counted) or 0, most)
    told.copies = connection.scalar(copied) or 0
    _count_contacts(connection, outlet, newest, told)
    return told


def _count_contacts(
    connection: Connection, outlet: str, newest: Select[Any], told: Telling
) -> None:
    c, m, r, d, s = (
        schema.contacts, schema.contact_members, schema.readings, schema.documents, schema.stories,
    )  # fmt: skip
    mine = (
        select(m.c.contact_id).join(r, r.c.id == m.c.reading_id).where(r.c.document_id.in_(newest))
    )
    rows = all_rows(
        connection,
        select(m.c.contact_id, c.c.parties, d.c.outlet, d.c.published_at,
               func.coalesce(s.c.story_id, d.c.id) == d.c.id)
        .select_from(m)
        .join(c, c.c.id == m.c.contact_id)
        .join(r, r.c.id == m.c.reading_id)
        .join(d, d.c.id == r.c.document_id)
        .join(s, s.c.document_id == d.c.id, isouter=True)
        .where(m.c.contact_id.in_(mine)),
    )  # fmt: skip
    sides: dict[str, str] = {}
    by_themselves: dict[str, list[tuple[bool, str | None]]] = {}
    for contact, parties, name, published, is_own in rows:
        sides[contact] = parties
        if is_own:
            by_themselves.setdefault(contact, []).append((name == outlet, published))
    for tellers in by_themselves.values():
        own = [published for is_mine, published in tellers if is_mine]
        others = [published for is_mine, published in tellers if not is_mine]
        told.own += bool(own)
        told.alone += bool(own and not others)
        told.first += bool(own and _is_first(own, others))
    told.contacts = len(sides)
    most = Counter(sides.values()).most_common(_SIDES)
    told.parties = [(parties_of(parties), count) for parties, count in most]


def _is_first(own: Iterable[str | None], others: Iterable[str | None]) -> bool:
    """Whether none of some publications was earlier than one of ours."""
    theirs = [_moment(at) for at in others if at]
    mine = [_moment(at) for at in own if at]
    return any(not any(_is_earlier(other, one) for other in theirs) for one in mine)


def _is_earlier(one: Moment, other: Moment) -> bool:
    if one[1] is None or other[1] is None:
        return one[0] < other[0]
    return one[1] < other[1]


@lru_cache(maxsize=1 << 14)
def _moment(at: str) -> Moment:
    """The day of a publication, and its seconds where a time is told; without a zone it is UTC."""
    told = datetime.fromisoformat(at)
    if told.tzinfo is None and told.time() == time():
        return told.toordinal(), None
    told = told.replace(tzinfo=told.tzinfo or UTC).astimezone(UTC)
    return told.toordinal(), told.timestamp()
