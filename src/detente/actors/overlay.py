"""The user's own additions to the tables: a TOML or CSV file of people, organizations, outlets.

Files are taken from the environment's DETENTE_ACTORS (several parted as in PATH), else
`actors.toml` and `actors.csv` in the user's configuration folder, and what `detente actors update`
wrote beside them. A row with the name, side, office and first day of one in the tables takes its
place.

A CSV file is one kind, told by its columns: `office` (people), `owner` (outlets), `kind`
(organizations). A TOML file has `[[person]]`, `[[outlet]]` and `[[organization]]`. Columns and keys
are those of the tables; lists are TOML arrays, or parted by "|".
"""

from __future__ import annotations

import csv
import io
import os
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args

from platformdirs import user_config_path

from detente.model import Level

Kind = Literal["person", "organization", "outlet"]

COLUMNS: dict[Kind, tuple[str, ...]] = {
    "person": (
        "name", "names", "short", "country", "org", "office", "level", "from", "to", "sector",
    ),
    "organization": (
        "name", "names", "kind", "country", "org", "home", "sector", "from", "to",
    ),
    "outlet": ("name", "names", "country", "language", "zone", "owner"),
}  # fmt: skip
_MARKS: dict[str, Kind] = {"office": "person", "owner": "outlet", "kind": "organization"}
_NEEDED: dict[Kind, tuple[str, ...]] = {
    "person": ("name", "office", "from"), "organization": ("name", "kind"),
    "outlet": ("name", "country"),
}  # fmt: skip
UPDATED = "actors-wikidata.csv"
_LISTS = {"names", "short", "language"}
_NAMES = ("actors.toml", "actors.csv", UPDATED)


class OverlayError(ValueError):
    """A file of additions that cannot be used; the message says where and why."""


@dataclass(frozen=True, slots=True)
class Row:
    """One addition: its kind, where it stands, its cells by column."""

    kind: Kind
    where: str
    cells: dict[str, str]


def folder() -> Path:
    """Return the user's configuration folder of Détente."""
    return user_config_path("detente", appauthor=False)


def overlay_files() -> list[Path]:
    """Return the files of additions that are in use."""
    named = os.environ.get("DETENTE_ACTORS")
    if named:
        return [Path(name) for name in named.split(os.pathsep) if name]
    return [path for name in _NAMES if (path := folder() / name).is_file()]


@cache
def overlay_rows() -> tuple[Row, ...]:
    """Return all additions.

    Raises:
        OverlayError: for a file that is missing or has mistakes; the first is told.

    """
    found: list[Row] = []
    for path in overlay_files():
        rows = list(read_overlay(path))
        for row in rows:
            for mistake in mistakes(row):
                raise OverlayError(
                    f"{row.where}: {mistake} (detente actors check {path} lists all)"
                )
        found += rows
    return tuple(found)


