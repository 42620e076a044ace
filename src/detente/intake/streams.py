"""What `detente add` is given, a file, a folder, a feed, an archive, as a stream of items.

Nothing is parsed here and at most one document is held, so that a stream of any length fits; and
nothing is raised: what cannot be opened is an `Unopened` in its place, and the stream goes on.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from detente.intake.error import UnreadableError
from detente.intake.feed import is_feed, open_feed
from detente.intake.file import FAULTS, MOST_BYTES, ending, explain, read_file
from detente.intake.folder import is_pattern, match_pattern, name_of, walk_folder
from detente.intake.item import Item, Unopened
from detente.intake.lines import open_lines
from detente.intake.load import HTML_KINDS
from detente.intake.warc import open_archive

if TYPE_CHECKING:
    from detente.intake.fetch import Page

_FEEDS = (".xml", ".rss", ".atom")


def open_items(source: str, *, recursive: bool = True) -> Iterator[Item | Unopened]:
    """Open a source of documents.

    Args:
        source: a file, plain or gzipped: an article, JSON lines (`.jsonl`, `.ndjson`), a web
            archive (`.warc`), a saved feed (`.xml`, `.rss`, `.atom`); a folder of articles, JSON
            lines and archives; a pattern such as `reports/**/*.txt`; the http(s) address of a
            feed or an article; or `-`, an article from standard input.
        recursive: whether a folder's subfolders are opened, too.

    Returns:
        An item for each document, in the order of the source, a folder's sorted by name; an
        `Unopened` for each part that cannot be opened: a line, an entry, a record, a file.

    """
    if source == "-":
        yield Item(name="standard input", body=sys.stdin.buffer.read(MOST_BYTES + 1))
    elif not source.strip():  # for `Path`, nothing is the current folder
        yield Unopened(source, "there is no such file; check the path")
    elif "://" in source:
        yield from _open_address(source.strip())
    else:
        yield from _open_name(source, recursive=recursive)


def _open_address(url: str) -> Iterator[Item | Unopened]:
    from detente.intake.fetch import fetch  # noqa: PLC0415  (httpx: slow to load)

    try:
        page = fetch(url, most=MOST_BYTES)
    except UnreadableError as error:
        yield Unopened.because(url, error)
        return
    if is_feed(page.body):
        yield from open_feed(page.body, url, page.url)
    else:
        yield open_page(page, url)


def open_page(page: Page, name: str) -> Item:
    """A page that was fetched as the item that it is.

    Args:
        page: as `fetch` gives it.
        name: what to call it.

    """
    markup = page.kind in HTML_KINDS
    return Item(name=name, url=page.url, body=page.body, charset=page.charset, markup=markup)


def _open_name(source: str, *, recursive: bool) -> Iterator[Item | Unopened]:
    try:
        path = Path(source).expanduser()
        path.stat()
    except FAULTS as fault:
        if not is_pattern(source):
            yield Unopened.because(source, explain(fault, source))
            return
        found = match_pattern(source)
    else:
        found = walk_folder(path, recursive=recursive) if path.is_dir() else iter([path])
    for file in found:
        if isinstance(file, Unopened):
            yield file
        else:
            yield from _open_file(file)


def _open_file(path: Path) -> Iterator[Item | Unopened]:
    name, kind = name_of(path), ending(path)
    if kind in {".jsonl", ".ndjson"}:
        yield from open_lines(path, name)
    elif kind == ".warc":
        yield from open_archive(path, name)
    elif kind in _FEEDS or not path.is_file():
        yield from _open_whole(path, name, feed=kind in _FEEDS)
    else:
        yield Item(name=name, path=path)


def _open_whole(path: Path, name: str, *, feed: bool) -> Iterator[Item | Unopened]:
    """Open what must be read to be known, or can be read only once: a pipe."""
    try:
        raw = read_file(path)
    except UnreadableError as error:
        yield Unopened.because(name, error)
        return
    if feed and is_feed(raw):
        yield from open_feed(raw, name)
    else:
        yield Item(name=name, body=raw)
