"""Feeds, RSS and Atom: the articles that an outlet tells of, with their text where it is given."""

from __future__ import annotations

import io
import re
from calendar import timegm
from collections.abc import Iterator
from datetime import UTC, datetime
from html import unescape
from typing import Any

from detente.intake.dates import UndatedError, read_date
from detente.intake.item import Item, Unopened

_FEWEST = 600  # characters without markup that make an article; fewer are a teaser
_FIRST_BYTES = 4096
# Atomic groups: a comment is passed over whole, however many of them a hostile page begins with.
_FEED = re.compile(
    rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?(?>\s|<!--.*?-->|<\?.*?>|<!doctype[^>\[]*(?:\[.*?\]\s*)?>)*+"
    rb"<(?:rss|feed|(?:\w{1,20}:)?rdf|\w{1,20}:feed)[\s>]",
    re.IGNORECASE | re.DOTALL,
)
_TAG = re.compile(r"<[^<>]*>")


def is_feed(raw: bytes) -> bool:
    """Whether bytes begin as RSS or Atom does."""
    # In UTF-16 every other byte of markup is NUL.
    return bool(_FEED.match(raw[:_FIRST_BYTES].replace(b"\0", b"")))


def open_feed(raw: bytes, name: str, url: str | None = None) -> Iterator[Item | Unopened]:
    """Open a feed.

    Args:
        raw: the feed, RSS or Atom.
        name: what to call it.
        url: where it was fetched, for links that are relative to it.

    Returns:
        An item for each entry: with its text where the entry holds one of at least 600
        characters, else to be fetched from its address. An `Unopened` for an entry with neither
        text nor address, and for a feed that is broken beyond reading.

    """
    import feedparser  # noqa: PLC0415  (slow to load)

    try:
        headers = {"content-location": url} if url else {}
        # Bytes in a stream: feedparser would open a bare string as an address or a file.
        feed = feedparser.parse(io.BytesIO(raw), response_headers=headers)
    except Exception as error:  # hostile markup may bring a third party's code to anything
        yield Unopened(name, f"its markup is broken ({type(error).__name__}); check the feed")
        return
    if feed.bozo and not feed.entries:
        yield Unopened(name, "its markup is broken and no entry can be read; check the feed")
    for number, entry in enumerate(feed.entries, 1):
        yield _read_entry(entry, _plain(feed.feed.get("title")), f"{name}:{number}")


def _read_entry(entry: Any, outlet: str | None, place: str) -> Item | Unopened:
    link = entry.get("link") or ""
    url = link if link.lower().startswith(("http://", "https://")) else None
    text, markup = _find_text(entry, _FEWEST if url else 1)
    if not (url or text):
        return Unopened(place, "the entry has neither a text nor an address; check the feed")
    return Item(
        name=url or place,
        url=url,
        body=text.encode(errors="replace") if text else None,
        charset="utf-8" if text else None,
        markup=markup,
        published=_find_date(entry),
        title=_plain(entry.get("title")),
        # A feed of feeds names the outlet of each entry.
        outlet=_plain(entry.get("source", {}).get("title")) or outlet,
        byline=_plain(entry.get("author")),
    )


def _find_text(entry: Any, fewest: int) -> tuple[str | None, bool]:
    """The longest text in an entry, and whether it is markup; a summary only without an address."""
    parts: list[dict[str, str]] = [*entry.get("content", [])]
    if fewest < _FEWEST:
        parts.append(entry.get("summary_detail") or {})
    longest = max(parts, key=lambda part: len(part.get("value") or ""), default=None) or {}
    text = longest.get("value") or ""
    if len(_plain(text) or "") < fewest:
        return None, False
    return text, longest.get("type") != "text/plain"


def _find_date(entry: Any) -> str | None:
    """The date as the feed writes it, which keeps its time zone; where that is odd, in UTC."""
    for name in ("published", "updated"):
        written, parsed = entry.get(name), entry.get(f"{name}_parsed")
        if written and (_is_date(written) or not parsed):
            return str(written)
        if parsed:
            return datetime.fromtimestamp(timegm(parsed), UTC).isoformat()
    return None


def _is_date(written: str) -> bool:
    try:
        return read_date(written) is not None
    except UndatedError:
        return False


def _plain(value: str | None) -> str | None:
    """A line of a feed without the markup that some write in it."""
    return " ".join(unescape(_TAG.sub(" ", value or "")).split()) or None
