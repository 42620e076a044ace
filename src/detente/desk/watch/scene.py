"""What all rules look at in one look: the record as it is, and what came in."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from functools import cached_property
from typing import Any

from detente.assessment import Record
from detente.record import days_of
from detente.record.news import News

Dyad = tuple[str, str]
Row = dict[str, Any]


@dataclass(frozen=True)
class Scene:
    """What a rule looks at.

    Attributes:
        record: within `at_once`.
        news: what came in since the rule last looked.
        dyads: which it is about; none for all.
        on: the last day of which the record tells, as an ordinal.
        before: what it remembers of its last look, by subject.
        remember: what it is to remember of this one.

    """

    record: Record
    news: News
    dyads: frozenset[Dyad]
    on: int
    before: dict[str, Any]
    remember: dict[str, Any] = field(default_factory=dict)

    def about(self, parties: list[str] | tuple[str, ...]) -> bool:
        """Whether some sides are those of a dyad that the rule is about."""
        sides = set(parties)
        return not self.dyads or any(sides.issuperset(dyad) for dyad in self.dyads)

    def recent(self, day: str | None, within: timedelta) -> bool:
        """Whether a day lies so short a time back; one that is not told may."""
        return day is None or days_of(day)[1] >= self.on - within.days

    @cached_property
    def new(self) -> frozenset[str]:
        """The keys of the documents that came in."""
        return frozenset(row["key"] for row in self.news.documents)

    @cached_property
    def contacts(self) -> list[Row]:
        """The contacts that they tell of."""
        return self.record.contacts_by_id(self.news.contacts)

    @cached_property
    def moves(self) -> list[tuple[Row, list[str]]]:
        """The moves that they tell of, from one side toward another; each with its mentions."""
        by_sides: dict[Dyad, dict[tuple[int, int], list[str]]] = {}
        for (parties, reading, number), mentions in self.news.moves.items():
            source, target = parties.split(">")
            if source != target:
                by_sides.setdefault((source, target), {})[reading, number] = mentions
        found: list[tuple[Row, list[str]]] = []
        for sides, keys in by_sides.items():
            rows = self.record.moves_by_key(sides, list(keys))
            found += [
                (row, keys[key])
                for key, row in rows.items()
                if key in keys and tuple(row["parties"]) == sides
            ]
        return found

    def outlets(self, *documents: str) -> dict[str, str | None]:
        """Who published some documents, by their keys."""
        found = self.record.documents(*set(documents))
        return {key: row["outlet"] for key, row in found.items()}
