"""The state of each channel on a day, with the rule that led to it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
from pydantic import Field

from detente.assessment.channels.lanes import ANY, Lane
from detente.assessment.channels.spells import Spell, since
from detente.assessment.evidence import Sources
from detente.assessment.history import History, date_of
from detente.assessment.why import Part, Why
from detente.assessment.wording import at_level, listed, many, percent, said, spoken
from detente.record import LEVELS, MODES, OUTCOMES, STATUSES

_HALF_A_YEAR = 183  # days within which a channel is open where nothing tells what is usual
_GRAVEST = ("cut", "quiet", "stalled")
_CALLED = {"call": "a call", "video": "a video call", "in-person": "in person",
           "message": "a message", "unspecified": "by means not told"}  # fmt: skip
_RULES = {
    "cut": "cut: a side refused or cancelled a contact of that level, and there was none at it "
    "since; or a side broke off relations or talks, and there was no contact at any level since",
    "quiet": "quiet: fewer than 5 % of the gaps between contacts last as long as this silence "
    "(its own where it has twenty, else Weibull gaps with what other dyads' tell of their rate)",
    "stalled": "stalled: contacts go on, and the last outcome told is no progress or a breakdown",
    "open": "open: there was contact, and the silence since is not unusual; where too little tells "
    "what is usual, contact within the last 183 days",
    "unknown": "unknown: the record has no contact there, or too few to tell what is usual",
}


class LastContact(Part):
    """The last contact of a channel."""

    contact: str = Field(description="Its id.")
    date: str = Field(description="Its day; the day of telling where only that is known.")
    dated: bool = Field(description="Whether the day itself is told.")
    level: str | None
    mode: str
    initiator: str | None
    outcome: str


class Channel(Part):
    """A level of a dyad, or all of them together, and its state on a day."""

    level: str | None = Field(description="None where it is not told; `any` for all together.")
    state: str = Field(description="`open`, `quiet`, `stalled`, `cut` or `unknown`.")
    since: str | None = Field(description="Since when it is quiet, stalled or cut.")
    last: LastContact | None
    days_since: int | None
    usual_gap_days: float | None = Field(
        description="The days that half of the gaps last at most; None where that is not known."
    )
    silence: float | None = Field(
        description="The share of gaps that last at least as long as today's silence."
    )
    gaps: int = Field(description="How many gaps of its own that rests on.")
    pooled: bool = Field(description="Whether gaps usual among other dyads stand beside them.")
    contacts: int = Field(description="How many took place.")
    outcomes: dict[str, int]
    ahead: list[str] = Field(description="Ids of contacts planned or proposed for later days.")
    why: Why


def channel(
    history: History, lane: Lane, ailments: Sequence[Spell], sources: Sources | None
) -> Channel:
    """A channel's state on the history's day.

    Arguments:
        history: of the dyad.
        lane: the channel.
        ailments: the times in which it was cut, stalled or quiet.
        sources: where the evidence is looked up; None where nobody will ask for it.

    """
    spell = current(history, ailments)
    state = spell.state if spell else _well(history, lane)
    last = int(lane.timed[-1]) if len(lane.timed) else None
    outcomes = Counter(OUTCOMES[o] for o in history.contacts.outcome[lane.held])
    knows = last is not None
    return Channel(
        level="any" if lane.level == ANY else lane.name,
        state=state,
        since=since(history, spell) if spell else None,
        last=None if last is None else _last(history, last),
        days_since=lane.gaps.silence if knows else None,
        usual_gap_days=lane.gaps.median if knows else None,
        silence=lane.gaps.outlasting(lane.gaps.silence) if knows else None,
        gaps=len(lane.gaps.own),
        pooled=lane.gaps.pooled,
        contacts=len(lane.held),
        outcomes=dict(sorted(outcomes.items())),
        ahead=[str(history.contacts.id[place]) for place in _later(history, lane)],
        why=_why(history, lane, state, spell, sources),
    )


def current(history: History, ailments: Sequence[Spell]) -> Spell | None:
    """What ails a channel on the history's day: the gravest, where there are several."""
    lasting = [spell for spell in ailments if spell.lasts(history.on)]
    return min(lasting, key=lambda spell: _GRAVEST.index(spell.state), default=None)


def _well(history: History, lane: Lane) -> str:
    """The state of a channel that nothing ails."""
    if not len(lane.held):
        return "unknown"
    return "open" if lane.gaps.enough or lane.gaps.silence <= _HALF_A_YEAR else "unknown"


