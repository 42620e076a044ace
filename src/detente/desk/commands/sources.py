"""The inputs a person names: files, folders, addresses, standard input."""

from __future__ import annotations

from pathlib import Path

STANDARD_INPUT = "-"
READ_IN_FOLDERS = frozenset({".txt", ".html", ".htm", ".md"})


def locate(name: str) -> str | Path:
    """Return an address or `-` as it is, and anything else as a path, never as text to read."""
    return name if name == STANDARD_INPUT or "://" in name else Path(name)


def is_folder(name: str) -> bool:
    """Tell whether `name` is a folder on this machine."""
    try:
        return Path(name).is_dir()
    except (OSError, ValueError):  # too long for a path, or with a NUL: no folder in any case
        return False


def articles(folder: str) -> list[str]:
    """List the articles in a folder, sorted by name: its text, HTML and Markdown files.

    Raises:
        OSError: the folder cannot be listed.

    """
    return sorted(str(file) for file in Path(folder).iterdir() if _is_article(file))


def _is_article(file: Path) -> bool:
    hidden = file.name.startswith(".")
    return file.suffix.lower() in READ_IN_FOLDERS and not hidden and file.is_file()
