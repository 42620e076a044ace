"""A file of events and its format become a stream of rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

from detente.intake.eventdata import gdelt, icews, plain, polecat
from detente.intake.eventdata.lines import Line, read_lines
from detente.intake.eventdata.row import BadRow, EventRow

_READERS: Mapping[str, Callable[[Iterator[Line], str], Iterator[EventRow | BadRow]]] = (
    MappingProxyType(
        {"icews": icews.read, "gdelt": gdelt.read, "polecat": polecat.read, "plain": plain.read}
    )
)
FORMATS = tuple(_READERS)


def read_rows(path: str | Path, format: str) -> Iterator[EventRow | BadRow]:  # noqa: A002
    """Read an event data set row by row; memory stays flat, however long the file.

    Args:
        path: the file as published: text, gzip, or a zip with one file of data in it; UTF-8,
            with Latin-1 for lines that are not.
        format: one of `FORMATS`. `icews`: the tables of the ICEWS Coded Event Data on Harvard
            Dataverse (doi:10.7910/DVN/28075). `gdelt`: the events export of GDELT 2.0.
            `polecat`: the POLECAT tables on Harvard Dataverse (doi:10.7910/DVN/AJGVIT).
            `plain`: source, event name of ICEWS, target and date, with tabs between.

    Returns:
        An iterator of events and, in their place, of rows that cannot be read. A POLECAT row
        with several actors gives one event for each pair.

    Raises:
        UnreadableError: the file is missing, broken, binary or empty, or its header lacks
            needed columns; at once, except for a file that breaks off later on.
        ValueError: an unknown format.

    """
    if format not in _READERS:
        raise ValueError(f"unknown format {format!r}; give one of {', '.join(FORMATS)}")
    return _READERS[format](read_lines(Path(path)), str(path))
