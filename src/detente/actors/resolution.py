"""A phrase on a date becomes an Actor, or nobody."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from detente.actors import casting, lexicon
from detente.actors.choice import Context, alone, choose
from detente.actors.context import context_of, day_of
from detente.actors.people import Person, by_short, holder, similar
from detente.actors.phrase import DETERMINERS, Phrase, understand
from detente.actors.spelling import fold, slug, tidy
from detente.actors.states import states
from detente.actors.titles import ELECT, FORMER, Title, adjust
from detente.model import Actor, ActorKind, Level

_LONGEST = 240
_CIVIL_SERVANTS = frozenset({"IND", "PAK", "BGD", "LKA", "NPL"})


def resolve(
    name: str, *, on: date | str | None = None, near: str | None = None
) -> Actor | None:
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
    context = context_of(near, day)
    return _whole(phrase, context) or _apposed(phrase, context) or _read(phrase, context)


def _whole(phrase: str, context: Context) -> Actor | None:
    """Return what a phrase names that the tables list as it stands."""
    first, _, rest = phrase.partition(" ")
    for text in (phrase, rest if first.casefold() in {"the", "a", "an"} else ""):
        parts = lexicon.cut(text, outlets=True) if text else []
        if len(parts) == 1 and parts[0].entry is not None:
            entry = parts[0].entry
            if entry.kind == "organization":
                return casting.organization(entry.bodies, context.day)
            if entry.kind == "person" and (person := choose(entry.persons, context)):
                return casting.person(person, context.day)
    return None


def _apposed(phrase: str, context: Context) -> Actor | None:
    """Read "Wang Yi, China's foreign minister" and "the U.S. president, Joe Biden"."""
    first, comma, second = phrase.partition(", ")
    second = second.split(", ")[0]
    if not comma or " and " in f" {second} "[:5]:
        return None
    head = _resolve(first, context.day, None) or None
    other = _read(second, context)
    if head and head.kind == "person":
        return head if other is None or other.kind != "person" or other.id == head.id else None
    if other and other.kind == "person":
        return other
    if head is None and other and other.level and other.kind in {"office", "anonymous"}:
        return _unknown(first, other.country, other.org, other.sector, other.level)
    return head if head and second.split()[0] in DETERMINERS else None


def _unknown(
    name: str, country: str | None, org: str | None, sector: str | None, level: Level | None
) -> Actor | None:
    words = name.split()
    if not 1 < len(words) <= 5 or not all(w[:1].isupper() or len(w) < 4 for w in words):
        return None
    return Actor(
        id=slug(name), name=name, kind="person", country=country, org=org, sector=sector, level=level
    )


def _read(phrase: str, context: Context) -> Actor | None:
    read = understand(lexicon.cut(phrase), context.day)
    if read.people > 1 or len(set(read.seen)) > 1 and read.joined:
        return None
    if read.persons:
        return _known(read, read.persons, context)
    if read.name and not read.noun:
        return _named(read, context)
    if read.title:
        return None if read.trailing else _titled(read, phrase, context)
    if read.noun:
        return None if read.trailing else _common(read, phrase, context)
    return _bare(read, context)


def _party(read: Phrase, context: Context) -> str | None:
    """Return the side of a phrase: its own word, its title's, else the nearest."""
    if read.party:
        return read.party
    if read.title and read.title.country:
        return read.title.country
    if context.parties and not read.strange:
        return context.parties[0]
    return None


def _split(party: str | None) -> tuple[str | None, str | None]:
    """Return country and org of a side."""
    return (party, None) if party in states() else (None, party)


def _level(read: Phrase) -> Level | None:
    if read.title is None or read.before & FORMER:
        return None
    if read.title.name.endswith("secretary") and read.party in _CIVIL_SERVANTS:
        return "senior"
    return adjust(read.title, read.before, read.after[:1])


def _role(read: Phrase) -> str:
    """Return the office a phrase names; none where a word before it lowers it."""
    plain = read.title is not None and _level(read) == read.title.level
    return read.title.role if read.title and plain else ""


def _known(read: Phrase, persons: tuple[Person, ...], context: Context) -> Actor | None:
    """Cast a person known by full name."""
    if read.trailing and not read.title:
        return None
    person = choose(persons, context, party=read.party, role=_role(read))
    person = person or choose(persons, context)
    return _cast(person, read, context) if person else None


def _cast(person: Person, read: Phrase, context: Context) -> Actor:
    if read.before & FORMER:
        return casting.former(person, context.day)
    level = _level(read)
    if level == "leader" and (ELECT & read.before or "elect" in (read.title or "").name.split()):  # type: ignore[union-attr]
        return casting.person(person, context.day).model_copy(update={"level": "leader"})
    return casting.person(person, context.day, level)


