"""A phrase on a date becomes an Actor, or nobody."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from detente.actors import casting, lexicon
from detente.actors.ambiguity import is_ambiguous, names_several, state_meant
from detente.actors.answer import Answer, Resolved, resolved
from detente.actors.choice import Context, choose
from detente.actors.context import context_of, day_of
from detente.actors.introduced import introduced
from detente.actors.named import bearers, known, named, stranger
from detente.actors.phrase import understand
from detente.actors.portfolios import plain_office
from detente.actors.spelling import tidy
from detente.actors.standing import Standing
from detente.actors.states import lookup, words
from detente.actors.unnamed import bare, common, nameless, titled
from detente.model import Actor

_LONGEST = 240
_ACRONYM = 10  # letters of a side's code or acronym; longer is text, of which no answer is kept
_IN_BRACKETS = re.compile(r"(.*[^ (]) \(((?:[^()]|\([^()]*\))+)\)")
_KOREAS = {"North": "PRK", "South": "KOR"}


def resolve(name: str, *, on: date | str | None = None, near: str | None = None) -> Resolved | None:
    """Return the actor that a phrase of news text names.

    Args:
        name: "the U.S. president", "Mr. Xi", "Beijing", "a senior Chinese official".
        on: the day the phrase was written; a prefix date will do. Offices resolve by it.
        near: an alpha-3 code ("CHN"), an IGO's acronym, or a stretch of text around the phrase.

    Returns:
        The actor with `confidence` and `why`; None for what is no actor, for more than one, and
        where ambiguity cannot be settled.

    Raises:
        ValueError: where `on` is no date.

    """
    day = day_of(on)
    answer = _found(name, day, near)
    if answer is None:
        return None
    return resolved(answer, day, nearby=bool(near) and _found(name, day, None) != answer)


def actor_named(
    name: str, *, on: date | str | None = None, near: str | None = None
) -> Actor | None:
    """Return what `resolve` does, without confidence and reason: for whoever asks often.

    Args:
        name: as `resolve` has it.
        on: the same.
        near: the same.

    """
    answer = _found(name, day_of(on), near)
    return answer.actor if answer else None


def _found(name: str, day: str | None, near: str | None) -> Answer | None:
    kept = near is None or len(near) <= _ACRONYM
    return _kept(name, day, near) if kept else _sought(name, day, near)


def _sought(name: str, day: str | None, near: str | None) -> Answer | None:
    phrase = tidy(name)
    if not phrase or len(phrase) > _LONGEST:
        return None
    return _answer(plain_office(phrase), context_of(near, day))


_kept = lru_cache(maxsize=32768)(_sought)


@lru_cache(maxsize=4096)
def owners_of(title: str) -> tuple[str, ...]:
    """Return the states that have an office of one name, where a title does not say whose it is.

    Args:
        title: "the Foreign Secretary".

    Returns:
        Alpha-3 codes, first whose it is where nothing else is said; none where only one state has
        such an office, or any, and where the title tells whose it is: "Indian Foreign Secretary".

    """
    read = understand(lexicon.cut(tidy(title[:_LONGEST])), Context())
    told = read.party or read.foreign or read.elsewhere
    if told or read.title is None or not read.title.others:
        return ()
    return (read.title.party or "", *read.title.others)


def candidates(
    name: str, *, on: date | str | None = None, near: str | None = None
) -> list[Resolved]:
    """Return all whom a phrase may mean, the likeliest first.

    Args:
        name: as `resolve` has it.
        on: the same.
        near: the same.

    Returns:
        What `resolve` answers, if it does, then the others, those in office on the day first. Their
        confidences share what is left.

    Raises:
        ValueError: where `on` is no date.

    """
    day, phrase = day_of(on), tidy(name)
    if not phrase or len(phrase) > _LONGEST:
        return []
    first = resolve(name, on=on, near=near)
    others = [
        a for a in _meanings(phrase, context_of(near, day)) if not first or a.actor.id != first.id
    ]
    others.sort(key=lambda a: a.actor.level is None)
    # Where nothing is settled, nobody of them is as likely as each.
    share = (1 - first.confidence) / max(1, len(others)) if first else 1 / (len(others) + 1)
    return [*([first] if first else []), *(resolved(a, day, share=share) for a in others)]


def _meanings(phrase: str, context: Context) -> list[Answer]:
    """Everything that the words of a phrase stand for in the tables, once each."""
    parts = lexicon.cut(phrase, outlets=True)
    read = understand(parts, context)
    found = bearers(read) if read.persons or read.name else []
    if len(parts) == 1:
        word = parts[0].text
        found += [Answer(casting.state(c), "name") for _, c in words().get(word, ())]
        bodies = parts[0].entry.bodies if parts[0].entry else ()
        alone = [casting.organization((body,), context.day) for body in bodies]
        found += [Answer(actor, "name") for actor in alone if actor]
    return list({answer.actor.id: answer for answer in found}.values())


def _answer(phrase: str, context: Context) -> Answer | None:
    if phrase.endswith(")") and (side := _IN_BRACKETS.fullmatch(phrase)):
        return _of_side(side[1], side[2], context)
    return _unbracketed(phrase, context)


def _unbracketed(phrase: str, context: Context) -> Answer | None:
    if is_ambiguous(phrase):
        return _ambiguous(phrase, context)
    whole = _whole(phrase, context) or introduced(phrase, context) or _korea(phrase, context)
    if whole or ", " not in phrase:
        return whole or _read(phrase, context)
    return _apposed(phrase, context) or _read(phrase, context)


def _of_side(phrase: str, owner: str, context: Context) -> Answer | None:
    """Read "Police (Kenya)", as event data and lists write it: the brackets say whose it is."""
    party = _side(owner, context)
    if party is None:
        return _unbracketed(phrase, context)
    near = Context(context.day, (party, *context.parties), context.persons)
    found = _owned(phrase, party, near)
    by_name = found is not None and found.basis in {"name", "title and name", "spelling"}
    person = by_name and found is not None and found.actor.kind == "person"
    if found and (person or found.actor.party == party):
        return found
    return nameless("group", phrase, Standing(party, None))


def _owned(phrase: str, party: str, near: Context) -> Answer | None:
    """Read a phrase whose owner is known: an office or a body is that side's, a name its own."""
    read = understand(lexicon.cut(phrase), near)
    if not (read.title or read.noun) or read.persons or read.name:
        return _unbracketed(phrase, near)
    read.party = party
    if read.title:
        return titled(read, read.title, phrase)
    return common(read, read.noun, phrase) if read.noun else None


