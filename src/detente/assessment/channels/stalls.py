"""Channels on which contacts went on and led nowhere."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import Field

from detente.assessment.channels.lanes import ANY
from detente.assessment.channels.spells import Spell, since
from detente.assessment.evidence import Sources
from detente.assessment.history import History
from detente.assessment.why import Part, Why
from detente.assessment.wording import at_level, iso, many, said, spoken
from detente.record import LEVELS, OUTCOMES

_RULE = (
    "a stall begins with a contact told as without progress or broken down, and ends with one that "
    "led to progress or an agreement, at that level or at one not told, or with the third in a row "
    "of which no outcome is told"
)


class Stall(Part):
    """A time in which contacts went on without progress."""

    level: str | None
    since: str
    until: str | None = Field(description="When it ended; None where it lasts.")
    contacts: list[str] = Field(description="Ids of those told as without progress.")
    why: Why


def stalls(history: History, ailments: Sequence[Spell], sources: Sources) -> list[Stall]:
    """The stalls of a dyad, those that last first, then the latest."""
    found = [spell for spell in ailments if spell.state == "stalled" and spell.level != ANY]
    found.sort(key=lambda spell: (spell.until is not None, -spell.since))
    return [_stall(history, spell, sources) for spell in found]


def _stall(history: History, spell: Spell, sources: Sources) -> Stall:
    ended = ""
    if spell.until is not None and spell.ended_by is not None:
        outcome = OUTCOMES[history.contacts.outcome[spell.ended_by]]
        how = f"with {outcome}" if outcome != "unknown" else "as no more was told of outcomes"
        ended = f", until {spoken(spell.until)}, {how}"
    sentence = (
        f"Contacts {at_level(spell.level)} led nowhere "
        f"from {said(since(history, spell))} on{ended}: "
        f"{many(len(spell.contacts), 'contact')} told as without progress."
    )
    return Stall(
        level=LEVELS[spell.level] if spell.level >= 0 else None,
        since=since(history, spell),
        until=None if spell.until is None else iso(spell.until),
        contacts=[str(history.contacts.id[place]) for place in spell.contacts],
        why=Why(sentence=sentence, rule=_RULE, evidence=sources.contacts(spell.contacts)),
    )
