"""The tables of this room: plain TSV, `#` lines first that say what is in them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.resources import files


def read(table: str) -> Iterator[dict[str, str]]:
    """Yield the rows of a table, each a dict from column to text.

    Args:
        table: its file name without `.tsv`.

    Raises:
        ValueError: for a row with more or fewer cells than the table has columns.

    """
    text = files(__name__).joinpath(f"{table}.tsv").read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if line and not line.startswith("#"))
    columns = next(lines).split("\t")
    for line in lines:
        cells = line.split("\t")
        if len(cells) != len(columns):
            raise ValueError(f"{table}.tsv: {len(cells)} cells, not {len(columns)}: {line}")
        yield dict(zip(columns, cells, strict=False))  # counted above: this is read at every start


def split(cell: str) -> list[str]:
    """Return the items of a list cell (`a|b|c`), none for an empty one."""
    return cell.split("|") if cell else []


@cache
def _lists() -> dict[str, tuple[str, ...]]:
    return {row["kind"]: tuple(split(row["words"])) for row in read("words")}


def ordered(kind: str) -> tuple[str, ...]:
    """Return the words of one kind in `words.tsv`, in the table's order."""
    return _lists()[kind]


@cache
def words(kind: str) -> frozenset[str]:
    """Return the words of one kind in `words.tsv`."""
    return frozenset(ordered(kind))
