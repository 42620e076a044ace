"""A quick look at a text of a feed: could it tell of two sides at all?

One automaton over all names of states, their peoples, capitals, leaders and organizations reads the
text once. It knows no grammar: what it lets through is read, what it stops names no two sides.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from ahocorasick_rs import AhoCorasick

from detente.actors import states
from detente.actors.organizations import organizations
from detente.actors.people import people
from detente.actors.spelling import fold, unaccent
from detente.actors.tables import words

_SHORTEST_SHOUTED = 4  # letters of a name that is looked for in capitals too ("IRAN", not "OR")
_PLAIN = str.maketrans({"’": "'", "‘": "'", "\u00a0": " ", "\n": " ", "\t": " ", "‑": "-"})


def names_two_sides(text: str) -> bool:
    """Tell whether a text names actors that cannot all be of one side.

    Args:
        text: running text of any length; case matters ("US" is not "us").

    """
    automaton, sides_of = _compiled()
    plain = text.translate(_PLAIN)
    possible: frozenset[str] | None = None  # the sides that everybody named so far could be of
    for form, start, end in automaton.find_matches_as_indexes(plain, overlapping=True):
        if plain[end : end + 1].isalnum() or plain[start - 1 : start].isalnum():
            continue
        possible = sides_of[form] if possible is None else possible & sides_of[form]
        if not possible:
            return True
    return False


@cache
def _compiled() -> tuple[AhoCorasick, list[frozenset[str]]]:
    sides: dict[str, set[str]] = {}
    for name, side in _named():
        for spelling in {name, unaccent(name), name.replace("-", " ")}:
            sides.setdefault(spelling, set()).add(side)
            if len(spelling) >= _SHORTEST_SHOUTED:
                sides.setdefault(spelling.upper(), set()).add(side)
    return AhoCorasick(list(sides)), [frozenset(found) for found in sides.values()]


def _named() -> Iterator[tuple[str, str]]:
    """Every name with a side it may stand for."""
    for word, meanings in states.words().items():
        for _, code in meanings:
            yield word, code
    for body in organizations():
        side = body.org or body.country
        if side and body.role != "outlet":
            yield from ((name, side) for name in body.names if name not in body.rare)
    for person in people():
        for tenure in person.tenures:
            side = tenure.org or tenure.country
            if side:
                yield from ((name, side) for name in (*person.names, *person.short) if _tells(name))


def _tells(name: str) -> bool:
    """Tell whether a person's name is more than a letter or an ordinary word ("Long", "May")."""
    return len(name) > 1 and fold(name) not in words("word")
