"""What one side did toward the other, day by day: its moves, and each contact they held.

The codebook makes every held contact a CONSULT, so contacts are counted for what they are, once
each way, whatever told of them; moves of type CONSULT, which data sets ship beside the contact and
readers of text leave out, are not counted again.

What is told of one day is not independent: moves of a day are reported together. A day of n
dealings therefore weighs n / (1 + (n - 1) r), Kish's design effect (*Survey Sampling*, 1965, 5.4)
with r the correlation of intensities within a day.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.assessment.history import History
from detente.assessment.scale import SCALE
from detente.record import MOVE_TYPES

CONSULT = MOVE_TYPES.index("CONSULT")
CONTACT = -1  # the place of a dealing that is a contact
ALIKE = 0.1  # correlation within a day, as measured over the dyads of ICEWS 2005 to 2015
_LONG = 31  # days that a date may be vague by, as of contacts
Numbers = NDArray[np.float64]
Places = NDArray[np.intp]


@dataclass(frozen=True)
class Dealings:
    """One side's dealings with the other, in order of time.

    Attributes:
        source, target: the side that acts, and the other.
        day: as ordinals.
        intensity: from -10 (conflict) to 10 (cooperation).
        weight: what each counts as, in independent dealings.
        place: of the move in the history; `CONTACT` where it is a contact.

    """

    source: str
    target: str
    day: NDArray[np.int64]
    intensity: Numbers
    weight: Numbers
    place: Places

    def __len__(self) -> int:
        return len(self.day)

    @property
    def conflict(self) -> Numbers:
        """How conflictual each is, from 0 to 10."""
        return np.maximum(-self.intensity, 0.0)

    @property
    def cooperation(self) -> Numbers:
        """How cooperative each is, from 0 to 10."""
        return np.maximum(self.intensity, 0.0)


def dealings(of: History, toward: int) -> Dealings:
    """One side's dealings with the other.

    Arguments:
        of: the two sides' history.
        toward: 0 where the first side acts toward the second, 1 the other way.

    """
    moves = np.flatnonzero(dated(of) & (of.toward == toward) & (of.moves.type != CONSULT))
    met = of.met[of.held & of.dated]
    day = np.concatenate([of.moves.day[moves], met]).astype(np.int64)
    talk = np.full(len(met), SCALE["CONSULT"].intensity)
    intensity = np.concatenate([of.intensity[moves], talk])
    place = np.concatenate([moves, np.full(len(met), CONTACT)])
    order = np.argsort(day, kind="stable")
    source, target = of.sides if toward == 0 else of.sides[::-1]
    day = day[order]
    return Dealings(source, target, day, intensity[order], _weights(day), place[order])


def dated(of: History) -> NDArray[np.bool_]:
    """The moves that have a day: that of the act, vague by a month at most, or of the telling."""
    moves = of.moves
    known = (moves.day > 0) & (moves.last - moves.first <= _LONG)
    return np.asarray(known)


def _weights(day: NDArray[Any]) -> Numbers:
    _, of, count = np.unique(day, return_inverse=True, return_counts=True)
    return np.asarray(1.0 / (1.0 + (count[of] - 1.0) * ALIKE), np.float64)


def undated(of: History) -> int:
    """How many moves have no day, and so are not counted."""
    return int(np.count_nonzero(~dated(of)))
