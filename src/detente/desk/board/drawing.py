"""The charts of a board as one picture."""

from __future__ import annotations

from typing import TYPE_CHECKING, TextIO

import typer

from detente.desk import charts
from detente.desk.board.heading import heading
from detente.desk.commands.complaints import complain
from detente.desk.telling import phrases

if TYPE_CHECKING:
    from detente.assessment.board import Board
    from detente.assessment.history import History


def write(board: Board, of: History, out: TextIO, format_: str) -> None:
    """Write the picture, as PNG to the bytes below the stream of text."""
    found = charts.charts(board, of, charts.LIGHT)
    if not found:
        complain("there is nothing to draw", *board.summary)
        raise typer.Exit(1)
    picture = charts.picture(found, charts.LIGHT, f"{heading(board)}, {phrases.day(board.on)}")
    if format_ == "png":
        out.buffer.write(charts.png(picture))
    else:
        out.write(charts.svg(picture) + "\n")
