"""Moves that break off relations or talks, and so cut channels that nobody refused to use."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

import numpy as np

from detente.actors import actor_named
from detente.assessment.evidence import Sources
from detente.assessment.history import History
from detente.record import MOVE_TYPES

_TYPES = [MOVE_TYPES.index(name) for name in ("SANCTION", "REJECT")]
_RELATIONS_CODE, _TALKS_CODE = "161", "164"  # CAMEO: break diplomatic relations, halt negotiations
_MOST = 200  # moves whose words are looked at, the latest
# "Cut", "broke off" … and what of; other ties ("trade relations") and others' ("with Huawei") are
# none of the two sides.
_OFF = (
    r"(?:sever|cut|suspend|freez|froze|halt)\w*(?: off)?|br(?:eak|oke|oken|eaking)s? off|"
    r"(?:walk|pull|back)\w* out of|withdr[ae]w\w* from|shut\w*(?: down)?|closed?"
)
_OWN = r"(?: (?:all|any|its|their|the|further|diplomatic|bilateral|official|formal|direct|two))*"
_RELATIONS = re.compile(rf"\b(?:{_OFF}){_OWN} (?:relations|ties)\b", re.IGNORECASE)
_TALKS = re.compile(
    rf"\b(?:{_OFF}){_OWN}(?: [\w-]+)? (?:talks|negotiations|dialogue|consultations|contacts?|"
    r"channels?|hot ?-?line)\b",
    re.IGNORECASE,
)
_WITH = re.compile(r" with (?:the )?((?:[A-Z][\w.'’-]*\s?)+)")
_UNDONE = re.compile(  # what stands before such words and says that it did not come to that
    r"\b(?:not|never|n't|refus\w*|reject\w*|would|will|could|may|might|until|unless|if|threat\w*|"
    r"warn\w*|call\w*|urg\w*|demand\w*|want\w*|consider\w*|plan\w*|told|order\w*)\b[^.;]{0,60}$",
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
    sanctions = moves.type[suspects] == _TYPES[0]  # "refused to end talks" is a REJECT
    read = [int(place) for place in suspects[sanctions] if not moves.code[place]][-_MOST:]
    return sorted([*coded, *_worded(history, sources, read)], key=lambda b: (b.day, b.move))


def _worded(history: History, sources: Sources, places: list[int]) -> Iterable[Break]:
    sources.move_rows(places)  # at once, so that each is at hand
    for place in places:
        for row in sources.move_rows([place]):
            words = " ".join(span["text"] for span in row["evidence"])
            relations = _says(_RELATIONS, words, row["parties"])
            if relations or _says(_TALKS, words, row["parties"]):
                yield Break(int(history.moves.day[place]), place, relations)


def _says(pattern: re.Pattern[str], words: str, parties: Collection[str]) -> bool:
    """Whether some words say so of the two sides, and that it was done."""
    found = pattern.search(words)
    if found is None or _UNDONE.search(words[: found.start()]):
        return False
    other = _WITH.match(words, found.end())
    if other is None:
        return True
    actor = actor_named(other[1].strip(" .'’-"))
    return actor is not None and actor.party in parties
