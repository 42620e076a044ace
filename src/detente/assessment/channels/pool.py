"""How long channels are usually silent among all dyads of a record, by level."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from detente.assessment.channels.gaps import SPEAKS, Usual, usual_gaps
from detente.assessment.channels.lanes import ANY, UNTOLD
from detente.assessment.dyads import contacts_by_dyad
from detente.assessment.history import days_met, held
from detente.record import LEVELS, Contacts


def usual_by_level(contacts: Contacts, on: int) -> dict[int, Usual | None]:
    """The gaps that are usual at each level, and at any.

    Arguments:
        contacts: of the whole record, as known on the day.
        on: the day up to which they are told, as an ordinal.

    """
    met, dated = days_met(contacts, on)
    took_place = dated & held(contacts, met, on)
    of_dyads = list(contacts_by_dyad(contacts.parties).values())
    rows = np.concatenate([np.empty(0, np.intp), *of_dyads])
    dyads = np.repeat(np.arange(len(of_dyads)), [len(places) for places in of_dyads])
    wanted = took_place[rows]
    rows, dyads = rows[wanted], dyads[wanted]
    found = {
        level: _usual(dyads[at], met[rows[at]], on)
        for level in (UNTOLD, *range(len(LEVELS)))
        if (at := contacts.level[rows] == level).any()
    }
    return found | {ANY: _usual(dyads, met[rows], on)}


def _usual(dyads: NDArray[np.intp], met: NDArray[np.int32], on: int) -> Usual | None:
    """The usual gaps between contacts of one level, given the dyad and the day of each."""
    order = np.lexsort((met, dyads))
    dyads, met = dyads[order], met[order]
    new = np.ones(len(met), np.bool_)
    new[1:] = (np.diff(met) > 0) | (np.diff(dyads) != 0)
    _, dyads = np.unique(dyads[new], return_inverse=True)
    met = met[new]
    lasting = np.append(np.diff(dyads) != 0, True)[: len(met)]
    gaps = np.where(lasting, on - met, np.append(np.diff(met), 0)[: len(met)]).astype(np.float64)
    late = _from_the_end(dyads) <= SPEAKS  # so that those with many do not outweigh all others
    return usual_gaps(gaps[late], lasting[late], dyads[late])


def _from_the_end(dyads: NDArray[np.intp]) -> NDArray[np.intp]:
    """How far each of a dyad's rows is from its last, given their dyads in order."""
    last = np.cumsum(np.bincount(dyads)) - 1
    return np.asarray(last[dyads] - np.arange(len(dyads)), np.intp)
