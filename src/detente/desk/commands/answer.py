"""What a record answers, written in the format that was asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from detente.desk.commands.output import format_of, writing
from detente.desk.telling.facts import Told

Row = dict[str, Any]


@dataclass(frozen=True)
class Answer:
    """Rows, and how a person sees them.

    Attributes:
        title: what was asked for: "Contacts of CHN, USA".
        rows: as the record gives them; JSON and tables are these.
        shown: tells a row in labelled lines.
        empty: what is told where there are none.
        table: whether a person sees a table, the facts as columns.
        one: whether it is a single item, an object in JSON and no array.

    """

    title: str
    rows: Iterable[Row]
    shown: Callable[[Row], Told]
    empty: str = "The record has nothing of this."
    table: bool = False
    one: bool = False

    def write(self, format_: str | None, output: Path | None) -> None:
        """Write the answer to a file or, without one, to standard output."""
        from detente.desk.formats import (  # noqa: PLC0415  (Rich, Jinja: slow)
            jsontext,
            recordpage,
            recordview,
            rowtable,
        )

        told = map(self.shown, self.rows)
        with writing(output) as out:
            match format_of(format_, output):
                case "rich" if self.table:
                    recordview.write_table(told, out, empty=self.empty)
                case "rich":
                    recordview.write(told, out, empty=self.empty)
                case "html":
                    recordpage.write(
                        told, out, title=self.title, empty=self.empty, table=self.table
                    )
                case "csv":
                    rowtable.write(self.rows, out)
                case "jsonl":
                    jsontext.write_lines(self.rows, out)
                case _ if self.one:
                    jsontext.write_one(self.rows, out)
                case _:
                    jsontext.write_array(self.rows, out)
