"""The tables of this room: plain TSV, `#` lines first that say what is in them."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files


def read(table: str) -> Iterator[dict[str, str]]:
    """Yield the rows of a table, each a dict from column to text.

    Args:
        table: its file name without `.tsv`.
    """
    text = files(__name__).joinpath(f"{table}.tsv").read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if line and not line.startswith("#"))
    columns = next(lines).split("\t")
    for line in lines:
        yield dict(zip(columns, line.split("\t"), strict=True))


def split(cell: str) -> list[str]:
    """Return the items of a list cell (`a|b|c`), none for an empty one."""
    return cell.split("|") if cell else []
