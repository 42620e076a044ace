"""A value in a table that somebody may open in a spreadsheet."""

from __future__ import annotations

from detente.desk.telling.visible import visible

_FORMULA = ("=", "+", "-", "@", "\t", "\n", "\r")


def cell(value: str) -> str:
    """Keep a spreadsheet from taking a cell for a formula."""
    return "'" + visible(value) if value.startswith(_FORMULA) else visible(value)
