"""What a record knows of the documents and actors that rows only name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.desk.export.selection import Row

if TYPE_CHECKING:
    from detente.record import Record


@dataclass(frozen=True)
class Known:
    """Documents and actors by their keys, with the columns of the record's tables."""

    documents: dict[str, Row]
    actors: dict[str, Row]


def known_of(record: Record, rows: Iterable[Row]) -> Known:
    """Look up all that some contacts or moves name.

    Arguments:
        record: where they are from.
        rows: some of them; a thousand are well looked up at once.

    """
    rows = list(rows)
    documents = {key for row in rows for key in row["reports"]}
    actors = {key for row in rows for key in _actors(row)}
    return Known(record.documents(*documents), record.actors(*actors))


def _actors(row: Row) -> Iterator[str]:
    for side in ("source", "target"):
        if side in row:
            yield row[side]["actor"]
    for who in row.get("participants", ()):
        yield who["actor"]
