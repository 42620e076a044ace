"""Whose conduct leads the other's: a vector autoregression of what each side does to the other.

Each side's conduct in a period (a week, or four where weeks are thin) is how far the mean intensity
of its dealings lies from its own usual m, drawn toward it where little is told:

    y = sum w (x - m) / (sum w + 1)

so that a period without news counts as usual, and how much is told moves no mean. Both are
regressed on both one to `LAGS` periods back, the number by the Bayes information criterion. That
one side leads the other is tested after Granger (*Econometrica* 37, 1969) by F, the two directions
together (Holm, *Scandinavian Journal of Statistics* 6, 1979), and shown by the other's response to
a change of one point, with asymptotic bands: Lütkepohl, *New Introduction to Multiple Time Series
Analysis* (2005), 3.6 and 3.7. For conduct between states: Goldstein and Freeman, *Three-Way Street*
(1990). The computation is statsmodels'.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from pydantic import Field

from detente.assessment.evidence import Sources
from detente.assessment.history import History
from detente.assessment.rivalry.dealings import CONTACT, Dealings, Numbers, Places, dealings
from detente.assessment.why import Part, Why
from detente.assessment.wording import percent

PERIODS = (7, 28)  # days; the first in which enough is told is taken
FEWEST = 60  # periods
TOLD = 0.5  # the part of them in which something is told, each way
LAGS = 4  # periods at most
AHEAD = 8  # periods
ALPHA = 0.05
BAND = 0.9
_QUANTILE = 1.645  # of the normal distribution, for the band
_DIGITS = 3
_SHOWN = 5  # moves
_RULE = (
    "A vector autoregression of both sides' mean intensity by period, each against its usual; lag "
    "by BIC, Granger's test by F, both directions together at {alpha} (Holm). It takes {fewest} "
    "periods of a week or of four, with something told in half of them each way, and a stable fit."
)


@dataclass(frozen=True)
class Lead:
    """How one side's conduct leads the other's.

    Attributes:
        p: of Granger's test that it does not.
        response: of the other's conduct to a change of one point: by period, from 0, `AHEAD` + 1.
        error: the standard error of each.
        total: the sum of the responses, and its standard error.

    """

    p: float
    response: Numbers
    error: Numbers
    total: tuple[float, float]


@dataclass(frozen=True)
class Fit:
    """What the regression gives.

    Attributes:
        period: days.
        periods: how many there are.
        lag: periods.
        leads: of the first side over the second, and the other way.

    """

    period: int
    periods: int
    lag: int
    leads: tuple[Lead, Lead]


def fit(both: tuple[Dealings, Dealings], on: int) -> Fit | str:
    """Fit the regression.

    Arguments:
        both: the first side's dealings with the second, and the other way.
        on: the last day, as an ordinal.

    Returns:
        The fit, or in words what is missing for one.

    """
    if not all(len(dealt) for dealt in both):
        return "nothing with a day is told of one side"
    missing = ""
    for period in PERIODS:
        conduct, told = _conduct(both, on, period)
        missing = _missing(conduct, told, period)
        if not missing:
            return _fitted(conduct, period)
    return missing


def _conduct(both: tuple[Dealings, Dealings], on: int, period: int) -> tuple[Numbers, Numbers]:
    """Each side's conduct by period (rows), the last one ending with the day, and what was told."""
    first = max(int(dealt.day[0]) for dealt in both)
    periods = (on - first + 1) // period
    conduct, told = np.zeros((periods, 2)), np.zeros((periods, 2))
    for side, dealt in enumerate(both):
        at = periods - 1 - (on - dealt.day) // period
        there, usual = at >= 0, np.average(dealt.intensity, weights=dealt.weight)
        weight, away = dealt.weight[there], dealt.intensity[there] - usual
        told[:, side] = np.bincount(at[there], weight, periods)[:periods]
        sums = np.bincount(at[there], weight * away, periods)[:periods]
        conduct[:, side] = sums / (told[:, side] + 1)
    return conduct, told


def _missing(conduct: Numbers, told: Numbers, period: int) -> str:
    name = "weeks" if period == 7 else f"periods of {period} days"
    if len(conduct) < FEWEST:
        return f"{len(conduct)} {name} lie between the first news of both and the day, not {FEWEST}"
    share = (told > 0).mean(axis=0).min()
    if share < TOLD:
        less = percent(share)
        return f"in {less} of the {name} something is told of both sides, not in {percent(TOLD)}"
    if np.ptp(conduct, axis=0).min() == 0:
        return "one side's conduct never changes"
    return ""


