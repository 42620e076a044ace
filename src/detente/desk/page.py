"""Reports as one self-contained web page, the words marked where they stand.

The page works without JavaScript: links go from an item to its words and back, and pointing at
one lights up the other. Nothing is loaded from outside, and its Content-Security-Policy forbids
scripts, foreign content and any style but its own.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, TextIO
from urllib.parse import urlsplit

from detente.actors import name_of
from detente.desk import phrases
from detente.desk.facts import EMPTY, Told, linked_words, tell
from detente.desk.highlight import Mark, Run, cut
from detente.desk.visible import one_line, visible

if TYPE_CHECKING:
    from jinja2 import Environment

    from detente.model import Document, Report, Span

_BLANK_LINE = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")
_LINE_END = re.compile(r"\n+")


def write(reports: Iterable[Report], out: TextIO) -> None:
    """Write one page with all the reports."""
    out.write(render(list(reports)))


def render(reports: list[Report]) -> str:
    """Lay out reports as one HTML page.

    Args:
        reports: at least one; each becomes an article of the page.

    Returns:
        The page, whole: style inside, no script, no address to load from.

    """
    from markupsafe import Markup  # noqa: PLC0415  (comes with Jinja, loaded when a page is made)

    environment = templates()
    articles = [_Article(report, f"r{number}") for number, report in enumerate(reports, start=1)]
    sheet = environment.get_template("report.css")
    style = sheet.render(
        lit_words=[rule for article in articles for rule in article.lit_words()],
        lit_items=[rule for article in articles for rule in article.lit_items()],
    )
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    template = environment.get_template("report.html")
    # The style is ours: a fixed sheet, and rules made of checked ids and whole numbers.
    return template.render(articles=articles, style=Markup(style), digest=digest)  # noqa: S704


@cache
def templates() -> Environment:
    """Return what fills this room's templates: it escapes HTML, and a missing name is an error."""
    from jinja2 import (  # noqa: PLC0415  (slow to load)
        Environment,
        PackageLoader,
        StrictUndefined,
        select_autoescape,
    )

    environment = Environment(
        loader=PackageLoader("detente.desk"),
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"shown": visible, "line": one_line}
    environment.globals |= {
        "empty": EMPTY,
        "phrases": phrases,
        "at": datetime.fromisoformat,
        "named": lambda code: name_of(code) or code,
    }
    return environment


@dataclass(frozen=True)
class _Stretch:
    """A run as the template shows it."""

    text: str
    classes: str
    label: str
    anchors: list[str]
    refs: list[tuple[str, str]]


@dataclass(frozen=True)
class _Paragraph:
    heading: bool
    stretches: list[_Stretch]


class _Article:
    """One report, ready for the template; `key` sets its ids apart from the other articles'."""

    def __init__(self, report: Report, key: str) -> None:
        document = report.document
        contacts, statements, moves = tell(report)
        items = [*contacts, *statements, *moves]
        self.key = key
        self.reader = one_line(report.reader)
        self.title = one_line(document.title or "Untitled")
        self.kicker = one_line(document.kicker or "")
        self.language = document.language
        self.origin = [one_line(part) for part in _origin(document) if part]
        self.url = _web_address(document.url)
        self.by_kind = [("contact", contacts), ("statement", statements), ("move", moves)]
        self.items: list[Told] = items
        self.paragraphs = list(_Marked(report, items).paragraphs())

    def lit_words(self) -> Iterator[str]:
        """Yield what selects the words of an item pointed at, and words that were jumped to."""
        for told in self.items:
            card = f"#{self.key}-{told.id}"
            yield f"#{self.key}:has({card}:is(:hover, :target)) .in-{told.id}"
        for paragraph in self.paragraphs:
            for stretch in paragraph.stretches:
                for anchor in stretch.anchors:
                    yield f"#{self.key}:has(#{self.key}-{anchor}:target) .{anchor}"

    def lit_items(self) -> Iterator[str]:
        """Yield what selects an item while its words are pointed at."""
        for told in self.items:
            yield f"#{self.key}:has(.in-{told.id}:hover) #{self.key}-{told.id}"


class _Marked:
    """A document's text cut into paragraphs of stretches."""

    def __init__(self, report: Report, items: list[Told]) -> None:
        self.text = report.document.text
        self.headings = report.document.headings
        self.marks = [*_marks(report), *_plain_marks(items)]
        self.last = _last_words(self.marks)
        self.opened: set[str] = set()

    def paragraphs(self) -> Iterator[_Paragraph]:
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
            yield _Paragraph(heading, inside)

    def _stretch(self, run: Run) -> _Stretch:
        coded = [mark for mark in run.marks if mark.item]
        anchors = {f"w{mark.start}-{mark.end}" for mark in run.marks}
        new = sorted(anchors - self.opened)
        self.opened |= anchors
        items = {mark.item: mark.kind for mark in sorted(coded, key=_by_item)}
        classes = {m.kind for m in coded} | {m.role for m in coded} | {f"in-{i}" for i in items}
        return _Stretch(
            text=self.text[run.start : run.end],
            classes=" ".join(sorted(classes) + sorted(anchors)),
            label=", ".join(f"{kind} {item}" for item, kind in items.items()),
            anchors=new,
            refs=[(kind, item) for item, kind in items.items() if run.end in self.last[item]],
        )


def _origin(document: Document) -> Iterator[str | None]:
    at = document.published_at
    yield document.outlet
    yield document.byline
    yield phrases.moment(at) if at else "undated"


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


def _plain_marks(items: list[Told]) -> Iterator[Mark]:
    """Mark the words that facts lead to, so that they can be reached; they get no colour."""
    for start, end in linked_words(items):
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


def _web_address(url: str | None) -> str | None:
    """Let through only what a browser may follow: http and https."""
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.netloc else None
