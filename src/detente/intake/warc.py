"""Web archives (WARC): the pages that a crawler kept.

A record that is broken is passed over, to the next line that opens one. What a record may take of
memory is bounded: its header, its body, and its body decompressed.
"""

from __future__ import annotations

import io
import logging
import re
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from detente.intake.error import UnreadableError
from detente.intake.file import FAULTS, MOST_BYTES, explain, open_file
from detente.intake.item import Item, Unopened
from detente.intake.load import HTML_KINDS

if TYPE_CHECKING:
    from warcio.recordloader import ArcWarcRecord

_OPENING = re.compile(rb"WARC/(?:1\.[01]|0\.1[78])\r?\n")
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w-]{2,20})", re.IGNORECASE)
_MOST_HEADER = 1 << 18  # bytes of one record's header and of the answer's that is in it
_PIECE = 1 << 16  # bytes
_PAGES = HTML_KINDS | {"text/plain"}
# What zlib calls the forms of each compression; what servers call "deflate" is one of two.
_FORMS = {"gzip": (31,), "x-gzip": (31,), "deflate": (15, -15)}
_OVER = f"it is over {MOST_BYTES // 1_000_000} MB"

logging.getLogger("warcio").addHandler(logging.NullHandler())  # no warnings on a user's screen


class _OddBodyError(Exception):
    """What is wrong with the body of a record, in words for a person."""


def open_archive(path: Path, name: str) -> Iterator[Item | Unopened]:
    """Open a web archive, plain or gzipped.

    Args:
        path: the archive.
        name: what to call it; a page in it is called `name: https://…`.

    Returns:
        An item for each record of an answer with status 200 that is HTML or plain text, with
        its address; when it was crawled is not when it was published, and is left out. An
        `Unopened` for each page that cannot be unpacked, for each stretch that is no record, and
        where the archive breaks off.

    """
    try:
        with open_file(path) as file:
            yield from _read_records(_Archive(file, name))
    except UnreadableError as error:
        yield Unopened.because(name, error)
    except FAULTS as fault:
        yield Unopened.because(name, explain(fault, name))


class _Archive:
    """The stream that warcio reads: of a header it gets no more than is allowed."""

    def __init__(self, file: BinaryIO, name: str) -> None:
        self.name = name
        self._file = file
        self._left = 0

    def find_record(self) -> tuple[bytes, bool]:
        """Go to the next record.

        Returns:
            The line that opens it, empty at the end, and whether other than empty lines were
            passed over.

        """
        self._left = _MOST_HEADER
        odd = False
        while (line := self._guard(self._file.readline, _PIECE)) and not _OPENING.fullmatch(line):
            odd = odd or bool(line.strip())
        return line, odd

    def readline(self, length: int | None = None) -> bytes:
        line = self._guard(self._file.readline, min(length or _PIECE, _PIECE))
        self._left -= len(line)
        if self._left < 0:
            raise ValueError("a header without end")
        return line

    def read(self, length: int) -> bytes:
        return self._guard(self._file.read, length)

    def tell(self) -> int:
        return self._file.tell()

    def _guard(self, read: Callable[[int], bytes], length: int) -> bytes:
        """Tell a file that breaks off from a record that makes warcio stumble."""
        try:
            return read(length)
        except FAULTS as fault:
            raise explain(fault, self.name) from None


def _read_records(archive: _Archive) -> Iterator[Item | Unopened]:
    from warcio.recordloader import ArcWarcRecordLoader  # noqa: PLC0415  (slow to load)

    loader = ArcWarcRecordLoader(verify_http=False, arc2warc=False)
    first = sound = True
    while True:
        opening, odd = archive.find_record()
        if odd and sound:  # after a broken record, the rest of it is passed over unsaid
            wrong = "it does not begin as a WARC file" if first else "a part of it is no record"
            yield Unopened(archive.name, f"{wrong}; check how it was written")
        if not opening:
            return
        first = False
        try:
            record = loader.parse_record_stream(archive, opening, "warc")
            sound = record.length is not None
        except UnreadableError:
            raise
        except Exception:  # a hostile header may bring a third party's code to anything
            sound = False
        if not sound:
            yield Unopened(archive.name, "a record's header is broken; check how it was written")
        elif (found := _read_record(record, archive.name)) is not None:
            yield found


def _read_record(record: ArcWarcRecord, name: str) -> Item | Unopened | None:
    """Read one record to its end; None where it holds no page."""
    found = _open_page(record, name) if _is_page(record) else None
    while record.raw_stream.read(_PIECE):
        pass
    if record.raw_stream.limit:
        raise UnreadableError(name, "it ends in the middle of a record", "fetch it again")
    return found


def _is_page(record: ArcWarcRecord) -> bool:
    answer = record.http_headers
    return (
        record.rec_type == "response"
        and answer is not None
        and answer.get_statuscode() == "200"
        and _header(record, "Content-Type").split(";")[0] in _PAGES
    )


def _open_page(record: ArcWarcRecord, archive: str) -> Item | Unopened:
    url = record.rec_headers.get_header("WARC-Target-URI")
    name = f"{archive}: {url}"
    try:
        body = _unpack(record)
    except _OddBodyError as error:
        return Unopened(name, str(error))
    kind = _header(record, "Content-Type")
    charset = _CHARSET.search(kind)
    return Item(
        name=name,
        url=url,
        body=body,
        charset=charset[1] if charset else None,
        markup=kind.split(";")[0] in HTML_KINDS,
    )


def _unpack(record: ArcWarcRecord) -> bytes:
    """The page itself, out of what went over the wire."""
    from warcio.bufferedreaders import ChunkedDataReader  # noqa: PLC0415  (slow to load)

    if record.payload_length > MOST_BYTES:
        raise _OddBodyError(_OVER)
    body: bytes = record.raw_stream.read()
    if _header(record, "Transfer-Encoding") == "chunked":
        body = ChunkedDataReader(io.BytesIO(body)).read()
    coding = _header(record, "Content-Encoding")
    if coding == "br":
        raise _OddBodyError("it is compressed with Brotli; write the archive without")
    if coding in _FORMS:
        body = _inflate(body, _FORMS[coding])
    if len(body) > MOST_BYTES:
        raise _OddBodyError(_OVER)
    return body


def _inflate(body: bytes, forms: tuple[int, ...]) -> bytes:
    for form in forms:
        try:
            # Not warcio's own reader: it inflates a chunk at once, however large that becomes.
            return zlib.decompressobj(form).decompress(body, MOST_BYTES + 1)
        except zlib.error:
            continue
    return body  # most crawlers keep the server's header, some of them with an inflated body


def _header(record: ArcWarcRecord, name: str) -> str:
    return (record.http_headers.get_header(name) or "").replace(" ", "").lower()
