"""A dyad's last months or years as lines of text: a lane for each level, and the moves beneath.

Each place of a line is a day, a week or longer. A letter is a contact by its means, a figure is how
many there were; the moves are bars, as high as there were many.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from detente.assessment.history import History
from detente.desk.charts.bins import Bins, bins, dates
from detente.desk.telling import phrases
from detente.record import LEVELS, MODES, OUTCOMES, STATUSES

_LABEL = 13  # columns
_WIDEST = 3  # columns of one place
_LATEST = 80  # contacts, and as many moves where there are none, that are shown
_SHORTEST = 30  # days
_LANES = ("leader", "minister", "senior", "working", "officials", "not told")
_LETTERS: Mapping[str, str] = MappingProxyType(
    {"call": "c", "video": "v", "in-person": "p", "message": "m", "unspecified": "o"}
)
_STYLES: Mapping[str, str] = MappingProxyType(
    {"breakdown": "red", "no-progress": "yellow", "progress": "green", "agreement": "green"}
)
_WAYS = (("cooperation", "blue"), ("conflict", "red"))
_BARS = " ▁▂▃▄▅▆▇█"
_TURNED_DOWN = [STATUSES.index(name) for name in ("refused", "cancelled")]
Piece = tuple[str, str]  # words and their style
Numbers = NDArray[np.int64]


@dataclass(frozen=True)
class Timeline:
    """The lines, from which day to which they reach, and what one place is."""

    lines: list[list[Piece]]
    first: str
    last: str
    place: str


def timeline(of: History, columns: int) -> Timeline | None:
    """Draw a timeline.

    Args:
        of: the dyad's history.
        columns: how wide it may be.

    Returns:
        None where nothing has a day.

    """
    first = _first(of)
    if first is None:
        return None
    room = max(columns - _LABEL, 20)
    by = bins(first, of.on, room)
    wide = min(room // len(by), _WIDEST)
    lines = [*_lanes(of, by, wide), *_moves(of, by, wide), _axis(by, wide)]
    begin, end = map(phrases.day, dates(np.array([by.edges[0], of.on])))
    return Timeline(lines, begin, end, by.name)


def _first(of: History) -> int | None:
    """The day from which it is drawn: that of the last so many contacts, or moves."""
    met = of.met[_shown(of)]
    days = np.sort(met) if len(met) else of.moves.day[of.moves.day > 0]
    if not len(days):
        return None
    return min(int(days[-_LATEST:][0]), of.on - _SHORTEST)


def _shown(of: History) -> NDArray[np.bool_]:
    past = (of.met > 0) & (of.met <= of.on)
    shown: NDArray[np.bool_] = past & (of.held | np.isin(of.contacts.status, _TURNED_DOWN))
    return shown


# -- contacts --------------------------------------------------------------------------------------


def _lanes(of: History, by: Bins, wide: int) -> Iterator[list[Piece]]:
    shown = np.flatnonzero(_shown(of) & (of.met >= by.edges[0]))
    lane = np.array([*LEVELS, "not told"], object)[of.contacts.level[shown]]
    for name in _LANES:
        places = shown[lane == name]
        if len(places) or name != "not told":
            at = by.of(of.met[places])
            cells = [_cell(of, places[at == n]) for n in range(len(by))]
            yield [(name.ljust(_LABEL), "dim"), *((text.ljust(wide, "·"), s) for text, s in cells)]


def _cell(of: History, places: NDArray[np.intp]) -> Piece:
    """What stands for the contacts of one lane and place of time."""
    if not len(places):
        return "·", "dim"
    held = places[of.held[places]]
    if not len(held):
        return "x", "bold red"
    told = {OUTCOMES[of.contacts.outcome[place]] for place in held}
    style = next((f"bold {colour}" for name, colour in _STYLES.items() if name in told), "bold")
    if len(held) > 1:
        return (str(len(held)) if len(held) < 10 else "+"), style
    return _LETTERS[MODES[of.contacts.mode[held[0]]]], style


# -- moves -----------------------------------------------------------------------------------------


def _moves(of: History, by: Bins, wide: int) -> Iterator[list[Piece]]:
    known = of.moves.day >= by.edges[0]
    at, intensity = by.of(of.moves.day[known]), of.intensity[known]
    counts = [np.bincount(at[side], minlength=len(by)) for side in (intensity > 0, intensity < 0)]
    most = max(int(count.max(initial=0)) for count in counts)
    if most:
        for (name, style), count in zip(_WAYS, counts, strict=True):
            bars = "".join(_bar(number, most) * wide for number in count.tolist())
            yield [(name.ljust(_LABEL), "dim"), (bars, style)]


def _bar(number: int, most: int) -> str:
    return _BARS[-(-number * (len(_BARS) - 1) // most)]


# -- time ------------------------------------------------------------------------------------------


def _axis(by: Bins, wide: int) -> list[Piece]:
    """Where years begin; or months, or the days themselves, where there are fewer."""
    line, labels = "", _labels(dates(by.edges[:-1]))
    if len(labels) > 1 and labels[1][0] * wide <= len(labels[0][1]):
        labels = labels[1:]  # the first time is only a rest of one
    for place, label in labels:
        at = place * wide
        if len(line) <= at and at + len(label) <= max(len(by) * wide, len(label)):
            line = line.ljust(at) + label + " "
    return [(" " * _LABEL, ""), (line.rstrip(), "dim")]


def _labels(days: list[str]) -> list[tuple[int, str]]:
    """Each year, month or day and the place at which it begins."""
    length = next((cut for cut in (4, 7) if len({day[:cut] for day in days}) > 3), 10)
    begins: dict[str, int] = {}
    for place, day in enumerate(days):
        begins.setdefault(day[:length], place)
    return [(place, label) for label, place in begins.items()]


def legend(place: str) -> str:
    """Say how the lines are read."""
    means = [f"{k} {name.replace('unspecified', 'not told')}" for name, k in _LETTERS.items()]
    return " · ".join([f"a place is a {place}", *means, "2 two", "+ many", "x turned down"])
