"""A dyad's channels: its contacts by level, each with how long it is usually silent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from detente.assessment.channels.gaps import Gaps, Usual, gaps
from detente.assessment.history import History
from detente.record import LEVELS, STATUSES

UNTOLD: Final = -1  # the level of contacts of which none is told
ANY: Final = -2  # that of all contacts together
# The higher the level, the higher the number: by it steps between levels that a text tells of.
RANK: Mapping[str, int] = {"leader": 4, "minister": 3, "senior": 2, "working": 1, "officials": 1}
# Which levels are below which for certain: "officials" may be of any rank below a minister's.
BELOW: Mapping[str, tuple[str, ...]] = {
    "leader": ("minister", "senior", "working", "officials"),
    "minister": ("senior", "working", "officials"),
    "senior": ("working",),
}
_TURNED_DOWN = [STATUSES.index(name) for name in ("refused", "cancelled")]
_AHEAD = [STATUSES.index(name) for name in ("planned", "proposed")]
Places = NDArray[np.intp]


@dataclass(frozen=True)
class Lane:
    """One channel.

    Attributes:
        level: a place in `LEVELS`, `UNTOLD` or `ANY`.
        held: places of the contacts that took place, in order of their days.
        timed: those of which the day is told; where it is of none, all, by the day of telling.
        turned_down: places of those that were refused or cancelled.
        ahead: places of those planned or proposed.
        gaps: the days between those that took place.

    """

    level: int
    held: Places
    timed: Places
    turned_down: Places
    ahead: Places
    gaps: Gaps

    @property
    def name(self) -> str | None:
        """The level's name; None where it is not told, or where it is any."""
        return LEVELS[self.level] if self.level >= 0 else None

    @property
    def rank(self) -> int:
        """How high the level is; 0 where it is not told."""
        return RANK.get(self.name or "", 0)


def lanes(history: History, usual: Mapping[int, Usual | None]) -> list[Lane]:
    """A dyad's channels: one for each level of the codebook, the highest first.

    Arguments:
        history: of the dyad.
        usual: gaps that are usual among dyads, by level.

    Returns:
        After those of the levels that of contacts without one, if there are any, and last that of
        all together.

    """
    by_rank = sorted(range(len(LEVELS)), key=lambda level: -RANK[LEVELS[level]])
    found = [_lane(history, level, usual) for level in by_rank]
    untold = _lane(history, UNTOLD, usual)
    if len(untold.held) + len(untold.turned_down) + len(untold.ahead):
        found.append(untold)
    return [*found, _lane(history, ANY, usual)]


def _lane(history: History, level: int, usual: Mapping[int, Usual | None]) -> Lane:
    contacts, known = history.contacts, history.met > 0
    at_level = np.ones(len(contacts), np.bool_) if level == ANY else contacts.level == level
    held = np.flatnonzero(at_level & known & history.held)
    timed = _timed(history, held)
    past = at_level & ((known & (history.met <= history.on)) | (contacts.told > 0))
    return Lane(
        level,
        held,
        timed,
        np.flatnonzero(past & np.isin(contacts.status, _TURNED_DOWN)),
        np.flatnonzero(at_level & np.isin(contacts.status, _AHEAD)),
        gaps(history.met[timed], history.on, usual.get(level)),
    )


def _timed(history: History, held: Places) -> Places:
    """Those whose days count: what was told without one was before, by nobody knows how much."""
    dated: Places = held[history.dated[held]]
    return dated if len(dated) else held