def read_overlay(path: Path) -> Iterator[Row]:
    """Yield the rows of one file, unchecked.

    Raises:
        OverlayError: where the file cannot be read at all.

    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise OverlayError(f"{path}: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise OverlayError(f"{path}: is not UTF-8 text") from error
    try:
        yield from (
            _from_toml(path, text) if path.suffix.lower() == ".toml" else _from_csv(path, text)
        )
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise OverlayError(f"{path}: is no TOML: {error}") from error
    except csv.Error as error:
        raise OverlayError(f"{path}: is no CSV: {error}") from error


def _from_toml(path: Path, text: str) -> Iterator[Row]:
    for kind, items in tomllib.loads(text).items():
        if kind not in COLUMNS or not isinstance(items, list):
            known = ", ".join(f"[[{name}]]" for name in COLUMNS)
            raise OverlayError(f"{path}: [{kind}] is not known: use {known}")
        for number, item in enumerate(items, 1):
            where = f"{path}: {kind} {number}"
            if not isinstance(item, dict):
                raise OverlayError(f"{where}: is no table of keys and values")
            yield Row(kind, where, {key: _cell(where, key, item[key]) for key in item})


def _cell(where: str, key: str, value: Any) -> str:
    """A value as the tables have it: a text, a date, or in a list of names several texts."""
    items = value if isinstance(value, list) and key in _LISTS else [value]
    if not all(isinstance(item, str | date) and str(item).strip() for item in items if item != ""):
        wanted = "a text or a list of texts" if key in _LISTS else "a text"
        raise OverlayError(f"{where}: {key!r} is not {wanted}")
    return "|".join(str(item).strip() for item in items if item != "")


def _from_csv(path: Path, text: str) -> Iterator[Row]:
    first = next((x for x in text.splitlines() if x.strip() and not x.startswith("#")), "")
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text), delimiter=delimiter, strict=True)
    rows = ((reader.line_num, cells) for cells in reader)
    told = ((n, cells) for n, cells in rows if any(cells) and not cells[0].startswith("#"))
    header = next(told, None)
    if header is None:
        return
    columns = [column.strip().casefold() for column in header[1]]
    kind = next((kind for mark, kind in _MARKS.items() if mark in columns), None)
    if kind is None:
        raise OverlayError(f"{path}: has no column {', '.join(_MARKS)}: what is in it?")
    for number, cells in told:
        where = f"{path}: line {number}"
        if len(cells) > len(columns):
            raise OverlayError(f"{where}: has {len(cells)} cells, the header {len(columns)}")
        stripped = [cell.strip() for cell in cells]
        yield Row(kind, where, dict(zip(columns, stripped, strict=False)))


def check_additions(path: Path) -> list[str]:
    """Return what is wrong with a file of additions, a line each; nothing where it is right."""
    try:
        rows = list(read_overlay(path))
    except OverlayError as error:
        return [str(error)]
    return [f"{row.where}: {mistake}" for row in rows for mistake in mistakes(row)]


def mistakes(row: Row) -> Iterator[str]:
    """Yield what is wrong with a row, each in a line."""
    cells = row.cells
    for column in cells.keys() - set(COLUMNS[row.kind]):
        yield f"{column!r} is no key of a {row.kind}: use {', '.join(COLUMNS[row.kind])}"
    for column in _NEEDED[row.kind]:
        if not cells.get(column):
            yield f"{column!r} is missing"
    yield from _wrong_values(cells)
    if row.kind == "person":
        yield from _wrong_person(cells)
    for column, allowed in _CHOICES[row.kind].items():
        if cells.get(column) and cells[column] not in allowed:
            yield f"{column} {cells[column]!r} is none of {', '.join(allowed)}"


_CHOICES: dict[Kind, dict[str, tuple[str, ...]]] = {
    "person": {"level": get_args(Level)},
    "organization": {"kind": ("organization", "seat")},
    "outlet": {"owner": ("state", "party", "public", "private")},
}


def _wrong_values(cells: dict[str, str]) -> Iterator[str]:
    from detente.actors.spelling import fold  # noqa: PLC0415 - they read this module
    from detente.actors.states import states  # noqa: PLC0415

    if cells.get("name") and not fold(cells["name"]):
        yield f"name {cells['name']!r} has no letters"
    for column in ("country", "home"):
        if cells.get(column) and cells[column] not in states():
            yield f"{column} {cells[column]!r} is no alpha-3 code of a state in the tables"
    for column in ("from", "to"):
        if cells.get(column) and not _is_prefix_date(cells[column]):
            yield f"{column} {cells[column]!r} is no date: write 2021, 2021-09 or 2021-09-09"
    if cells.get("to") and cells["to"] <= cells.get("from", ""):
        yield f"'to' {cells['to']} is not after 'from' {cells['from']}"
    if "" in cells.get("names", "x").split("|") and cells.get("names"):
        yield f"names {cells['names']!r} has an empty one"


def _is_prefix_date(text: str) -> bool:
    try:
        date.fromisoformat(text + "2000-01-01"[len(text) :])
    except ValueError:
        return False
    return len(text) in {4, 7, 10}


def _wrong_person(cells: dict[str, str]) -> Iterator[str]:
    from detente.actors.titles import rank  # noqa: PLC0415

    if bool(cells.get("country")) == bool(cells.get("org")):
        yield "either 'country' or 'org' is wanted: whose office is it?"
    if not cells.get("level") and cells.get("office") and rank(cells["office"]) is None:
        yield f"office {cells['office']!r} tells no level: add 'level'"


def additions(kind: Kind) -> Iterator[dict[str, str]]:
    """Yield the additions of a kind, each with every column of its table."""
    from detente.actors.titles import rank  # noqa: PLC0415

    for row in overlay_rows():
        if row.kind == kind:
            cells = dict.fromkeys(COLUMNS[kind], "") | row.cells
            if kind == "person":
                cells["level"] = cells["level"] or rank(cells["office"]) or ""
            yield cells
