"""A table of contacts or moves of one's own, by a map that says which column is what.

The map is a TOML file. Each field is given by the name of a column, or after `=` by what is the
same for every row:

    kind = "contact"
    outlet = "Office of the Historian"
    parties = ["from", "=USA"]
    participants = ["visitor"]
    date = "start-date"
    mode = "=in-person"
    level = "=leader"
    words = "description"

A contact has parties and may have participants, level, mode, status, initiator, date, until (the
last day of a stay), outcome, place, words and url; a move has source, target, type, and may have
status, date, place, words and url. Sides are codes or names ("CHN", "China"); what a table calls
otherwise than the tables of actors do stands in `[sides]`:

    [sides]
    "Germany, Federal Republic of" = "DEU"
"""

from __future__ import annotations

import csv
import hashlib
import tomllib
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any, get_args

from pydantic import TypeAdapter, ValidationError

from detente import model
from detente.actors import actor_named, name_of, resolve
from detente.intake import UnreadableError
from detente.intake.eventdata import BadRow
from detente.model import Actor
from detente.record.days import days_of
from detente.record.events import participant
from detente.record.importing import Deed, Entry, Row, RowTold
from detente.record.naming import side_actor

_LISTS = {"parties", "participants"}
_SIDES = {"parties", "initiator", "source", "target"}
_SHIPPED = ("words", "place", "url")
_FIELDS: dict[str, dict[str, TypeAdapter[Any] | None]] = {
    "contact": {
        "parties": None, "participants": None, "words": None, "place": None, "url": None,
        "initiator": None, "level": TypeAdapter(model.Level), "mode": TypeAdapter(model.Mode),
        "status": TypeAdapter(model.ContactStatus), "date": TypeAdapter(model.PrefixDate),
        "until": TypeAdapter(model.PrefixDate), "outcome": TypeAdapter(model.Outcome),
    },
    "move": {
        "source": None, "target": None, "words": None, "place": None, "url": None,
        "type": TypeAdapter(model.MoveType), "status": TypeAdapter(model.MoveStatus),
        "date": TypeAdapter(model.PrefixDate),
    },
}  # fmt: skip
_NEEDED = {"contact": ("parties",), "move": ("source", "target", "type")}


class Map:
    """Which column of a table is what.

    Arguments:
        path: the TOML file.

    Raises:
        UnreadableError: it cannot be read, is no TOML, or has a field that there is not.

    """

    def __init__(self, path: Path) -> None:
        try:
            written = path.read_text(encoding="utf-8")
            told = tomllib.loads(written)
        except (OSError, ValueError) as error:
            raise UnreadableError(str(path), str(error), "see docs/record.md for a map") from None
        self.path = path
        self.version = hashlib.sha256(written.encode()).hexdigest()[:8]
        self.kind = told.pop("kind", None)
        self.outlet = str(told.pop("outlet", path.stem))
        sides = told.pop("sides", {})
        if not isinstance(sides, dict):
            raise self._wrong("sides is no table", "write [sides], and under it name = code")
        self.sides = {str(name): str(code) for name, code in sides.items()}
        if not isinstance(self.kind, str) or self.kind not in _FIELDS:
            raise self._wrong(f"kind is {self.kind!r}", 'write kind = "contact" or "move"')
        known = _FIELDS[self.kind]
        for name, value in told.items():
            columns = value if isinstance(value, list) else [value]
            listed = isinstance(value, list) == (name in _LISTS)
            if name not in known or not listed or not all(isinstance(c, str) for c in columns):
                fields = ", ".join(known)
                raise self._wrong(f"{name} is no field, or not as it should be", f"use {fields}")
        for name in _NEEDED[self.kind]:
            if name not in told:
                raise self._wrong(f"there is no {name}", "say which column it is")
        self.fields: dict[str, list[str]] = {
            name: [value] if isinstance(value, str) else value for name, value in told.items()
        }

    def columns(self) -> set[str]:
        """The columns that a table must have."""
        return {c for given in self.fields.values() for c in given if not c.startswith("=")}

    def _wrong(self, wrong: str, remedy: str) -> UnreadableError:
        return UnreadableError(str(self.path), wrong, remedy)


def tell_table(path: Path, given: Map) -> Iterator[RowTold]:
    """What the rows of a table in CSV tell.

    Arguments:
        path: the table, with a header; UTF-8; commas, semicolons or tabs.
        given: what its columns are.

    Returns:
        An iterator of entries and bad rows, with their lines.

    Raises:
        UnreadableError: it cannot be read, or lacks a column of the map; at once.

    """
    try:
        file = path.open(encoding="utf-8-sig", newline="")
        first = file.readline()
        file.seek(0)
        mark = max(",;\t", key=first.count)
        table = csv.DictReader(file, delimiter=mark)
        missing = sorted(given.columns() - set(table.fieldnames or ()))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise UnreadableError(str(path), f"it is no table ({error})", "give CSV, UTF-8") from None
    if missing:
        wrong = f"there is no column {', '.join(missing)}"
        raise UnreadableError(str(path), wrong, f"its columns are {first.strip()[:200]}")
    return _rows(table, given)


