"""How often one side's acts of a kind are answered by the other's, against what chance gives.

An act is answered where the other side acts in the days after it; an act of the same day is not an
answer, since nobody can tell which was first. Several acts of a kind on one day are one.

Two sides that are busy, or in the news, at the same time seem to answer each other. So time is
counted not in days but in what is told: all that either side did, act after act, cut into seasons.
In each season the acts of a kind are turned round among all but the answers themselves: all moved
on by the same number of places, those that leave the season at the end coming in at its start. Were
they made without regard to the other side, every turn of every season would have been as likely.
The answers are counted for all turns at once (a circular cross-correlation, by FFT); the seasons
are independent of each other, so that the distribution of their sum is the convolution of theirs,
exactly: nothing is drawn. Bursts are moved as a whole, and stay bursts. Of one day the acts of the
side that may be answered stand first, whichever it is: so both sides are treated alike.

Sources: a permutation test over a group of shifts is exact (Lehmann and Romano, *Testing
Statistical Hypotheses*, 3rd ed. 2005, 15.2); shifting only within short times holds for rates that
change slowly (Amarasingham and others, *Journal of Neurophysiology* 107, 2012, on jitter tests).
Over all pairs the false discovery rate is held (Benjamini and Hochberg, *JRSS* B 57, 1995).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.assessment.history import History
from detente.assessment.rivalry.dealings import CONSULT, CONTACT, Numbers, dated, dealings
from detente.record import MOVE_TYPES

WINDOW = 30  # days within which an act is answered
SEASON = 60  # days at least
TOLD = 20  # acts of a season at least
FEWEST = 5  # days with acts of each of both kinds
_VAGUE = 7  # days that an act's date may be vague by and still be put before or after another
_EXACT = 1.5  # standard deviations above chance from which on the exact distribution is worked out
_TYPES = len(MOVE_TYPES)
Days = NDArray[np.int64]
Kinds = NDArray[np.int64]
Counts = NDArray[np.int64]
_Test = tuple[int, int, int, int, float, float]  # as of `Answering`, from trigger to p


@dataclass(frozen=True)
class Answering:
    """How one kind of act was answered.

    Attributes:
        toward: 0 where the first side acted and the second answered, 1 the other way.
        trigger, answer: places in `MOVE_TYPES`.
        times: days on which there was a trigger.
        answered: those of them after which there was an answer.
        expected: how many chance gives.
        p: the probability of as many by chance.
        q: the false discovery rate at which it is found, over all pairs tested.

    """

    toward: int
    trigger: int
    answer: int
    times: int
    answered: int
    expected: float
    p: float
    q: float


def answerings(
    of: History, *, window: int = WINDOW, season: int = SEASON, fewest: int = FEWEST
) -> list[Answering]:
    """Test every pair of kinds of acts, both ways; CONSULT, which both sides do at once, aside.

    Arguments:
        of: the two sides' history.
        window: days within which an act is answered.
        season: days, twice the window at least, within which each kind's part in all that is told
            may be taken as steady.
        fewest: days with acts that both kinds must have.

    Returns:
        Every pair that could be tested, the least likely by chance first.

    """
    season = max(season, 2 * window)
    found = [(way, *one) for way in (0, 1) for one in _one_way(of, way, window, season, fewest)]
    if not found:
        return []
    from scipy.stats import false_discovery_control  # noqa: PLC0415 - slow to import

    rates = false_discovery_control([one[-1] for one in found]).tolist()
    answered = [Answering(*one, q=q) for one, q in zip(found, rates, strict=True)]
    return sorted(answered, key=lambda a: (a.q, a.p, a.toward, a.trigger, a.answer))


def _one_way(of: History, way: int, window: int, season: int, fewest: int) -> Iterator[_Test]:
    """Test every kind of one side's acts with every kind of the other's as its answer."""
    told = _told(of, way)
    kinds, count = np.unique(told.kind, return_counts=True)
    able = kinds[(count >= fewest) & (kinds % _TYPES != CONSULT)]
    triggers, answers = able[able < _TYPES], able[able >= _TYPES]
    if not len(triggers) or not len(answers):
        return
    yield from _tested(told, triggers, answers, _seasons(told.day, season), window)


@dataclass(frozen=True)
class _Told:
    """All that is told of two sides, act after act; of a kind one a day.

    Attributes:
        day: of each, in order.
        kind: its type; of the side that answers that and the number of types.

    """

    day: Days
    kind: Kinds

    def days(self, kind: int) -> Days:
        """The days with an act of a kind."""
        return np.asarray(self.day[self.kind == kind], np.int64)


def _told(of: History, first: int) -> _Told:
    """All that is told, of one day the acts that go one way (0 or 1) first."""
    moves, keys = of.moves, []
    sharp = moves.last - moves.first <= _VAGUE
    for way in (0, 1):
        dealt = dealings(of, way)
        type_ = np.where(dealt.place == CONTACT, CONSULT, np.append(moves.type, 0)[dealt.place])
        counts = (dealt.place == CONTACT) | np.append(sharp, True)[dealt.place]
        keys.append((dealt.day * 2 + (way != first))[counts] * _TYPES + type_[counts])
    key = np.unique(np.concatenate(keys))
    return _Told(key // (2 * _TYPES), key % (2 * _TYPES))


def _seasons(day: Days, season: int) -> list[slice]:
    """The places at which seasons begin and end; the last one may be longer."""
    cuts = [0]
    for at in range(TOLD, len(day)):
        if at - cuts[-1] >= TOLD and day[at] - day[cuts[-1]] >= season:
            cuts.append(at)
    if len(cuts) > 1 and (len(day) - cuts[-1] < TOLD or day[-1] - day[cuts[-1]] < season):
        cuts.pop()
    return [slice(*ends) for ends in zip(cuts, [*cuts[1:], len(day)], strict=True)]


@dataclass(frozen=True)
class _Season:
    """What is told in a season, act after act (columns).

    Attributes:
        acted: for each kind of trigger (rows) which of the acts are one.
        answered: for each kind of answer which acts have one within the window after them.
        open: for each kind of answer which acts are none themselves: the triggers' places.

    """

    acted: Numbers
    answered: Numbers
    open: Numbers

    @property
    def observed(self) -> Numbers:
        """For each trigger and answer how often it was answered."""
        return np.asarray(self.acted @ self.answered.T)

    @property
    def moments(self) -> tuple[Numbers, Numbers]:
        """The mean of that over all turns, and its variance were each act placed by itself."""
        share = (self.answered * self.open).sum(axis=1) / np.maximum(self.open.sum(axis=1), 1)
        times = self.acted.sum(axis=1)
        return np.outer(times, share), np.outer(times, share * (1 - share))

    def turns(self, trigger: int, answer: int) -> Counts:
        """How often a trigger is answered, by turn; the first turn is as it was."""
        there = self.open[answer] > 0
        acted, answered = self.acted[trigger, there], self.answered[answer, there]
        if not acted.any() or not answered.any() or answered.all():
            return np.array([int(acted @ answered)])
        spectrum = np.conj(np.fft.rfft(acted)) * np.fft.rfft(answered)
        return np.rint(np.fft.irfft(spectrum, len(acted))).astype(np.int64)


def _marked(
    told: _Told, triggers: Kinds, answers: Kinds, parts: Sequence[slice], window: int
) -> Iterator[_Season]:
    days = np.unique(told.day)
    after = np.array([_followed(days, told.days(kind), window) for kind in answers], np.float64)
    at = np.searchsorted(days, told.day)
    for part in parts:
        acted = (told.kind[part] == triggers[:, None]).astype(np.float64)
        other = (told.kind[part] != answers[:, None]).astype(np.float64)
        yield _Season(acted, after[:, at[part]], other)


def _tested(
    told: _Told, triggers: Kinds, answers: Kinds, parts: Sequence[slice], window: int
) -> Iterator[_Test]:
    seasons = list(_marked(told, triggers, answers, parts, window))
    observed = np.sum([season.observed for season in seasons], axis=0).round().astype(np.int64)
    expected, variance = np.sum([season.moments for season in seasons], axis=0)
    for n, trigger in enumerate(triggers.tolist()):
        times = len(told.days(trigger))
        for m, answer in enumerate(answers.tolist()):
            count, mean, deviation = int(observed[n, m]), expected[n, m], variance[n, m] ** 0.5
            if count <= mean + _EXACT * deviation:
                p = _normal_tail(count - 0.5 - mean, deviation)
            else:
                p = _tail(count, [season.turns(n, m) for season in seasons])
            yield trigger, answer % _TYPES, times, count, float(mean), p


def _followed(days: Days, acts: Days, window: int) -> NDArray[np.bool_]:
    """Which days have an act within the window after them."""
    return np.searchsorted(acts, days + window, "right") > np.searchsorted(acts, days, "right")


def _tail(observed: int, turns: Sequence[Counts]) -> float:
    """The probability of as many answers or more, exactly.

    Arguments:
        observed: how many there were.
        turns: how many each turn gives, season by season.

    """
    chances: Numbers = np.ones(1)
    for season in turns:
        chances = np.convolve(chances, np.bincount(season) / len(season))
    return min(float(chances[observed:].sum()), 1.0)


def _normal_tail(above: float, deviation: float) -> float:
    from scipy.special import ndtr  # noqa: PLC0415 - slow to import

    return float(ndtr(-above / deviation)) if deviation else 1.0


def exchanges(of: History, found: Answering, window: int = WINDOW) -> list[tuple[int, int]]:
    """The triggers that were answered, each with its first answer, as places in the history.

    Arguments:
        of: the two sides' history.
        found: a pair of kinds that was tested.
        window: as it was tested with.

    """
    days, places = _acts(of, found.toward, found.trigger)
    later, replies = _acts(of, 1 - found.toward, found.answer)
    there = _followed(days, later, window)
    next_ = np.searchsorted(later, days[there], side="right")
    return list(zip(places[there].tolist(), replies[next_].tolist(), strict=True))


def _acts(of: History, way: int, type_: int) -> tuple[Days, NDArray[np.intp]]:
    """The days of one side's acts of a type, and the place of the first of each."""
    moves = of.moves
    sharp = dated(of) & (moves.last - moves.first <= _VAGUE)
    own = np.flatnonzero(sharp & (of.toward == way) & (moves.type == type_))
    days, first = np.unique(moves.day[own].astype(np.int64), return_index=True)
    return days, own[first]
