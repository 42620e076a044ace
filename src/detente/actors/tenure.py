"""Since when somebody has held the office they hold on a day."""

from __future__ import annotations

from datetime import date

from detente.actors import people
from detente.actors.context import day_of
from detente.model import Actor


def in_office_since(actor: Actor, *, on: date | str | None = None) -> str | None:
    """Return the month in which a person took the office held on a day, as `YYYY-MM`.

    Args:
        actor: a person of the tables.
        on: the day.

    Returns:
        None for whoever the tables do not know, and for whoever held no office that day.

    """
    day = day_of(on)
    person = people.who_is(actor.name, actor.id)
    tenure = person.on(day) if person and day else None
    return tenure.began[:7] if tenure and len(tenure.began) >= len("YYYY-MM") else None
