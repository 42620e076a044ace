"""A phrase on a date becomes an Actor, or nobody."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import NamedTuple

from detente.actors import casting, lexicon
from detente.actors.choice import Context, alone, choose
from detente.actors.context import context_of, day_of
from detente.actors.people import Person, by_short, holder, similar
from detente.actors.phrase import Phrase, understand
from detente.actors.spelling import fold, slug, tidy
from detente.actors.states import states
from detente.actors.tables import words
from detente.actors.titles import Title, adjust
from detente.model import Actor, ActorKind, Level

_LONGEST = 240
_SECRETARIES_ARE_OFFICIALS = frozenset({"IND", "PAK", "BGD", "LKA", "NPL"})
_PREFIX: dict[ActorKind, str] = {"organization": "org", "outlet": "outlet"}
_KOREAS = {"North": "PRK", "South": "KOR"}


class _Standing(NamedTuple):
    """What a phrase tells of an actor that is in no table."""

    party: str | None
    sector: str | None
    level: Level | None = None


def resolve(name: str, *, on: date | str | None = None, near: str | None = None) -> Actor | None:
    """Return the actor that a phrase of news text names.

    Args:
        name: "the U.S. president", "Mr. Xi", "Beijing", "a senior Chinese official".
        on: the day the phrase was written; a prefix date will do. Offices resolve by it.
        near: an alpha-3 code ("CHN"), an IGO's acronym, or a stretch of text around the phrase.

    Returns:
        None for what is no actor, for more than one, and where ambiguity cannot be settled.

    Raises:
        ValueError: where `on` is no date.

    """
    return _resolve(name, day_of(on), near)


@lru_cache(maxsize=32768)
def _resolve(name: str, day: str | None, near: str | None) -> Actor | None:
    phrase = tidy(name)
    if not phrase or len(phrase) > _LONGEST:
        return None
    return _answer(phrase, context_of(near, day))


def _answer(phrase: str, context: Context) -> Actor | None:
    whole = _whole(phrase, context) or _korea(phrase, context)
    if whole or ", " not in phrase:
        return whole or _read(phrase, context)
    return _apposed(phrase, context) or _read(phrase, context)


def _whole(phrase: str, context: Context) -> Actor | None:
    """Return what a phrase names that the tables list as it stands."""
    first, _, rest = phrase.partition(" ")
    for text in (phrase, rest if first.casefold() == "the" else ""):
        parts = lexicon.cut(text, outlets=True) if text else []
        entry = parts[0].entry if len(parts) == 1 else None
        if entry and entry.kind == "organization":
            return casting.organization(entry.bodies, context.day, context.parties)
        if entry and entry.kind == "person" and (person := choose(entry.persons, context)):
            return casting.person(person, context.day)
    return None


def _korea(phrase: str, context: Context) -> Actor | None:
    code = _KOREAS.get(phrase.removeprefix("the ").removeprefix("The "))
    return casting.state(code) if code and set(_KOREAS.values()) & set(context.parties) else None


def _apposed(phrase: str, context: Context) -> Actor | None:
    """Read "Wang Yi, China's foreign minister" and "the U.S. president, Joe Biden"."""
    first, second = phrase.split(", ")[:2]
    head, other = _answer(first, context), _read(second, context)
    if other is None:
        return None if " and " in second or not second[:1].islower() else head
    persons = {actor.id for actor in (head, other) if actor and actor.kind == "person"}
    if len(persons) == 1:
        return head if head and head.kind == "person" else other
    if persons or head or other.kind not in {"office", "anonymous"}:
        return None
    return _stranger(first, _Standing(other.party, other.sector, other.level))


def _stranger(name: str, standing: _Standing) -> Actor | None:
    """Return a person the tables do not know, from a name that looks like one."""
    shown = name.split()
    capitals = [w for w in shown if w[:1].isupper() or w.casefold() in words("particle")]
    if len(shown) > 5 or len(capitals) < len(shown) or not name[:1].isupper():
        return None
    return _actor("person", slug(name), name, standing)


def _actor(kind: ActorKind, ident: str, name: str, standing: _Standing) -> Actor | None:
    """Return an actor that is in no table; None where its name has no letters."""
    if not ident:
        return None
    party, sector, level = standing
    country, org = (party, None) if party in states() else (None, party)
    return Actor(
        id=ident, name=name, kind=kind, country=country, org=org, sector=sector, level=level
    )


def _read(phrase: str, context: Context) -> Actor | None:
    read = understand(lexicon.cut(phrase), context)
    if read.several or (read.trailing and not read.persons):
        return None
    if len(set(read.parties)) > 1 and " and " in phrase:
        return None
    if read.persons:
        return None if read.trailing else _known(read)
    if read.name and not read.noun:
        return _named(read)
    if read.title:
        return _titled(read, read.title, phrase)
    return _common(read, read.noun, phrase) if read.noun else _bare(read)


def _party(read: Phrase) -> str | None:
    """Return the side of a phrase: its own word, its title's, else the nearest."""
    if read.party:
        return read.party
    near = read.context.parties[0] if read.context.parties and not read.foreign else None
    secretary = read.title is not None and read.title.name.endswith("secretary")
    if read.title and read.title.party and not (secretary and near in _SECRETARIES_ARE_OFFICIALS):
        return read.title.party
    return near


def _level(read: Phrase) -> Level | None:
    title = read.title
    if title is None or read.before & words("former"):
        return None
    if title.name.endswith("secretary") and _party(read) in _SECRETARIES_ARE_OFFICIALS:
        return "senior"
    return adjust(title, read.before, read.after[:1])


