"""Rows of a record as CSV: one line an item, nested values as JSON."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from typing import Any, TextIO

from detente.desk.formats.cell import cell


def write(rows: Iterable[dict[str, Any]], out: TextIO) -> None:
    """Write a header, then the rows as they come; nothing where there are none."""
    from detente.record.rows import flat  # noqa: PLC0415  (slow to load)

    table: csv.DictWriter[str] | None = None
    for row in map(flat, rows):
        if table is None:
            table = csv.DictWriter(out, list(row), lineterminator="\n")
            table.writeheader()
        table.writerow({name: _text(value) for name, value in row.items()})


def _text(value: Any) -> str:
    if value is None:
        return ""
    return cell(value) if isinstance(value, str) else str(value)
