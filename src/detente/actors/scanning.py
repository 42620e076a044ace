"""Known names in running text, found in one pass.

Every form is filed under the letters it opens with, so that a word of the text is compared with
the few forms that could start there, the longest first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from typing import Literal

from detente.actors import casting, states
from detente.actors.ambiguity import is_ambiguous, names_several, state_meant
from detente.actors.choice import Context, choose
from detente.actors.organizations import organizations
from detente.actors.people import Person, by_short, is_common, people
from detente.actors.spelling import fold, unaccent
from detente.actors.tables import words
from detente.actors.tables.index import kept
from detente.actors.titles import is_title
from detente.model import Actor

NameRole = Literal["state", "demonym", "capital", "seat", "person", "organization", "outlet"]

_OPENING = re.compile(r"(?<![\w'])(?:(?:[aA]l|[eE]l)-)?[^\W\d_a-z][^\W\d_]*")
_PLAIN = str.maketrans({"’": "'", "‘": "'", "\u00a0": " ", "\n": " ", "\t": " ", "‑": "-"})
_ADDRESS = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr)\.?|[Pp]resident|[Mm]inister|[Pp]remier|[Cc]hancellor|Secretary|King) $"
)
_ADDRESS_WIDTH = 16
_GIVEN = re.compile(r"(?<![.!?:\"“”'\n] )(?<![\n\"“”(])(?<!^)\b([^\W\d_a-z](?:[\w-]+|\.)) $")
_SYLLABLE = re.compile(r"-(?!(?:led|era|style|like|type|\w+ed)\b)[a-z]{2,7}\b")


@dataclass(frozen=True, slots=True)
class Name:
    """A known name in a text: `[start, end)` in code points, and whom it names."""

    start: int
    end: int
    text: str
    actor: Actor
    role: NameRole


@dataclass(frozen=True, slots=True, eq=False)
class _Form:
    """A spelling that may be met; `key` is set for surnames alone."""

    text: str
    role: NameRole
    persons: tuple[Person, ...] = ()
    key: str = ""


def names_in(text: str, *, on: date | None = None) -> list[Name]:
    """Return the longest known names in a text, left to right, without overlaps.

    A surname alone counts where its bearer is named in full elsewhere in the text, led a side
    on the day, or is addressed by title.

    Args:
        text: running text of any length; case matters ("US" is not "us").
        on: the day the text was written.

    """
    found = list(_matches(text.translate(_PLAIN)))
    named = frozenset(p.id for _, form in found if not form.key for p in form.persons)
    context = Context(on.isoformat()[:10] if on else None, (), named)
    names = (_name(text, start, form, context) for start, form in found)
    return [name for name in names if name is not None]


def _matches(plain: str) -> Iterator[tuple[int, _Form]]:
    known, reached = openings(), 0
    for match in _OPENING.finditer(plain):
        start = match.start()
        if start < reached or match[0] not in known or _is_of_a_continent(plain, start):
            continue
        for form in _filed(match[0]):
            end = start + len(form.text)
            if (
                plain.startswith(form.text, start)
                and not plain[end : end + 1].isalnum()
                and not _goes_on(plain, end, form)
            ):
                reached = end
                yield start, form
                break


_CONTINENTAL = ("Ibero-", "Inter-", "Pan-", "African-", "Afro-")
_MONEY = re.compile(r" ?[$€£][ \d]")


def _is_of_a_continent(plain: str, start: int) -> bool:
    """As in "the Ibero-American summit"."""
    return plain.startswith("Americ", start) and plain.endswith(_CONTINENTAL, 0, start)


def _goes_on(plain: str, end: int, form: _Form) -> bool:
    """Tell whether a name is but the beginning of something else: of "Park Jin-woo", of "US$25"."""
    if _MONEY.match(plain, end):
        return True
    full = plain[end : end + 1] == "-" and form.role == "person" and " " in form.text
    return full and _SYLLABLE.match(plain, end) is not None


Told = tuple[str, NameRole, list[int], str]  # a form: its text, role, persons by number, key


@cache
def openings() -> dict[str, list[Told]]:
    """Return all forms by the letters they open with, the longest first."""
    if index := kept("openings"):
        known: dict[str, list[Told]] = index["openings"]
        return known
    numbers = {person: number for number, person in enumerate(people())}
    filed: dict[str, list[Told]] = {}
    for form in sorted(_forms().values(), key=lambda f: -len(f.text)):
        opening = _OPENING.match(form.text)
        if opening:
            told = form.text, form.role, [numbers[p] for p in form.persons], form.key
            filed.setdefault(opening[0], []).append(told)
    return filed


@cache
def _filed(opening: str) -> tuple[_Form, ...]:
    """Return the forms that open with these letters; made when the letters are first met."""
    everybody = people()
    return tuple(
        _Form(text, role, tuple([everybody[number] for number in numbers]), key)
        for text, role, numbers, key in openings()[opening]
    )


def _forms() -> dict[str, _Form]:
    found: dict[str, _Form] = {}
    for person in people():
        for name in person.names:
            if " " in name:
                _add(found, name, "person", person)
    for word, entries in states.words().items():
        _add(found, word, entries[0][0])
    for body in organizations():
        for name in body.names:
            if name not in body.rare:
                _add(found, name, body.role)
    for key, persons in by_short().items():
        for short in {s for p in persons for s in p.short if len(s) > 1 and fold(s) == key}:
            for spelling in (short, unaccent(short)):
                found.setdefault(spelling, _Form(spelling, "person", persons, key))
    return found


def _add(found: dict[str, _Form], text: str, role: NameRole, person: Person | None = None) -> None:
    for spelling in _spellings(text):
        known = found.get(spelling)
        if known is None:
            found[spelling] = _Form(spelling, role, (person,) if person else ())
        elif person and known.persons and person not in known.persons:
            found[spelling] = _Form(spelling, role, (*known.persons, person))


def _spellings(text: str) -> set[str]:
    """A name as it may be printed: without accents and hyphens, with either Arabic article."""
    found = {text, unaccent(text)}
    if "l-" in text:
        found |= {spelling.replace(" al-", " el-") for spelling in found}
        found |= {spelling.replace(" el-", " al-") for spelling in found}
        found |= {s.replace(" al-", " Al ").replace(" el-", " El ") for s in found}
    return found | {spelling.replace("-", " ") for spelling in found}


def _name(text: str, start: int, form: _Form, context: Context) -> Name | None:
    end = start + len(form.text)
    if form.key:
        before = text[max(0, start - _ADDRESS_WIDTH) : start]
        addressed = _ADDRESS.search(before) is not None
        other = not addressed and _follows_given_name(before)
        actor = None if other else _bearer(form, context, addressed=addressed)
    elif form.role in {"state", "capital"} and is_ambiguous(form.text):
        actor = _state_meant(form, text, context.day)
    else:
        actor = _actor(form, context.day)
    return Name(start, end, text[start:end], actor, form.role) if actor else None


def _state_meant(form: _Form, text: str, day: str | None) -> Actor | None:
    """The state that "Georgia" or "Congo" means in this text; None where it means no state."""
    code = state_meant(form.text, text)
    if code is None:
        return None
    return casting.state(code) if names_several(form.text) else _actor(form, day)


def _follows_given_name(before: str) -> bool:
    """Tell whether a capital stands before that neither opens a sentence nor is a title."""
    match = _GIVEN.search(before)
    return match is not None and not (is_title(match[1]) or states.lookup(match[1]))


@lru_cache(maxsize=4096)
def _bearer(form: _Form, context: Context, *, addressed: bool) -> Actor | None:
    """Return whom a surname alone names, if it is safe to say so."""
    person = choose(form.persons, context)
    if person is None or (form.key in words("word") and not addressed):
        return None
    held = person.on(context.day) if context.day else None
    leads = held is not None and held.level == "leader" and not is_common(form.key)
    ranked = held is not None and held.level is not None
    titled = addressed and " " in person.name and (ranked or not context.day)
    known = person.id in context.persons or leads or titled
    return casting.person(person, context.day) if known else None


@lru_cache(maxsize=16384)
def _actor(form: _Form, day: str | None) -> Actor | None:
    if form.persons:
        person = choose(form.persons, Context(day))
        return casting.person(person, day) if person else None
    if form.role in {"state", "demonym", "capital"}:
        found = states.lookup(form.text, day)
        return casting.state(found[1]) if found else None
    return casting.body(form.text, day)
