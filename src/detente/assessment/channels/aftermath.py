"""What came of an escalation: contacts below it and agreements, against what was usual before."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from detente.assessment.channels.lanes import RANK
from detente.assessment.channels.steps import rank
from detente.assessment.history import History
from detente.assessment.why import Part
from detente.assessment.wording import listed, many
from detente.record import LEVELS, MOVE_TYPES, OUTCOMES

WINDOWS = (30, 90)  # days
_REACH = 92  # days that the record must reach back, to tell what is usual
_AGREED = [MOVE_TYPES.index(name) for name in ("AGREE", "CONCEDE", "COOPERATE")]
_LED = [OUTCOMES.index(name) for name in ("agreement", "progress")]
Days = NDArray[np.int32]
_RANKS = np.array([*(RANK[level] for level in LEVELS), 0])  # the last: not told


class Aftermath(Part):
    """What came of an escalation within some days, against what was usual before it."""

    days: int
    so_far: bool = Field(description="Whether the days have not all passed.")
    contacts: int = Field(description="Contacts at lower levels that took place.")
    usual_contacts: float | None = Field(
        description="How many the dyad's rate before it gives for as many days; None: not known."
    )
    agreements: int = Field(
        description="Contacts with progress or an agreement, and AGREE, CONCEDE, COOPERATE moves."
    )
    usual_agreements: float | None


class Course:
    """When a dyad met and agreed, and what came within 30 and 90 days of one of its contacts."""

    def __init__(self, history: History) -> None:
        self._history = history
        self._below: dict[int, Days] = {}  # by rank: the days of contacts at lower levels
        self._met = history.held & history.dated
        self._ranks = _RANKS[history.contacts.level]
        led = history.met[history.held & np.isin(history.contacts.outcome, _LED)]
        moves = history.moves  # what is told without a day may be of the contact itself
        agreed = np.isin(moves.type, _AGREED) & (moves.first > 0) & (moves.day > 0)
        self._agreed = np.sort(np.concatenate([led, moves.day[agreed]]))
        known = np.concatenate([history.met, moves.day])
        known = known[known > 0]
        self._first = int(known.min()) if len(known) else None

    def after(self, place: int) -> list[Aftermath]:
        """What came within 30 and 90 days of a contact, by its place."""
        own = rank(self._history, place)
        if own not in self._below:
            lower = (self._ranks > 0) & (self._ranks < own)
            self._below[own] = np.sort(self._history.met[self._met & lower])
        day = int(self._history.met[place])
        return [self._within(days, day, self._below[own]) for days in WINDOWS]

    def _within(self, days: int, day: int, below: Days) -> Aftermath:
        passed = min(days, self._history.on - day)
        return Aftermath(
            days=days, so_far=passed < days,
            contacts=_between(below, day, day + passed),
            usual_contacts=self._usual(below, day, passed),
            agreements=_between(self._agreed, day, day + passed),
            usual_agreements=self._usual(self._agreed, day, passed),
        )  # fmt: skip

    def _usual(self, days: Days, before: int, passed: int) -> float | None:
        """What the rate before a day gives for some; None where the record hardly reaches back."""
        reach = before - (before if self._first is None else self._first)
        if reach < _REACH:
            return None
        return _between(days, 0, before - 1) / reach * passed


def _amount(number: float) -> str:
    return f"{number:.1f}" if number >= 0.05 else "none"


def _between(days: Days, after: int, last: int) -> int:
    """How many of sorted days are after one, up to another."""
    first, end = np.searchsorted(days, [after, last], side="right")
    return int(end - first) if last > after else 0


def told(after: Sequence[Aftermath]) -> str:
    """Say it in a sentence for each window."""
    return " ".join(map(_told, after))


def _told(after: Aftermath) -> str:
    parts = [
        f"{said}{'' if usual is None else f' (usually {_amount(usual)})'}"
        for said, usual in (
            (f"{many(after.contacts, 'contact')} below", after.usual_contacts),
            (many(after.agreements, "agreement"), after.usual_agreements),
        )
    ]
    so_far = " so far" if after.so_far else ""
    return f"Within {after.days} days{so_far}: {listed(parts)}."
