"""A record's items as files for other programs: tables, event data, a graph of entities.

Each writer takes a `Selection` and a stream of text, and returns what it `Written`; the command
that drives them is in `command`. Programs that only some formats need are loaded with those.
"""

from __future__ import annotations

from typing import TextIO

from detente.desk.export import lines, table
from detente.desk.export.extra import MissingExtraError, needing
from detente.desk.export.selection import Item, Kind, Selection, Written

__all__ = [
    "Item",
    "Kind",
    "MissingExtraError",
    "Selection",
    "Written",
    "write_csv",
    "write_ftm",
    "write_jsonl",
    "write_parquet",
    "write_plover",
]


def write_csv(selection: Selection, out: TextIO) -> Written:
    """Write a table with the columns of `columns.COLUMNS`; lists as JSON."""
    return table.write(selection, out)


def write_jsonl(selection: Selection, out: TextIO) -> Written:
    """Write the rows exactly as the record gives them, one JSON object a line."""
    return lines.write(selection, out)


def write_parquet(selection: Selection, out: TextIO) -> Written:
    """Write a Parquet file with typed columns, to the bytes below a stream of text.

    Raises:
        MissingExtraError: pyarrow is not installed.

    """
    with needing("pyarrow"):
        from detente.desk.export import parquet  # noqa: PLC0415  (slow, and not everybody's)
    return parquet.write(selection, out)


def write_plover(selection: Selection, out: TextIO) -> Written:
    """Write contacts or moves as PLOVER's events, one JSON object a line."""
    from detente.desk.export import plover  # noqa: PLC0415  (loads the tables of actors)

    return plover.write(selection, out)


def write_ftm(selection: Selection, out: TextIO) -> Written:
    """Write contacts or moves as entities of FollowTheMoney, one JSON object a line.

    Raises:
        MissingExtraError: followthemoney is not installed.

    """
    with needing("followthemoney", extra="ftm"):
        from detente.desk.export import ftm  # noqa: PLC0415  (slow, and not everybody's)
    return ftm.write(selection, out)
