"""How well the early warning tells of material conflict in the next 30 days, beside two baselines.

    python -m benchmarks.warning

ICEWS of 2005 to 2015, a sample of one event in ten, is imported into a temporary record. Forecasts
are made at the end of every month of 2014 and 2015, which took no part in fitting or choosing, for
every dyad of which enough was told by then, from what was known on that day. Beside it:

- the base rate: the share of the dyad's months so far that had material conflict, drawn toward that
  of all dyads as strongly as fits the years before best;
- as last month: the share of months after one like the last, with or without conflict, that had it;
  once over all dyads, and once of the dyad's own, drawn toward that likewise.

Intervals are of 2,000 draws of dyads, since months of one dyad are not independent.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import statsmodels.api as sm
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.stats import rankdata
from training.warning import (
    END,
    FIRST,
    TEST,
    Histories,
    Panel,
    forecast,
    histories,
    losses,
    panel,
    take,
)  # fmt: skip

from detente.assessment.history import History
from detente.assessment.outlook.forecast import Model, shipped
from detente.assessment.outlook.news import HORIZON, Integers, News, Numbers
from detente.assessment.outlook.reliability import reliability
from detente.record import MOVE_TYPES, Contacts, Moves

DRAWS, SEED = 2000, 0
ALARM = 2.0  # times the usual rate
QUIET = 30  # days without material conflict before a first day of it
KEPT = (0.5, 0.25)
MOST = 50
TOP = 0.05
Flags = NDArray[np.bool_]
Forecasts = dict[str, Numbers]


# -- the forecasts ---------------------------------------------------------------------------------


def forecasts(of: Panel, model: Model) -> Forecasts:
    """Those of the warning and of the baselines, for every observation of a panel."""
    names = [f"{signal.kind} {signal.days}" for signal in model.signals]
    coefficients = np.array([model.constant, *(signal.coefficient for signal in model.signals)])
    before = of.years(FIRST, TEST)
    share, weight = drawn(of.past.struck[before], of.past.months[before], of.happened[before])
    after = [of.happened[before & (of.past.lately == last)].mean() for last in (False, True)]
    mapped = np.where(of.past.lately, after[1], after[0])
    past = of.past
    _, own = drawn(past.alike_struck[before], past.alike[before], of.happened[before],
                   mapped[before])  # fmt: skip
    return {
        "early warning": forecast(of, names, coefficients),
        "base rate": past.base_rate(share, weight),
        "as last month, over all": mapped,
        "as last month, its own": past.as_last_month(mapped, own),
    }


def drawn(
    struck: Numbers, months: Numbers, came: Flags, toward: Numbers | None = None
) -> tuple[float, float]:
    """The share that rates are drawn toward, and how strongly, that fit best what came."""

    def loss(at: Numbers) -> float:
        share = 1 / (1 + np.exp(-at[0])) if toward is None else toward
        weight = np.exp(at[1])
        return float(losses((struck + weight * share) / (months + weight), came).mean())

    found = minimize(loss, [-3.0, 2.0], method="Nelder-Mead").x
    return float(1 / (1 + np.exp(-found[0]))), float(np.exp(found[1]))


# -- the scores ------------------------------------------------------------------------------------


def auc(p: Numbers, came: Flags) -> float:
    """The area under the ROC curve: how often a month with conflict ranks above one without."""
    ones, ranks = int(came.sum()), rankdata(p)
    return float((ranks[came].sum() - ones * (ones + 1) / 2) / (ones * (len(came) - ones)))


def average_precision(p: Numbers, came: Flags) -> float:
    """The area under the curve of precision and recall; forecasts that tie stand together."""
    order = np.argsort(-p, kind="stable")
    last = np.append(np.flatnonzero(np.diff(p[order])), len(p) - 1)
    hits = np.cumsum(came[order])[last]
    recall = np.diff(hits, prepend=0) / came.sum()
    return float((recall * hits / (last + 1)).sum())


def calibration(p: Numbers, came: Flags) -> tuple[float, float]:
    """Intercept (at slope 1) and slope of what came on the logit of the forecast.

    Source: Cox, *Biometrika* 45 (1958). 0 and 1 are perfect; below 1 it is too sure.
    """
    logit = np.log(np.clip(p, 1e-6, 1 - 1e-6) / (1 - np.clip(p, 1e-6, 1 - 1e-6)))
    binomial, y = sm.families.Binomial(), came.astype(float)
    level = sm.GLM(y, np.ones(len(y)), binomial, offset=logit).fit(start_params=[0.0])
    if np.ptp(logit) < 1e-9:
        return float(level.params[0]), float("nan")
    slope = sm.GLM(y, sm.add_constant(logit), binomial).fit()
    return float(level.params[0]), float(slope.params[1])


def gained(gain: Numbers, dyad: Integers) -> tuple[float, float, float]:
    """The mean gain of a month, and its interval over draws of dyads."""
    _, of = np.unique(dyad, return_inverse=True)
    sums, counts = np.bincount(of, gain), np.bincount(of)
    n = len(sums)
    draws = np.random.default_rng(SEED).multinomial(n, np.full(n, 1 / n), DRAWS)
    means = (draws @ sums) / (draws @ counts)
    low, high = np.quantile(means, (0.025, 0.975))
    return float(gain.mean()), float(low), float(high)


# -- the report ------------------------------------------------------------------------------------


def tell_stratum(label: str, of: Panel, found: Forecasts, rows: Flags) -> Iterator[str]:
    """The scores of some observations, and what the warning gains on each baseline."""
    came, dyad = of.happened[rows], of.dyad[rows]
    dyads = len(np.unique(dyad))
    yield f"{label}: {rows.sum():,} months of {dyads} dyads, {came.sum()} with conflict"
    yield (f"  {'':<26}{'Brier':>9}{'log loss':>10}{'AUC':>8}{'PR-AUC':>8}{'mean':>8}{'came':>8}"
           f"{'level':>8}{'slope':>7}")  # fmt: skip
    for name, every in found.items():
        p = every[rows]
        level, slope = calibration(p, came)
        yield (
            f"  {name:<26}{((p - came) ** 2).mean():>9.5f}{losses(p, came).mean():>10.5f}"
            f"{auc(p, came):>8.3f}{average_precision(p, came):>8.3f}{p.mean():>8.4f}"
            f"{came.mean():>8.4f}{level:>8.2f}{slope:>7.2f}"
        )
    ours, *others = (every[rows] for every in found.values())
    for name, p in zip(list(found)[1:], others, strict=True):
        brier = gained((p - came) ** 2 - (ours - came) ** 2, dyad)
        log = gained(losses(p, came) - losses(ours, came), dyad)
        yield f"  gain on {name:<26} Brier {_interval(brier)}   log loss {_interval(log)}"


def _interval(gain: tuple[float, float, float]) -> str:
    mean, low, high = gain
    verdict = "better" if low > 0 else "WORSE" if high < 0 else "no clear difference"
    return f"{mean:+.5f} ({low:+.5f} to {high:+.5f}) {verdict}"


def tell_reliability(p: Numbers, came: Flags) -> Iterator[str]:
    """The curve in bins, with Wilson's intervals."""
    yield f"  {'forecasts':>10}{'mean':>9}{'came':>9}   interval of what came"
    for one in reliability(p, came):
        outside = "" if one.low <= one.mean <= one.high else "   outside"
        yield (f"  {one.forecasts:>10,}{one.mean:>9.4f}{one.observed:>9.4f}"
               f"   {one.low:.4f} to {one.high:.4f}{outside}")  # fmt: skip


