"""Where two points that tell the same thing cannot both be right."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import combinations

from detente.assessment.readouts.asking import asked_by
from detente.assessment.readouts.comparison import Contradiction, Matter
from detente.assessment.readouts.counted import numbers_apart
from detente.assessment.readouts.dated import dates_apart, durations_apart, times_in
from detente.assessment.readouts.denial import denies, only_lacks_outcome
from detente.assessment.readouts.gainsaid import gainsaid
from detente.assessment.readouts.opposites import opposites_told
from detente.assessment.readouts.placed import places_apart
from detente.assessment.readouts.points import Point
from detente.assessment.readouts.settling import refuses, settles

_MEANS = {
    "by telephone": {"telephone", "phone", "ring", "dial"},
    "by video": {"video", "videoconference", "virtual", "virtually", "online", "screen"},
}


def contradictions(one: Point, other: Point, parties: Sequence[str]) -> list[Contradiction]:
    """What two points that are a pair tell differently.

    Arguments:
        one: of one side.
        other: of another.
        parties: of the contact.

    """
    checks: list[tuple[Matter, Callable[[Point, Point], tuple[str, str] | None]]] = [
        ("initiator", lambda a, b: _initiators(a, b, parties)),
        ("duration", durations_apart),
        ("date", dates_apart),
        ("number", numbers_apart),
        ("mode", _modes),
        ("place", lambda a, b: places_apart(a, b, parties)),
        ("denial", _denial),
    ]
    found = ((matter, check(one, other)) for matter, check in checks)
    return [
        Contradiction(
            matter=matter,
            says={one.side: says[0], other.side: says[1]},
            words={one.side: one.words, other.side: other.words},
        )
        for matter, says in found
        if says
    ]


def _initiators(one: Point, other: Point, parties: Sequence[str]) -> tuple[str, str] | None:
    ours, theirs = asked_by(one, parties), asked_by(other, parties)
    if ours is None or theirs is None or ours == theirs:
        return None
    return f"{ours} asked for it", f"{theirs} asked for it"


def _denial(one: Point, other: Point) -> tuple[str, str] | None:
    ours, theirs = denies(one), denies(other)
    # "No deal was reached" and "a deal is not in sight": both say no, each in its way.
    denier, teller = (one, other) if ours else (other, one)
    if ours != theirs and not refuses(teller) and _can_be_denied(teller, denier):
        return ("denies it", "says so") if ours else ("says so", "denies it")
    if refuses(one) and _only_settles(other):
        return "refused or left open", "agreed"
    if refuses(other) and _only_settles(one):
        return "agreed", "refused or left open"
    return opposites_told(one, other) or gainsaid(one, other)


def _can_be_denied(told: Point, denier: Point) -> bool:
    """Who says that nothing came of it contradicts only who says what came of it."""
    return settles(told) or not only_lacks_outcome(denier)


def _only_settles(point: Point) -> bool:
    return settles(point) and not refuses(point) and not denies(point)


def _modes(one: Point, other: Point) -> tuple[str, str] | None:
    """By phone as the one says, by video as the other does."""
    ours, theirs = _mode(one), _mode(other)
    return (ours, theirs) if ours and theirs and ours != theirs else None


def _mode(point: Point) -> str | None:
    lemmas = {t.lemma_.lower() for t in point.tokens}
    found = [mode for mode, words in _MEANS.items() if lemmas & words]
    return found[0] if len(found) == 1 else None


def lengths_apart(
    told: Mapping[str, Sequence[Point]], known: Sequence[Contradiction]
) -> Iterator[Contradiction]:
    """How long the contact took, where two sides tell it differently and no pair shows it.

    Arguments:
        told: for each side the points that tell that there was a contact, or how long it took.
        known: contradictions that the pairs show.

    """
    seen = {(c.matter, *sorted(c.says)) for c in known}
    for one, other in combinations(sorted(told), 2):
        if ("duration", one, other) in seen:
            continue
        timed = [
            next((p for p in told[s] if any(times_in(p, "duration"))), None) for s in (one, other)
        ]
        if timed[0] and timed[1] and (says := durations_apart(timed[0], timed[1])):
            yield Contradiction(
                matter="duration",
                says={one: says[0], other: says[1]},
                words={one: timed[0].words, other: timed[1].words},
            )
