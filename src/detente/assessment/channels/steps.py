"""The contacts at a higher level than those before them, and the returns to a lower one.

A text may say that a contact followed lower ones that led nowhere; otherwise it is inferred where
a contact is the first at a higher level within half a year of a lower channel's being cut, stalled
or quiet, and while it still is.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.assessment.channels.lanes import BELOW, RANK, Lane
from detente.assessment.channels.spells import Spell
from detente.assessment.evidence import Sources
from detente.assessment.history import History
from detente.record import LEVELS, OUTCOMES

_SOON = 183  # days after a channel's trouble began within which a higher contact answers it
_BACK = 92  # days within which a lower contact after it is a return
_FAILED = {OUTCOMES.index(name) for name in ("no-progress", "breakdown")}
STATED = "stated: the text gives the other contacts as what it followed"
INFERRED = (
    f"inferred: the first contact at a higher level within {_SOON} days of the lower channel's "
    "being cut, stalled or quiet, while it still was"
)
RETURNED = (
    f"inferred: the first contact at a lower level within {_BACK} days of one that went over it"
)


@dataclass(frozen=True)
class Step:
    """From the contacts at one level to one at another; contacts and moves by their places.

    Attributes:
        contact: the one at the other level.
        left: the level of those before, a place in `LEVELS`.
        follows, moves: what it followed.
        rule: what led to it.
        trouble: what ailed the level that was left: a spell's state, or "led nowhere"; or nothing.

    """

    contact: int
    left: int
    follows: tuple[int, ...]
    moves: tuple[int, ...]
    rule: str
    trouble: str = ""

    @property
    def basis(self) -> str:
        """`stated` or `inferred`."""
        return self.rule.partition(":")[0]


def stated(history: History, sources: Sources) -> tuple[list[Step], list[Step]]:
    """The steps up and down of which the texts say what they followed."""
    up: list[Step] = []
    down: list[Step] = []
    telling = np.flatnonzero((history.contacts.follows > 0) & history.held).tolist()
    place_of = {i: place for place, i in enumerate(history.contacts.id.tolist())} if telling else {}
    for row in sources.contact_rows(telling):
        place = place_of[row["id"]]
        own = rank(history, place)
        followed = [place_of[i] for i in row["follows"] if i in place_of]
        lower = [o for o in followed if 0 < rank(history, o) < own]
        higher = [o for o in followed if rank(history, o) > own > 0]
        up += [_stated(history, place, lower)] if lower else []
        down += [_stated(history, place, higher)] if higher else []
    return up, down


def _stated(history: History, place: int, followed: Sequence[int]) -> Step:
    last, outcomes = followed[-1], history.contacts.outcome
    failed = any(int(outcomes[o]) in _FAILED for o in followed)
    level = int(history.contacts.level[last])
    return Step(place, level, tuple(followed), (), STATED, "led nowhere" if failed else "")


def inferred(history: History, lanes: Sequence[Lane], ailments: Iterable[Spell]) -> list[Step]:
    """The steps up that nothing states; of several levels left at once the nearest below."""
    found: dict[int, Step] = {}
    by_level: dict[int, list[Spell]] = {}
    for spell in ailments:
        by_level.setdefault(spell.level, []).append(spell)
    for lane in sorted((one for one in lanes if one.rank), key=lambda one: one.rank):
        higher = _dated(
            history, (one for one in lanes if lane.name in BELOW.get(one.name or "", ()))
        )
        days = history.met[higher]
        for spell in by_level.get(lane.level, ()):
            at = int(np.searchsorted(days, spell.since, side="right"))
            last = spell.since + _SOON if spell.until is None else min(
                spell.since + _SOON, spell.until
            )  # fmt: skip
            if at < len(days) and days[at] <= last:
                place = int(higher[at])
                found[place] = Step(
                    place, lane.level, spell.contacts, spell.moves, INFERRED, spell.state
                )
    return list(found.values())


def returned(history: History, lanes: Sequence[Lane], up: Iterable[Step]) -> list[Step]:
    """The first contacts at lower levels after some steps up."""
    lower = {
        level: _dated(history, (one for one in lanes if one.name in BELOW.get(level, ())))
        for level in LEVELS
    }
    found = []
    for step in up:
        day = int(history.met[step.contact])
        below = lower[LEVELS[history.contacts.level[step.contact]]]
        at = int(np.searchsorted(history.met[below], day, side="right"))
        if at < len(below) and history.met[below[at]] <= day + _BACK:
            level = int(history.contacts.level[step.contact])
            found.append(Step(int(below[at]), level, (step.contact,), (), RETURNED))
    return found


def rank(history: History, place: int) -> int:
    """How high a contact's level is; 0 where it is not told."""
    level = int(history.contacts.level[place])
    return RANK[LEVELS[level]] if level >= 0 else 0


def _dated(history: History, lanes: Iterable[Lane]) -> NDArray[np.intp]:
    """The places of all contacts of some lanes of which the day is told, in order."""
    places = np.concatenate([np.empty(0, np.intp), *(one.timed for one in lanes)])
    return np.sort(places[history.dated[places]])
