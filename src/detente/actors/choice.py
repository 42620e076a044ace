"""Which of several people of one name is meant."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from detente.actors.people import Person, holder, is_common, rank


@dataclass(frozen=True, slots=True)
class Context:
    """What is known beside the name.

    Attributes:
        day: `YYYY-MM-DD`, if known.
        parties: sides in play, the likeliest first.
        persons: ids of people the context names in full.
        text: the words around the name, if known.

    """

    day: str | None = None
    parties: tuple[str, ...] = ()
    persons: frozenset[str] = frozenset()
    text: str = ""


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
    left = [p for p in persons if p.served(party)] if party else list(persons)
    if len(left) <= 1:
        return left[0] if left else None
    ways: tuple[Callable[[list[Person]], list[Person]], ...] = (
        lambda some: [p for p in some if role and p.held(role, context.day)],
        lambda some: [p for p in some if p.id in context.persons],
        lambda some: _of_nearest(some, context),
        lambda some: _highest(some, context.day),
        lambda some: [p for p in some if " " in p.name],
    )
    for narrow in ways:
        left = narrow(left) or left
        if len(left) == 1:
            return left[0]
    return None


def _of_nearest(persons: Iterable[Person], context: Context) -> list[Person]:
    """Return those who served the likeliest side that any of them served."""
    own = ([p for p in persons if p.served(side)] for side in context.parties)
    return next((some for some in own if some), [])


def _highest(persons: Iterable[Person], day: str | None) -> list[Person]:
    """Return those in the highest office on the day, who rules before who represents."""
    if day is None:
        return []
    held = [(t, p) for p in persons if (t := p.on(day))]
    ranked = [
        (rank(t.level), t.country is None, holder(t.party, "leader", day) is not p, p)
        for t, p in held
    ]
    top = min((rank[:3] for rank in ranked), default=None)
    return [p for *rank, p in ranked if tuple(rank) == top]


def alone(persons: Sequence[Person], context: Context, key: str) -> Person | None:
    """Return whom a bare surname means: somebody in office that day, or the only one it can be.

    Args:
        persons: all who bear the surname.
        context: the date and what is near.
        key: the folded surname.

    """
    person = choose(persons, context)
    if person is None or person.id in context.persons:
        return person
    held = person.on(context.day) if context.day else None
    if held and held.level:
        return person
    ranked = any(
        t.level for t in person.tenures
    )  # of figures without rank the surname is too little
    return person if ranked and not is_common(key) and " " in person.name else None