def _fitted(conduct: Numbers, period: int) -> Fit | str:
    from statsmodels.tsa.vector_ar.var_model import VAR  # noqa: PLC0415 - slow to import

    model = VAR(conduct)
    lag = max(int(model.select_order(LAGS).bic), 1)
    result = model.fit(lag)
    if not result.is_stable():
        return "the fit is not stable"
    responses = result.irf(AHEAD)
    errors, totals = responses.stderr(), responses.cum_effect_stderr()
    leads = tuple(
        Lead(
            p=float(result.test_causality(other, side, kind="f").pvalue),
            response=responses.irfs[:, other, side],
            error=errors[:, other, side],
            total=(
                float(responses.cum_effects[-1, other, side]),
                float(totals[-1, other, side]),
            ),
        )
        for side, other in ((0, 1), (1, 0))
    )
    return Fit(period, len(conduct), lag, (leads[0], leads[1]))


# -- what is told ----------------------------------------------------------------------------------


class Response(Part):
    """How one side's conduct follows a change of the other's by one point, after some days."""

    days: int
    value: float
    low: float
    high: float


class Leading(Part):
    """How one side's conduct leads the other's."""

    source: str = Field(description="Who leads, or does not.")
    target: str = Field(description="Who follows.")
    leads: bool
    p: float = Field(description="Of Granger's test, as one of two (Holm).")
    response: list[Response]
    why: Why


class Influence(Part):
    """Whose conduct leads the other's."""

    period: int | None = Field(description="Days of a period; None where there is too little.")
    periods: int | None
    lag: int | None
    directions: list[Leading]
    why: Why


def tell(of: History, sources: Sources) -> Influence:
    """Tell whose conduct leads the other's, or what is missing to say so.

    Arguments:
        of: the two sides' history.
        sources: where its evidence is looked up.

    """
    both = dealings(of, 0), dealings(of, 1)
    found = fit(both, of.on)
    rule = _rule()
    sides = " and ".join(of.sides)
    if isinstance(found, str):
        why = Why(sentence=f"{sides}: too little to say who leads; {found}.", rule=rule)
        return Influence(period=None, periods=None, lag=None, directions=[], why=why)
    chances = holm(found.leads[0].p, found.leads[1].p)
    told = [
        _leading(dealt, lead, p, found, sources)
        for dealt, lead, p in zip(both, found.leads, chances, strict=True)
    ]
    leading = [one.source for one in told if one.leads]
    who = {0: "neither leads the other", 1: f"{''.join(leading)} leads", 2: "each leads the other"}
    spans = f"{found.periods} periods of {found.period} days"
    why = Why(sentence=f"{sides}: {who[len(leading)]}, over {spans}.", rule=rule)
    return Influence(
        period=found.period, periods=found.periods, lag=found.lag, directions=told, why=why
    )


def holm(one: float, other: float) -> tuple[float, float]:
    """Two tests' probabilities, each as one of the two: where both hold, the greater needs none."""
    least = min(1.0, 2 * min(one, other))
    return max(one, least), max(other, least)


def _rule() -> str:
    return _RULE.format(fewest=FEWEST, alpha=percent(ALPHA))


def _leading(of: Dealings, lead: Lead, p: float, found: Fit, sources: Sources) -> Leading:
    value, error = lead.total
    low, high = value - _QUANTILE * error, value + _QUANTILE * error
    leads = p < ALPHA
    follows = "follows" if leads else "does not clearly follow"
    sentence = (
        f"{of.target} {follows} {of.source} (p = {p:.2g}): where {of.source} treats it one "
        f"point better, {of.target}'s own conduct changes by {value:+.2f} in all over the next "
        f"{AHEAD} periods of {found.period} days ({percent(BAND)} band {low:+.2f} to {high:+.2f})."
    )
    return Leading(
        source=of.source,
        target=of.target,
        leads=leads,
        p=float(f"{p:.3g}"),
        response=list(_responses(lead, found.period)),
        why=Why(
            sentence=sentence,
            rule=_rule(),
            evidence=sources.moves(_farthest(of).tolist()) if leads else [],
        ),
    )


def _farthest(of: Dealings) -> Places:
    """The moves that lie farthest from what is usual of the side: the fit rests on them most."""
    away = of.weight * np.abs(of.intensity - np.average(of.intensity, weights=of.weight))
    away[of.place == CONTACT] = 0
    order = np.argsort(-away, kind="stable")[:_SHOWN]
    return np.asarray(of.place[order[away[order] > 0]], np.intp)


def _responses(lead: Lead, period: int) -> Iterator[Response]:
    for at, (value, error) in enumerate(zip(lead.response, lead.error, strict=True)):
        ends = (value, value - _QUANTILE * error, value + _QUANTILE * error)
        middle, low, high = (round(float(end), _DIGITS) for end in ends)
        yield Response(days=at * period, value=middle, low=low, high=high)
