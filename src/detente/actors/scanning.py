"""Known names in running text, found in one pass."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from typing import Literal

from detente.actors import casting, states
from detente.actors.choice import WORDS, Context, choose
from detente.actors.organizations import organizations
from detente.actors.people import Person, by_short, people
from detente.actors.spelling import fold, unaccent
from detente.model import Actor

NameRole = Literal["state", "demonym", "capital", "seat", "person", "organization", "outlet"]

_CAPITALIZED = re.compile(r"(?<![\w'])(?:al-|el-|dpa\b|von |van |de )?[^\W\d_a-z][\w'.&-]*")
_PLAIN = str.maketrans({"’": "'", "‘": "'", "\u00a0": " ", "\n": " ", "\t": " ", "‑": "-"})


@dataclass(frozen=True, slots=True)
class Name:
    """A known name in a text: `[start, end)` in code points, and whom it names."""

    start: int
    end: int
    text: str
    actor: Actor
    role: NameRole


@dataclass(frozen=True, slots=True)
class _Form:
    text: str
    role: NameRole
    persons: tuple[Person, ...] = ()
    key: str = ""


def names_in(text: str, *, on: date | None = None) -> list[Name]:
    """Return the longest known names in a text, left to right, without overlaps.

    A surname alone counts where its bearer is named in full elsewhere in the text, or led a
    state on the day.

    Args:
        text: running text in any length; case matters ("US" is not "us").
        on: the day the text was written.
    """
    plain = text.translate(_PLAIN)
    forms, day = _forms(), on.isoformat() if on else None
    found: list[tuple[int, int, _Form]] = []
    reached = 0
    for match in _CAPITALIZED.finditer(plain):
        start = match.start()
        if start < reached:
            continue
        form = _longest_at(plain, start, forms.get(_first(match[0])))
        if form is not None:
            reached = start + len(form.text)
            found.append((start, reached, form))
    named = frozenset(p.id for _, _, f in found if not f.key for p in f.persons)
    context = Context(day, (), named)
    names = (_name(text, start, end, form, context) for start, end, form in found)
    return [name for name in names if name is not None]


def _first(word: str) -> str:
    """Return the letters a form is filed under: those before the first mark."""
    return word[: _MARK.search(word).start()] if _MARK.search(word) else word  # type: ignore[union-attr]


_MARK = re.compile(r"[ '.&-]|$")


def _longest_at(plain: str, start: int, forms: list[_Form] | None) -> _Form | None:
    for form in forms or ():
        if plain.startswith(form.text, start):
            after = plain[start + len(form.text) : start + len(form.text) + 1]
            if not (after.isalnum() or after == "_"):
                return form
    return None


@cache
def _forms() -> dict[str, list[_Form]]:
    """Return all forms by their first word, the longest first."""
    found: dict[str, _Form] = {}
    for person in people():
        for name in person.names:
            if " " in name:
                _add(found, name, "person", person)
    for word, entries in states.words().items():
        role = entries[0][0]
        _add(found, word, role)  # type: ignore[arg-type]
    for body in organizations():
        for name in body.names:
            if name not in body.rare:
                _add(found, name, body.role)
    for persons in by_short().values():
        for short in {s for p in persons for s in p.short}:
            if short not in found and short[:1].isupper() and len(short) > 1:
                found[short] = _Form(short, "person", persons, fold(short))
    filed: dict[str, list[_Form]] = {}
    for form in sorted(found.values(), key=lambda f: -len(f.text)):
        filed.setdefault(_first(form.text), []).append(form)
    return filed


def _add(found: dict[str, _Form], text: str, role: NameRole, person: Person | None = None) -> None:
    for spelling in {text, unaccent(text), text.replace("-", " ")}:
        known = found.get(spelling)
        if known is None:
            found[spelling] = _Form(spelling, role, (person,) if person else ())
        elif person and known.persons and person not in known.persons:
            found[spelling] = _Form(spelling, role, (*known.persons, person))


def _name(text: str, start: int, end: int, form: _Form, context: Context) -> Name | None:
    if form.key:
        actor = _by_surname(text, start, form, context)
    else:
        actor = _actor(form.text, form.role, form.persons, context.day)
    return Name(start, end, text[start:end], actor, form.role) if actor else None


_ADDRESS = re.compile(r"(?:\b(?:Mr|Mrs|Ms|Dr)\.?|[Pp]resident|[Mm]inister|[Pp]remier|[Cc]hancellor|Secretary) $")


def _by_surname(text: str, start: int, form: _Form, context: Context) -> Actor | None:
    person = choose(form.persons, context)
    if person is None:
        return None
    addressed = bool(_ADDRESS.search(text[max(0, start - 12) : start]))
    if form.key in WORDS and not addressed:
        return None
    tenure = person.on(context.day) if context.day else None
    leads = tenure is not None and tenure.level == "leader"
    if person.id in context.persons or leads or (addressed and (tenure or " " in person.name)):
        return casting.person(person, context.day)
    return None


@lru_cache(maxsize=16384)
def _actor(
    text: str, role: NameRole, persons: tuple[Person, ...], day: str | None
) -> Actor | None:
    if persons:
        person = choose(persons, Context(day))
        return casting.person(person, day) if person else None
    if role in {"state", "demonym", "capital"}:
        found = states.lookup(text, day)
        return casting.state(found[1]) if found else None
    return casting.body(text, day)