def _role(read: Phrase) -> str:
    """Return the office a phrase names; none where a word before it lowers it."""
    if read.title is None:
        return ""
    if read.title.name == "chancellor" and _party(read) == "GBR":
        return "finance"
    return read.title.role if _level(read) == read.title.level else ""


def _known(read: Phrase) -> Actor | None:
    """Cast a person known by full name."""
    person = choose(read.persons, read.context, party=read.party, role=_role(read))
    person = person or choose(read.persons, read.context)
    return _cast(person, read) if person else None


def _cast(person: Person, read: Phrase) -> Actor:
    day, level = read.context.day, _level(read)
    actor = casting.person(person, day, level)
    if read.before & words("former"):
        return actor.model_copy(update={"level": None, "sector": None})
    if level == "leader" and read.title and read.title.role.endswith("-elect"):
        return actor.model_copy(update={"level": level, "sector": "GOV"})
    return actor


def _named(read: Phrase) -> Actor | None:
    """Cast a person by surname, by another spelling, or by title alone."""
    name = " ".join(read.name)
    person = _by_short(name, read) or _respelled(name, read)
    if person:
        return _cast(person, read)
    title, level, party = read.title, _level(read), _party(read)
    known = by_short().get(fold(name), ())
    if known and not (read.party and not any(p.served(read.party) for p in known)):
        return None
    if title is None or read.elsewhere or not (party or len(read.name) > 1):
        return None
    return _stranger(name, _Standing(party, title.sector, level)) if level else None


def _by_short(name: str, read: Phrase) -> Person | None:
    key = fold(name)
    persons = by_short().get(key, ())
    party = read.party or (read.title.party if read.title else None)
    if read.honorific or read.title or party:
        return choose(persons, read.context, party=party, role=_role(read))
    return alone(persons, read.context, key) if not read.before - {"the"} else None


def _respelled(name: str, read: Phrase) -> Person | None:
    first, *rest = name.split()
    if not rest:
        return None
    bearers = (p for w in (rest[-1], first) for p in by_short().get(fold(w), ()))
    same = dict.fromkeys(p for p in bearers if similar(name, p))
    return choose(list(same), read.context, party=read.party, role=_role(read))


def _titled(read: Phrase, title: Title, phrase: str) -> Actor | None:
    """Cast an office, or unnamed people of a rank."""
    party, level, role = _party(read), _level(read), _role(read)
    former = bool(read.before & words("former"))
    if (read.elsewhere and not read.party) or not (level or party or former):
        return None
    if read.plural or read.article in {"two", "three", "both", "several"}:
        return _several(title, level, read, phrase)
    if role and not former and read.article not in {"a", "an", "another", "one"}:
        day = read.context.day
        person = holder(party, role, day) if party and day else None
        if person:
            return casting.person(person, day, level)
        return _office(title, role, level, party) if level else None
    return _nameless("anonymous", phrase, _Standing(party, title.sector, level))


def _several(title: Title, level: Level | None, read: Phrase, phrase: str) -> Actor | None:
    party = _party(read)
    if level in {"leader", "minister"} and (not read.party or read.article in {"two", "both"}):
        return None
    unnamed = level in {"officials", "senior", None} and title.sector != "LEG"
    kind: ActorKind = "anonymous" if unnamed else "group"
    return _nameless(kind, phrase, _Standing(party, title.sector, level))


def _office(title: Title, role: str, level: Level | None, party: str | None) -> Actor | None:
    small = {"of", "the", "for", "to", "and"}
    shown = " ".join(w if w in small else w.title() for w in title.name.split())
    owner = states()[party].full if party in states() else party
    name = f"{shown} of {owner}" if owner else shown
    standing = _Standing(party, title.sector, level)
    return _actor("office", slug(f"office {party or ''} {role}"), name, standing)


def _nameless(kind: ActorKind, phrase: str, standing: _Standing) -> Actor | None:
    shown = phrase.split()
    while len(shown) > 1 and shown[0].casefold() in words("determiner"):
        shown.pop(0)
    name = " ".join(shown)
    prefix = _PREFIX.get(kind, kind)
    return _actor(kind, slug(f"{prefix} {standing.party or ''} {name}"), name, standing)


def _common(read: Phrase, noun: lexicon.Noun, phrase: str) -> Actor | None:
    """Cast a common noun: a ministry, an army, sources."""
    party = read.party if noun.kind == "anonymous" else _party(read)
    if noun.kind == "state":
        return casting.state(party) if party in states() else None
    if noun.kind in {"group", "anonymous"}:
        level: Level | None = "officials" if noun.level else None
        kind: ActorKind = "group" if noun.kind == "group" else "anonymous"
        return _nameless(kind, phrase, _Standing(party, noun.sector, level))
    if party is None:
        return None
    kind = "outlet" if noun.kind == "outlet" else "organization"
    plain = not (read.before - words("determiner") or read.elsewhere or read.after)
    if plain and noun.shown != "*" and party in states():
        name = f"{states()[party].adjective} {noun.shown}"
        return _actor(kind, slug(f"{_PREFIX[kind]} {name}"), name, _Standing(party, noun.sector))
    return _nameless(kind, phrase, _Standing(party, noun.sector))


def _bare(read: Phrase) -> Actor | None:
    """Cast a phrase that is nothing but a state's or an organization's name."""
    if read.body and not read.name:
        return casting.organization(read.body, read.context.day, read.context.parties)
    if read.name or read.elsewhere or read.honorific or not read.state_form:
        return None
    if read.party not in states():
        return None
    if read.state_form in states()[read.party].nouns and read.article != "the":
        return _nameless("group", read.state_form, _Standing(read.party, "CVL"))
    return casting.state(read.party)
