"""A report laid out to be read: its paragraphs, the words marked where they stand, its items.

Invariant: every id is made of a checked item's id or of whole numbers, never of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from detente.desk.telling.facts import Told, linked_words, tell
from detente.desk.telling.highlight import Mark, Run, cut
from detente.desk.telling.visible import one_line

if TYPE_CHECKING:
    from detente.model import Document, Report, Span

_BLANK_LINE = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")
_LINE_END = re.compile(r"\n+")
Words = tuple[int, int]  # [start, end) in code points of the text


@dataclass(frozen=True)
class Stretch:
    """Words under the same marks throughout.

    Attributes:
        text: the words.
        start: where they begin.
        classes: which items they belong to, and how.
        label: the same, for a person.
        spans: the marked words that these are a part of.
        new: of those, the ones that begin here.
        refs: the items, each with its kind, whose words end here.

    """

    text: str
    start: int
    classes: list[str]
    label: str
    spans: list[Words]
    new: list[Words]
    refs: list[tuple[str, str]]


@dataclass(frozen=True)
class Nest:
    """Marked words, the narrower ones inside them.

    Attributes:
        words: the whole of them.
        first: whether they begin here: words that cross others come in pieces.
        parts: what is inside.

    """

    words: Words
    first: bool
    parts: list[Stretch | Nest]


@dataclass(frozen=True)
class Paragraph:
    """A paragraph or a subhead."""

    heading: bool
    stretches: list[Stretch]

    @property
    def start(self) -> int:
        """Where it begins."""
        return self.stretches[0].start

    def nested(self) -> list[Stretch | Nest]:
        """Its stretches inside the marked words that they are a part of."""
        return _nested(self.stretches, frozenset())


class Article:
    """One report, ready for a template.

    Arguments:
        report: the report.
        prefix: sets its ids apart from those of other articles on a page.
        also: words that are to be reached although no item leads to them.

    """

    def __init__(self, report: Report, prefix: str = "", also: Iterable[Words] = ()) -> None:
        document = report.document
        contacts, statements, moves = tell(report)
        self.prefix = prefix
        self.reader = one_line(report.reader)
        self.title = one_line(document.title or "Untitled")
        self.kicker = one_line(document.kicker or "")
        self.language = document.language
        self.url = web_address(document.url)
        self.by_kind = [("contact", contacts), ("statement", statements), ("move", moves)]
        self.items: list[Told] = [*contacts, *statements, *moves]
        reached = {*linked_words(self.items), *also}
        self.paragraphs = list(_Marked(document, [*_marks(report), *_plain(reached)]).paragraphs())


class _Marked:
    """A document's text cut into paragraphs of stretches."""

    def __init__(self, document: Document, marks: list[Mark]) -> None:
        self.text = document.text
        self.headings = document.headings
        self.marks = marks
        self.last = _last_words(self.marks)
        self.opened: set[Words] = set()

    def paragraphs(self) -> Iterator[Paragraph]:
        bounds = [(start, end) for start, end in _paragraph_bounds(self.text) if start < end]
        breaks = [place for bound in bounds for place in bound]
        runs = list(cut(len(self.text), self.marks, breaks))
        at = 0
        for start, end in bounds:
            while at < len(runs) and runs[at].start < start:
                at += 1
            inside = []
            while at < len(runs) and runs[at].end <= end:
                inside.append(self._stretch(runs[at]))
                at += 1
            heading = any(h.start <= start and end <= h.end for h in self.headings)
            yield Paragraph(heading, inside)

    def _stretch(self, run: Run) -> Stretch:
        coded = [mark for mark in run.marks if mark.item]
        spans = {(mark.start, mark.end) for mark in run.marks}
        new = sorted(spans - self.opened, key=anchor)
        self.opened |= spans
        items = {mark.item: mark.kind for mark in sorted(coded, key=_by_item)}
        classes = {m.kind for m in coded} | {m.role for m in coded} | {f"in-{i}" for i in items}
        return Stretch(
            text=self.text[run.start : run.end],
            start=run.start,
            classes=sorted(classes),
            label=", ".join(f"{kind} {item}" for item, kind in items.items()),
            spans=sorted(spans, key=anchor),
            new=new,
            refs=[(kind, item) for item, kind in items.items() if run.end in self.last[item]],
        )


def anchor(words: Words) -> str:
    """The id of some words on a page, and their class: `w12-40`."""
    return f"w{words[0]}-{words[1]}"


def web_address(url: str | None) -> str | None:
    """Let through only what a browser may follow: http and https."""
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.netloc else None


def _nested(stretches: Sequence[Stretch], within: frozenset[Words]) -> list[Stretch | Nest]:
    found: list[Stretch | Nest] = []
    at = 0
    while at < len(stretches):
        one = stretches[at]
        spans = [span for span in one.spans if span not in within]
        if not spans:
            found.append(one)
            at += 1
            continue
        widest = max(spans, key=lambda span: (span[1], -span[0]))
        upto = at
        while upto < len(stretches) and widest in stretches[upto].spans:
            upto += 1
        inside = _nested(stretches[at:upto], within | {widest})
        found.append(Nest(widest, widest in one.new, inside))
        at = upto
    return found


def _marks(report: Report) -> Iterator[Mark]:
    for contact in report.contacts:
        yield from _mark(contact.evidence, contact.id, "contact", "evidence")
    for statement in report.statements:
        for role in ("source", "cue", "content", "insertions"):
            yield from _mark(getattr(statement, role), statement.id, "statement", role)
    for move in report.moves:
        yield from _mark(move.evidence, move.id, "move", "evidence")


def _mark(spans: Iterable[Span], item: str, kind: str, role: str) -> Iterator[Mark]:
    for span in spans:
        yield Mark(span.start, span.end, item, kind, role)


def _plain(reached: Iterable[Words]) -> Iterator[Mark]:
    """Mark words so that they can be reached; they get no colour."""
    for start, end in reached:
        yield Mark(start, end, "", "", "")


def _last_words(marks: Iterable[Mark]) -> dict[str, set[int]]:
    """Tell where references back to each item stand: after every evidence, and once where the
    words of a statement end.
    """
    ends: dict[str, set[int]] = {}
    for mark in marks:
        if mark.role == "evidence":
            ends.setdefault(mark.item, set()).add(mark.end)
        elif mark.role != "insertions":
            ends[mark.item] = {max(mark.end, *ends.get(mark.item, {0}))}
    return ends


def _by_item(mark: Mark) -> tuple[str, int]:
    return mark.kind, int(re.sub(r"\D", "", mark.item) or 0)


def _paragraph_bounds(text: str) -> Iterator[tuple[int, int]]:
    """Yield the paragraphs: set apart by blank lines or, where there are none, one a line."""
    separator = _BLANK_LINE if _BLANK_LINE.search(text.strip()) else _LINE_END
    start = len(text) - len(text.lstrip())
    for found in separator.finditer(text.rstrip(), start):
        yield start, found.start()
        start = found.end()
    yield start, len(text.rstrip())
