"""A level that moves with time, with its band: what was told lately, and else what is usual.

A mean, never a sum: twice as many reports of the same mix of moves leave it where it is. A dealing
of weight w that is a days old counts w 2^(-a / half_life) as recent, and the rest of w as past.
With R and r the summed weight and the mean of what is recent, P and p those of the past:

    level = (R r + k p) / (R + k)        k = prior P / (P + prior)

so that a side of which nothing is told falls back to what is usual of it, and the usual never
counts for more than it rests on. The band is Student's t about the level with scale
s / sqrt(R + k): that of the discounted normal model (West and Harrison, *Bayesian Forecasting and
Dynamic Models*, 2nd ed. 1997, ch. 4 and 6.3), R + k being how many observations the level is worth
and s² the variance of all dealings up to the day, taken together with `KNOWN` of usual `SPREAD`.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from detente.assessment.rivalry.dealings import Dealings

HALF_LIFE = 30.0  # days
STEP = 7  # days from point to point
PRIOR = 2.0  # dealings
BAND = 0.9
SPREAD = 1.5  # standard deviation of conflict, and of cooperation, in dyads of ICEWS 2005 to 2015
KNOWN = 5.0  # dealings that this is held to rest on
TOP = 10.0
Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Level:
    """A level at each point, from 0 to 10, and its band; NaN where nothing was told yet."""

    value: Numbers
    low: Numbers
    high: Numbers


@dataclass(frozen=True)
class Course:
    """How one side dealt with the other over time.

    Attributes:
        days: of the points, as ordinals; the last is the day up to which it is told.
        tension, cooperation: at each point.
        recent: at each point how many independent dealings are told of lately.

    """

    days: NDArray[np.int64]
    tension: Level
    cooperation: Level
    recent: Numbers


def course(
    of: Dealings, on: int, *, half_life: float = HALF_LIFE, step: int = STEP, band: float = BAND
) -> Course:
    """The course of tension and cooperation.

    Arguments:
        of: one side's dealings.
        on: the last day, as an ordinal; none of the dealings is later.
        half_life: days after which a dealing counts half as recent.
        step: days from point to point.
        band: the part of the probability that lies in the band.

    Returns:
        One point for the day, and one every `step` days back to the first dealing.

    """
    points = (on - int(of.day[0])) // step + 1 if len(of) else 1
    days = on - step * np.arange(points - 1, -1, -1)
    at = points - 1 - (on - of.day) // step
    age = 0.5 ** ((days[at] - of.day) / half_life)
    decay = 0.5 ** (step / half_life)

    def lately(amount: Numbers) -> Numbers:
        told = np.bincount(at, amount * age, points).tolist()
        return np.array(list(accumulate(told, lambda sum_, new: decay * sum_ + new)))

    def ever(amount: Numbers) -> Numbers:
        return np.cumsum(np.bincount(at, amount, points))

    recent, all_ = lately(of.weight), ever(of.weight)

    def level(intensity: Numbers) -> Level:
        told = of.weight * intensity
        return _level((recent, lately(told)), (all_, ever(told), ever(told * intensity)), band)

    return Course(days, level(of.conflict), level(of.cooperation), recent)


def _level(
    recent: tuple[Numbers, Numbers], ever: tuple[Numbers, Numbers, Numbers], band: float
) -> Level:
    """A level from weights and sums: recent; and all, with the sum of squares."""
    from scipy.special import stdtrit  # noqa: PLC0415 - slow to import

    (weight, told), (all_, sum_, squares) = recent, ever
    past = np.maximum(all_ - weight, 0.0)
    with np.errstate(invalid="ignore", divide="ignore"):
        usual = np.where(past > 0, (sum_ - told) / past, 0.0)
        prior = PRIOR * past / (past + PRIOR)
        worth = weight + prior
        value = (told + prior * usual) / worth
        about = np.maximum(squares - sum_**2 / all_, 0.0)
        free = KNOWN + np.maximum(all_ - 1, 0.0)
        scale = np.sqrt((KNOWN * SPREAD**2 + about) / free / worth)
    half = stdtrit(free, (1 + band) / 2) * scale
    return Level(value, np.maximum(value - half, 0.0), np.minimum(value + half, TOP))
