"""A feed as Atom (RFC 4287)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import NAMESPACE_URL, uuid5

from lxml.etree import (  # type: ignore[import-untyped]
    Element,
    SubElement,
    _Element,
    tostring,
)

from detente.desk.telling.visible import one_line, visible

ATOM = "application/atom+xml; charset=utf-8"
_SPACE = "http://www.w3.org/2005/Atom"
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
NEVER = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Entry:
    """One thing that is told.

    Attributes:
        name: by which it is known again, whatever the server's address; never that of another.
        title, summary: plain text.
        link: where to read of it.
        updated: when it was told last.
        sources: who told it.
        kind: in a word.
        text: more of it, plain text of several lines.

    """

    name: str
    title: str
    summary: str
    link: str
    updated: datetime
    sources: Sequence[str] = ()
    kind: str | None = None
    text: str | None = None


@dataclass(frozen=True)
class Feed:
    """What is told, the newest first; attributes as of `Entry`, `own` is where it lies itself."""

    name: str
    title: str
    own: str
    link: str
    entries: Sequence[Entry]

    @property
    def updated(self) -> datetime:
        """When anything in it was told last."""
        return max((entry.updated for entry in self.entries), default=NEVER)


def as_atom(feed: Feed) -> bytes:
    """Write a feed."""
    root = Element(f"{{{_SPACE}}}feed", nsmap={None: _SPACE})
    _told(root, "id", _urn(feed.name))
    _told(root, "title", feed.title)
    _told(root, "updated", _moment(feed.updated))
    _told(SubElement(root, f"{{{_SPACE}}}author"), "name", "Détente")
    _link(root, "self", feed.own, "application/atom+xml")
    _link(root, "alternate", feed.link, "text/html")
    for entry in feed.entries:
        _entry(SubElement(root, f"{{{_SPACE}}}entry"), entry)
    return bytes(tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=True))


def _entry(node: _Element, entry: Entry) -> None:
    _told(node, "id", _urn(entry.name))
    _told(node, "title", entry.title)
    _told(node, "updated", _moment(entry.updated))
    _link(node, "alternate", entry.link, "text/html")
    for source in entry.sources:
        _told(SubElement(node, f"{{{_SPACE}}}contributor"), "name", source)
    if entry.kind:
        SubElement(node, f"{{{_SPACE}}}category", term=_clean(one_line(entry.kind)))
    _told(node, "summary", entry.summary)
    if entry.text:
        SubElement(node, f"{{{_SPACE}}}content").text = _clean(visible(entry.text))


def _told(parent: _Element, name: str, text: str) -> None:
    SubElement(parent, f"{{{_SPACE}}}{name}").text = _clean(one_line(text))


def _clean(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text)


def _link(parent: _Element, rel: str, href: str, media: str) -> None:
    SubElement(parent, f"{{{_SPACE}}}link", rel=rel, href=href, type=media)


def _urn(name: str) -> str:
    return uuid5(NAMESPACE_URL, f"detente:{name}").urn


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
