"""Reports as JSON: the contract, written out.

Characters that a terminal would obey, or that some readers take for the end of a line, are
written as JSON escapes: the value stays the same, and JSON Lines stays one report a line.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from detente.model import Report

_ESCAPES = {code: f"\\u{code:04x}" for code in (*range(0x7F, 0xA0), 0x2028, 0x2029)}


def write_one(reports: Iterable[Report], out: TextIO) -> None:
    """Write each report as an indented object (meant for a single one)."""
    for report in reports:
        out.write(_dump(report, indent=2) + "\n")


def write_array(reports: Iterable[Report], out: TextIO) -> None:
    """Write the reports as one JSON array, as they come."""
    opening = "[\n"
    for report in reports:
        out.write(opening + _dump(report, indent=2))
        opening = ",\n"
    out.write("\n]\n" if opening == ",\n" else "[]\n")


def write_lines(reports: Iterable[Report], out: TextIO) -> None:
    """Write one report a line, each flushed as it comes."""
    for report in reports:
        out.write(_dump(report) + "\n")
        out.flush()


def write_schema(out: TextIO) -> None:
    """Write the JSON Schema of a report, as it is written (by alias)."""
    from detente.model import Report  # noqa: PLC0415  (only this command needs the types)

    schema = Report.model_json_schema(by_alias=True, mode="serialization")
    out.write(json.dumps(schema, indent=2, ensure_ascii=False) + "\n")


def _dump(report: Report, indent: int | None = None) -> str:
    return report.model_dump_json(by_alias=True, indent=indent).translate(_ESCAPES)
