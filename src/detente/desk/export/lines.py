"""JSON Lines: the rows exactly as the record gives them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TextIO

from detente.desk.export.selection import Row, Selection, Written
from detente.desk.formats import jsontext


def write(selection: Selection, out: TextIO) -> Written:
    """Write one object a line."""
    written = Written()

    def counted() -> Iterator[Row]:
        for row in selection.rows:
            written.items += 1
            yield row

    jsontext.write_lines(counted(), out)
    return written
