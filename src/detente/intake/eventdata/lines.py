"""The lines of a text file, plain or compressed, decoded one by one."""

from __future__ import annotations

import gzip
import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import IO, cast

from detente.intake.error import UnreadableError

Line = tuple[int, str]

_GZIP = b"\x1f\x8b"
_ZIP = b"PK\x03\x04"
_BOM = b"\xef\xbb\xbf"
_DATA = (".csv", ".tab", ".tsv", ".txt")
_AGAIN = "download it again"
_BROKEN = (OSError, EOFError, zlib.error, zipfile.BadZipFile)


def read_lines(path: Path) -> Iterator[Line]:
    r"""Read a text file that may be inside gzip or zip (told by its first bytes).

    Args:
        path: the file. UTF-8; a line that is not is taken for Latin-1, alone: files that were
            put together from several sources mix the two.

    Returns:
        An iterator of pairs: the line's number, from 1, and its text without `\n` or `\r\n`;
        blank lines are left out.

    Raises:
        UnreadableError: missing, no file, broken, binary or empty (at once); broken further on
            (when the iterator gets there).

    """
    stack = ExitStack()
    try:
        stream = _opened(path, stack)
        head = stream.peek(1)
    except UnreadableError:
        stack.close()
        raise
    except OSError as error:
        stack.close()
        wrong = (error.strerror or str(error)).lower()
        raise UnreadableError(str(path), wrong, "check the path or download it again") from None
    except (*_BROKEN, RuntimeError, NotImplementedError) as error:
        stack.close()
        raise UnreadableError(str(path), f"it is a broken archive ({error})", _AGAIN) from None
    if not head or b"\0" in head:
        stack.close()
        wrong, remedy = "it is empty", _AGAIN
        if head:
            wrong, remedy = "it is binary, not text", "give the data set's text file"
        raise UnreadableError(str(path), wrong, remedy)
    return _decoded(stream, stack, str(path))


def _opened(path: Path, stack: ExitStack) -> io.BufferedReader:
    file = stack.enter_context(path.open("rb"))
    magic = file.peek(len(_ZIP))
    if magic.startswith(_GZIP):
        return _buffered(stack.enter_context(gzip.GzipFile(fileobj=file)))
    if magic.startswith(_ZIP):
        archive = stack.enter_context(zipfile.ZipFile(file))
        return _buffered(stack.enter_context(archive.open(_member(archive, path))))
    return file


def _buffered(stream: gzip.GzipFile | IO[bytes]) -> io.BufferedReader:
    # Both are raw streams in all that BufferedReader asks of one; the stubs cannot say so.
    return io.BufferedReader(cast(io.RawIOBase, stream), 1 << 16)


def _member(archive: zipfile.ZipFile, path: Path) -> zipfile.ZipInfo:
    files = [
        info
        for info in archive.infolist()
        if info.filename.lower().endswith(_DATA) and not info.filename.startswith("__MACOSX/")
    ]
    if len(files) == 1:
        return files[0]
    held = f"{len(files)} files of data" if files else f"no file in {', '.join(_DATA)}"
    raise UnreadableError(str(path), f"the zip holds {held}", "unpack it and give one file")


def _decoded(stream: io.BufferedReader, stack: ExitStack, where: str) -> Iterator[Line]:
    number = 0
    with stack:
        try:
            for number, raw in enumerate(stream, 1):
                line = raw.removeprefix(_BOM) if number == 1 else raw
                try:
                    text = line.decode()
                except UnicodeDecodeError:
                    text = line.decode("latin-1")
                text = text.rstrip("\r\n")
                if text:
                    yield number, text
        except _BROKEN as error:
            wrong = f"it breaks off after line {number} ({error})"
            raise UnreadableError(where, wrong, _AGAIN) from None
