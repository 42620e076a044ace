"""What a phrase says of its actor, before its office or name is looked up.

Invariant: whatever owns the head ("China's", "of France", "Biden's") ends up in `party`;
whatever the head is directed at ("ambassador to China") does not.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from detente.actors import states
from detente.actors.choice import Context, alone
from detente.actors.lexicon import Kind, Noun, Part
from detente.actors.organizations import Organization, one_of
from detente.actors.people import Person, by_short
from detente.actors.spelling import fold
from detente.actors.tables import words
from detente.actors.titles import Title

_CAPITAL = re.compile(r"(?:(?:al|el)-)?[^\W\d_a-z]")
_PRIVATE = frozenset({"BUS", "EDU", "CVL", "NGO"})
_RESIDENT = frozenset({"GOV", "JUD", "COP", "CVL", "EDU"})


@dataclass(slots=True)
class Phrase:
    """A phrase taken apart, filled from left to right.

    Attributes:
        context: the date and what is near.
        party: the side that owns the head.
        parties: every side that could own it, in the text's order.
        article: the first determiner.
        before: folded words before the head.
        after: folded words after it.
        title: the head, if it is a title.
        noun: the head, if it is a common noun.
        plural: whether the head is plural.
        persons: who bears the full name in it.
        full: that name as it is written.
        name: the words of a name not known in full.
        more: capitals right after a full name: with them it may be somebody else's.
        named_like: the side whose name stands in it right after a title: "President France Rene".
        body: the organization it names.
        several: whether it names more than one actor.
        foreign: whether a demonym stands in it that no table knows.
        within: whether an unknown head is of, or in, a side: "the mayor of London".
        elsewhere: whether the head is "of" something unknown.
        trailing: whether words follow that make the head a modifier ("minister-level talks").
        honorific: whether "Mr." or the like stands in it.
        royal: whether "Prince" or "Princess" does.
        state_form: the word for a state or body that the head may be.

    """

    context: Context
    party: str | None = None
    parties: list[str] = field(default_factory=list)
    article: str = ""
    before: set[str] = field(default_factory=set)
    after: list[str] = field(default_factory=list)
    title: Title | None = None
    noun: Noun | None = None
    plural: bool = False
    persons: tuple[Person, ...] = ()
    full: str = ""
    name: list[str] = field(default_factory=list)
    more: list[str] = field(default_factory=list)
    named_like: str | None = None
    body: tuple[Organization, ...] = ()
    several: bool = False
    foreign: bool = False
    within: bool = False
    elsewhere: bool = False
    trailing: bool = False
    honorific: bool = False
    royal: bool = False
    state_form: str = ""
    _link: str = ""
    _second: bool = False
    _filed: bool = False  # whether what the last link leads to has been read

    @property
    def headed(self) -> bool:
        """Whether a title, a noun or a person has been read."""
        return bool(self.title or self.noun or self.persons)


def understand(parts: Sequence[Part], context: Context) -> Phrase:
    """Read parts from left to right.

    Args:
        parts: what `lexicon.cut` returned.
        context: the date, for names whose party depends on it.

    """
    phrase = Phrase(context)
    for place, part in enumerate(parts):
        if part.kind == "word" and part.text in words("ending"):
            break
        _READERS[part.kind](phrase, part)
        if part.possessive and place < len(parts) - 1:
            phrase = _owned(phrase)
    return phrase


def _owned(owner: Phrase) -> Phrase:
    """Return a fresh phrase that belongs to all that was read."""
    party = owner.party or _party_of(owner)
    if party is None and owner.title and owner.title.party:
        party = owner.title.owner(owner.context.parties)
    article = owner.article if owner.article in {"a", "an"} and not owner.name else "the"
    foreign = owner.foreign or (bool(owner.name) and party is None)
    return Phrase(owner.context, party, owner.parties, article, foreign=foreign)


def _party_of(phrase: Phrase) -> str | None:
    """Return the side of the person read."""
    if phrase.persons:
        return phrase.persons[0].party(phrase.context.day)
    return _bearer(phrase.context, fold(" ".join(phrase.name)))


def _bearer(context: Context, key: str) -> str | None:
    """Return the side of whoever a bare surname means."""
    person = alone(by_short().get(key, ()), context, key)
    return person.party(context.day) if person else None


def _serves(phrase: Phrase) -> bool:
    """Tell whether the head goes with "to" and "for" its master ("adviser to")."""
    return phrase.title is not None and phrase.title.name in words("serving")


def _read_word(phrase: Phrase, part: Part) -> None:
    key = part.key
    if key in words("owning") or key in words("aiming"):
        phrase._link, phrase._filed = key, False
    elif part.text.casefold() in words("joining"):
        phrase._second, phrase._link = True, ""
        phrase.several = phrase.several or bool(phrase.persons or phrase.name)
    elif key in words("determiner") or key.isdigit():
        _read_determiner(phrase, key)
    elif _CAPITAL.match(part.text) or (
        key in words("particle") and (phrase.name or not (phrase._link or _has_begun(phrase)))
    ):
        _read_capital(phrase, part)
    elif phrase.headed or phrase.state_form:
        phrase.after.append(key)
        follows = key in words("trailing") or key.endswith("ed") or phrase._link
        phrase.trailing = phrase.trailing or not follows
    else:
        phrase.before.update(key.split())


def _has_begun(phrase: Phrase) -> bool:
    """Tell whether more than a title has been read, after which a particle opens no name."""
    return bool(phrase.noun or phrase.persons or phrase.before - {"the"} or phrase.state_form)


def _read_determiner(phrase: Phrase, key: str) -> None:
    phrase._link = "" if phrase._second else phrase._link
    if not phrase.headed and not phrase._link:
        phrase.article = phrase.article or key
        phrase.before.add(key)


def _read_capital(phrase: Phrase, part: Part) -> None:
    if part.key in words("honorific"):
        phrase.honorific = True
        phrase.royal = phrase.royal or part.key in {"prince", "princess"}
    elif part.text != "New" and (part.key in words("modifier") or part.key in words("former")):
        phrase.before.update(part.key.split())
    elif phrase._link and not phrase._filed:
        master = _bearer(phrase.context, part.key) if _serves(phrase) else None
        phrase.party = phrase.party or master
        phrase.elsewhere = phrase.elsewhere or phrase._link == "of"
        phrase._filed = True
    elif phrase.persons:
        phrase.more.append(part.text)
    else:
        phrase.several = phrase.several or phrase._second
        phrase.name.append(part.text)


def _read_title(phrase: Phrase, part: Part) -> None:
    title = part.entry.title if part.entry else None
    if title is None or (phrase._link and phrase.headed):
        return
    if phrase.title and phrase.name and part.text[:1].isupper() and not phrase._second:
        phrase.name.append(part.text)  # "Prime Minister Mackenzie King"
        return
    if phrase.persons or (phrase.title and phrase.name):
        phrase.trailing = phrase.trailing or not phrase._second
        return
    phrase._second = False
    _file_modifiers(phrase)
    if phrase.title is None or not phrase.title.level:
        phrase.title, phrase.noun = title, None
        phrase.plural = bool(part.entry and part.entry.plural)


def _read_noun(phrase: Phrase, part: Part) -> None:
    if part.entry is None or phrase.title or phrase.persons or (phrase._link and phrase.noun):
        return
    if phrase.name and phrase.party is None:
        phrase.party = _party_of(phrase)
    _file_modifiers(phrase)
    phrase.noun, phrase.plural = part.entry.noun, part.entry.plural


def _file_modifiers(phrase: Phrase) -> None:
    """Take what stands before a head for its modifiers, and note demonyms no table knows."""
    if not phrase.headed:
        phrase.before.update(phrase.after)
        phrase.after.clear()
        phrase.trailing = False
    for word in phrase.name:
        phrase.before.add(word.casefold())
        demonym = word.casefold().endswith(("an", "ese", "ish", "i"))
        phrase.foreign = phrase.foreign or (demonym and not phrase.party)
    phrase.name.clear()


def _read_person(phrase: Phrase, part: Part) -> None:
    persons = part.entry.persons if part.entry else ()
    if phrase._link and phrase.headed and not phrase._filed:
        phrase.party = phrase.party or persons[0].party(phrase.context.day)
        phrase._filed = True
        return
    phrase.several = phrase.several or bool(phrase.persons) or phrase._second
    if not phrase.persons:
        phrase.persons, phrase.full = persons, part.text


def _read_state(phrase: Phrase, part: Part) -> None:
    day = phrase.context.day
    found = states.lookup(part.text, day)
    if found is None and part.entry:
        found = states.lookup(part.entry.form, day)
    if found is None or (phrase.elsewhere and phrase._link):
        return  # "President of Real Madrid"
    if phrase.name[-1:] == ["New"]:
        phrase.name.append(part.text)  # "New Mexico"
        return
    if phrase.title and not phrase.plural and not phrase._link and found[0] != "demonym":
        phrase.name.append(part.text)
        phrase.named_like = found[1]
    elif _take_party(phrase, found[1]):
        phrase.state_form = part.text


def _read_organization(phrase: Phrase, part: Part) -> None:
    bodies = part.entry.bodies if part.entry else ()
    meant = one_of(bodies, phrase.context.day, (*phrase.parties, *phrase.context.parties))
    if phrase._link and phrase.title and bodies[0].sector in _PRIVATE:
        phrase.elsewhere = True  # "the president of Exxon"
        return
    party = (meant.country or meant.org) if meant else None
    owns = _take_party(phrase, party) if party else not phrase._link
    if owns and not phrase.headed:
        phrase.body, phrase.state_form = bodies, part.text
    phrase.foreign = phrase.foreign or party is None


def _take_party(phrase: Phrase, party: str) -> bool:
    """File a side as the owner, unless the head is only directed at it; tell whether it owns."""
    phrase._filed = True
    if phrase._link and not phrase.headed and phrase.before - words("determiner"):
        phrase.within = True
    at_home = phrase._link == "in" and phrase.noun and phrase.noun.sector in _RESIDENT
    if phrase._link in words("aiming") and not (at_home or _serves(phrase)):
        return False
    phrase.parties.append(party)
    nearer = not (phrase._link or phrase.headed) and (
        party in states.states() or phrase.party not in states.states()
    )
    if phrase.party is None or nearer:
        phrase.party = party
    return True


_READERS: dict[Kind, Callable[[Phrase, Part], None]] = {
    "word": _read_word,
    "title": _read_title,
    "noun": _read_noun,
    "person": _read_person,
    "state": _read_state,
    "organization": _read_organization,
}