def _side(name: str, context: Context) -> str | None:
    if state := lookup(name, context.day):
        return state[1]
    found = bare(understand(lexicon.cut(name), context), name)
    return found.actor.party if found else None


def _ambiguous(word: str, context: Context) -> Answer | None:
    """Answer a word like "Georgia" or "Congo" by what stands near it."""
    sides = () if context.text else context.parties
    code = state_meant(word, context.text, sides)
    if code is None:
        return None
    standing = None if names_several(word) else lookup(word, context.day)
    # In 1985 Moscow was the Soviet Union's: the word for a state is that of the day.
    return Answer(casting.state(standing[1] if standing else code), "name")


def _whole(phrase: str, context: Context) -> Answer | None:
    """Return what a phrase names that the tables list as it stands."""
    first, _, rest = phrase.partition(" ")
    for text in (phrase, rest if first.casefold() == "the" else ""):
        parts = lexicon.cut(text, outlets=True) if text else ()
        entry = parts[0].entry if len(parts) == 1 else None
        if entry and entry.kind == "organization":
            found = casting.organization(entry.bodies, context.day, context.parties)
            return Answer(found, "name") if found else None
        if entry and entry.kind == "person" and (person := choose(entry.persons, context)):
            return Answer(casting.person(person, context.day), "name")
    return None


def _korea(phrase: str, context: Context) -> Answer | None:
    code = _KOREAS.get(phrase.removeprefix("the ").removeprefix("The "))
    near = code and not set(_KOREAS.values()).isdisjoint(context.parties)
    return Answer(casting.state(code), "name") if code and near else None


def _apposed(phrase: str, context: Context) -> Answer | None:
    """Read "Wang Yi, China's foreign minister" and "the U.S. president, Joe Biden"."""
    first, second = phrase.split(", ")[:2]
    head, other = _unbracketed(first, context), _read(second, context)
    if other is None:
        return None if " and " in second or not second[:1].islower() else head
    persons = {a.actor.id for a in (head, other) if a and a.actor.kind == "person"}
    if len(persons) == 1:
        return head if head and head.actor.kind == "person" else other
    if persons or head or other.actor.kind not in {"office", "anonymous"}:
        return None
    return stranger(first, Standing(other.actor.party, other.actor.sector, other.actor.level))


def _read(phrase: str, context: Context) -> Answer | None:
    read = understand(lexicon.cut(phrase), context)
    sides = len(set(read.parties)) > 1 and " and " in phrase
    if read.several or sides or (read.trailing and not read.persons):
        return None
    if read.persons:
        return None if read.trailing else known(read)
    if read.noun and not read.title:
        return common(read, read.noun, phrase)
    if read.name and (found := named(read)):
        return found
    if read.title and read.named_like and len(read.name) == 1:
        read.party, read.name = read.party or read.named_like, []  # "Prime Minister Jordan"
    if read.name:
        return None
    return titled(read, read.title, phrase) if read.title else bare(read, phrase)
