"""Web pages: trafilatura finds the article, the page's metadata says what it is."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import trafilatura
from lxml import etree  # type: ignore[import-untyped]
from lxml.html import (  # type: ignore[import-untyped]
    HtmlElement,
    HTMLParser,
    document_fromstring,
)
from trafilatura.metadata import extract_metadata
from trafilatura.settings import Document as Found

from detente.intake.article import Article, Block, Imprint
from detente.intake.error import UnreadableError
from detente.intake.paragraphs import ends_sentence, is_short
from detente.intake.paste import sort_article

_DECLARATION = re.compile(
    r"\A\ufeff?\s*(?:<\?xml[^>]*>\s*)?(?:<!doctype[^>\[]*(?:\[[^\]]*\]\s*)?>)?", re.IGNORECASE
)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")  # none is XML
_WHOLE = re.compile(r"<(?:html|body)\b", re.IGNORECASE)
_CLASS = "contains(concat(' ', normalize-space(@class), ' '), ' {} ')"
_CAPTIONS = (
    "//figcaption | //*[self::p or self::div or self::span][contains(@class, 'caption')][not(.//p)]"
)
_LONGEST_CAPTION = 600
_KICKER = "(//*[self::p or self::h2 or self::h3 or self::div][{}])[1]".format(
    " or ".join(
        _CLASS.format(name)
        for name in ("standfirst", "subtitle", "sub-title", "kicker", "dek", "deck")
    )
)
_BELOW_TEXT = "boolean(preceding::p[string-length() > 200])"
_LONGEST_KICKER = 300
_SPACE = re.compile(r"\s+")
# The elements of trafilatura's trees that are paragraphs, and whether they are headings.
_PARAGRAPHS = {
    "p": None,
    "quote": False,
    "head": True,
    "item": False,
    "row": False,
    "list": None,
    "table": None,
    "code": None,
    "body": None,
    "main": None,
}
_GAPS = {"lb": "\n", "cell": " "}
_DATE_NAMES = {
    "article:published_time",
    "og:published_time",
    "og:article:published_time",
    "datepublished",
    "date",
    "pubdate",
    "publishdate",
    "publish-date",
    "dc.date",
    "dc.date.issued",
    "dcterms.date",
    "dcterms.issued",
    "sailthru.date",
    "parsely-pub-date",
}
_MOST_JSON = 1_000_000


def read_page(html: str, where: str, url: str | None = None) -> Article:
    """Find the article in a page.

    Args:
        html: the page; nothing in it is run, nothing it links to is fetched.
        where: its source, for the message.
        url: its address, where known.

    Returns:
        The article, its imprint from JSON-LD, meta elements, then the lines above the text.

    Raises:
        UnreadableError: no article is in it.

    """
    tree = _parse(html)
    if tree is None:
        raise _no_article(where)
    _hush("trafilatura", "htmldate", "courlan")
    try:
        known = _read_metadata(tree, url)
    except Exception:  # hostile markup may bring a third party's code to anything
        known = Imprint(url=url)
    captions = _take(tree, _CAPTIONS, _LONGEST_CAPTION)
    known = known.filled(Imprint(kicker=_take_kicker(tree)))
    try:
        found = trafilatura.bare_extraction(tree, url=url, include_comments=False)
    except Exception:  # the same
        found = None
    if not isinstance(found, Found) or found.body is None:
        raise _no_article(where)
    article = sort_article(_blocks(found.body), known)
    if all(is_short(block.text) for block in article.body):
        raise _no_article(where)
    return replace(article, captions=list(dict.fromkeys([*captions, *article.captions])))


def _no_article(where: str) -> UnreadableError:
    return UnreadableError(
        where, "no article was found in the page", "save the article's text in a file and give that"
    )


def _parse(html: str) -> HtmlElement | None:
    # lxml refuses a decoded text that still declares an encoding; entities are not wanted.
    text = _CONTROL.sub(" ", _DECLARATION.sub("", html))
    if not _WHOLE.search(text):
        text = f"<html><body><article>{text}</article></body></html>"
    try:
        parser = HTMLParser(remove_comments=True, remove_pis=True)
        return document_fromstring(text, parser=parser)
    except (etree.LxmlError, ValueError):
        return None


def _hush(*names: str) -> None:
    """Keep libraries' log lines off a user's screen, unless the user asked for logs."""
    for name in names:
        logger = logging.getLogger(name)
        if not logger.handlers:
            logger.addHandler(logging.NullHandler())


def _take(tree: HtmlElement, path: str, longest: int) -> list[str]:
    """Empty short elements of the page and return their words."""
    taken = []
    for node in tree.xpath(path):
        words = _squeeze(node.text_content())
        # What stood in an element that was emptied before is no longer in the page.
        if words and len(words) <= longest and tree in node.iterancestors():
            taken.append(words)
            node.clear(keep_tail=True)
    return taken


def _take_kicker(tree: HtmlElement) -> str | None:
    """Take out the line under the headline; further down, such an element is a subhead."""
    first = tree.xpath(_KICKER)
    if not first or first[0].xpath(_BELOW_TEXT):
        return None
    return next(iter(_take(tree, _KICKER, _LONGEST_KICKER)), None)


def _blocks(body: etree._Element) -> list[Block]:
    """Write the tree that trafilatura found as paragraphs, in order."""
    blocks: list[Block] = []
    words: list[str] = []

    def close(*, heading: bool | None = None) -> None:
        blocks.extend(Block(line, heading) for line in _break_lines("".join(words)))
        words.clear()

    for event, node in etree.iterwalk(body, events=("start", "end")):
        opens = event == "start"
        if node.tag in _PARAGRAPHS:
            close(heading=None if opens else _PARAGRAPHS[node.tag])
        elif opens and node.tag in _GAPS:
            words.append(_GAPS[node.tag])
        text = (node.text if opens else node.tail) or ""
        words.append(_SPACE.sub(" ", text))
    close()
    return blocks


def _break_lines(text: str) -> Iterator[str]:
    """Part the text of one element where a line break ends a sentence or stands doubled."""
    line = ""
    for piece in text.split("\n"):
        words = _squeeze(piece)
        if line and (not words or ends_sentence(line)):
            yield line
            line = words
        else:
            line = f"{line} {words}".strip()
    if line:
        yield line


def _squeeze(text: str) -> str:
    return " ".join(text.split())


def _read_metadata(tree: HtmlElement, url: str | None) -> Imprint:
    found = extract_metadata(tree, default_url=url, extensive=False)
    address = url or found.url
    return Imprint(
        title=_without_site(found.title, found.sitename),
        byline=found.author.replace("; ", ", ") if found.author else None,
        outlet=found.sitename or None,
        published=next(_dates(tree), None) or found.date or None,
        url=address if address and address.startswith(("http://", "https://")) else None,
    )


def _without_site(title: str | None, site: str | None) -> str | None:
    """Take the site's name off a title such as "Leaders talk | The Daily"."""
    if not title or not site:
        return title or None
    return re.sub(rf"\s+[-–—|·]\s+{re.escape(site)}$", "", title, flags=re.IGNORECASE) or title


def _dates(tree: HtmlElement) -> Iterator[str]:
    """Dates of publication a page states for machines, the most explicit first."""
    for script in tree.xpath("//script[@type='application/ld+json']"):
        yield from _linked_dates(script.text_content())
    for node in tree.xpath("//*[@content][@property or @name or @itemprop]"):
        names = (node.get(key, "").lower() for key in ("property", "name", "itemprop"))
        if any(name in _DATE_NAMES for name in names) and node.get("content").strip():
            yield node.get("content")
    yield from (found for found in tree.xpath("//article//time/@datetime") if found.strip())


def _linked_dates(source: str) -> Iterator[str]:
    """The `datePublished` values of a JSON-LD script."""
    if len(source) > _MOST_JSON:
        return
    try:
        waiting: list[Any] = [json.loads(source)]
    except (ValueError, RecursionError):
        return
    while waiting:
        item = waiting.pop()
        if isinstance(item, list):
            waiting += reversed(item)
        elif isinstance(item, dict):
            if isinstance(item.get("datePublished"), str):
                yield item["datePublished"]
            waiting += reversed(list(item.values()))
