"""What stands out about a dyad on a day, in a few sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from detente.assessment.channels.escalations import Escalation
from detente.assessment.channels.states import Channel
from detente.assessment.history import History
from detente.assessment.wording import at_level, many, spoken
from detente.record import LEVELS, days_of

_LATELY = 92  # days


def summary(
    history: History,
    reach: tuple[int, int] | None,
    overall: Channel,
    channels: Sequence[Channel],
    risen: Sequence[Escalation],
) -> list[str]:
    """The sentences, the most important first.

    Arguments:
        history: of the dyad.
        reach: the first and the last day of the record.
        overall: all its channels together.
        channels: each of them.
        risen: its escalations, the latest first.

    """
    if not len(history.contacts) and not len(history.moves):
        return [_nothing(history, reach)]
    said = list(_sentences(history, overall, channels, risen))
    if reach and history.on > reach[1]:
        said.append(f"The record ends on {spoken(reach[1])}: what came after is not known.")
    return said


def _sentences(
    history: History, overall: Channel, channels: Sequence[Channel], risen: Sequence[Escalation]
) -> Iterator[str]:
    yield f"Contact at any level is {_lower(overall.why.sentence)}"
    for one in channels:
        if one.state in {"cut", "stalled", "quiet"} and one.level is not None:
            where = at_level(LEVELS.index(one.level))
            yield f"{where[0].upper()}{where[1:]} it is {_lower(one.why.sentence)}"
    for step in risen[:1]:
        if history.on - days_of(step.date)[1] <= _LATELY:
            basis = "A report says so." if step.basis == "stated" else "This is inferred."
            yield f"{step.why.sentence} {basis}"
    undated = int((history.moves.day == 0).sum())
    if undated:
        yield f"{many(undated, 'move')} without a day: listed, and not counted."


def _lower(sentence: str) -> str:
    return sentence[0].lower() + sentence[1:]


def _nothing(history: History, reach: tuple[int, int] | None) -> str:
    between = f"{history.sides[0]} and {history.sides[1]}"
    if reach is None:
        return "The record has nothing with a day: add reports with `detente add`."
    if history.on < reach[0]:
        return (
            f"Nothing was known on {spoken(history.on)}: the record begins on {spoken(reach[0])}."
        )
    return (
        f"The record has nothing between {between} by {spoken(history.on)}; "
        "`detente dyads` lists what it has."
    )
