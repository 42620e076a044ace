"""`detente export`: contacts, moves or statements of a record as a file for other programs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Any, TextIO, cast, get_args

import typer

from detente.desk.commands import choices
from detente.desk.commands.complaints import complain
from detente.desk.commands.opening import DEFAULT, Db, opened
from detente.desk.commands.output import Output, writing
from detente.desk.export import (
    Item,
    MissingExtraError,
    Selection,
    Written,
    write_csv,
    write_ftm,
    write_jsonl,
    write_parquet,
    write_plover,
)

_WRITERS: Mapping[str, Callable[[Selection, TextIO], Written]] = MappingProxyType(
    {
        "csv": write_csv,
        "jsonl": write_jsonl,
        "parquet": write_parquet,
        "plover": write_plover,
        "ftm": write_ftm,
    }
)
_EVENTS = ("plover", "ftm")  # formats that have no place for a statement
_FITS = {"level": "contacts", "mode": "contacts", "type": "moves"}  # filters of one kind alone
_STATUSES = {"contacts": "ContactStatus", "moves": "MoveStatus"}


def _check_items(given: str) -> str:
    if given not in get_args(Item):
        raise typer.BadParameter(f"{given!r} is none: use one of {', '.join(get_args(Item))}")
    return given


def _check_format(given: str | None) -> str | None:
    if given is not None and given not in _WRITERS:
        raise typer.BadParameter(f"{given!r} is no format: use one of {', '.join(_WRITERS)}")
    return given


def export(  # noqa: PLR0913, PLR0917  (each is an argument or option of the command)
    items: Annotated[
        str,
        typer.Argument(
            metavar="|".join(get_args(Item)),
            callback=_check_items,
            help="What to export.",
            show_default=False,
        ),
    ],
    a: Annotated[
        str | None, typer.Argument(metavar="A", help="Only of this side, as CHN or EU.")
    ] = None,
    b: Annotated[
        str | None, typer.Argument(metavar="B", help="Only between A and this side.")
    ] = None,
    format: Annotated[  # noqa: A002
        str | None,
        typer.Option(
            "--format",
            "-f",
            metavar="|".join(_WRITERS),
            callback=_check_format,
            help="By default the ending of FILE decides (also .plover.jsonl and .ftm.json); "
            "without FILE, jsonl.",
        ),
    ] = None,
    output: Output = None,
    db: Db = DEFAULT,
    since: choices.Since = None,
    until: choices.Until = None,
    level: choices.Level = None,
    mode: choices.Mode = None,
    status: Annotated[
        str | None, typer.Option(metavar="STATUS", help="The status, as in the codebook.")
    ] = None,
    type: choices.MoveType = None,  # noqa: A002
) -> None:
    """Write contacts, moves or statements as tables, PLOVER's events or a graph of entities.

    Only contacts have a level and a mode, only moves a type; statements have no status.
    """
    kind = cast("Item", items)
    wanted = {
        "since": since, "until": until, "level": level, "mode": mode,
        "status": _status(kind, status), "type": type,
    }  # fmt: skip
    asked = {name: value for name, value in wanted.items() if value is not None}
    _check_filters(kind, asked)
    write = _WRITERS[_format(kind, format, output)]
    sides = choices.sides([side for side in (a, b) if side is not None])
    with opened(db) as record:
        rows = getattr(record, kind)(*sides, **asked)
        try:
            with writing(output) as out:
                written = write(Selection(kind, rows, record), out)
        except MissingExtraError as error:
            complain(str(error))
            raise typer.Exit(1) from None
    _tell(kind, written)


def _status(kind: Item, given: str | None) -> str | None:
    if given is None or kind not in _STATUSES:
        return given
    from detente import model  # noqa: PLC0415  (loads pydantic)

    words: tuple[str, ...] = get_args(getattr(model, _STATUSES[kind]))
    if given.lower() not in words:
        raise typer.BadParameter(f"--status {given!r} of {kind}: use one of {', '.join(words)}")
    return given.lower()


def _check_filters(kind: Item, asked: Mapping[str, Any]) -> None:
    for name in asked:
        if _FITS.get(name, kind) != kind or (name == "status" and kind not in _STATUSES):
            raise typer.BadParameter(f"{kind} have no {name}: leave out --{name}")


def _format(kind: Item, given: str | None, output: Path | None) -> str:
    found = given or _of_ending(output)
    if found is None:
        raise typer.BadParameter(
            f"the ending of {output} tells no format: name one with --format {'|'.join(_WRITERS)}"
        )
    if found == "parquet" and output is None:
        raise typer.BadParameter("parquet is no text: name a file with -o FILE")
    if found in _EVENTS and kind == "statements":
        raise typer.BadParameter(f"{found} has no place for statements: use csv, jsonl or parquet")
    return found


def _of_ending(output: Path | None) -> str | None:
    if output is None:
        return "jsonl"
    endings = [suffix.lower().lstrip(".") for suffix in output.suffixes]
    if endings[-1:] in (["json"], ["jsonl"]) and endings[-2:-1] in (["plover"], ["ftm"]):
        return endings[-2]
    return endings[-1] if endings and endings[-1] in _WRITERS else None


def _tell(kind: Item, written: Written) -> None:
    if not written.items and not written.left_out:
        complain(f"the record has no {kind} of this")
    for reason, count in sorted(written.left_out.items()):
        complain("warning", f"left out {count} {reason}")
