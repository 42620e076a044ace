"""Phrases with a name in them: somebody of the tables, or a stranger with a title."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

from detente.actors import casting
from detente.actors.answer import Answer, Basis
from detente.actors.choice import alone, choose
from detente.actors.matching import matches
from detente.actors.people import Person, by_short
from detente.actors.phrase import Phrase
from detente.actors.spelling import fold, slug, stranger_id
from detente.actors.standing import Standing, actor, level_of, party_of, role_of
from detente.actors.tables import words
from detente.model import Actor, Level

_MANY = 2  # words of a name that may be anybody's


def known(read: Phrase) -> Answer | None:
    """Answer with a person known by full name; with a namesake where title and side say so."""
    role, day = role_of(read), read.context.day
    in_office = role and any(p.held(role, day) for p in read.persons)
    if read.more and not in_office:
        longer = _alike(f"{read.full} {' '.join(read.more)}", read)
        if longer:
            return Answer(_cast(longer, read), "spelling")
    person = choose(read.persons, read.context, party=read.party, role=role)
    if person is None and read.party and read.title and (level := level_of(read)):
        return stranger(read.full, Standing(read.party, read.title.sector, level), namesake=True)
    person = person or choose(read.persons, read.context)
    return Answer(_cast(person, read), "name") if person else None


def _cast(person: Person, read: Phrase) -> Actor:
    day, level = read.context.day, level_of(read)
    found = casting.person(person, day, level)
    if read.before & words("former") or _has_left(person, role_of(read), day):
        return found.model_copy(update={"level": None, "sector": None})
    if level == "leader" and read.title and read.title.role.endswith("-elect"):
        return found.model_copy(update={"level": level, "sector": "GOV"})
    return found


def _has_left(person: Person, role: str, day: str | None) -> bool:
    """Tell whether the office that a phrase gives somebody was over: "President Obama" in 2020."""
    if not role or day is None or person.on(day):
        return False
    held = [t for t in person.tenures if t.role == role]
    soon = any(t.began > day and int(t.began[:4]) - int(day[:4]) <= 1 for t in held)
    return any(t.ended and t.ended < day for t in held) and not soon


def bearers(read: Phrase) -> list[Answer]:
    """Everybody a phrase with a name in it may mean, whatever speaks for one of them."""
    name = " ".join(read.name)
    known_in_full = [(p, "name") for p in read.persons]
    by_surname = [(p, "surname") for p in by_short().get(fold(name), ())]
    alike = [(m.person, "spelling") for m in matches(name) if m.close]
    ways: dict[Person, Basis] = {}
    for person, basis in (*known_in_full, *by_surname, *alike):
        ways.setdefault(person, cast(Basis, basis))
    return [Answer(_cast(person, read), basis) for person, basis in ways.items()]


def named(read: Phrase) -> Answer | None:
    """Answer with a person by surname, by another spelling, or by title alone."""
    name = " ".join(read.name)
    titled: Basis = "title and name" if read.title else "surname"
    if person := _by_short(name, read):
        return Answer(_cast(person, read), titled)
    if person := _alike(name, read):
        return Answer(_cast(person, read), "spelling")
    title, level, party = read.title, level_of(read), party_of(read)
    others = by_short().get(fold(name), ())
    if others and not (read.party and not any(p.served(read.party) for p in others)):
        return None
    if title is None or read.elsewhere or not (party or len(read.name) > 1) or not level:
        return None
    return stranger(name, Standing(party, title.sector, level))


def _by_short(name: str, read: Phrase) -> Person | None:
    key = fold(name)
    persons = by_short().get(key, ())
    if read.royal:
        return None  # "Prince Charles" is known by a full name or not at all
    if read.honorific or read.title or read.party:
        role = role_of(read)
        found = (choose(persons, read.context, party=p, role=role) for p in _owners(read))
        return next(filter(None, found), None)
    return alone(persons, read.context, key) if not read.before - {"the"} else None


def _owners(read: Phrase) -> Iterable[str | None]:
    """The sides whose office a phrase gives, the likeliest first; None where it may be anybody's.

    An Indian paper's "Foreign Secretary" is India's, but with "Lammy" after it Britain's.
    """
    if read.party or not (read.title and read.title.party):
        return (read.party,)
    return dict.fromkeys([party_of(read), read.title.party])


def _alike(name: str, read: Phrase) -> Person | None:
    return next(filter(None, (_alike_of(party, name, read) for party in _owners(read))), None)


def _alike_of(party: str | None, name: str, read: Phrase) -> Person | None:
    """Return who bears the name in another spelling, or with a word more than the tables have.

    Whoever holds the office that the phrase gives comes first; then whoever serves its side on the
    day; without office and side only a name of two words in nearly the same spelling will do.
    """
    found = [m for m in matches(name) if not party or m.person.served(party)]
    role, level, context = role_of(read), level_of(read), read.context
    near = party or (context.parties[0] if context.parties else None)
    close = [m for m in found if m.close]
    # A given name in common, and an office that any state has, make nobody.
    likely = [m for m in found if party or m.known > 1 or m.close or m.last]
    for fitting in (
        [m for m in likely if role and m.person.held(role, context.day)],
        [m for m in close if near and _serves(m.person, near, level, context.day)],
        [m for m in close if m.known > 1 and m.rare and not level],
        [m for m in found if m.ends and m.known > _MANY and not level],
    ):
        best = [m.person for m in fitting if m[1:3] == fitting[0][1:3]]
        if person := choose(best, context, party=party, role=role):
            return person
    return None


def _serves(person: Person, party: str, level: Level | None, day: str | None) -> bool:
    """Tell whether somebody holds an office of a side on the day, of the level if one is told."""
    held = [t for t in person.tenures if t.party == party and (day is None or t.covers(day))]
    return any(level in {None, t.level} for t in held)


def stranger(name: str, standing: Standing, *, namesake: bool = False) -> Answer | None:
    """Answer with a person the tables do not know, where a name looks like one."""
    shown = name.split()
    capitals = [w for w in shown if w[:1].isupper() or w.casefold() in words("particle")]
    if len(shown) > 5 or len(capitals) < len(shown) or not name[:1].isupper():
        return None
    ident = stranger_id(name) if namesake else slug(name)
    found = actor("person", ident, name, standing)
    return Answer(found, "words") if found else None