def _named(read: Phrase, context: Context) -> Actor | None:
    """Cast a person by surname, by another spelling, or by title alone."""
    name = " ".join(read.name)
    party = read.party or (read.title.country if read.title else None)
    addressed = read.honorific or read.title is not None
    person = _by_short(name, party, addressed, read, context)
    if person:
        return _cast(person, read, context)
    side = _party(read, context)
    level = _level(read)
    if read.title is None or not (level or read.title.role) or read.elsewhere or len(name) < 2:
        return None
    country, org = _split(side)
    if side is None or read.trailing:
        return None
    return Actor(
        id=slug(name), name=name, kind="person", country=country, org=org,
        sector=read.title.sector, level=level,
    )


def _by_short(
    name: str, party: str | None, addressed: bool, read: Phrase, context: Context
) -> Person | None:
    if read.state_form and not party:
        return None
    persons = by_short().get(fold(name), ())
    if persons:
        if addressed or party:
            return choose(persons, context, party=party, role=_role(read))
        return alone(persons, context, fold(name)) if not read.before else None
    words = name.split()
    if len(words) < 2:
        return None
    same = [p for w in (words[-1], words[0]) for p in by_short().get(fold(w), ()) if similar(name, p)]
    return choose(list(dict.fromkeys(same)), context, party=party, role=_role(read))


def _titled(read: Phrase, phrase: str, context: Context) -> Actor | None:
    """Cast an office, or unnamed people of a rank."""
    title = read.title
    if title is None:
        return None
    party, level, role = _party(read, context), _level(read), _role(read)
    if read.elsewhere and not read.party:
        return None
    if read.plural or read.article in {"two", "three", "both", "several"}:
        return _several(title, level, party, read, phrase)
    single = read.article not in {"a", "an", "another", "one"} and not read.before & FORMER
    if role and single:
        person = holder(party, role, context.day) if party and context.day else None
        if person:
            return casting.person(person, context.day, level)
        return _office(title, level, party) if level or (party and role != "head") else None
    if level is None and not (party or read.before & FORMER) or len(phrase) < 3:
        return None
    return _nameless("anonymous", phrase, party, title.sector, level)


def _several(
    title: Title, level: Level | None, party: str | None, read: Phrase, phrase: str
) -> Actor | None:
    if level in {"leader", "minister"} and (not read.party or read.article in {"two", "both"}):
        return None
    if level in {"officials", "senior", None} and title.sector == "GOV":
        return _nameless("anonymous", phrase, party, title.sector, level)
    return _nameless("group", phrase, party, title.sector, level)


def _office(title: Title, level: Level | None, party: str | None) -> Actor:
    country, org = _split(party)
    name = title.name.title().replace(" Of ", " of ").replace(" The ", " the ")
    whole = f"{name} of {states()[country].name}" if country else f"{name} of {org}" if org else name
    return Actor(
        id=slug(f"office {party or ''} {title.role}"), name=whole, kind="office",
        country=country, org=org, sector=title.sector, level=level,
    )


def _nameless(
    kind: ActorKind, phrase: str, party: str | None, sector: str | None, level: Level | None
) -> Actor:
    country, org = _split(party)
    words = phrase.split()
    while len(words) > 1 and words[0].casefold() in DETERMINERS:
        words.pop(0)
    name = " ".join(words)
    return Actor(
        id=slug(f"{kind} {party or ''} {name}"), name=name, kind=kind,
        country=country, org=org, sector=sector, level=level,
    )


def _common(read: Phrase, phrase: str, context: Context) -> Actor | None:
    """Cast a common noun: a ministry, an army, sources."""
    noun = read.noun
    if noun is None:
        return None
    party = _party(read, context) if noun.kind != "anonymous" else read.party
    if noun.kind == "state":
        return casting.state(party) if party in states() else None
    if noun.kind in {"organization", "outlet"} and not party:
        return None
    kinds: dict[str, ActorKind] = {
        "organization": "organization", "outlet": "outlet", "group": "group",
        "anonymous": "anonymous",
    }
    level: Level | None = "officials" if noun.level else None
    return _nameless(kinds[noun.kind], phrase, party, noun.sector, level)


def _bare(read: Phrase, context: Context) -> Actor | None:
    """Cast a phrase that is nothing but a state's or an organization's name."""
    if read.trailing or read.link or read.name or read.joined or not read.party:
        return None
    if read.body:
        return casting.organization(read.body, context.day)
    return casting.state(read.party) if read.party in states() else None
