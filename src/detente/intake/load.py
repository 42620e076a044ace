"""From whatever a person has, a file, an address, a page, a text, to a `Document`."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass, field, replace
from html import escape
from pathlib import Path

from detente.intake.article import Article, Block, Imprint, Published, document, seal
from detente.intake.decode import decode
from detente.intake.error import UnreadableError
from detente.intake.file import MOST_BYTES, read_file
from detente.intake.header import read_header
from detente.intake.item import Item
from detente.intake.language import require_english
from detente.intake.markup import declared_charset, is_html
from detente.intake.paragraphs import split_paragraphs
from detente.intake.paste import sort_article
from detente.model import Document

HTML_KINDS = frozenset({"text/html", "application/xhtml+xml"})

_MOST_TEXT = 2_000_000  # bytes of UTF-8
_URL = re.compile(r"^[a-z][a-z0-9+.-]{1,20}://\S*$", re.IGNORECASE)
_SUFFIX = re.compile(r"\.[A-Za-z0-9]{1,5}$")
_PATH_START = re.compile(r"^(?:~|\.{0,2}[/\\]|[A-Za-z]:\\)")
_PROSE_WORDS = 4
_WHOLE = re.compile(r"<(?:html|head|body|title)\b", re.IGNORECASE)
_REMEDY = "give the article as text or HTML"


@dataclass(frozen=True, slots=True)
class _Source:
    """What the caller, or the server, says about a text, and what was found beside it."""

    where: str
    published: Published = None
    url: str | None = None
    as_is: bool = False
    outlet: str | None = None
    beside: Imprint = field(default_factory=Imprint)  # fills gaps only

    @property
    def imprint(self) -> Imprint:
        return Imprint(published=self.published, url=self.url, outlet=self.outlet)


def load(
    source: str | Path | Item, *, published: Published = None, as_is: bool = False
) -> Document:
    """Read a source into a document.

    Args:
        source: a path, an http(s) address, `-` for standard input, an `Item`, or the text or
            HTML itself. A string is taken for text where it has a line break, begins as markup,
            or names no file and reads as prose. A file whose name ends in `.gz` is decompressed.
        published: the publication date, where known; it wins over what the source says.
        as_is: keep the source's text exactly: no cleaning, no header, markup left as it is.

    Returns:
        The document; its `warnings` say what was left out.

    Raises:
        UnreadableError: with one line that says what is wrong, where, and what to do.

    """
    if isinstance(source, Item):
        return _load_item(source, published, as_is=as_is)
    if isinstance(source, str):
        if source == "-":
            raw = sys.stdin.buffer.read(MOST_BYTES + 1)
            return _read_bytes(raw, _Source("standard input", published, as_is=as_is))
        if _URL.match(source.strip()):
            return _load_url(source.strip(), _Source(source.strip(), published, as_is=as_is))
        if _is_text(source):
            if is_html(source) and not as_is:
                return from_html(source, published=published)
            return from_text(source, published=published, as_is=as_is)
    return _read_bytes(read_file(source), _Source(str(source), published, as_is=as_is))


def from_text(
    text: str, *, published: Published = None, as_is: bool = False, url: str | None = None
) -> Document:
    """Read plain text, as written or as pasted from a site.

    Args:
        text: the text; it may begin with header lines.
        published: the publication date, where known; it wins over what the text says.
        as_is: keep the text exactly, without cleaning or header.
        url: where the text is from.

    Returns:
        The document.

    Raises:
        UnreadableError: empty, over 2 MB, not Unicode, not English, or no article in it.

    """
    return _read_text(text, _Source("the text", published, url, as_is))


def from_html(
    html: str | bytes, *, published: Published = None, url: str | None = None
) -> Document:
    """Read a web page.

    Args:
        html: the page, or a part of one that holds the article.
        published: the publication date, where known; it wins over what the page says.
        url: the page's address.

    Returns:
        The document.

    Raises:
        UnreadableError: empty, over 10 MB, in no known encoding, not English, or no article.

    """
    source = _Source("the page", published, url)
    if isinstance(html, bytes):
        _require_size(len(html), MOST_BYTES, source.where)
        html = decode(html, source.where, declared_charset(html))
    return _read_html(html, source)


def _load_item(item: Item, published: Published, *, as_is: bool) -> Document:
    source = _Source(item.name, published, as_is=as_is, outlet=item.publisher, beside=item.imprint)
    if item.body is not None:
        return _read_bytes(item.body, source, item.charset, markup=item.markup)
    if item.path is not None:
        return _read_bytes(read_file(item.path), source, item.charset, markup=item.markup)
    if item.url is not None:
        return _load_url(item.url, source)
    raise UnreadableError(item.name, "there is nothing to read", _REMEDY)


def _load_url(url: str, source: _Source) -> Document:
    from detente.intake.fetch import fetch  # noqa: PLC0415  (httpx: slow to load)

    page = fetch(url, most=MOST_BYTES)
    source = replace(source, url=page.url)
    return _read_bytes(page.body, source, page.charset, markup=page.kind in HTML_KINDS)


def _read_bytes(
    raw: bytes, source: _Source, charset: str | None = None, *, markup: bool = False
) -> Document:
    _require_size(len(raw), MOST_BYTES, source.where)
    text = decode(raw, source.where, charset or declared_charset(raw))
    if not source.as_is and (markup or is_html(text)):
        return _read_html(text, source)
    return _read_text(text, source)


def _read_html(html: str, source: _Source) -> Document:
    from detente.intake.page import read_page  # noqa: PLC0415  (trafilatura: slow to load)

    _require_unicode(html, source.where)
    _require_size(len(html.encode()), MOST_BYTES, source.where)
    url, beside = source.url or source.beside.url, source.beside
    if _WHOLE.search(html):
        article = read_page(html, source.where, url)
        imprint = article.imprint.filled(beside)
    else:
        # A part of a page has no head: what is known beside it stands for one.
        article = read_page(_with_title(html, beside.title), source.where, url)
        imprint = beside.filled(article.imprint)
    return _finish(replace(article, imprint=imprint), source)


def _with_title(html: str, title: str | None) -> str:
    """Put its title over a part of a page, so that its first subhead is not taken for one."""
    if title is None:
        return html
    head = f"<html><head><title>{escape(title)}</title></head>"
    return f"{head}<body><article><h1>{escape(title)}</h1>{html}</article></body></html>"


def _read_text(text: str, source: _Source) -> Document:
    _require_unicode(text, source.where)
    _require_size(len(text.encode()), _MOST_TEXT, source.where)
    if source.as_is:
        require_english(text, source.where)
        return document(text, source.imprint.filled(source.beside))
    header, rest = read_header(text)
    blocks = [Block(paragraph) for paragraph in split_paragraphs(rest)]
    # Known beforehand, a title is told from the first line of the text.
    return _finish(sort_article(blocks, header.filled(source.beside)), source)


def _finish(article: Article, source: _Source) -> Document:
    result = seal(replace(article, imprint=source.imprint.filled(article.imprint)))
    if not result.text:
        raise UnreadableError(source.where, "there is no article in it", _REMEDY)
    _require_size(len(result.text.encode()), _MOST_TEXT, source.where)
    require_english(result.text, source.where)
    return result


def _require_size(size: int, most: int, where: str) -> None:
    if size > most:
        wrong = f"it is over {most // 1_000_000} MB"
        raise UnreadableError(where, wrong, "give one article at a time")


def _require_unicode(text: str, where: str) -> None:
    """Refuse what is empty, and what no file or database could hold as text."""
    if not text.strip():
        raise UnreadableError(where, "it is empty", _REMEDY)
    if "\0" in text:
        raise UnreadableError(where, "it is binary, not text", _REMEDY)
    try:
        text.encode()
    except UnicodeEncodeError as error:
        wrong = f"character {error.start} is half of a surrogate pair"
        raise UnreadableError(where, wrong, "decode the text again, as UTF-8") from None


def _is_text(source: str) -> bool:
    """Whether a string is a text itself rather than the name of a file."""
    if "\n" in source or "\r" in source or is_html(source):
        return True
    words = source.split()
    if not words:
        return True
    if len(words) < 2 or _PATH_START.match(source) or _exists(source):
        return False
    return source.rstrip()[-1] in ".!?\"”'’" or (
        len(words) >= _PROSE_WORDS and not _SUFFIX.search(source)
    )


def _exists(source: str) -> bool:
    try:
        return Path(source).expanduser().exists()
    except (OSError, ValueError, RuntimeError):
        return False
