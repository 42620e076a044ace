"""Whom a name in any spelling may mean: the same person, however the press transliterates.

A name matches somebody when one of its words is part of what that person is called alone, or the
last of a full name, and the others are known of that person too, but for one that no table has
("Edward Gough Whitlam"). Words are compared by sound.
"""

from __future__ import annotations

from collections.abc import Mapping
from difflib import SequenceMatcher
from functools import cache, lru_cache
from typing import NamedTuple

from detente.actors.people import Person, is_common, people
from detente.actors.spelling import fold, sound
from detente.actors.tables import words
from detente.actors.tables.index import Found, kept

# Of two spellings that sound alike, how much they share (Ratcliff and Obershelp's ratio) to be one
# word ("Gadhafi", "Qaddafi": 0.7), and to be nearly the same.
_ALIKE, _CLOSE = 0.6, 0.75


class Match(NamedTuple):
    """Somebody a name may mean.

    Attributes:
        person: who.
        strange: how many words of the name are not theirs.
        known: how many are; a word that only begins like one of theirs counts for neither.
        ends: whether the first and the last word are theirs, in that order.
        last: whether the last word is.
        rare: whether one of theirs is no common name.
        close: whether every word is theirs, in order and nearly as they spell it, or an initial.

    """

    person: Person
    strange: int
    known: int
    ends: bool
    last: bool
    rare: bool
    close: bool


@lru_cache(maxsize=16384)
def matches(name: str) -> tuple[Match, ...]:
    """Return all whom a name may mean, those first with the fewest strange words.

    Args:
        name: without titles and honorifics: "Zine el-Abidine ben Ali", "Rafsanjani".

    Returns:
        Those of whom at least as many words are known as are strange.

    """
    ordered = _words(name)
    given = {word: sound(word) for word in ordered}
    found = []
    for person in dict.fromkeys(p for s in given.values() for p in by_surname().get(s, ())):
        own, initials = _words_of(person)
        known = [w for w, s in given.items() if s in own and _near(w, own[s], _ALIKE)]
        if not any(len(word) > 1 for word in known):
            continue
        strange = [w for w in given if w not in known and w[0] not in initials]
        if len(strange) > len(known) - (len(known) == 1):
            continue
        written = [_near(w, own[given[w]], _CLOSE) if w in known else len(w) == 1 for w in given]
        outer = [ordered[0], ordered[-1]]
        ends = set(outer) <= set(known) and _in_order([given[w] for w in outer], person)
        close = all(written) and not strange and _in_order([given[w] for w in known], person)
        rare = any(not is_common(word) for word in known)
        last = ordered[-1] in known
        found.append(Match(person, len(strange), len(known), ends, last, rare, close))
    return tuple(sorted(found, key=lambda match: (match.strange, -match.known)))


def _near(word: str, spelled: set[str], least: float) -> bool:
    if word in spelled:
        return True
    return any(SequenceMatcher(None, word, other).ratio() >= least for other in spelled)


def _in_order(sounds: list[str], person: Person) -> bool:
    """Tell whether the words follow each other in some name as they do here."""
    for name in (*person.names, *person.short):
        left = iter([sound(word) for word in _words(name)])
        if all(word in left for word in sounds):
            return True
    return False


def _words(name: str) -> list[str]:
    return [word for word in fold(name).split() if word not in words("particle")]


@cache
def by_surname() -> Mapping[str, tuple[Person, ...]]:
    """Return people by the sound of each word of what they are called alone, or of their last."""
    if index := kept():
        return Found(index["sounds"], people)
    found: dict[str, dict[Person, None]] = {}
    for person in people():
        last = [name.split()[-1] for name in person.names]
        for word in {sound(w) for name in (*person.short, *last) for w in _words(name)}:
            found.setdefault(word, {})[person] = None
    return {word: tuple(persons) for word, persons in found.items()}


@lru_cache(maxsize=8192)
def _words_of(person: Person) -> tuple[dict[str, set[str]], set[str]]:
    """All words of somebody's names by their sound, and the first letters of all."""
    spelled = {w for name in (*person.names, *person.short) for w in fold(name).split()}
    by_sound: dict[str, set[str]] = {}
    for word in spelled:
        by_sound.setdefault(sound(word), set()).add(word)
    return by_sound, {word[0] for word in spelled}
