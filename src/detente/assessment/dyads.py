"""Which rows of a whole record's columns are of which dyad."""

from __future__ import annotations

from itertools import combinations

import numpy as np
from numpy.typing import NDArray

Sides = tuple[str, str]
Places = NDArray[np.intp]


def contacts_by_dyad(parties: NDArray[np.object_]) -> dict[Sides, Places]:
    """The places of each dyad's contacts; one of three sides is of three dyads.

    Arguments:
        parties: of each contact, as `CHN|USA`.

    """
    by_parties = _by(parties)
    found: dict[Sides, list[Places]] = {}
    for joined, places in by_parties.items():
        for one, other in combinations(joined.split("|"), 2):
            found.setdefault((one, other), []).append(places)
    return {sides: np.sort(np.concatenate(places)) for sides, places in found.items()}


def moves_by_dyad(parties: NDArray[np.object_]) -> dict[Sides, Places]:
    """The places of each dyad's moves, either way; those of one side toward itself are of none.

    Arguments:
        parties: of each move, as `USA>CHN`.

    """
    found: dict[Sides, list[Places]] = {}
    for joined, places in _by(parties).items():
        one, other = sorted(joined.split(">"))
        if one != other:
            found.setdefault((one, other), []).append(places)
    return {sides: np.sort(np.concatenate(places)) for sides, places in found.items()}


def _by(words: NDArray[np.object_]) -> dict[str, Places]:
    places: dict[str, list[int]] = {}
    for place, word in enumerate(words.tolist()):
        places.setdefault(word, []).append(place)
    return {word: np.array(at, np.intp) for word, at in places.items()}
