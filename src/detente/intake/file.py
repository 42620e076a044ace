"""Files opened, plain or gzipped, and never more read of one than is allowed."""

from __future__ import annotations

import gzip
import zlib
from pathlib import Path
from typing import BinaryIO, cast

from detente.intake.error import UnreadableError

MOST_BYTES = 10_000_000  # of one document, decompressed

# What opening and reading may raise: also a name that no file can have, and a gzip file cut short.
FAULTS = (OSError, ValueError, RuntimeError, EOFError, zlib.error)


def ending(path: Path) -> str:
    """Return the ending that tells what is in a file: of `a.jsonl.gz` it is `.jsonl`."""
    return Path(path.name.lower().removesuffix(".gz")).suffix


def open_file(path: Path) -> BinaryIO:
    """Open a file for reading; one whose name ends in `.gz` is decompressed as it is read.

    Raises:
        one of `FAULTS`, here or while it is read.

    """
    if path.name.lower().endswith(".gz"):
        return cast(BinaryIO, gzip.open(path, "rb"))
    return path.open("rb")


def read_file(path: str | Path) -> bytes:
    """Read a file, decompressed where its name ends in `.gz`.

    Returns:
        Its bytes, at most `MOST_BYTES` and one more.

    Raises:
        UnreadableError: it is missing, a folder, forbidden, or a broken gzip file.

    """
    try:
        with open_file(Path(path).expanduser()) as file:
            # A pipe or device has no size to ask for: read no more than is allowed.
            return file.read(MOST_BYTES + 1)
    except FAULTS as fault:
        raise explain(fault, str(path)) from None


def explain(fault: Exception, where: str) -> UnreadableError:
    """Say in one line what one of `FAULTS` means."""
    if isinstance(fault, FileNotFoundError):
        return UnreadableError(where, "there is no such file", "check the path")
    if isinstance(fault, IsADirectoryError):
        return UnreadableError(where, "it is a folder", "give the files in it")
    if isinstance(fault, PermissionError):
        return UnreadableError(where, "it may not be read", "check its permissions")
    if isinstance(fault, EOFError | zlib.error | gzip.BadGzipFile):
        return UnreadableError(where, "it is a broken or cut-off gzip file", "fetch it again")
    reason = getattr(fault, "strerror", None) or fault
    return UnreadableError(where, f"it cannot be opened ({reason})", "check the path")