def _rows(table: csv.DictReader[str], given: Map) -> Iterator[RowTold]:
    entry = _contact if given.kind == "contact" else _move
    while True:
        try:
            row = next(table, None)
            if row is None:
                return
            yield entry(_values(row, given), table.line_num)
        except (_BadRowError, csv.Error, UnicodeDecodeError) as error:
            yield BadRow(table.line_num, str(error))
            if isinstance(error, UnicodeDecodeError):
                return


class _BadRowError(ValueError):
    """What is wrong with a row."""


def _values(row: dict[str, str], given: Map) -> dict[str, Any]:
    """The fields of a row, checked; what is empty is left out."""
    found: dict[str, Any] = {}
    for name, columns in given.fields.items():
        cells = [c[1:] if c.startswith("=") else (row.get(c) or "").strip() for c in columns]
        if any("\0" in cell for cell in cells):
            raise _BadRowError(f"{name} holds a NUL character")
        if name in _SIDES:
            cells = [given.sides.get(cell, cell) for cell in cells]
        if name in _LISTS:
            found[name] = [cell for cell in cells if cell]
        elif cells[0]:
            found[name] = _checked(given.kind, name, cells[0])
    return found


def _checked(kind: str, name: str, value: str) -> Any:
    adapter = _FIELDS[kind][name]
    if adapter is None:
        return value
    try:
        found = adapter.validate_python(value.upper() if name == "type" else value)
        if name == "date":
            days_of(found)
    except (ValidationError, ValueError):
        allowed = ", ".join(get_args(getattr(model, name.title(), None)) or ())
        hint = f"; use {allowed}" if allowed else ""
        raise _BadRowError(f"{name} cannot be {value!r}{hint}") from None
    return found


def _contact(told: dict[str, Any], line: int) -> Entry:
    codes = list(dict.fromkeys(_side(p) for p in told["parties"]))
    if len(codes) < 2:
        raise _BadRowError("a contact needs two parties")
    people = [
        _person(name, codes, told.get("date"), told.get("level"))
        for name in told.get("participants", ())
    ]
    initiator = told.get("initiator")
    body: Row = {
        "parties": sorted(codes), "level": told.get("level"),
        "mode": told.get("mode", "unspecified"), "status": told.get("status", "held"),
        "initiator": "both" if initiator == "both" else _side(initiator) if initiator else None,
        "date": told.get("date"), "until": told.get("until"),
        "outcome": told.get("outcome", "unknown"),
        "participants": [participant(p) for p in people], **_shipped(told),
    }  # fmt: skip
    if body["initiator"] not in {*codes, "both", None}:
        raise _BadRowError(f"the initiator {initiator!r} is none of the parties")
    source, target = (side_actor(code) for code in codes[:2])
    return Entry(line, source, target, None, body, tuple(people))


def _move(told: dict[str, Any], line: int) -> Entry:
    for name in _NEEDED["move"]:
        if name not in told:
            raise _BadRowError(f"there is no {name}")
    days = days_of(told["date"]) if told.get("date") else (None, None)
    move = Deed(
        told["type"], told.get("status", "reported"), days[0], days[1], None, _shipped(told)
    )
    return Entry(
        line, side_actor(_side(told["source"])), side_actor(_side(told["target"])), move, None
    )


def _shipped(told: dict[str, Any]) -> Row:
    return {"shipped": {name: told[name] for name in _SHIPPED if told.get(name)}}


@lru_cache(maxsize=4096)
def _side(named: str) -> str:
    code = named.strip().upper()
    if name_of(code):
        return code
    actor = actor_named(named.strip()) or actor_named(named.strip().title())
    found = actor.party if actor else None
    if found is None:  # also of "Korea", which may be either
        raise _BadRowError(f"no side is called {named!r}; use codes, as CHN or EU")
    return found


def _person(name: str, codes: list[str], date: str | None, level: model.Level | None) -> Actor:
    """Who took part: of the tables, or else a stranger of the first party."""
    day = date if date and len(date) == 10 else None
    for code in codes:
        found = resolve(name, on=day, near=code)
        if found is not None and found.party == code and found.kind in {"person", "office"}:
            return Actor.model_validate(found.model_dump(include=set(Actor.model_fields)))
    return Actor(id="a1", name=name, kind="person", country=codes[0], level=level)
