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
    columns, lines = unread(table)
    for line in lines:
        yield as_row(columns, line)


def unread(table: str) -> tuple[list[str], list[str]]:
    """Return a table's columns and its lines, not yet taken apart: few of them are wanted."""
    text = files(__name__).joinpath(f"{table}.tsv").read_text(encoding="utf-8")
    first, *lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return first.split("\t"), lines


def as_row(columns: list[str], line: str) -> dict[str, str]:
    """Return a line as a dict from column to text.

    Raises:
        ValueError: for more or fewer cells than columns.

    """
    cells = line.split("\t")
    if len(cells) != len(columns):
        raise ValueError(f"{len(cells)} cells, not {len(columns)}: {line}")
    return dict(zip(columns, cells, strict=False))  # counted above: this is done at every start


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
