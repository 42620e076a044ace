"""A document that a side tells its account in, read again for its trees."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from detente.assessment.readouts.comparison import AccountKind, Words
from detente.language import Reading, read_language
from detente.model import Report

Range = tuple[int, int]  # code points of a text


@dataclass(frozen=True)
class Text:
    """A document, by its key, with its report.

    Attributes:
        key: of the document in the record.
        report: as it was read.
        tied: whether it was read to tell of the contact that is compared.

    """

    key: str
    report: Report
    tied: bool = True

    @cached_property
    def reading(self) -> Reading:
        """Its words, trees, quotations and times."""
        return read_language(self.report.document)

    def words(self, start: int, end: int) -> Words:
        """Some of its words."""
        text = self.report.document.text[start:end]
        return Words(document=self.key, start=start, end=end, text=text)

    def party_at(self, start: int, end: int, parties: Sequence[str]) -> str | None:
        """The party of whoever is mentioned in some words, the first of them."""
        found = [
            (m.start, a.party)
            for a in self.report.actors
            for m in a.mentions
            if a.party in parties and start < m.end and m.start < end
        ]
        return min(found)[1] if found else None


@dataclass(frozen=True)
class Telling:
    """A side's account in one document: the code points that are it."""

    side: str
    kind: AccountKind
    text: Text
    ranges: tuple[Range, ...]
