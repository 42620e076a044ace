"""What a phrase says of its actor, before anybody is looked up.

Invariant: whatever owns the head ("China's", "of France", "Biden's") ends up in `party`;
whatever the head is directed at ("ambassador to China") in `objects`.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from detente.actors import states
from detente.actors.lexicon import Noun, Part
from detente.actors.organizations import Organization
from detente.actors.people import Person
from detente.actors.titles import ELECT, FORMER, HONORIFICS, Title

DETERMINERS = frozenset(
    "the a an this that these those his her its their our my your some several many few both two "
    "three four five six seven eight nine ten dozen dozens other another one any each every all "
    "no certain various both".split()
)
_OWNING = frozenset({"of", "from", "within"})
_AIMING = frozenset("for to at in on with by against about over under into towards toward".split())
_ENDING = frozenset("who which that whose when where while after before as speaking".split())
_AFTER_HEAD = frozenset(
    "familiar briefed involved close responsible present themselves himself herself alike there "
    "here elect designate abroad said".split()
)
_SERVING = frozenset({"spokes", "advis", "aide", "assis", "press", "chief"})


@dataclass(slots=True)
class Phrase:
    """A phrase taken apart. Fields are filled from left to right."""

    day: str | None
    article: str = ""
    party: str | None = None
    body: tuple[Organization, ...] = ()
    seen: list[str] = field(default_factory=list)
    objects: list[str] = field(default_factory=list)
    title: Title | None = None
    plural: bool = False
    noun: Noun | None = None
    persons: tuple[Person, ...] = ()
    people: int = 0
    name: list[str] = field(default_factory=list)
    before: set[str] = field(default_factory=set)
    after: list[str] = field(default_factory=list)
    honorific: bool = False
    strange: bool = False
    state_form: str = ""
    trailing: bool = False
    elsewhere: bool = False
    joined: bool = False
    link: str = ""

    @property
    def headed(self) -> bool:
        """Whether a head (title, noun or person) has been read."""
        return bool(self.title or self.noun or self.persons)


def understand(parts: list[Part], day: str | None) -> Phrase:
    """Read parts from left to right.

    Args:
        parts: what `lexicon.cut` returned.
        day: `YYYY-MM-DD`, for names whose party depends on it.
    """
    phrase = Phrase(day)
    for place, part in enumerate(parts):
        last = place == len(parts) - 1
        if part.kind == "word":
            if part.key in _ENDING and not part.text[:1].isupper():
                break
            _read_word(phrase, part)
        else:
            _READERS[part.kind](phrase, part)
        if part.possessive and not last:
            _own(phrase)
    return phrase


def _own(phrase: Phrase) -> None:
    """Turn all that was read into the owner of what follows."""
    owner = phrase.party
    if phrase.persons:
        held = phrase.persons[0].on(phrase.day) or phrase.persons[0].last(phrase.day)
        owner = owner or held.party
    if phrase.title and not owner:
        owner = phrase.title.country
    strange = phrase.strange or (bool(phrase.name) and not owner)
    seen, article = phrase.seen, phrase.article
    fresh = Phrase(phrase.day, article="the", party=owner, seen=seen, strange=strange)
    fresh.article = "the" if article not in {"a", "an"} or phrase.party else article
    for name in Phrase.__slots__:
        setattr(phrase, name, getattr(fresh, name))


def _read_word(phrase: Phrase, part: Part) -> None:
    key = part.key
    if key in _OWNING or key in _AIMING:
        phrase.link = key
    elif key in {"and", "&", "or", "plus"}:
        phrase.joined = True
        phrase.link = ""
    elif key in DETERMINERS or key.isdigit():
        _determine(phrase, key)
    elif part.text[:1].isupper() or (phrase.name and part.text in {"al", "bin", "de", "van", "von"}):
        _read_capital(phrase, part)
    elif phrase.headed or phrase.state_form:
        phrase.after.append(key)
        phrase.trailing = phrase.trailing or not (phrase.link or _may_follow(key))
    else:
        phrase.before.add(key)


def _determine(phrase: Phrase, key: str) -> None:
    if phrase.headed or phrase.link:
        return
    phrase.article = phrase.article or key
    phrase.before.add(key)


def _may_follow(key: str) -> bool:
    return key in _AFTER_HEAD or key.endswith("ed")


def _read_capital(phrase: Phrase, part: Part) -> None:
    key = part.key
    if key in HONORIFICS:
        phrase.honorific = True
    elif key in FORMER or key in ELECT or key in {"deputy", "acting", "senior", "vice", "then"}:
        (phrase.after if phrase.headed else phrase.before.add if False else phrase.before)
        phrase.before.add(key)
    elif phrase.link:
        phrase.elsewhere = phrase.elsewhere or phrase.link == "of"
    elif not phrase.persons:
        phrase.name.append(part.text)


def _read_title(phrase: Phrase, part: Part) -> None:
    entry = part.entry
    if entry is None or entry.title is None:
        return
    if phrase.link and phrase.headed:
        return
    if phrase.persons and not part.comma and phrase.title is None and not phrase.joined:
        phrase.trailing = True
        return
    if phrase.name and phrase.title is None:
        phrase.strange = phrase.strange or not phrase.party
        phrase.before.update(word.casefold() for word in phrase.name)
        phrase.name.clear()
    if phrase.title is None:
        phrase.title, phrase.plural = entry.title, entry.plural
        phrase.noun = None
    elif not phrase.title.level:
        phrase.title = entry.title


def _read_noun(phrase: Phrase, part: Part) -> None:
    if part.entry is None or phrase.title is not None or (phrase.link and phrase.headed):
        return
    if phrase.name:
        phrase.before.update(word.casefold() for word in phrase.name)
        phrase.name.clear()
        phrase.strange = True
    phrase.noun, phrase.plural = part.entry.noun, part.entry.plural


def _read_person(phrase: Phrase, part: Part) -> None:
    if part.entry is None:
        return
    if phrase.link and phrase.headed:
        if not phrase.party:
            held = part.entry.persons[0].on(phrase.day) or part.entry.persons[0].last(phrase.day)
            phrase.party = held.party
        return
    phrase.people += 1
    phrase.persons = phrase.persons or part.entry.persons


def _read_state(phrase: Phrase, part: Part) -> None:
    found = states.lookup(part.text, phrase.day)
    if found is None and part.entry is not None:
        found = states.lookup(part.entry.form, phrase.day)
    if found:
        phrase.state_form = part.text
        _take_party(phrase, found[1])


def _read_organization(phrase: Phrase, part: Part) -> None:
    if part.entry is None:
        return
    bodies = part.entry.bodies
    standing = [b for b in bodies if b.stood(phrase.day)] or list(bodies)
    party = standing[0].country or standing[0].org
    if party and _take_party(phrase, party) and not phrase.headed:
        phrase.body = bodies
    elif not party and not phrase.headed:
        phrase.body = bodies
        phrase.strange = True


def _take_party(phrase: Phrase, party: str) -> bool:
    """File a side as owner or object; tell whether it owns."""
    serving = phrase.title is not None and phrase.title.name[:6].startswith(tuple(_SERVING))
    if phrase.link in _AIMING and not (serving and phrase.link in {"for", "to", "at"}):
        phrase.objects.append(party)
        return False
    phrase.seen.append(party)
    if phrase.party is None or (phrase.link == "" and not phrase.headed):
        phrase.party = party
    return True


_READERS = {
    "title": _read_title,
    "noun": _read_noun,
    "person": _read_person,
    "state": _read_state,
    "organization": _read_organization,
}
