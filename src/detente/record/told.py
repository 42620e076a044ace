"""A contact as one report tells it, with what its report's own standing says of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any

from sqlalchemy import Connection, and_, func, or_, select, tuple_

from detente.actors import actor_named, home_of, voice_of
from detente.record import schema
from detente.record.days import Days, days_or_none, span_of
from detente.record.naming import item_id, parties_of

_LONG = 5  # letters of a word that says what something is about
Mention = tuple[int, int]  # its reading, and its number there


@dataclass(frozen=True)
class Source:
    """The document that tells it.

    Attributes:
        key, kind, outlet: as in `documents`.
        published: its day, where it is known.
        story: the key of the document that it is a copy of, or its own.
        voice: the side for which the outlet speaks, if any.
        official: whether the outlet is a government itself, and the text so its readout.
        home: the state whose clock it goes by, where it is known.

    """

    key: str
    kind: str
    outlet: str | None
    published: int | None
    story: str
    voice: str | None = None
    official: bool = False
    home: str | None = None


@dataclass
class Told:
    """One mention of a contact.

    Attributes:
        mention: where it stands.
        parties: sorted.
        source: the document.
        body: the contact as it was coded.
        said_by: the sides to whose statements it is owed.

    """

    mention: Mention
    parties: list[str]
    source: Source
    body: dict[str, Any]
    said_by: set[str] = field(default_factory=set)

    @property
    def id(self) -> str:
        """Its id in the record."""
        return item_id(self.source.key, self.body["id"])

    @cached_property
    def days(self) -> Days | None:
        """When it was, as far as that is told; of a stay all its days."""
        if self.body.get("date_range"):
            return span_of(*self.body["date_range"])
        days, until = (days_or_none(self.body.get(name)) for name in ("date", "until"))
        return (days[0], max(days[1], until[1])) if days and until else days

    @cached_property
    def is_stay(self) -> bool:
        """Whether its first and last day are told, and are two."""
        return bool(self.body.get("until")) and self.body["until"] != self.body["date"]

    @cached_property
    def told_day(self) -> int | None:
        """The day on which it was told: of its document, or of its row in a data set."""
        days = days_or_none(self.body.get("told"))
        return days[0] if days else self.source.published

    @property
    def known_day(self) -> int:
        """The day by which it was known: that of its telling, else its own last one."""
        return self.told_day or (self.days[1] if self.days else schema.NEVER)

    @cached_property
    def all_days(self) -> list[Days]:
        """Every date that it is given, with those of other clocks."""
        others = (days_or_none(o["date"]) for o in self.body.get("other_dates", ()))
        return [d for d in (self.days, *others) if d]

    @cached_property
    def people(self) -> dict[str, set[str]]:
        """Each side's people, by name."""
        return self._of_kinds({"person"})

    @cached_property
    def offices(self) -> dict[str, set[str]]:
        """Each side's offices and bodies: whoever holds them may be named elsewhere."""
        return self._of_kinds({"office", "organization"})

    @cached_property
    def about(self) -> set[str]:
        """The words of what it was about and why it was sought, without those of who took part."""
        told = [w["text"] for name in ("topics", "purpose") for w in self.body.get(name, ())]
        names = " ".join(p["name"] for p in self.body.get("participants", ()))
        return _content(" ".join(told)) - _content(names)

    def _of_kinds(self, kinds: set[str]) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        for p in self.body.get("participants", ()):
            if p["kind"] in kinds and p["party"]:
                found.setdefault(p["party"], set()).add(p["actor"])
        return found

    @property
    def voices(self) -> set[str]:
        """The sides that tell it so: of the outlet, and of those whom it quotes."""
        return self.said_by | ({self.source.voice} if self.source.voice else set())

    @property
    def order(self) -> tuple[int, str, int]:
        """Where it stands in the order in which mentions are looked at."""
        return (self.told_day or 10**7, self.source.key, self.mention[1])


def _content(text: str) -> set[str]:
    return {word for word in re.findall(r"[^\W\d_]+", text.lower()) if len(word) >= _LONG}


