"""An article taken apart: its imprint, its blocks, and what becomes a `Document`."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from detente.intake.dates import UndatedError, read_date
from detente.model import Document, Span

Published = str | date | datetime | None


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph or line; `heading` is None until its page or its place says what it is."""

    text: str
    heading: bool | None = None


@dataclass(frozen=True, slots=True)
class Imprint:
    """What stands around an article and says what it is; a later source only fills gaps."""

    title: str | None = None
    kicker: str | None = None
    byline: str | None = None
    outlet: str | None = None
    published: Published = None
    url: str | None = None

    def filled(self, other: Imprint) -> Imprint:
        """Return this imprint with its gaps filled from another."""
        return Imprint(
            title=self.title or other.title,
            kicker=self.kicker or other.kicker,
            byline=self.byline or other.byline,
            outlet=self.outlet or other.outlet,
            published=self.published or other.published,
            url=self.url or other.url,
        )


@dataclass(frozen=True, slots=True)
class Article:
    """An article told apart from what stands around it."""

    imprint: Imprint
    body: Sequence[Block]
    captions: Sequence[str] = field(default_factory=list)


def seal(article: Article) -> Document:
    """Write an article out as a document: paragraphs apart by one empty line.

    Args:
        article: the sorted article; its body becomes the text.

    Returns:
        The document, with the subheads' spans and a warning for a date that does not hold.

    """
    headings: list[Span] = []
    start = 0
    for block in article.body:
        end = start + len(block.text)
        if block.heading:
            headings.append(Span(start=start, end=end, text=block.text))
        start = end + 2
    text = "\n\n".join(block.text for block in article.body)
    return document(text, article.imprint, captions=list(article.captions), headings=headings)


_WORDS = ("title", "kicker", "byline", "outlet", "url")


def _line(value: str | None) -> str | None:
    """What stands around a text, without NUL, which no database takes."""
    return value.replace("\0", "").strip() or None if value else None


def document(
    text: str,
    imprint: Imprint,
    *,
    captions: list[str] | None = None,
    headings: list[Span] | None = None,
) -> Document:
    """Make the document of a text whose parts are known."""
    published_at, warnings = None, []
    try:
        published_at = read_date(imprint.published)
    except UndatedError as error:
        warnings.append(str(error))
    imprint = replace(imprint, **{name: _line(getattr(imprint, name)) for name in _WORDS})
    return Document(
        id=hashlib.sha256(f"{imprint.url or ''}\0{text}".encode()).hexdigest()[:16],
        title=imprint.title,
        kicker=imprint.kicker,
        byline=imprint.byline,
        outlet=imprint.outlet,
        published_at=published_at,
        url=imprint.url,
        text=text,
        captions=captions or [],
        headings=headings or [],
        warnings=warnings,
    )
