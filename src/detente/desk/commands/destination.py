"""Where output goes: standard output, or a file that is whole or not there at all."""

from __future__ import annotations

import io
import os
import secrets
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO


def objection(path: Path) -> str | None:
    """Say why nothing can be written to `path`, or None where it can."""
    folder = path.resolve().parent
    if path.is_dir():
        return f"{path} is a folder: name a file in it"
    if not folder.is_dir():
        return f"{folder} does not exist: create the folder first"
    if not os.access(path if path.exists() else folder, os.W_OK):
        return f"{path} cannot be written: permission denied"
    return None


@contextmanager
def writing(path: Path | None) -> Iterator[TextIO]:
    """Open standard output (None) or a file for UTF-8 text.

    A file appears, or replaces the one that was there, only when all has been written.
    A device or pipe is written to directly.

    Raises:
        OSError: it cannot be written (`BrokenPipeError`: nobody reads on).

    """
    if path is None:
        yield _standard_output()
        sys.stdout.flush()
    elif path.exists() and not path.is_file():
        with path.open("w", encoding="utf-8", newline="\n") as out:
            yield out
    else:
        with _replacing(path.resolve()) as out:
            yield out


def _standard_output() -> TextIO:
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", newline="\n")
    return sys.stdout


@contextmanager
def _replacing(path: Path) -> Iterator[TextIO]:
    draft = path.with_name(f".{path.name[:100]}.{secrets.token_hex(4)}")
    try:
        with draft.open("x", encoding="utf-8", newline="\n") as out:
            yield out
        if path.exists():
            draft.chmod(path.stat().st_mode & 0o7777)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
