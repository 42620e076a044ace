"""What is to be written, and what came of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from detente.record import Record

Row = dict[str, Any]
Item = Literal["contacts", "moves", "statements"]
Kind = Literal[Item, "documents", "dyads", "claims"]


@dataclass(frozen=True)
class Selection:
    """Items of one kind, out of a record.

    Attributes:
        kind: what they are.
        rows: the items, as the record gives them.
        record: where they are from, for what else it knows of their documents and actors.

    """

    kind: Kind
    rows: Iterable[Row]
    record: Record

    def parts(self, size: int) -> Iterator[list[Row]]:
        """The rows in lists of at most so many, so that a million of them need little memory."""
        rows = iter(self.rows)
        while part := list(islice(rows, size)):
            yield part


@dataclass
class Written:
    """How many items were written, and what was left out of them, by reason."""

    items: int = 0
    left_out: Counter[str] = field(default_factory=Counter)
