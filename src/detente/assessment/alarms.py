"""What has changed between two sides since a day, and how much each change weighs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.assessment.channels.breaks import breaks
from detente.assessment.channels.escalations import escalations
from detente.assessment.channels.gaps import Usual
from detente.assessment.channels.lanes import ANY, RANK, Lane, lanes
from detente.assessment.channels.spells import Spell, spells
from detente.assessment.channels.states import channel
from detente.assessment.evidence import Sources
from detente.assessment.history import History
from detente.assessment.rivalry.bursts import ALPHA, CONFLICT, COOPERATION, WINDOW, burst
from detente.assessment.rivalry.dealings import CONTACT, Dealings, dealings
from detente.assessment.rivalry.rise import EARLIER, RECENT, change, pushes
from detente.assessment.rivalry.tension import drivers
from detente.assessment.why import Evidence, Why
from detente.assessment.wording import at_level, listed, many, percent, spoken
from detente.record import LEVELS, days_of

# How much a change weighs; of a channel more, the higher its level: half as much again for leaders.
WEIGHTS: Mapping[str, float] = {
    "conflict": 4, "cut": 3, "escalated": 3, "tension": 3, "stalled": 2, "first": 1.5,
    "reopened": 1.5, "thaw": 1.5, "easing": 1.5, "quiet": 1,
}  # fmt: skip
_LONG_KNOWN = 730  # days that the record must reach back for a contact to be called the first
_A_WHILE = 30  # days that a channel must have been cut for its use to be a reopening
_SHOWN = 6  # moves
_DEALT = 5  # contacts and moves that there must have been before it
_FIRST = (
    f"first: the first contact at that level, in a record that reaches back {_LONG_KNOWN} days and "
    f"had {_DEALT} contacts and moves of the two by then"
)
_REOPENED = f"reopened: a contact at a level that was quiet, or for {_A_WHILE} days cut, until then"
_BURST = (
    "{kind}: so many days with {types} among "
    f"the last {WINDOW} would come less often than once in {round(1 / ALPHA)} at the rate of the "
    "five years before (negative binomial, Jeffreys' prior)"
)
_SURE = 0.01  # of a rise or fall of tension; on a board one in twenty will do
_RANKED = "the conflict of the last {} days ranks {} that of the {} before (Mann-Whitney, 1 %)"
_TENSION = "tension: " + _RANKED.format(RECENT, "above", EARLIER)
_EASING = "easing: " + _RANKED.format(RECENT, "below", EARLIER)


@dataclass(frozen=True)
class Alarm:
    """Something that has changed.

    Attributes:
        kind: a word of `WEIGHTS`.
        level: a place in `LEVELS`, or below 0.
        day: when it happened or began, as an ordinal; of `conflict` and `thaw` that of the first
            act counted, which may be before the day since which it is asked; of `tension` and
            `easing` that of the last act that moved it, for what moves it has no one beginning.
        weight: how much it counts.
        why: the sentence, with its rule and evidence.

    """

    kind: str
    level: int
    day: int
    weight: float
    why: Why


def alarms(
    of: History, usual: Mapping[int, Usual | None], sources: Sources, reach: int, since: int
) -> list[Alarm]:
    """What has changed between two sides, the weightiest first.

    Arguments:
        of: their history.
        usual: gaps that are usual among dyads, by level.
        sources: where the evidence is looked up.
        reach: the first day of the record, as an ordinal.
        since: the day after which it must have happened, or gone on.

    """
    found = [
        *_of_channels(of, usual, sources, reach, since),
        *_bursts(of, sources, reach, since),
        *_tension(of, sources, since),
    ]
    return sorted(found, key=lambda alarm: (-alarm.weight, -alarm.day, alarm.kind))


def _alarm(kind: str, level: int, day: int, why: Why) -> Alarm:
    rank = RANK[LEVELS[level]] if level >= 0 else 0
    return Alarm(kind, level, day, WEIGHTS[kind] * (1 + rank / 8), why)


# -- channels --------------------------------------------------------------------------------------


def _of_channels(
    of: History, usual: Mapping[int, Usual | None], sources: Sources, reach: int, since: int
) -> Iterator[Alarm]:
    if not len(of.contacts):
        return
    channels, broken = lanes(of, usual), breaks(of, sources)
    ailments = {lane.level: spells(of, lane, broken) for lane in channels}
    told: set[str] = set()
    for lane in channels:  # that of all levels comes last, and repeats nothing
        for alarm in _of_lane(of, lane, ailments[lane.level], sources, reach, since):
            if lane.level != ANY or alarm.kind == "cut" or alarm.kind not in told:
                told.add(alarm.kind)
                yield alarm
    yield from _escalated(of, channels, list(ailments.values()), sources, since)


def _of_lane(  # noqa: PLR0913, PLR0917
    of: History, lane: Lane, ailments: Sequence[Spell], sources: Sources, reach: int, since: int
) -> Iterator[Alarm]:
    begun = [spell for spell in ailments if since < spell.since <= of.on and spell.lasts(of.on)]
    if begun:
        shown = channel(of, lane, ailments, sources)
        for spell in begun:
            # What breaks off relations is told once, of all levels.
            if spell.state == shown.state and (lane.level == ANY or not spell.moves):
                yield _alarm(spell.state, lane.level, spell.since, shown.why)
    ended = [spell for spell in ailments if _ended(spell) and since < (spell.until or 0) <= of.on]
    for spell in ended[-1:]:
        yield _alarm("reopened", lane.level, spell.until or 0, _again(of, spell, sources))
    if len(lane.timed) and lane.level >= 0:
        yield from _first(of, lane, sources, reach, since)


def _ended(spell: Spell) -> bool:
    """Whether a contact ended a silence, or a cut that was long enough to matter."""
    if spell.until is None or spell.ended_by is None:
        return False
    return spell.state == "quiet" or (
        spell.state == "cut" and spell.until - spell.since >= _A_WHILE
    )


def _again(of: History, spell: Spell, sources: Sources) -> Why:
    place = spell.ended_by or 0
    ailed = "quiet" if spell.state == "quiet" else "cut"
    sentence = (
        f"{spoken(int(of.met[place]))}: contact {at_level(spell.level)} again; "
        f"it had been {ailed} since {spoken(spell.since)}."
    )
    evidence = sources.contacts([*spell.contacts, place])
    return Why(sentence=sentence, rule=_REOPENED, evidence=evidence)


def _first(of: History, lane: Lane, sources: Sources, reach: int, since: int) -> Iterator[Alarm]:
    place = int(lane.timed[0])
    day = int(of.met[place])
    before = int((of.moves.day < day).sum() + (of.met < day).sum())
    if day <= since or not of.dated[place] or day - reach < _LONG_KNOWN or before < _DEALT:
        return
    sentence = (
        f"{spoken(day)}: the first contact {at_level(lane.level)} in the record, which begins on "
        f"{spoken(reach)}."
    )
    why = Why(sentence=sentence, rule=_FIRST, evidence=sources.contacts([place]))
    yield _alarm("first", lane.level, day, why)


def _escalated(
    of: History, channels: Sequence[Lane], ailments: Sequence[Sequence[Spell]], sources: Sources,
    since: int,
) -> Iterator[Alarm]:  # fmt: skip
    every = [spell for some in ailments for spell in some]
    risen, _ = escalations(of, channels, every, sources, since=since)
    for step in risen:
        day = min(days_of(step.date)[1], of.on)
        yield _alarm("escalated", LEVELS.index(step.to), day, step.why)


# -- conflict and tension --------------------------------------------------------------------------


def _bursts(of: History, sources: Sources, reach: int, since: int) -> Iterator[Alarm]:
    for kind, what, types in (
        ("conflict", "Material conflict", CONFLICT),
        ("thaw", "Cooperation", COOPERATION),
    ):
        found = burst(of, reach, types)
        if found.is_one and found.last > since:
            sentence = (
                f"{what} on {many(found.days, 'day')} of the last {WINDOW}, from "
                f"{spoken(found.first)} on; usually there are {found.usual:.1g}."
            )
            rule = _BURST.format(kind=kind, types=listed(types))
            why = Why(sentence=sentence, rule=rule, evidence=sources.moves(found.moves.tolist()))
            yield _alarm(kind, ANY, found.first, why)


@dataclass(frozen=True)
class _Moved:
    """A side whose tension is another than it was.

    Attributes:
        side: its dealings.
        p: by chance as far.
        pushes: places of the dealings that moved it, in order of time.

    """

    side: Dealings
    p: float
    pushes: NDArray[np.intp]

    @property
    def day(self) -> int:
        """The day of the last that moved it."""
        return int(self.side.day[self.pushes[-1]])

    def moves(self, since: int = 0) -> list[int]:
        """Those that are moves and after a day, by their places in the history."""
        late = self.pushes[self.side.day[self.pushes] > since]
        return [int(place) for place in self.side.place[late] if place != CONTACT]


def _tension(of: History, sources: Sources, since: int) -> Iterator[Alarm]:
    if not (of.moves.day > since).any() and not (of.met > since).any():
        return
    sides = [dealings(of, 0), dealings(of, 1)]
    for kind, verb, done, rule in (
        ("tension", "rises", "raised", _TENSION),
        ("easing", "falls", "lowered", _EASING),
    ):
        up = kind == "tension"
        moved = [one for side in sides if (one := _moved(side, of.on, up=up)) and one.day > since]
        if moved:
            day = max(one.day for one in moved)
            told = listed([f"{one.side.source} toward {one.side.target}" for one in moved])
            sentence = (
                f"Tension {verb} from {told}, last {done} on {spoken(day)}: by chance as far in "
                f"{percent(min(one.p for one in moved))} of cases."
            )
            evidence = _shown(of, moved, sources, up=up)
            yield _alarm(kind, ANY, day, Why(sentence=sentence, rule=rule, evidence=evidence))


def _moved(side: Dealings, on: int, *, up: bool) -> _Moved | None:
    """What moved a side's tension; None where it is not for certain another than it was."""
    found = change(side, on)
    p = found.rose if up else found.fell
    if p is None or p >= _SURE:
        return None
    pushed = pushes(side, on, up=up)
    return _Moved(side, p, pushed) if len(pushed) else None


def _shown(of: History, moved: Sequence[_Moved], sources: Sources, *, up: bool) -> list[Evidence]:
    """The moves that raised tension most, or the latest that lowered it; and the last of all."""
    places: set[int] = set()
    for one in moved:
        most = drivers(one.side, of.on).tolist() if up else one.moves()
        places |= {*most, *one.moves(one.day - 1)}
    day = max(one.day for one in moved)
    met = [] if up else np.flatnonzero(of.held & of.dated & (of.met == day)).tolist()
    return [*sources.moves(places, most=_SHOWN), *sources.contacts(met)]