def _later(history: History, lane: Lane) -> list[int]:
    ahead = (int(place) for place in lane.ahead)
    return [place for place in ahead if history.contacts.last[place] > history.on]


def _last(history: History, place: int) -> LastContact:
    contacts = history.contacts
    return LastContact(
        contact=str(contacts.id[place]),
        date=date_of(history, place),
        dated=bool(history.dated[place]),
        level=LEVELS[contacts.level[place]] if contacts.level[place] >= 0 else None,
        mode=MODES[contacts.mode[place]],
        initiator=contacts.initiator[place],
        outcome=OUTCOMES[contacts.outcome[place]],
    )


# -- why -------------------------------------------------------------------------------------------


def _why(
    history: History, lane: Lane, state: str, spell: Spell | None, sources: Sources | None
) -> Why:
    sentence = f"{state.capitalize()}{_since(history, lane, state, spell)}"
    shown = list(spell.contacts) if spell else []
    if spell is None or spell.state == "quiet":
        shown = [int(place) for place in (lane.timed[-1:] if len(lane.timed) else lane.ahead)]
    evidence = []
    if sources is not None:
        evidence = sources.contacts(shown)
        evidence += sources.moves(spell.moves) if spell else []
    return Why(sentence=sentence, rule=_RULES[state], evidence=evidence)


def _since(history: History, lane: Lane, state: str, spell: Spell | None) -> str:
    if spell is not None and state == "cut":
        begun = said(since(history, spell))
        where = "" if spell.moves or spell.level < 0 else f" {at_level(spell.level)}"
        return f" since {begun}: {_cut_by(history, spell)}, and no contact{where} since."
    if spell is not None and state == "stalled":
        return (
            f" since {said(since(history, spell))}: "
            f"{many(len(spell.contacts), 'contact')} told as without "
            f"progress, none since that led to any; {_last_one(history, lane)}"
        )
    if not len(lane.held):
        return f": {_none_held(history, lane)}"
    last = _last_one(history, lane)
    if spell is not None:
        share = percent(lane.gaps.outlasting(lane.gaps.silence) or 0.0)
        return f" since {spoken(spell.since)}: {last}{_usual(lane)} By these, {share} last as long."
    if state == "unknown":
        return f": {last} Too few contacts to tell whether that is unusual.{_usual(lane)}"
    return f": {last}{_usual(lane)}"


def _cut_by(history: History, spell: Spell) -> str:
    told = [STATUSES[history.contacts.status[place]] for place in spell.contacts]
    parts = [
        f"{many(count, 'contact')} {status}" for status, count in sorted(Counter(told).items())
    ]
    if spell.moves:
        parts.append(f"relations or talks broken off in {many(len(spell.moves), 'move')}")
    return listed(parts)


def _none_held(history: History, lane: Lane) -> str:
    where = at_level(lane.level)
    at = np.ones(len(history.met), np.bool_) if lane.level == ANY else (
        history.contacts.level == lane.level
    )  # fmt: skip
    vague = int((at & history.held & (history.met == 0)).sum())
    if vague:
        return f"the record has {many(vague, 'contact')} {where}, none with a month or a day."
    if not len(lane.ahead):
        return f"the record has no contact {where}."
    told = sorted({STATUSES[history.contacts.status[place]] for place in lane.ahead})
    return f"the record has no contact {where} that took place, only such as were {listed(told)}."


def _last_one(history: History, lane: Lane) -> str:
    place = int(lane.timed[-1])
    contacts, days = history.contacts, lane.gaps.silence
    asked = contacts.initiator[place]
    by = "" if asked is None else f", {'both asked' if asked == 'both' else asked + ' asked'}"
    when = said(date_of(history, place))
    told = when if history.dated[place] else f"told of on {when}, day not told"
    means = _CALLED[MODES[contacts.mode[place]]]
    return f"last contact {told} ({means}{by}), {many(days, 'day')} ago{_undated(history, lane)}."


def _undated(history: History, lane: Lane) -> str:
    """What is told without a day beside those with one."""
    others = lane.held[~history.dated[lane.held]]
    if not len(others) or len(others) == len(lane.held):
        return ""
    when = spoken(int(history.met[others].max()))
    return f"; {len(others)} more told of without a day, the latest on {when}"


def _usual(lane: Lane) -> str:
    if lane.gaps.median is None:
        return ""
    own = many(len(lane.gaps.own), "gap")
    of = f"{own}, and those of other dyads" if lane.gaps.pooled else own
    return f" Half of the gaps last {many(round(lane.gaps.median), 'day')} at most ({of})."
