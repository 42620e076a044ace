"""Every known form in one dictionary, and a phrase cut into the longest of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain
from typing import Literal

from detente.actors import people, states, titles
from detente.actors.organizations import Organization, organizations
from detente.actors.people import Person
from detente.actors.spelling import fits, fold, fold_once
from detente.actors.tables import read
from detente.actors.tables.index import Found, kept
from detente.actors.titles import Title

_DROPPED = 2  # words that folding drops from a name: "bin Hamad Al Thani", "Bashar al Assad"

Kind = Literal["person", "organization", "state", "title", "noun", "word"]


@dataclass(frozen=True, slots=True, eq=False)
class Noun:
    """A common noun that acts: "foreign ministry", "troops", "people familiar"."""

    name: str
    kind: str
    sector: str | None
    level: str | None
    shown: str


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """One meaning of a form. Which field is filled depends on `kind`."""

    kind: Kind
    form: str
    plural: bool = False
    persons: tuple[Person, ...] = ()
    bodies: tuple[Organization, ...] = ()
    title: Title | None = None
    noun: Noun | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """A stretch of a phrase: a known form, or a word that is none."""

    text: str
    key: str
    entry: Entry | None
    possessive: bool
    comma: bool

    @property
    def kind(self) -> Kind:
        """What it is; "word" when it is not known."""
        return self.entry.kind if self.entry else "word"


@cache
def _titles_and_states() -> dict[str, list[Entry]]:
    found: dict[str, list[Entry]] = {}
    for key, title in titles.table().items():
        found.setdefault(key, []).append(Entry("title", title.name, title=title))
    for key, title in titles.plurals().items():
        found.setdefault(key, []).append(Entry("title", title.name, plural=True, title=title))
    for word in states.words():
        found.setdefault(fold(word), []).append(Entry("state", word))
    return found


@cache
def bodies() -> Mapping[str, tuple[Organization, ...]]:
    """Return all bodies by folded form."""
    if index := kept():
        return Found(index["bodies"], organizations)
    found: dict[str, tuple[Organization, ...]] = {}
    for body in organizations():
        for name in body.names:
            key = fold_once(name)
            found[key] = (*found.get(key, ()), body)
    return found


@cache
def _common_nouns() -> dict[str, list[Entry]]:
    found: dict[str, list[Entry]] = {}
    for key, noun, plural in _nouns():
        found.setdefault(key, []).append(Entry("noun", noun.name, plural=plural, noun=noun))
    return found


@lru_cache(maxsize=32768)
def _known(key: str) -> tuple[Entry, ...]:
    """Return all meanings of a folded form, in order of preference."""
    found = list(_titles_and_states().get(key, ()))
    if own := bodies().get(key):
        form = next(name for name in own[0].names if fold(name) == key)
        found.append(Entry("organization", form, bodies=own))
    found += _common_nouns().get(key, ())
    if persons := people.by_name().get(key, ()) if " " in key else ():
        found.append(Entry("person", persons[0].name, persons=persons))
    return tuple(found)


def _nouns() -> list[tuple[str, Noun, bool]]:
    found = []
    for row in read("nouns"):
        shown = row["same"] or row["noun"]
        if row["kind"] == "organization":
            shown = shown.title().replace("'S", "'s")
        noun = Noun(row["noun"], row["kind"], row["sector"] or None, row["level"] or None, shown)
        key = fold(noun.name)
        found += [(key, noun, False), (f"{key}s", noun, True)]
    return found


@cache
def longest() -> dict[str, int]:
    """Return how many words the longest form that begins with a word has."""
    if index := kept():
        known: dict[str, int] = index["longest"]
        return known
    found: dict[str, int] = {}
    forms = chain(_titles_and_states(), bodies(), _common_nouns(), people.by_name())
    for key in forms:
        first, width = key.partition(" ")[0], 1 + key.count(" ")
        if width > found.get(first, 0):
            found[first] = width
    return found


@lru_cache(maxsize=32768)
def cut(phrase: str, *, outlets: bool = False) -> tuple[Part, ...]:
    """Cut a tidy phrase into parts, left to right, the longest known form first.

    Args:
        phrase: what `spelling.tidy` returned.
        outlets: whether an outlet's name counts; inside a phrase it rarely does
            ("foreign affairs" is no magazine).

    """
    words = phrase.split()
    parts: list[Part] = []
    start = 0
    while start < len(words):
        end, part = _longest_part(words, start, outlets)
        parts.append(part)
        start = end
    return tuple(parts)


def _longest_part(words: list[str], start: int, outlets: bool) -> tuple[int, Part]:
    first = fold(" ".join(words[start : start + 2])).split()
    limit = longest().get(first[0], 0) + _DROPPED if first else 1
    for end in range(min(len(words), start + limit), start, -1):
        inner = [_core(word) for word in words[start:end]]
        if any(own or comma for _, own, comma in inner[:-1]) and end - start > 1:
            text, key = _joined(words[start:end])
        else:
            text = " ".join(core for core, _, _ in inner)
            key = fold(text)
        entry = _meaning(key, text, outlets)
        if entry:
            return end, Part(text, key, entry, inner[-1][1], inner[-1][2])
    core, possessive, comma = _core(words[start])
    return start + 1, Part(core, fold(core), None, possessive, comma)


def _core(word: str) -> tuple[str, bool, bool]:
    """Return a word without its marks, whether it is a possessive, whether a comma follows."""
    bare = word.strip('"“”()[]')
    comma = bare.endswith((",", ";", ":"))
    bare = bare.rstrip(",;:")
    if bare.endswith("'s"):
        return bare[:-2], True, comma
    if bare.endswith("s'"):
        return bare[:-1], True, comma
    return bare, False, comma


def _joined(words: list[str]) -> tuple[str, str]:
    """Read words across an apostrophe or comma that is part of a name (People's Daily)."""
    text = " ".join(words)
    return text.rstrip(",;:").removesuffix("'s"), fold(text.rstrip(",;:").removesuffix("'s"))


def _meaning(key: str, text: str, outlets: bool) -> Entry | None:
    found = _known(key) or (_known(people.without_initials(key)) if " " in key else ())
    for entry in found:
        if entry.kind == "organization" and not outlets:
            bodies = tuple(b for b in entry.bodies if b.role != "outlet")
            if bodies and _fits(entry, text):
                return (
                    entry
                    if bodies == entry.bodies
                    else Entry(entry.kind, entry.form, bodies=bodies)
                )
        elif entry.kind in {"title", "noun"} or _fits(entry, text):
            return entry
    return None


def _fits(entry: Entry, text: str) -> bool:
    if entry.kind == "state":
        return states.lookup(text) is not None or fits(entry.form, text)
    return fits(entry.form, text)
