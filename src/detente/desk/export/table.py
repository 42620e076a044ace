"""CSV: one row an item; lists as JSON, formulas of spreadsheets made harmless."""

from __future__ import annotations

import csv
import json
from typing import Any, TextIO

from detente.desk.export.columns import COLUMNS, Column
from detente.desk.export.selection import Selection, Written
from detente.desk.formats.cell import cell


def write(selection: Selection, out: TextIO) -> Written:
    """Write a header, then a row for each item."""
    written = Written()
    columns = COLUMNS[selection.kind]
    table = csv.writer(out, lineterminator="\n")
    table.writerow(column.name for column in columns)
    for row in selection.rows:
        table.writerow(_text(column, column.value(row)) for column in columns)
        written.items += 1
    return written


def _text(column: Column, value: Any) -> str:
    if value is None:
        return ""
    if column.sort == "span":
        return cell(value["text"])
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return cell(json.dumps(value, ensure_ascii=False))
    # A number may begin with a minus: no spreadsheet takes that for a formula.
    return cell(value) if isinstance(value, str) else str(value)
