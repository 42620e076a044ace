"""Which of several people of one name is meant."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from detente.actors.people import ORDER, Person

# Surnames that are first of all words: alone they name nobody who is not in office.
WORDS = frozenset(
    "may major key brown rice power straw day hill king price bush bird young cook mori chan rich "
    "good long law little short park song sun han can do to an so no oli rama sant lim kay berry".split()
)


@dataclass(frozen=True, slots=True)
class Context:
    """What is known beside the name.

    Attributes:
        day: `YYYY-MM-DD`, if known.
        parties: sides in play, the likeliest first.
        persons: ids of people the context names in full.
        certain: whether the first of the parties was given as a code, not guessed from a text.
    """

    day: str | None = None
    parties: tuple[str, ...] = ()
    persons: frozenset[str] = field(default_factory=frozenset)
    certain: bool = False


def choose(
    persons: Sequence[Person], context: Context, *, party: str | None = None, role: str = ""
) -> Person | None:
    """Return the one person meant, or None where that cannot be settled.

    Args:
        persons: all who bear the name.
        context: the date and what is near.
        party: the side the phrase itself gives ("Russian", "NATO").
        role: the office the phrase itself gives.
    """
    left = [p for p in persons if not party or any(t.party == party for t in p.tenures)]
    for narrowed in (
        [p for p in left if role and _held(p, role, context.day)],
        [p for p in left if p.id in context.persons],
        _highest(left, context.day),
    ):
        left = narrowed or left
        if len(left) == 1:
            return left[0]
    for side in context.parties:
        own = [p for p in left if any(t.party == side for t in p.tenures)]
        if len(own) == 1:
            return own[0]
    return None


def _held(person: Person, role: str, day: str | None) -> bool:
    return any(t.role == role and (day is None or t.covers(day)) for t in person.tenures)


def _highest(persons: Iterable[Person], day: str | None) -> list[Person]:
    """Return those in the highest office on the day; without a day nobody is preferred."""
    if day is None:
        return []
    ranked = [(ORDER.index(t.level), p) for p in persons if (t := p.on(day))]
    top = min((level for level, _ in ranked), default=0)
    return [p for level, p in ranked if level == top]


def alone(persons: Sequence[Person], context: Context, surname: str) -> Person | None:
    """Return whom a bare surname means: somebody in office that day, or the only one it can be."""
    person = choose(persons, context)
    if person is None or (context.day and person.on(context.day)) or person.id in context.persons:
        return person
    surname_only = " " not in person.name
    return None if surname in WORDS or surname_only else person
