"""What is told of a dyad by a day, by kind: what was seen of late, and how much of it is usual.

On each day only what was told by then counts. What is told a quarter of a year later than it was
is history and no news, and is left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from detente.assessment.history import History
from detente.assessment.outlook.months import QUAD, QUADS
from detente.assessment.rivalry.dealings import CONSULT, dated
from detente.record import STATUSES

HORIZON = 30  # days
FEWEST = 10  # moves and contacts below which nothing is usual
SHORTEST = 365  # days since the first of them, likewise
_STALE = 90  # days after which what is told is no news
_REFUSED = [STATUSES.index(name) for name in ("refused", "cancelled")]
Numbers = NDArray[np.float64]
Integers = NDArray[np.int64]


@dataclass(frozen=True)
class Told:
    """Things of one kind: the days on which they were, and became known; shape (n,)."""

    day: Integers
    known: Integers

    @cached_property
    def _known(self) -> Integers:
        return np.sort(self.known, kind="stable")  # quick where it is nearly in order

    def by(self, days: Integers) -> Numbers:
        """How many were known by each of some days."""
        return np.searchsorted(self._known, days, side="right").astype(np.float64)

    def within(self, days: Integers, window: int) -> Numbers:
        """How many of the `window` days up to each day were known on it."""
        gone = np.sort(np.maximum(self.known, self.day + window), kind="stable")
        return self.by(days) - np.searchsorted(gone, days, side="right")

    def after(self, days: Integers, window: int) -> NDArray[np.bool_]:
        """Whether any was in the `window` days after each day."""
        days_of = np.sort(self.day, kind="stable")
        until = np.searchsorted(days_of, days + window, side="right")
        return np.asarray(until > np.searchsorted(days_of, days, side="right"))


class Usual(Protocol):
    """What is usual among all dyads: shares of kinds, and as how many moves they count."""

    @property
    def shares(self) -> Mapping[str, float]:
        """Shares of kinds among moves and contacts."""

    @property
    def prior(self) -> float:
        """Moves and contacts that these shares count as."""


class News:
    """What is told of a dyad, by kind.

    Arguments:
        of: its history.

    Attributes:
        kinds: material `conflict`, conflict in `words`, `cooperation`, the `moves` of all three;
            contacts `held` and `refused`; and what was `told`, moves and contacts held. Moves of
            type CONSULT, which some sources ship beside the contacts, are left out.

    """

    def __init__(self, of: History) -> None:
        moves = of.moves
        known = np.maximum(moves.day, moves.told)
        kept = dated(of) & (moves.type != CONSULT) & (known - moves.day <= _STALE)
        quad = QUAD[moves.type]
        met = np.maximum(of.met, of.contacts.told)
        fresh = (of.met > 0) & (met - of.met <= _STALE)
        held, refused = fresh & of.held, fresh & np.isin(of.contacts.status, _REFUSED)

        def done(*quads: str) -> Told:
            chosen = kept & np.isin(quad, [QUADS.index(name) for name in quads])
            return _told(moves.day[chosen], known[chosen])

        self.kinds = {
            "conflict": done("material conflict"),
            "words": done("verbal conflict"),
            "cooperation": done("verbal cooperation", "material cooperation"),
            "held": _told(of.met[held], met[held]),
            "refused": _told(of.met[refused], met[refused]),
        }
        self.kinds["moves"] = _joined(
            self.kinds[name] for name in ("conflict", "words", "cooperation")
        )
        self.kinds["told"] = _joined(self.kinds[name] for name in ("moves", "held"))

    def __getitem__(self, kind: str) -> Told:
        return self.kinds[kind]

    @property
    def first(self) -> int | None:
        """The day on which the first of it was known; None where there is nothing."""
        known = self["told"].known
        return int(known.min()) if len(known) else None

    def enough(self, days: Integers) -> NDArray[np.bool_]:
        """On which days enough was known to tell what is usual."""
        if self.first is None:
            return np.zeros(len(days), np.bool_)
        return (self["told"].by(days) >= FEWEST) & (days - self.first >= SHORTEST)

    def usual(self, kind: str, days: Integers, model: Usual) -> Numbers:
        """How many of a kind are usual in 30 days, by what was known on each day.

        The share of the kind, drawn toward what is usual of all dyads, times how much is told of
        this one; contacts and all that is told as they are.

        """
        told = self["told"].by(days)
        month = HORIZON / np.maximum(days - (self.first or 0), SHORTEST)
        if kind not in model.shares:
            return self[kind].by(days) * month
        share = (self[kind].by(days) + model.prior * model.shares[kind]) / (told + model.prior)
        return share * told * month

    def compared(self, kind: str, window: int, days: Integers, model: Usual) -> Numbers:
        """The x of a kind: how what was seen of late compares with what is usual."""
        usual = self.usual(kind, days, model) * window / HORIZON
        return np.log((1 + self[kind].within(days, window)) / (1 + usual))


def _joined(kinds: Iterable[Told]) -> Told:
    some = list(kinds)
    return Told(np.concatenate([k.day for k in some]), np.concatenate([k.known for k in some]))


def _told(day: NDArray[np.int32], known: NDArray[np.int32]) -> Told:
    return Told(day.astype(np.int64), known.astype(np.int64))
