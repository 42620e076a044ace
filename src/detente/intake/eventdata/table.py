"""Tables with a header line, read by the header's names and not by position."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Sequence
from operator import itemgetter

from detente.intake.error import UnreadableError
from detente.intake.eventdata.lines import Line

Cells = tuple[str, ...]


class Table:
    """Takes the wanted cells out of each line of a table with tabs between cells.

    A line in quotation marks, as Dataverse writes tables it has taken in, is read as one without.
    """

    def __init__(self, lines: Iterator[Line], where: str, needed: str, optional: str) -> None:
        """Read the header.

        Args:
            lines: the file's, of which the first is taken.
            where: the file, for messages.
            needed: names of columns that must be there, with commas between.
            optional: names of others; where one is missing, its cells are empty.

        Raises:
            UnreadableError: there is no header, or it lacks needed columns.

        """
        _, header = next(lines, (0, ""))
        names = [name.strip() for name in _quoted(header)]
        while names and not names[-1]:
            names.pop()
        wanted = _names(needed) + _names(optional)
        missing = [name for name in _names(needed) if name not in names]
        if missing:
            raise UnreadableError(
                where,
                f"its header lacks {', '.join(missing)}",
                "give the file as published, or another format",
            )
        self._width = len(names)
        self._pick = {self._width: _picker(names, wanted)}

    def also(self, columns: str, wanted: str) -> None:
        """Take lines with another number of cells for ones with these columns."""
        names = _names(columns)
        self._pick.setdefault(len(names), _picker(names, _names(wanted)))

    def cells(self, text: str) -> Cells | str:
        """Return a line's wanted cells, needed before optional, or why there are none."""
        cells = text.split("\t") if '"' not in text else self._unquoted(text)
        pick = self._pick.get(len(cells))
        if pick is None:
            # Some files end their lines in tabs.
            if len(cells) < self._width or any(cells[self._width :]):
                return f"{len(cells)} columns where the header has {self._width}"
            pick = self._pick[self._width]
            del cells[self._width :]
        cells.append("")
        return pick(cells)

    def _unquoted(self, text: str) -> list[str]:
        cells = _quoted(text)
        if len(cells) in self._pick:
            return cells
        # One stray mark hides the tabs that follow it.
        return [cell.strip('"') for cell in text.split("\t")]


def _names(listed: str) -> list[str]:
    return [name.strip() for name in listed.split(",")]


def _picker(names: Sequence[str], wanted: Sequence[str]) -> Callable[[list[str]], Cells]:
    # Position -1 is the empty cell that is put after the last.
    return itemgetter(*(names.index(name) if name in names else -1 for name in wanted))


def _quoted(text: str) -> list[str]:
    try:
        return next(csv.reader([text], delimiter="\t"), [])
    except csv.Error:
        return text.split("\t")
