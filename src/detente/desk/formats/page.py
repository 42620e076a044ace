"""Reports as one self-contained web page, the words marked where they stand.

The page works without JavaScript: links go from an item to its words and back, and pointing at
one lights up the other. Nothing is loaded from outside, and its Content-Security-Policy forbids
scripts, foreign content and any style but its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, TextIO

from detente.actors import name_of
from detente.desk.formats.sheet import sealed
from detente.desk.telling import phrases
from detente.desk.telling.article import Article, anchor
from detente.desk.telling.facts import EMPTY
from detente.desk.telling.visible import one_line, visible

if TYPE_CHECKING:
    from jinja2 import Environment

    from detente.model import Document, Report


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
    environment = templates()
    articles = [_Article(report, f"r{number}") for number, report in enumerate(reports, start=1)]
    sheet = environment.get_template("report.css")
    style = sheet.render(
        lit_words=[rule for article in articles for rule in article.lit_words()],
        lit_items=[rule for article in articles for rule in article.lit_items()],
    )
    template = environment.get_template("report.html")
    return template.render(articles=articles, **sealed(style))


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
    environment.filters |= {"shown": visible, "line": one_line, "anchor": anchor}
    environment.globals |= {
        "empty": EMPTY,
        "phrases": phrases,
        "at": datetime.fromisoformat,
        "named": lambda code: name_of(code) or code,
    }
    return environment


class _Article(Article):
    """One report of a page, with the rules that light up its items and words."""

    def __init__(self, report: Report, key: str) -> None:
        super().__init__(report, f"{key}-")
        self.key = key
        self.origin = [one_line(part) for part in _origin(report.document) if part]

    def lit_words(self) -> Iterator[str]:
        """Yield what selects the words of an item pointed at, and words that were jumped to."""
        for told in self.items:
            card = f"#{self.key}-{told.id}"
            yield f"#{self.key}:has({card}:is(:hover, :target)) .in-{told.id}"
        for paragraph in self.paragraphs:
            for stretch in paragraph.stretches:
                for name in map(anchor, stretch.new):
                    yield f"#{self.key}:has(#{self.key}-{name}:target) .{name}"

    def lit_items(self) -> Iterator[str]:
        """Yield what selects an item while its words are pointed at."""
        for told in self.items:
            yield f"#{self.key}:has(.in-{told.id}:hover) #{self.key}-{told.id}"


def _origin(document: Document) -> Iterator[str | None]:
    at = document.published_at
    yield document.outlet
    yield document.byline
    yield phrases.moment(at) if at else "undated"
