"""Rows that are fetched when somebody goes through them, and as tables for pandas and Arrow."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas
    import pyarrow

Row = dict[str, Any]


class Rows:
    """Items of a record; each time one goes through them they are fetched anew."""

    def __init__(self, fetched: Callable[[], Iterator[Row]]) -> None:
        self._fetched = fetched

    def __iter__(self) -> Iterator[Row]:
        return self._fetched()

    def to_list(self) -> list[Row]:
        """All of them."""
        return list(self)

    def to_pandas(self) -> pandas.DataFrame:
        """A data frame, one row an item; lists and spans as JSON.

        Raises:
            ModuleNotFoundError: pandas is not installed.

        """
        import pandas  # noqa: PLC0415  (slow to load, and not everybody's)

        return pandas.DataFrame([flat(row) for row in self])

    def to_arrow(self) -> pyarrow.Table:
        """An Arrow table, one row an item; lists and spans as JSON.

        Raises:
            ModuleNotFoundError: pyarrow is not installed.

        """
        import pyarrow  # noqa: PLC0415  (slow to load, and not everybody's)

        return pyarrow.Table.from_pylist([flat(row) for row in self])


def flat(row: Row) -> Row:
    """A row for a table: parties as `CHN-USA`, other nested values as JSON, none left out."""
    return {name: _cell(name, value) for name, value in row.items()}


def _cell(name: str, value: Any) -> Any:
    if name == "parties":
        return "-".join(value)
    if isinstance(value, dict) and "text" in value:
        return value["text"]
    if isinstance(value, dict) and "name" in value:
        return value["name"]
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False) if value else None
    return value
