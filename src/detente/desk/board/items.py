"""Evidence as items: each contact or move once, with the words that tell it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from detente.desk.telling import phrases

if TYPE_CHECKING:
    from detente.assessment.why import Evidence


@dataclass(frozen=True)
class Words:
    """Words that tell an item, with who says them, and where they stand."""

    text: str
    document: str | None
    start: int | None
    end: int | None


@dataclass
class Item:
    """A contact or move, what it is in a few words, and the words that tell it."""

    id: str
    kind: str
    head: str
    words: list[Words] = field(default_factory=list)

    @property
    def passages(self) -> list[str]:
        """The words that tell it."""
        return [one.text for one in self.words]


def items(evidence: Iterable[Evidence]) -> list[Item]:
    """Put passages of the same item together, in the order in which the items first stand."""
    found: dict[str, Item] = {}
    for one in evidence:
        item = found.setdefault(one.item, Item(one.item, one.kind, _head(one)))
        passage = _passage(one)
        if passage and passage not in item.passages:
            item.words.append(Words(passage, one.document, one.start, one.end))
    return list(found.values())


def _head(one: Evidence) -> str:
    day = phrases.day(one.date) if one.date else "day not told"
    return f"{day} · {one.about}" + ("" if one.text or not one.outlet else f" · {one.outlet}")


def _passage(one: Evidence) -> str:
    if not one.text:
        return ""
    return f"{one.outlet or one.document}: {phrases.quoted(one.text)}"
