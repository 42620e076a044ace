"""Moves that break off relations or talks, and so cut channels that nobody refused to use."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from detente.assessment.evidence import Sources
from detente.assessment.history import History
from detente.record import MOVE_TYPES

_TYPES = [MOVE_TYPES.index(name) for name in ("SANCTION", "REJECT")]
_RELATIONS_CODE, _TALKS_CODE = "161", "164"  # CAMEO: break diplomatic relations, halt negotiations
_MOST = 200  # moves whose words are looked at, the latest
_OFF = r"(?:sever|cut|break|broke|suspend|freez|froze|halt|end|clos|shut)\w*"
_RELATIONS = re.compile(
    rf"\b{_OFF}\b(?: \w+){{0,3}} (?:relations|ties)\b|\brelations (?:were|are) {_OFF}\b",
    re.IGNORECASE,
)
_TALKS = re.compile(
    rf"\b(?:{_OFF}|walk\w* out|pull\w* out|withdr\w+)\b(?: \S+){{0,4}} "
    r"(?:talks|negotiations|dialogues?|consultations|contacts?|channels?|hot ?-?lines?)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Break:
    """A move that cuts channels.

    Attributes:
        day: of the move, as an ordinal.
        move: its place.
        relations: whether it breaks off all relations, or else talks.

    """

    day: int
    move: int
    relations: bool


def breaks(history: History, sources: Sources) -> list[Break]:
    """The moves by which a side broke off relations or talks, in order of their days."""
    moves = history.moves
    suspects = np.flatnonzero(np.isin(moves.type, _TYPES) & (moves.day > 0))
    coded = [
        Break(int(moves.day[place]), int(place), moves.code[place].startswith(_RELATIONS_CODE))
        for place in suspects
        if moves.code[place] and moves.code[place].startswith((_RELATIONS_CODE, _TALKS_CODE))
    ]
    read = [int(place) for place in suspects if not moves.code[place]][-_MOST:]
    return sorted([*coded, *_worded(history, sources, read)], key=lambda b: (b.day, b.move))


def _worded(history: History, sources: Sources, places: list[int]) -> Iterable[Break]:
    for place, row in zip(places, sources.move_rows(places), strict=True):
        words = " ".join(span["text"] for span in row["evidence"])
        relations = bool(_RELATIONS.search(words))
        if relations or _TALKS.search(words):
            yield Break(int(history.moves.day[place]), place, relations)
