"""Reports and rows of a record as JSON: the contract, written out.

Characters that a terminal would obey, or that some readers take for the end of a line, are
written as JSON escapes: the value stays the same, and JSON Lines stays one item a line.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, TextIO, TypeAlias

if TYPE_CHECKING:
    from detente.model import Report

    Item: TypeAlias = Report | dict[str, Any]

_ESCAPES = {code: f"\\u{code:04x}" for code in (*range(0x7F, 0xA0), 0x2028, 0x2029)}


def write_one(items: Iterable[Item], out: TextIO) -> None:
    """Write each item as an indented object (meant for a single one)."""
    for item in items:
        out.write(_dump(item, indent=2) + "\n")


def write_array(items: Iterable[Item], out: TextIO) -> None:
    """Write the items as one JSON array, as they come."""
    opening = "[\n"
    for item in items:
        out.write(opening + _dump(item, indent=2))
        opening = ",\n"
    out.write("\n]\n" if opening == ",\n" else "[]\n")


def write_lines(items: Iterable[Item], out: TextIO) -> None:
    """Write one item a line, each flushed as it comes."""
    for item in items:
        out.write(_dump(item) + "\n")
        out.flush()


def write_schema(out: TextIO) -> None:
    """Write the JSON Schema of a report, as it is written (by alias)."""
    from detente.model import Report  # noqa: PLC0415  (only this command needs the types)

    schema = Report.model_json_schema(by_alias=True, mode="serialization")
    out.write(json.dumps(schema, indent=2, ensure_ascii=False) + "\n")


def _dump(item: Item, indent: int | None = None) -> str:
    if isinstance(item, dict):
        separators = None if indent else (",", ":")  # as pydantic has them
        text = json.dumps(item, indent=indent, separators=separators, ensure_ascii=False)
    else:
        text = item.model_dump_json(by_alias=True, indent=indent)
    return text.translate(_ESCAPES)
