"""How tense two sides are, each toward the other, whether it rises, and what moved it."""

from __future__ import annotations

import numpy as np
from pydantic import Field

from detente.assessment.evidence import Sources
from detente.assessment.history import History
from detente.assessment.rivalry.course import BAND, HALF_LIFE, STEP, Course, Level, course
from detente.assessment.rivalry.dealings import CONTACT, Dealings, Places, dealings, undated
from detente.assessment.rivalry.rise import EARLIER, RECENT, Change, Trend, change
from detente.assessment.why import Part, Why
from detente.assessment.wording import iso, many, percent

FEWEST = 5.0  # independent dealings below which no level is told
_DROVE = 5  # moves listed
_LATELY = 4  # half-lives
_MUCH = 1.5  # times as much told as before
_SHOWN = 3  # digits
_RULE = (
    "The mean intensity of conflict of one side's moves and contacts toward the other, recent ones "
    "counting more (half-life {half_life:g} days), drawn toward what is usual of it. Rising or "
    "falling where the conflict told of the last {recent} days ranks above or below that "
    "of the {earlier} days before (5 % each way)."
)


# -- the numbers -----------------------------------------------------------------------------------


def drivers(of: Dealings, on: int, *, half_life: float = HALF_LIFE, most: int = _DROVE) -> Places:
    """The places of the moves that raise tension most: the largest weight times conflict.

    Arguments:
        of: one side's dealings.
        on: the day, as an ordinal.
        half_life: as of the course; moves older than `_LATELY` of it are none that moved it.
        most: how many at most.

    """
    late = np.flatnonzero((of.day > on - _LATELY * half_life) & (of.conflict > 0))
    push = of.weight[late] * 0.5 ** ((on - of.day[late]) / half_life) * of.conflict[late]
    order = np.argsort(-push, kind="stable")[:most]
    return np.asarray(of.place[late[order]], np.intp)


# -- what is told ----------------------------------------------------------------------------------


class Band(Part):
    """A level from 0 to 10, and between what it may be."""

    value: float
    low: float
    high: float


class Series(Part):
    """Levels from week to week, column by column; the last is that of the day."""

    dates: list[str] = Field(default_factory=list)
    tension: list[float] = Field(default_factory=list)
    tension_low: list[float] = Field(default_factory=list)
    tension_high: list[float] = Field(default_factory=list)
    cooperation: list[float] = Field(default_factory=list)
    cooperation_low: list[float] = Field(default_factory=list)
    cooperation_high: list[float] = Field(default_factory=list)


class Toward(Part):
    """How tense one side is toward the other."""

    source: str
    target: str
    tension: Band | None = Field(description="None where there is too little to say.")
    cooperation: Band | None
    trend: Trend
    p: float | None = Field(description="By chance as far in that direction, of the trend.")
    coverage: float | None = Field(description="Told a day, as a multiple of the year before.")
    moves: int = Field(description="Moves with a day, CONSULT aside.")
    contacts: int = Field(description="Held contacts with a day, each counted as one CONSULT.")
    series: Series
    why: Why


class Tension(Part):
    """How tense two sides are, each toward the other."""

    directions: list[Toward]
    undated: int = Field(description="Moves that are not counted, since no day is told.")


def tell(
    of: History, sources: Sources, *, half_life: float = HALF_LIFE, step: int = STEP
) -> Tension:
    """Tell how tense each side is toward the other.

    Arguments:
        of: the two sides' history.
        sources: where its evidence is looked up.
        half_life: days after which a move counts half as recent.
        step: days between the points of the series.

    """
    both = [
        _toward(dealings(of, way), of.on, sources, half_life=half_life, step=step) for way in (0, 1)
    ]
    return Tension(directions=both, undated=undated(of))


def _toward(of: Dealings, on: int, sources: Sources, *, half_life: float, step: int) -> Toward:
    run, changed = course(of, on, half_life=half_life, step=step), change(of, on)
    enough = bool(of.weight.sum() >= FEWEST)
    drove = drivers(of, on, half_life=half_life) if enough else np.array([], np.intp)
    contacts = int(np.count_nonzero(of.place == CONTACT))
    return Toward(
        source=of.source,
        target=of.target,
        tension=_band(run.tension) if enough else None,
        cooperation=_band(run.cooperation) if enough else None,
        trend=changed.trend if enough else "unknown",
        p=_short(changed.p) if changed.p is not None and enough else None,
        coverage=_short(changed.coverage) if changed.coverage is not None else None,
        moves=len(of) - contacts,
        contacts=contacts,
        series=_series(run, of) if enough else Series(),
        why=Why(
            sentence=_sentence(of, run, changed) if enough else _too_little(of),
            rule=_RULE.format(half_life=half_life, recent=RECENT, earlier=EARLIER),
            evidence=sources.moves(drove.tolist()),
        ),
    )


def _band(level: Level) -> Band:
    value, low, high = (_short(float(v[-1])) for v in (level.value, level.low, level.high))
    return Band(value=value, low=low, high=high)


def _short(number: float) -> float:
    return round(number, _SHOWN)


def _series(run: Course, of: Dealings) -> Series:
    enough = run.days >= of.day[np.searchsorted(np.cumsum(of.weight), FEWEST - 1e-9)]
    columns = {
        f"{name}{end}": np.round(getattr(level, of_)[enough], _SHOWN).tolist()
        for name, level in (("tension", run.tension), ("cooperation", run.cooperation))
        for end, of_ in (("", "value"), ("_low", "low"), ("_high", "high"))
    }
    dates = [iso(day) for day in run.days[enough].tolist()]
    return Series(dates=dates, **columns)


def _too_little(of: Dealings) -> str:
    who = f"{of.source} toward {of.target}"
    if not len(of):
        return f"{who}: nothing with a day is told of it."
    told, days = many(len(of), "act"), many(len(np.unique(of.day)), "day")
    return f"{who}: too little to say; {told} on {days}."


def _sentence(of: Dealings, run: Course, changed: Change) -> str:
    now = _band(run.tension)
    level = (
        f"{of.source} toward {of.target}: tension {now.value:.1f} of 10 "
        f"({percent(BAND)} band {now.low:.1f} to {now.high:.1f})"
    )
    if run.recent[-1] < 1:
        last = iso(int(of.day[-1]))
        level += f", mostly what is usual of it, as little is told lately (last on {last})"
    return f"{level}. {_how_it_changed(changed)}"


def _how_it_changed(changed: Change) -> str:
    if changed.p is None:
        late, before = (many(round(worth), "act") for worth in changed.worth)
        return (
            f"Whether it rises cannot be said: {late} told of the last {RECENT} days, and {before} "
            f"of the {EARLIER} before."
        )
    means = f"{changed.recent:.1f} in the last {RECENT} days, {changed.earlier:.1f} before"
    trend = "No clear change" if changed.trend == "no clear change" else f"It is {changed.trend}"
    return f"{trend}: mean conflict was {means} (p = {changed.p:.2g}){_coverage(changed)}."


def _coverage(changed: Change) -> str:
    """How much more is told than before, where it is much: no part of tension, but good to know."""
    if changed.coverage is None or 1 / _MUCH < changed.coverage < _MUCH:
        return ""
    return f"; {changed.coverage:.1f} times as much is told a day as before"
