"""Entries of the tables as Actors."""

from __future__ import annotations

from functools import cache, lru_cache

from detente.actors.organizations import Organization, one_of, organizations
from detente.actors.people import Person, Tenure
from detente.actors.spelling import slug, unaccent
from detente.actors.states import states
from detente.model import Actor, Level


@lru_cache(maxsize=1024)
def state(code: str) -> Actor:
    """Return a state as an actor."""
    name = states()[code].name
    return Actor(id=f"state-{code.lower()}", name=name, kind="state", country=code, sector="GOV")


def person(who: Person, day: str | None, level: Level | None = None) -> Actor:
    """Return a known person as an actor, at the level of the office held on the day.

    Args:
        who: a person of the tables.
        day: `YYYY-MM-DD`; without it, the highest office ever held counts.
        level: what the phrase itself says, used where no office is on record for the day.

    """
    held = who.on(day)
    return _seated(who, held or who.last(day), held is not None, level)


@lru_cache(maxsize=16384)
def _seated(who: Person, seat: Tenure, held: bool, level: Level | None) -> Actor:
    return Actor(
        id=who.id,
        name=who.name,
        kind="person",
        country=seat.country,
        org=seat.org,
        sector=seat.sector if held or level else None,
        level=seat.level if held else level,
        mentions=[],
    )


@cache
def _bodies() -> dict[str, tuple[Organization, ...]]:
    found: dict[str, tuple[Organization, ...]] = {}
    for each in organizations():
        for name in dict.fromkeys(s for n in each.names for s in (n, unaccent(n))):
            found[name] = (*found.get(name, ()), each)
    return found


def body(name: str, day: str | None) -> Actor | None:
    """Return an organization, seat or outlet by a name of the tables."""
    bodies = _bodies().get(name) or _bodies().get(name.replace(" ", "-"), ())
    return organization(bodies, day) if bodies else None


@lru_cache(maxsize=4096)
def organization(
    bodies: tuple[Organization, ...], day: str | None, near: tuple[str, ...] = ()
) -> Actor | None:
    """Return an organization as it stood on the day (the Taliban in 2010 and in 2022).

    Args:
        bodies: all of one name.
        day: `YYYY-MM-DD`, if known.
        near: sides in play; of two bodies that of the likeliest side is meant.

    """
    chosen = one_of(bodies, day, near)
    if chosen is None:
        return None
    outlet = chosen.role == "outlet"
    return Actor(
        id=f"{'outlet' if outlet else 'org'}-{slug(chosen.name)}",
        name=chosen.name,
        kind="outlet" if outlet else "organization",
        country=chosen.country,
        org=None if chosen.country else chosen.org,
        sector=chosen.sector,
    )
