"""What stands at the head of a board: which dyad, on which day, resting on what."""

from __future__ import annotations

from detente.actors import name_of
from detente.assessment.board import Board
from detente.desk.telling import phrases
from detente.desk.telling.contactfacts import many


def heading(board: Board) -> str:
    """The dyad, by codes and names: "CHN – USA: China and United States"."""
    codes = phrases.pair(board.parties)
    names = [name_of(code) or code for code in board.parties]
    return codes if names == board.parties else f"{codes}: {' and '.join(names)}"


def basis(board: Board) -> str:
    """The day, and how much of the record it rests on."""
    told = [many(board.contacts, "contact", "contacts"), many(board.moves, "move", "moves")]
    undated = [
        f"{number} of the {what} without a day"
        for number, what in zip(board.undated, ("contacts", "moves"), strict=True)
        if number
    ]
    return " · ".join([f"as known on {phrases.day(board.on)}", *told, *undated])
