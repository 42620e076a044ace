"""Escalations to a higher level and returns to a lower one, with what each followed."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import Field

from detente.assessment.channels.aftermath import Aftermath, Course, told
from detente.assessment.channels.lanes import Lane
from detente.assessment.channels.spells import Spell
from detente.assessment.channels.steps import Step, inferred, returned, stated
from detente.assessment.evidence import Sources
from detente.assessment.history import History, date_of
from detente.assessment.why import Part, Why
from detente.assessment.wording import at_level, said
from detente.record import LEVELS, MODES


class Escalation(Part):
    """A contact at a higher level, or, of a return, at a lower one, and what it followed."""

    contact: str = Field(description="Its id.")
    date: str
    from_: str = Field(alias="from", description="The level below, or, of a return, above.")
    to: str
    follows: list[str] = Field(description="Ids of the contacts it followed.")
    basis: str = Field(description="`stated` in the text, or `inferred`.")
    aftermath: list[Aftermath] = Field(description="What came of it; of returns nothing.")
    why: Why


def escalations(
    history: History,
    lanes: Sequence[Lane],
    ailments: Sequence[Spell],
    sources: Sources,
    *,
    since: int = 0,
) -> tuple[list[Escalation], list[Escalation]]:
    """A dyad's escalations and returns, the latest first.

    Arguments:
        history: of the dyad.
        lanes: its channels.
        ailments: the times in which one was cut, stalled or quiet.
        sources: where the evidence is looked up.
        since: the day after which they were, as an ordinal.

    """
    stated_up, stated_down = stated(history, sources)  # what a text says goes before the inferred
    up = {s.contact: s for s in [*inferred(history, lanes, ailments), *stated_up]}
    down = {s.contact: s for s in [*returned(history, lanes, up.values()), *stated_down]}
    risen, back = (
        [place for place in sorted(found)[::-1] if history.met[place] > since]
        for found in (up, down)
    )
    steps = [*(up[place] for place in risen), *(down[place] for place in back)]
    sources.look_ahead(
        (place for step in steps for place in (*step.follows, step.contact)),
        (move for step in steps for move in step.moves),
    )
    course = Course(history)
    return (
        [_escalation(history, up[place], sources, course) for place in risen],
        [_escalation(history, down[place], sources) for place in back],
    )


def _escalation(
    history: History, step: Step, sources: Sources, course: Course | None = None
) -> Escalation:
    """An escalation, or, without the course of what came after it, a return."""
    contacts = history.contacts
    after = course.after(step.contact) if course else []
    evidence = sources.contacts([*step.follows, step.contact]) + sources.moves(step.moves)
    sentence = f"{_head(history, step, risen=course is not None)} {told(after)}".strip()
    return Escalation(
        contact=str(contacts.id[step.contact]),
        date=date_of(history, step.contact),
        from_=LEVELS[step.left],
        to=LEVELS[contacts.level[step.contact]],
        follows=[str(contacts.id[place]) for place in step.follows],
        basis=step.basis,
        aftermath=after,
        why=Why(sentence=sentence, rule=step.rule, evidence=evidence),
    )


def _head(history: History, step: Step, *, risen: bool) -> str:
    contacts = history.contacts
    means = MODES[contacts.mode[step.contact]]
    what = f"a contact ({means})" if means != "unspecified" else "a contact"
    level = at_level(int(contacts.level[step.contact]))
    head, left = f"{said(date_of(history, step.contact))}: {what} {level}", at_level(step.left)
    if not risen:
        return f"{head}, after one {left}."
    if step.basis == "stated":
        return f"{head}, after contacts {left}{' that ' + step.trouble if step.trouble else ''}."
    return f"{head}, while the channel {left} was {step.trouble}."
