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


def aftermath(history: History, place: int) -> list[Aftermath]:
    """What came within 30 and 90 days of a contact, by its place."""
    ranks = _RANKS[history.contacts.level]
    lower = (ranks > 0) & (ranks < rank(history, place))
    below = history.met[history.held & history.dated & lower]
    led = history.met[history.held & np.isin(history.contacts.outcome, _LED)]
    moves = history.moves  # what is told without a day may be of the contact itself
    told = np.isin(moves.type, _AGREED) & (moves.first > 0) & (moves.day > 0)
    agreed = np.concatenate([led, moves.day[told]])
    day = int(history.met[place])
    found = []
    for days in WINDOWS:
        passed = min(days, history.on - day)
        found.append(
            Aftermath(
                days=days, so_far=passed < days,
                contacts=_within(below, day, passed),
                usual_contacts=_usual(history, below, day, passed),
                agreements=_within(agreed, day, passed),
                usual_agreements=_usual(history, agreed, day, passed),
            )
        )  # fmt: skip
    return found


def told(after: Sequence[Aftermath]) -> str:
    """Say it in a sentence for each window."""
    return " ".join(map(_told, after))


def _told(after: Aftermath) -> str:
    parts = [
        f"{said}{'' if usual is None else f' (usually {usual:.1f})'}"
        for said, usual in (
            (f"{many(after.contacts, 'contact')} below", after.usual_contacts),
            (many(after.agreements, "agreement"), after.usual_agreements),
        )
    ]
    so_far = " so far" if after.so_far else ""
    return f"Within {after.days} days{so_far}: {listed(parts)}."


def _within(days: NDArray[np.int32], after: int, passed: int) -> int:
    return int(((days > after) & (days <= after + passed)).sum())


def _usual(history: History, days: NDArray[np.int32], before: int, passed: int) -> float | None:
    """What the rate before a day gives for some days; None where the record hardly reaches back."""
    first = min(
        (int(known[known > 0].min()) for known in (history.met, history.moves.day)
         if (known > 0).any()), default=before,
    )  # fmt: skip
    if before - first < _REACH:
        return None
    return float(((days > 0) & (days < before)).sum() / (before - first) * passed)
