"""An actor with the reason it was chosen, and how far the reason can be trusted."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Literal, NamedTuple

from pydantic import Field

from detente.actors.facts import shown
from detente.actors.people import who_is
from detente.model import Actor

Basis = Literal["name", "title and name", "surname", "spelling", "office", "words"]

# How often an answer of each kind is right, as `benchmarks.actors` prints it, rounded down; of bare
# surnames, and of sides taken from what stands near, it has too few to tell: those are estimates.
CONFIDENCE: dict[Basis, float] = {
    "name": 0.99, "title and name": 0.99, "surname": 0.9, "spelling": 0.93, "office": 0.95,
    "words": 0.95,
}  # fmt: skip
_NEARBY = 0.9  # what is left of it where only what stands near gives the side


class Answer(NamedTuple):
    """An actor, and what in the phrase it was found by."""

    actor: Actor
    basis: Basis


class Resolved(Actor):
    """The actor that a phrase names, how sure that is, and why."""

    confidence: float = Field(ge=0, le=1)
    why: str


def resolved(
    answer: Answer, day: str | None, *, nearby: bool = False, share: float = 1
) -> Resolved:
    """Give an answer its confidence and its reason.

    Args:
        answer: the actor and its basis.
        day: `YYYY-MM-DD`, if known.
        nearby: whether only what stands near the phrase gives its side.
        share: of several answers that are as likely as each other, one in how many.

    """
    actor, basis = answer
    held = _office_on(actor, day) if actor.kind == "person" else ""
    sure = CONFIDENCE[basis] * (_NEARBY if nearby else 1) * share
    why = _HOW[basis] + (", its side from what stands near" if nearby else "")
    fields = actor.id, actor.name, actor.kind, actor.country, actor.org, actor.sector, actor.level
    return _made(*fields, round(sure, 3), f"{why}; {held}" if held else why)


@lru_cache(maxsize=16384)
def _made(*fields: Any) -> Resolved:
    return Resolved(**dict(zip(_FIELDS, fields, strict=True)), mentions=[])


_FIELDS = ("id", "name", "kind", "country", "org", "sector", "level", "confidence", "why")
_HOW: dict[Basis, str] = {
    "name": "by a name in the tables",
    "title and name": "by title and name",
    "surname": "by the surname alone",
    "spelling": "by another spelling of the name",
    "office": "by office and date",
    "words": "in no table; side and rank from the words themselves",
}


def _office_on(actor: Actor, day: str | None) -> str:
    person = who_is(actor.name, actor.id)
    if person is None:
        return ""
    held = person.on(day)
    if held is not None:
        return shown(held)
    to_come = next((t for t in person.tenures if day and t.began > day), None)
    if actor.level == "leader" and to_come and day and int(to_come.began[:4]) - int(day[:4]) <= 1:
        return f"elect, to be {shown(to_come)}"
    return f"in no office that day; {shown(person.last(day))}"
