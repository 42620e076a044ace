"""`detente dyad`: the board of two sides."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TextIO

import typer

from detente.desk.commands.choices import check_day, sides
from detente.desk.commands.complaints import complain
from detente.desk.commands.opening import DEFAULT, Db, assessed
from detente.desk.commands.output import Output, in_one_of, writing
from detente.desk.export.extra import MissingExtraError, needing

if TYPE_CHECKING:
    from detente.assessment import Board, History

FORMATS = ("rich", "json", "html", "png", "svg")
_PACKAGES = ("altair", "ruptures", "scipy", "statsmodels", "vl_convert")


On = Annotated[
    str | None,
    typer.Option(
        "--on",
        metavar="DATE",
        callback=check_day,
        help="As known on this day; by default the last that the record tells of.",
    ),
]
WithWhy = Annotated[
    bool, typer.Option("--why", help="After each sentence its rule and its evidence.")
]


def dyad(  # noqa: PLR0913, PLR0917  (each is an argument or option of the command)
    a: Annotated[str, typer.Argument(metavar="A", help="A side: CHN, EU, Japan.")],
    b: Annotated[str, typer.Argument(metavar="B", help="The other.")],
    on: On = None,
    why: WithWhy = False,
    half_life: Annotated[
        float | None,
        typer.Option(
            min=1, max=10_000, metavar="DAYS", help="After so many a move counts half in tension."
        ),
    ] = None,
    window: Annotated[
        int | None,
        typer.Option(min=1, max=45, metavar="DAYS", help="Within so many an act is an answer."),
    ] = None,
    db: Db = DEFAULT,
    format: Annotated[str | None, in_one_of(FORMATS)] = None,  # noqa: A002
    output: Output = None,
) -> None:
    """Show what a record tells of two sides: channels, stalls, escalations, tension, and why."""
    format_ = _format(format, output)
    given = {"half_life": half_life, "window": window}
    asked: dict[str, Any] = {name: days for name, days in given.items() if days is not None}
    with assessed(db) as record, plainly():
        pair = _side(a), _side(b)
        board = record.dyad(*pair, on=on, **asked)
        history = record.history(*pair, on=on)
        with writing(output) as out:
            _write(format_, board, history, out, why=why)


def _side(given: str) -> str:
    """A code where the tables have one; else as given, for the record may hold it and tells."""
    try:
        return sides([given], known=True)[0]
    except typer.BadParameter:
        return given


def _format(given: str | None, output: Path | None) -> str:
    ending = output.suffix.lower().lstrip(".") if output else ""
    on_terminal = output is None and sys.stdout.isatty()
    found = given or (ending if ending in FORMATS[1:] else "rich" if on_terminal else "json")
    if found == "png" and on_terminal:
        raise typer.BadParameter("png is no text: name a file with -o FILE")
    return found


def _write(format_: str, board: Board, history: History, out: TextIO, *, why: bool) -> None:
    match format_:
        case "rich":
            from detente.desk.board import view  # noqa: PLC0415  (Rich, slow to load)

            view.write(board, history, out, why=why)
        case "html":
            from detente.desk.board import page  # noqa: PLC0415  (Jinja, Altair)

            page.write(board, history, out)
        case "png" | "svg":
            from detente.desk.board import drawing  # noqa: PLC0415  (Altair)

            drawing.write(board, history, out, format_)
        case _:
            from detente.desk.formats import jsontext  # noqa: PLC0415

            jsontext.write_one([board.model_dump(mode="json", by_alias=True)], out)


@contextmanager
def plainly() -> Iterator[None]:
    """Tell in one line that a package is not there.

    Raises:
        typer.Exit: it has been told.

    """
    try:
        with needing(*_PACKAGES, extra="assess"):
            yield
    except MissingExtraError as error:
        complain(str(error))
        raise typer.Exit(1) from None