@lru_cache(maxsize=4096)
def standing(outlet: str | None) -> tuple[str | None, bool, str | None]:
    """For which side an outlet speaks, whether it is a government itself, and where it is.

    Arguments:
        outlet: as the document names it: "Xinhua", "Ministry of Foreign Affairs of Japan".

    """
    actor = actor_named(outlet) if outlet else None
    if actor is None:
        return None, False, None
    if actor.kind == "outlet":
        return voice_of(actor), False, home_of(actor)
    if actor.sector == "GOV" or actor.kind in {"office", "state"}:
        return actor.party, True, actor.party
    return None, False, None


def contacts_told(
    connection: Connection, parts: Sequence[str], mentions: Sequence[Mention] | None = None
) -> dict[str, list[Told]]:
    """Every mention of a contact of exactly some parties, as the newest reading has it.

    Arguments:
        connection: to the record.
        parts: each the parties of contacts, as `naming.among` writes them.
        mentions: the only ones of theirs that are wanted; None for all.

    Returns:
        For each part its mentions in the order of their publication.

    """
    m, r, d, s = schema.contact_mentions, schema.readings, schema.documents, schema.stories
    origin = d.alias("origin")
    query = (
        select(m.c.parties, m.c.reading_id, m.c.number, m.c.body, d.c.key, d.c.kind, d.c.outlet,
               d.c.published_day, origin.c.key)
        .join(r, r.c.id == m.c.reading_id)
        .join(d, d.c.id == r.c.document_id)
        .join(s, s.c.document_id == d.c.id, isouter=True)
        .join(origin, origin.c.id == s.c.story_id, isouter=True)
        .where(is_newest(r))
    )  # fmt: skip
    some = [m.c.parties.in_(parts)]
    if mentions is not None:
        some = [tuple_(m.c.reading_id, m.c.number).in_(named) for named in portions(mentions)]
    rows = [row for wanted in some for row in connection.execute(query.where(wanted))]
    said = dict(_sayers(connection, [row[1] for row in rows if row[5] != "dataset"]))
    found: dict[str, list[Told]] = {part: [] for part in parts}
    for part, reading, number, body, key, kind, outlet, published, story in rows:
        known = standing(outlet) if kind == "report" else (None, False, None)
        source = Source(key, kind, outlet, published, story or key, *known)
        told = Told((reading, number), parties_of(part), source, body)
        told.said_by = {
            side
            for local in body.get("according_to", ())
            for side in said.get((reading, int(local[1:])), ())
            if side in told.parties
        }
        found[part].append(told)
    return {part: sorted(told, key=lambda t: t.order) for part, told in found.items()}


def is_newest(readings: Any) -> Any:
    """The condition that a reading is its document's newest: the newer reader's, else the later."""
    other = schema.readings.alias("other")
    later = or_(
        other.c.reader_rank > readings.c.reader_rank,
        and_(other.c.reader_rank == readings.c.reader_rank, other.c.id > readings.c.id),
    )
    return ~select(other.c.id).where(other.c.document_id == readings.c.document_id, later).exists()


def _sayers(connection: Connection, readings: list[int]) -> Iterator[tuple[Mention, set[str]]]:
    """The sides of everybody in the chain of each statement of some readings."""
    table, wanted = schema.statements, sorted(set(readings))
    for start in range(0, len(wanted), 500):
        some = table.c.reading_id.in_(wanted[start : start + 500])
        rows = connection.execute(
            select(table.c.reading_id, table.c.number, table.c.body).where(some)
        )
        for reading, number, body in rows:
            chain = body["chain"]
            own = {a["party"] for a in chain if a["party"] and a["kind"] != "outlet"}
            yield (reading, number), own


def portions(items: Iterable[Any], size: int = 500) -> Iterator[list[Any]]:
    """A list, some at a time: SQLite takes only so many at once."""
    listed = list(items)
    for start in range(0, len(listed), size):
        yield listed[start : start + size]


def latest_day(connection: Connection) -> int | None:
    """The day of the newest publication in the record."""
    day: int | None = connection.scalar(select(func.max(schema.documents.c.published_day)))
    return day