def tell_foremost(found: Forecasts, came: Flags, rows: Flags) -> Iterator[str]:
    """How much conflict the months with the highest forecasts hold."""
    few = round(TOP * rows.sum())
    for name, every in found.items():
        held = came[rows][np.argsort(-every[rows], kind="stable")[:few]].sum()
        yield f"  {name:<26}{held:>5} of {came[rows].sum()} in the {few} with the highest forecasts"


def strata(of: Panel) -> Iterator[tuple[str, Flags]]:
    """Which observations of the test are scored together."""
    tested = of.years(TEST, END)
    yield "all dyads of which 10 or more moves and contacts were told by then", tested
    yield "dyads with 50 or more", tested & (of.told >= 50)
    yield f"the {MOST} of which most was told by the end of 2013", tested & most_told(of)
    yield "onsets: months after half a year without conflict", tested & of.calm
    yield "all but onsets", tested & ~of.calm


def most_told(of: Panel) -> Flags:
    """The observations of the dyads of which most was told when the test begins."""
    before = of.years(FIRST, TEST)
    told = np.zeros(len(of.names))
    np.maximum.at(told, of.dyad[before], of.told[before])
    return np.isin(of.dyad, np.argsort(-told, kind="stable")[:MOST])


@dataclass(frozen=True)
class Days:
    """Daily warnings of a dyad in the years of the test.

    Attributes:
        first: the first days of material conflict after 30 days without.
        ahead: for each the days before it on which the alarm already stood without a break.
        alarms: the days on which it stood, of those whose 30 days are over.
        right: those of them that conflict followed within 30 days.

    """

    first: int
    ahead: list[int]
    alarms: int
    right: int


