"""What the tables have on somebody, in lines to be read."""

from __future__ import annotations

from functools import lru_cache

from detente.actors.organizations import outlets
from detente.actors.people import Tenure, who_is
from detente.actors.states import states
from detente.model import Actor


def facts_of(actor: Actor) -> list[str]:
    """Return the offices of a person, earliest first, or language, zone and owner of an outlet."""
    if actor.kind == "outlet" and actor.name in outlets():
        outlet = outlets()[actor.name]
        spoken = f"in {', '.join(outlet.languages)}" if outlet.languages else ""
        return [part for part in (spoken, outlet.zone, f"owner: {outlet.owner}") if part]
    person = who_is(actor.name, actor.id)
    return [shown(tenure) for tenure in person.tenures] if person else []


@lru_cache(maxsize=16384)
def shown(tenure: Tenure) -> str:
    """Return an office with its side and its days."""
    side = states()[tenure.country].full if tenure.country in states() else tenure.party
    until = f" to {tenure.ended}" if tenure.ended else ""
    return f"{tenure.office} of {side} (from {tenure.began}{until})"
