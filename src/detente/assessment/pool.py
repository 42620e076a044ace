"""How long channels are usually silent among all dyads of a record, by level."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from detente.assessment.gaps import Usual, usual_gaps
from detente.assessment.history import days_met, held
from detente.assessment.lanes import ANY, UNTOLD
from detente.record import LEVELS, Contacts


def usual_by_level(contacts: Contacts, on: int) -> dict[int, Usual]:
    """The gaps that are usual at each level, and at any.

    Arguments:
        contacts: of the whole record.
        on: the day up to which they are told, as an ordinal; what was known later is left aside.

    """
    known = contacts.where(np.where(contacts.told > 0, contacts.told, contacts.last) <= on)
    met, dated = days_met(known, on)
    took_place = dated & held(known, met, on)
    rows, dyads = by_dyad(known.parties)
    wanted = took_place[rows]
    rows, dyads = rows[wanted], dyads[wanted]
    found = {
        level: _usual(dyads[at], met[rows[at]], on)
        for level in (UNTOLD, *range(len(LEVELS)))
        if (at := known.level[rows] == level).any()
    }
    return found | {ANY: _usual(dyads, met[rows], on)}


def by_dyad(parties: NDArray[np.object_]) -> tuple[NDArray[np.intp], NDArray[np.int64]]:
    """The dyads that contacts are of: one of three sides is of three.

    Arguments:
        parties: of each contact, as `CHN|USA`.

    Returns:
        Places in `parties`, and for each the number of a dyad.

    """
    rows, dyads, numbers = [], [], dict[tuple[str, ...], int]()
    for place, pair in _pairs(parties):
        rows.append(place)
        dyads.append(numbers.setdefault(pair, len(numbers)))
    return np.array(rows, np.intp), np.array(dyads, np.int64)


def _pairs(parties: NDArray[np.object_]) -> Iterator[tuple[int, tuple[str, ...]]]:
    known: dict[str, list[tuple[str, ...]]] = {}
    for place, joined in enumerate(parties.tolist()):
        if joined not in known:
            known[joined] = list(combinations(joined.split("|"), 2))
        for pair in known[joined]:
            yield place, pair


def _usual(dyads: NDArray[np.int64], met: NDArray[np.int32], on: int) -> Usual:
    """The usual gaps between contacts of one level, given the dyad and the day of each."""
    order = np.lexsort((met, dyads))
    dyads, met = dyads[order], met[order]
    new = np.ones(len(met), np.bool_)
    new[1:] = (np.diff(met) > 0) | (np.diff(dyads) != 0)
    dyads, met = dyads[new], met[new]
    lasting = np.append(np.diff(dyads) != 0, True)[: len(met)]
    gaps = np.where(lasting, on - met, np.append(np.diff(met), 0)[: len(met)])
    return usual_gaps(gaps.astype(np.float64), lasting, dyads)
