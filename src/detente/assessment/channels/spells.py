"""The times in which a channel was cut, stalled or quiet: from which day, until which, and why.

cut      a side refused or cancelled a contact, and there was none at that level since; for 92 days
         at most where contacts of a level that is not told took place since. Or a side broke off
         relations or talks, and there was no contact at any level since.
stalled  contacts went on, and what is told of their outcomes is no progress or a breakdown, from
         the first such contact until one with progress or an agreement, at that level or at one
         that is not told; or until three in a row of which no outcome is told.
quiet    no contact for longer than all but five in a hundred of the usual gaps; not where contacts
         were told of since, without a day.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from detente.assessment.channels.breaks import Break
from detente.assessment.channels.lanes import ANY, UNTOLD, Lane, Places
from detente.assessment.history import History, date_of
from detente.assessment.wording import iso
from detente.record import LEVELS, OUTCOMES

SpellState = Literal["cut", "stalled", "quiet"]
_FAILED = {OUTCOMES.index(name) for name in ("no-progress", "breakdown")}
_LED = {OUTCOMES.index(name) for name in ("agreement", "progress")}
_DOUBT = 92  # days for which a cut is held to last beside contacts of a level that is not told
_FORGOTTEN = 3  # contacts without an outcome after which a stall is not said to go on
_Event = tuple[int, int | None, int | None]  # a day, and the contact or the move that cut
# The levels that talks are held at when a side breaks them off without saying at which.
_TALKING = {UNTOLD, ANY, LEVELS.index("officials"), LEVELS.index("working")}


@dataclass(frozen=True)
class Spell:
    """A time in which something ailed a channel.

    Attributes:
        level: as of the lane.
        state: what ailed it.
        since, until: days as ordinals; `until` is None where it lasts.
        contacts: places of the contacts that show it; of a silence the one before it.
        moves: places of the moves that show it.
        ended_by: the place of the contact that ended it.

    """

    level: int
    state: SpellState
    since: int
    until: int | None
    contacts: tuple[int, ...]
    moves: tuple[int, ...] = ()
    ended_by: int | None = None

    def lasts(self, on: int) -> bool:
        """Whether it had begun and not ended on a day."""
        return self.since <= on and (self.until is None or self.until > on)


def since(history: History, spell: Spell) -> str:
    """Since when it is: the day, or the month where no more is told of what it began with."""
    begun = (p for p in spell.contacts if history.met[p] in {0, spell.since})
    first = next((p for p in begun if _day(history, p) == spell.since), None)
    if spell.state == "quiet" or first is None:
        return iso(spell.since)
    return date_of(history, first)


def spells(history: History, lane: Lane, broken: Sequence[Break]) -> list[Spell]:
    """All such times of one channel, in order."""
    found = [
        *_cuts(history, lane, broken),
        *_stalls(history, lane),
        *_silences(history, lane),
    ]
    return sorted(found, key=lambda spell: (spell.since, spell.state))


def _cuts(history: History, lane: Lane, broken: Sequence[Break]) -> Iterator[Spell]:
    refused = [] if lane.level == ANY else lane.turned_down.tolist()  # one call cuts not all
    own = history.met[lane.held]
    yield from _until_used(
        history, lane, [(_day(history, place), place, None) for place in refused], lane.held
    )
    if len(own):  # what was never used is not cut by a break of relations
        moves = [b for b in broken if b.relations or lane.level in _TALKING]
        anyhow = np.flatnonzero(history.held & (history.met > 0))
        yield from _until_used(history, lane, [(b.day, None, b.move) for b in moves], anyhow)


def _until_used(
    history: History, lane: Lane, events: Sequence[_Event], held: Places
) -> Iterator[Spell]:
    """The times from refusals or breaks until a contact, given those that end them."""
    days = history.met[held].tolist()
    used, by_end = set(days), dict[int, list[_Event]]()
    for event in sorted(events, key=lambda e: e[0]):
        if event[0] not in used:
            by_end.setdefault(bisect_right(days, event[0]), []).append(event)
    for end, group in by_end.items():
        ended = int(held[end]) if end < len(days) else None
        until = days[end] if end < len(days) else None
        doubt = _in_doubt(history, lane, group[-1][0])
        if doubt is not None and (until is None or doubt < until):
            until, ended = doubt, None
        yield Spell(
            lane.level, "cut", group[0][0], until,
            tuple(place for _, place, _ in group if place is not None),
            tuple(move for _, _, move in group if move is not None), ended,
        )  # fmt: skip


def _in_doubt(history: History, lane: Lane, last: int) -> int | None:
    """From which day on it cannot be said that a cut lasts; None if it can."""
    if lane.level < 0:
        return None
    untold = history.held & (history.contacts.level == UNTOLD) & (history.met > last)
    return last + _DOUBT if untold.any() else None


def _day(history: History, place: int) -> int:
    """The day of a refusal; that of telling where none is told, or it was for a later day."""
    met = int(history.met[place])
    return met if 0 < met <= history.on else int(history.contacts.told[place])


def _stalls(history: History, lane: Lane) -> Iterator[Spell]:
    if lane.level == ANY:  # that some talks lead nowhere does not stall all
        return
    run: list[int] = []
    silent = 0  # contacts in a row of which no outcome is told
    for place in np.union1d(lane.held, _led_somewhere(history)).tolist():
        outcome = int(history.contacts.outcome[place])
        if outcome in _FAILED:
            run.append(place)
            silent = 0
        elif run:
            silent += outcome not in _LED
            if outcome in _LED or silent == _FORGOTTEN:
                yield _stall(history, lane, run, place)
                run, silent = [], 0
    if run:
        yield _stall(history, lane, run, None)


def _led_somewhere(history: History) -> Places:
    """Contacts that led to something, at a level that is not told: it may be the stalled one."""
    led = np.isin(history.contacts.outcome, list(_LED)) & (history.contacts.level == UNTOLD)
    return np.flatnonzero(led & history.held)


def _stall(history: History, lane: Lane, run: Sequence[int], ended: int | None) -> Spell:
    until = None if ended is None else int(history.met[ended])
    return Spell(lane.level, "stalled", int(history.met[run[0]]), until, tuple(run), (), ended)


def _silences(history: History, lane: Lane) -> Iterator[Spell]:
    longest, places = lane.gaps.longest, lane.timed.tolist()
    if longest is None or not places:
        return
    undated = history.met[lane.held[~history.dated[lane.held]]]
    for before, after in zip(places, [*places[1:], None], strict=True):
        since = int(history.met[before] + longest)
        until = None if after is None else int(history.met[after])
        if until is None and (undated >= since).any():
            continue  # contacts are told of, if not their days
        if since < (history.on + 1 if until is None else until):
            yield Spell(lane.level, "quiet", since, until, (before,), (), after)