def daily(of: History, model: Model) -> Days:
    """Go through the days of the test; the alarm stands where news doubles the usual rate."""
    news, days = News(of), np.arange(TEST - 1, END)
    factor = sum(
        signal.coefficient * news.compared(signal.kind, signal.days, days, model)
        for signal in model.signals
    )
    alarm = news.enough(days) & (np.exp(factor) >= ALARM)
    struck = np.unique(news["conflict"].day)
    first = struck[np.diff(struck, prepend=0) > QUIET]
    first = first[first >= TEST]
    over = alarm & (days + HORIZON < END)
    right = over & news["conflict"].after(days, HORIZON)
    return Days(len(first), [_standing(alarm[: day - days[0]]) for day in first],
                int(over.sum()), int(right.sum()))  # fmt: skip


def _standing(alarm: Flags) -> int:
    """How long the alarm has stood at the end, in days."""
    off = np.flatnonzero(~alarm[::-1])
    return int(off[0]) if len(off) else len(alarm)


def tell_dyads(found: Histories, of: Panel, forecast_of: Forecasts, model: Model) -> Iterator[str]:
    """A line a dyad: Brier scores, and days of warning before each first day of conflict."""
    rows = of.years(TEST, END) & most_told(of)
    yield (f"  {'dyad':<18}{'months':>7}{'conflict':>9}{'warning':>9}{'base':>8}{'last':>8}"
           f"{'firsts':>8}  days ahead{'':<16}{'alarm':>6}{'right':>6}")  # fmt: skip
    total: list[Days] = []
    for place in sorted(set(of.dyad[rows]), key=lambda n: -of.told[rows & (of.dyad == n)].max()):
        own = rows & (of.dyad == place)
        came = of.happened[own]
        brier = [((p[own] - came) ** 2).mean() for p in forecast_of.values()]
        told = daily(found[of.names[place]], model)
        total.append(told)
        ahead = " ".join(map(str, told.ahead[:8])) or "-"
        yield (
            f"  {'–'.join(of.names[place]):<18}{own.sum():>7}{came.sum():>9}{brier[0]:>9.4f}"
            f"{brier[1]:>8.4f}{brier[3]:>8.4f}{told.first:>8}  {ahead:<26}{told.alarms:>6}"
            f"{told.right:>6}"
        )
    ahead_all = [days for one in total for days in one.ahead]
    warned = [days for days in ahead_all if days]
    alarms, right = sum(one.alarms for one in total), sum(one.right for one in total)
    median = f", for {np.median(warned):.0f} days in the median" if warned else ""
    yield f"  first days of conflict after {QUIET} without: {len(ahead_all)}"
    yield f"  with the alarm standing the day before: {len(warned)}{median}"
    share = right / max(alarms, 1)
    yield f"  days with an alarm: {alarms:,}, conflict within {HORIZON}: {right:,} ({share:.0%})"


def thinned(table: Any, share: float, seed: int) -> Any:
    """Contacts or moves of which only a share is told."""
    kept = np.random.default_rng(seed).random(len(table)) < share
    return table.where(kept)


def tell_variants(contacts: Contacts, moves: Moves, model: Model) -> Iterator[str]:
    """The same coefficients on records that tell less, and on deeds of states alone."""
    protest = MOVE_TYPES.index("PROTEST")
    variants = {
        f"{share:.0%} of what it tells": (thinned(contacts, share, 1), thinned(moves, share, 2))
        for share in KEPT
    }
    variants["without PROTEST"] = (contacts, moves.where(moves.type != protest))
    for label, (some_contacts, some_moves) in variants.items():
        of = panel(histories(some_contacts, some_moves, END - 1), model)
        yield from tell_stratum(label, of, forecasts(of, model), of.years(TEST, END))


def main() -> None:
    """Command line."""
    model = shipped()
    with TemporaryDirectory() as place, take(Path(place)) as record:
        contacts, moves = record.columns()
    found = histories(contacts, moves, END - 1)
    of = panel(found, model)
    made = forecasts(of, model)
    print(f"fitted on {model.since} to {model.until}; forecasts from "
          f"{date.fromordinal(TEST - 1)} on", end="\n\n")  # fmt: skip
    for label, rows in strata(of):
        print("\n".join(tell_stratum(label, of, made, rows)), end="\n\n")
    tested = of.years(TEST, END)
    print("reliability, all dyads")
    print(
        "\n".join(tell_reliability(made["early warning"][tested], of.happened[tested])), end="\n\n"
    )
    print("conflict, all dyads", *tell_foremost(made, of.happened, tested), sep="\n", end="\n\n")
    print("the dyads of which most was told, 2014 and 2015")
    print("\n".join(tell_dyads(found, of, made, model)), end="\n\n")
    print("\n".join(tell_variants(contacts, moves, model)))


if __name__ == "__main__":
    main()
