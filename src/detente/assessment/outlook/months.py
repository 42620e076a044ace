"""What was told of dyads month by month: what each side did, and how long they had not met.

Months stand one after the other, those of one dyad together, from the month in which something was
first told of it to the last that is over. So one dyad and all dyads of a record are counted alike.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from detente.assessment.history import INTENSITY, History, history
from detente.assessment.rivalry.dealings import CONSULT, dated
from detente.assessment.scale import SCALE
from detente.record import MOVE_TYPES, Contacts, Moves

QUADS = ("verbal cooperation", "material cooperation", "verbal conflict", "material conflict")
QUAD = np.array([QUADS.index(SCALE[name].quad) for name in MOVE_TYPES])
_EPOCH = 719_163  # the ordinal of 1970-01-01
_AFTER = 1 << 22  # more than any ordinal: dyad × this + day sorts by dyad, then by day
Integers = NDArray[np.int64]


@dataclass(frozen=True)
class Acts:
    """Moves and held contacts of dyads that are numbered from 0; days as ordinals.

    Attributes:
        dyads: how many there are.
        last: the day up to which it is told.
        of, day, type: of each move its dyad, day, and place in `MOVE_TYPES`.
        met_of, met: of each held contact its dyad and its day.

    """

    dyads: int
    last: int
    of: Integers
    day: Integers
    type: NDArray[np.int8]
    met_of: Integers
    met: Integers

    def only(self, wanted: NDArray[np.bool_]) -> Acts:
        """Those of some dyads, which keep their numbers."""
        made, met = wanted[self.of], wanted[self.met_of]
        return Acts(
            self.dyads, self.last, self.of[made], self.day[made], self.type[made],
            self.met_of[met], self.met[met],
        )  # fmt: skip


@dataclass(frozen=True)
class Months:
    """Months of dyads, `n` in all.

    Attributes:
        dyad: of which dyad each is, shape (n,).
        start: its first day as an ordinal, shape (n,).
        moves: how many moves it has that are no CONSULT, by quad, shape (n, 4).
        hardest: the intensity of its most conflictual move, 0 to 10; 0 without one, shape (n,).
        silence: days from the last held contact before it to its start; -1 without one.

    """

    dyad: Integers
    start: Integers
    moves: Integers
    hardest: NDArray[np.float64]
    silence: Integers

    def __len__(self) -> int:
        return len(self.dyad)

    def where(self, places: Integers) -> Months:
        """Some of them."""
        return Months(**{f.name: getattr(self, f.name)[places] for f in fields(self)})

    def has(self, quad: str) -> NDArray[np.bool_]:
        """Which months have a move of a quad, either way."""
        return np.asarray(self.moves[:, QUADS.index(quad)] > 0)


def acts(of: History) -> Acts:
    """The moves and held contacts of one dyad that have a day."""
    moves = of.moves.where(dated(of))
    met = of.met[of.held & (of.met > 0)].astype(np.int64)
    none, zeros = np.zeros(len(moves), np.int64), np.zeros(len(met), np.int64)
    return Acts(1, of.on, none, moves.day.astype(np.int64), moves.type, zeros, met)


def all_acts(contacts: Contacts, moves: Moves, on: int) -> Acts:
    """Those of all dyads of a record; a contact of three sides is one of three dyads.

    Arguments:
        contacts: all that the record has.
        moves: likewise.
        on: the day up to which it is told.

    """
    whole = history(("", ""), on, contacts, moves)
    held = whole.held & (whole.met > 0)
    place: dict[frozenset[str], int] = {}
    ways, way = _distinct(whole.moves.parties)
    dyads = np.array([_dyad(text, place) for text in ways], np.int64)
    groups, group = _distinct(whole.contacts.parties[held])
    pairs = [_pairs(text, place) for text in groups]
    many = np.array([len(found) for found in pairs], np.int64)
    met_of = np.concatenate([np.zeros(0, np.int64), *(pairs[g] for g in group)])
    met = np.repeat(whole.met[held], many[group]) if len(group) else whole.met[held]
    kept = np.flatnonzero(dated(whole) & (dyads[way] >= 0))
    return Acts(
        len(place), on, dyads[way[kept]], whole.moves.day[kept].astype(np.int64),
        whole.moves.type[kept], met_of, met.astype(np.int64),
    )  # fmt: skip


def months(of: Acts) -> Months:
    """Count months, from the first act of each dyad to the last month that is over."""
    over = int(month_of(np.array([of.last + 1]))[0])  # the month of the next day is not over
    seen = np.concatenate([of.of, of.met_of])
    at = np.concatenate([month_of(of.day), month_of(of.met)])
    begins = np.full(of.dyads, over)
    np.minimum.at(begins, seen, at)
    length = over - begins
    offset = np.concatenate([[0], np.cumsum(length)])
    total = int(offset[-1])
    dyad = np.repeat(np.arange(of.dyads), length)
    start = first_day(begins[dyad] + np.arange(total) - offset[dyad])
    done = (at[: len(of.of)] < over) & (of.type != CONSULT)
    move = (offset[seen] - begins[seen] + at)[: len(of.of)][done]
    hardest = np.zeros(total)
    np.maximum.at(hardest, move, -INTENSITY[of.type[done]])
    counts = np.bincount(move * len(QUADS) + QUAD[of.type[done]], minlength=total * len(QUADS))
    by_quad = counts.reshape(total, len(QUADS))
    return Months(dyad, start, by_quad, hardest, _silence(of, dyad, start))


def gaps(of: Acts) -> tuple[Integers, Integers]:
    """The days from one held contact to the next, by dyad and length; contacts of a day are one.

    Returns:
        The dyad and the days of each.

    """
    keys = np.unique(of.met_of * _AFTER + of.met)
    dyad = keys // _AFTER
    same = dyad[1:] == dyad[:-1]
    days, dyad = np.diff(keys)[same], dyad[1:][same]
    order = np.lexsort((days, dyad))
    return dyad[order], days[order]


def month_of(day: Integers) -> Integers:
    """The months that ordinals are in, counted from January 1970."""
    return (day - _EPOCH).astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)


def first_day(month: Integers) -> Integers:
    """The first days of such months, as ordinals."""
    return month.astype("datetime64[M]").astype("datetime64[D]").astype(np.int64) + _EPOCH


def _silence(of: Acts, dyad: Integers, start: Integers) -> Integers:
    keys = np.sort(of.met_of * _AFTER + of.met)
    sought = dyad * _AFTER + start
    before = np.searchsorted(keys, sought, side="left") - 1
    last = keys[before] if len(keys) else np.full(len(sought), -1)
    return np.where((before >= 0) & (last // _AFTER == dyad), sought - last, -1)


def _distinct(texts: NDArray[np.object_]) -> tuple[list[str], Integers]:
    """The texts that there are, and which of them each is."""
    place: dict[str, int] = {}
    for text in texts.tolist():
        if text not in place:
            place[text] = len(place)
    found = np.fromiter(map(place.__getitem__, texts.tolist()), np.int64, len(texts))
    return list(place), found


def _dyad(text: str, place: dict[frozenset[str], int]) -> int:
    """The dyad of a move; -1 where a side acts toward itself."""
    sides = frozenset(text.split(">"))
    return place.setdefault(sides, len(place)) if len(sides) > 1 else -1


def _pairs(text: str, place: dict[frozenset[str], int]) -> Integers:
    """The dyads of a contact."""
    sides = [frozenset(two) for two in combinations(text.split("|"), 2)]
    return np.array([place.setdefault(two, len(place)) for two in sides], np.int64)
