"""The files in a folder, or that a pattern names, in order.

No link below the folder is followed: what it leads to inside the folder is read in its own place,
and what it leads to outside was not asked for. So no walk is endless and nothing is read twice.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from detente.intake.file import FAULTS, ending, explain
from detente.intake.item import Unopened

ENDINGS = (".txt", ".html", ".htm", ".md", ".jsonl", ".ndjson", ".warc")

_WILD = re.compile(r"[*?\[]")


def walk_folder(folder: Path, *, recursive: bool = True) -> Iterator[Path | Unopened]:
    """Yield the files of a folder that can hold articles, sorted by name, hidden ones left out.

    Args:
        folder: where to begin.
        recursive: whether to go into its subfolders, each in its place in the order.

    Returns:
        Files with one of `ENDINGS`, or one of these and `.gz`; an `Unopened` for each folder
        that cannot be listed, and for one that holds nothing to read.

    """
    found = False
    waiting = [folder]
    while waiting:
        here = waiting.pop()
        if here != folder and not _is_folder(here):
            found = True
            yield here
            continue
        try:
            waiting += reversed(_list(here, folders=recursive))
        except OSError as error:
            found = True
            reason = f"it cannot be listed ({error.strerror or error}); check its permissions"
            yield Unopened(name_of(here), reason)
    if not found:
        kinds = " ".join(ENDINGS)
        yield Unopened(name_of(folder), f"there is nothing to read in it; it takes {kinds} files")


def match_pattern(pattern: str) -> Iterator[Path | Unopened]:
    """Yield the files that a pattern such as `reports/**/*.txt` names, sorted.

    Returns:
        Files with any ending, but none that is hidden or reached by a link below the part of
        the pattern that is a plain path; one `Unopened` where there are none.

    """
    parts = Path(pattern).expanduser().parts
    plain = next((i for i, part in enumerate(parts) if _WILD.search(part)), len(parts))
    root = Path(*parts[:plain])
    try:
        matches = sorted(root.glob(str(Path(*parts[plain:]))))
    except FAULTS as fault:
        yield Unopened.because(pattern, explain(fault, pattern))
        return
    files = [file for file in matches if file.is_file() and _is_plain(file, root)]
    yield from files
    if not files:
        yield Unopened(pattern, "there is no such file; check the pattern")


def is_pattern(source: str) -> bool:
    """Whether a name holds a wildcard."""
    return bool(_WILD.search(source))


def name_of(path: Path) -> str:
    """Write a path so that it can be shown and stored, whatever bytes its name is made of."""
    return str(path).encode(errors="backslashreplace").decode()


def _list(folder: Path, *, folders: bool) -> list[Path]:
    with os.scandir(folder) as entries:
        kept = [
            entry.name
            for entry in entries
            if not entry.name.startswith(".")
            and (
                (folders and entry.is_dir(follow_symlinks=False))
                or (entry.is_file(follow_symlinks=False) and ending(Path(entry.name)) in ENDINGS)
            )
        ]
    return [folder / name for name in sorted(kept)]


def _is_folder(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink()


def _is_plain(file: Path, root: Path) -> bool:
    """Whether neither a hidden name nor a link lies between a root and a file."""
    below = file.relative_to(root).parts
    steps = (root.joinpath(*below[:i]) for i in range(1, len(below) + 1))
    return not any(step.name.startswith(".") or step.is_symlink() for step in steps)
