"""The tables of this package: plain TSV, `#` lines first that say what is in them."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files


def read(table: str) -> Iterator[dict[str, str]]:
    """Yield the rows of a table, each a dict from column to text.

    Args:
        table: its file name without `.tsv`.

    Raises:
        ValueError: for a row with more or fewer cells than the table has columns.

    """
    text = files(__package__).joinpath(f"{table}.tsv").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    columns, *rows = (line.split("\t") for line in lines)
    for row in rows:
        yield dict(zip(columns, row, strict=True))


def split(cell: str) -> list[str]:
    """Return the items of a list cell (`a|b|c`), none for an empty one."""
    return cell.split("|") if cell else []
