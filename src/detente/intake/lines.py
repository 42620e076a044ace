"""JSON lines: one object a line, each an article with what is known about it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from detente.intake.file import FAULTS, MOST_BYTES, explain, open_file
from detente.intake.item import Item, Unopened

_PIECE = 1 << 16  # bytes
_BODIES = ("text", "html", "body", "content")
_PUBLISHED = ("published", "published_at", "date")
_OUTLETS = ("outlet", "source")
_BYLINES = ("byline", "author")


def open_lines(path: Path, name: str) -> Iterator[Item | Unopened]:
    """Open a file of JSON lines, plain or gzipped.

    Args:
        path: the file; each line an object with `text` or `html` (or `body` or `content`, be it
            text or markup) and perhaps `title`, `published` (`published_at`, `date`), `outlet`
            (`source`), `url` and `byline` (`author`).
        name: what to call it; a line is called `name:12`.

    Returns:
        An item a line, empty lines left out; an `Unopened` for each line that is no such object
        or over 10 MB, and one where the file cannot be read further.

    """
    try:
        with open_file(path) as file:
            for number, line in enumerate(_read_lines(file), 1):
                if line is None or line.strip():
                    yield _read_line(line, f"{name}:{number}")
    except FAULTS as fault:
        yield Unopened.because(name, explain(fault, name))


def _read_lines(file: BinaryIO) -> Iterator[bytes | None]:
    """Yield each line; None in the place of one that is too long, which is never held whole."""
    while line := file.readline(MOST_BYTES):
        if line.endswith(b"\n") or len(line) < MOST_BYTES:
            yield line
            continue
        while (rest := file.readline(_PIECE)) and not rest.endswith(b"\n"):
            pass
        yield None


def _read_line(line: bytes | None, name: str) -> Item | Unopened:
    if line is None:
        wrong = f"it is over {MOST_BYTES // 1_000_000} MB; give one article a line"
        return Unopened(name, wrong)
    try:
        record = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return Unopened(name, "it is no JSON; write one object a line, as UTF-8")
    if not isinstance(record, dict):
        return Unopened(name, "it is no JSON object; write one object a line")
    key = next((key for key in _BODIES if _is_words(record.get(key))), None)
    if key is None:
        return Unopened(name, "there is no text in it; it takes text, html, body or content")
    try:
        body = record[key].encode()
    except UnicodeEncodeError:
        return Unopened(name, "half of a surrogate pair is in it; decode the text again, as UTF-8")
    return Item(
        name=name,
        url=_address(record.get("url")),
        body=body,
        charset="utf-8",
        markup=key == "html",
        published=_first(record, _PUBLISHED),
        title=_first(record, ("title",)),
        outlet=_first(record, _OUTLETS),
        byline=_first(record, _BYLINES),
    )


def _first(record: dict[str, Any], keys: tuple[str, ...]) -> str | None:
    return next(filter(None, (_words(record.get(key)) for key in keys)), None)


def _words(value: object) -> str | None:
    """The words of a value: several names in a list, a name in an object, a day as a number."""
    if isinstance(value, dict):
        value = value.get("name")
    if isinstance(value, list):
        value = ", ".join(filter(_is_words, value))
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if not _is_words(value):
        return None
    return " ".join(str(value).encode(errors="replace").decode().split())


def _is_words(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _address(value: object) -> str | None:
    words = _words(value)
    return words if words and words.lower().startswith(("http://", "https://")) else None
