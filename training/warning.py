"""The coefficients of the early warning: fitted, chosen, tested and written.

    python -m training.warning

ICEWS of 2005 to 2015, a sample of one event in ten, is imported into a temporary record. Each
month's end of each dyad of which enough was told by then is an observation: what was known on that
day, and whether the 30 days after it had material conflict. What the warning compares is chosen by
log loss in 2012 and 2013 among coefficients fitted up to 2011. Those that ship are fitted up to
2013, and their reliability in 2014 and 2015, which took no part in anything, ships with them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import statsmodels.api as sm
from numpy.typing import NDArray

import detente
from detente.assessment.history import History, history
from detente.assessment.outlook import warning
from detente.assessment.outlook.forecast import Model, Signal
from detente.assessment.outlook.news import HORIZON, Integers, News, Numbers, Told
from detente.assessment.outlook.past import Past, month_ends, past
from detente.assessment.outlook.reliability import reliability
from detente.intake.eventdata import read_rows
from detente.record import Contacts, Moves
from detente.record.events import tell_events
from detente.record.importing import import_rows
from training.corpora import DATA

ICEWS = DATA / "events" / "icews_2005-2015_valid.txt"
FILE = Path(warning.__file__).with_suffix(".json")
FIRST, CHOOSE, TEST, END = (date(year, 1, 1).toordinal() for year in (2005, 2012, 2014, 2016))
PRIOR = 10.0  # moves and contacts that the usual shares count as
CHOSEN = (("conflict", 30), ("conflict", 365), ("words", 30), ("moves", 90))
OTHERS = (
    ("conflict", 90), ("words", 90), ("cooperation", 90),
    ("told", 90), ("held", 90), ("refused", 90),
)  # fmt: skip
Histories = dict[tuple[str, str], History]


# -- the record, and what was known at the end of each month -------------------------------------


def take(place: Path) -> detente.Record:
    """ICEWS in a record of its own."""
    record = detente.Record(place / "icews.db")
    import_rows(record.engine, ICEWS, "PLAIN", tell_events(read_rows(ICEWS, "plain")))
    return record


def histories(contacts: Contacts, moves: Moves, on: int) -> Histories:
    """Every dyad that moves were made in, from the columns of the whole record."""
    made, met = defaultdict(list), defaultdict(list)
    for n, text in enumerate(moves.parties):
        source, target = text.split(">")
        if source != target:
            made[min(source, target), max(source, target)].append(n)
    for n, text in enumerate(contacts.parties):
        for sides in combinations(text.split("|"), 2):
            met[sides].append(n)
    return {
        sides: history(
            sides, on, contacts.where(np.array(met[sides], int)), moves.where(np.array(made[sides]))
        )
        for sides in sorted(made)
    }


def usual_shares(news: Sequence[News], until: int) -> dict[str, float]:
    """The shares of kinds of moves among all that was known by a day."""
    day = np.array([until])
    told = sum(float(one["told"].by(day)[0]) for one in news)
    kinds = ("conflict", "words", "cooperation")
    return {
        kind: round(sum(float(one[kind].by(day)[0]) for one in news) / told, 4) for kind in kinds
    }


@dataclass(frozen=True)
class Panel:
    """What was known at the ends of months, dyad after dyad; each column has shape (n,).

    Attributes:
        dyad: places in `names`.
        day: as ordinals.
        happened: whether material conflict came within the horizon.
        usual: how many moves of it are usual.
        told: how many moves and contacts were known.
        calm: whether the half year before had no material conflict.
        signals: what may be compared, by kind and days, and two of another form.
        past: the dyad's months before.

    """

    names: list[tuple[str, str]]
    dyad: Integers
    day: Integers
    happened: NDArray[np.bool_]
    usual: Numbers
    told: Numbers
    calm: NDArray[np.bool_]
    signals: dict[str, Numbers]
    past: Past

    def years(self, first: int, last: int) -> NDArray[np.bool_]:
        """The observations whose month lies from one day up to another."""
        return (self.day + 1 >= first) & (self.day + 1 < last)

    def x(self, names: Sequence[str]) -> Numbers:
        """Some signals, a column each, after a column of ones."""
        return np.column_stack([np.ones(len(self.day)), *(self.signals[name] for name in names)])


def panel(found: Histories, model: Model, end: int = END) -> Panel:
    """The panel of a record, up to the last month whose 30 days are over."""
    rows: dict[str, list[Any]] = defaultdict(list)
    names = list(found)
    for n, of in enumerate(found.values()):
        news = News(of)
        if news.first is None:
            continue
        days = month_ends(news.first, end - HORIZON - 1)
        kept = news.enough(days)
        if kept.any():
            for name, column in _observed(news, days, model).items():
                rows[name].append(column[kept])
            rows["dyad"].append(np.full(kept.sum(), n))
    columns = {name: np.concatenate(parts) for name, parts in rows.items()}
    own = {name: columns.pop(name) for name in Past.__dataclass_fields__}
    signals = {name: columns.pop(name) for name in list(columns) if " " in name}
    return Panel(names, signals=signals, past=Past(**own), **columns)


def _observed(news: News, days: Integers, model: Model) -> dict[str, Any]:
    conflict = news["conflict"]
    signals = {f"{k} {w}": news.compared(k, w, days, model) for k, w in (*CHOSEN, *OTHERS)}
    quiet = np.where(news["held"].by(days) > 0, _since(news["held"], days, news.first), 0)
    signals["since conflict"] = np.log(HORIZON + _since(conflict, days, news.first))
    signals["since held"] = np.log1p(quiet / HORIZON * news.usual("held", days, model))
    return signals | vars(past(news, days)) | {
        "day": days,
        "happened": conflict.after(days, HORIZON),
        "usual": news.usual("conflict", days, model),
        "told": news["told"].by(days),
        "calm": conflict.within(days, 183) == 0,
    }  # fmt: skip


def _since(kind: Told, days: Integers, first: int | None) -> Numbers:
    """Days since the last of a kind that was known by each day; since the beginning without one."""
    order = np.argsort(kind.known, kind="stable")
    latest = np.maximum.accumulate(np.concatenate([[first or 0], kind.day[order]]))
    return (days - latest[np.searchsorted(kind.known[order], days, side="right")]).astype(float)


# -- fitting ---------------------------------------------------------------------------------------


def fit(of: Panel, names: Sequence[str], rows: NDArray[np.bool_]) -> Any:
    """The warning's coefficients from some observations; errors with dyads as clusters."""
    family = sm.families.Binomial(link=sm.families.links.CLogLog())
    x = of.x(names)[rows]
    found = sm.GLM(of.happened[rows].astype(float), x, family, offset=np.log(of.usual[rows]))
    return found.fit(
        start_params=np.zeros(x.shape[1]),
        cov_type="cluster",
        cov_kwds={"groups": of.dyad[rows]},
    )


def forecast(of: Panel, names: Sequence[str], coefficients: Numbers) -> Numbers:
    """The probabilities that coefficients give, for every observation."""
    return -np.expm1(-of.usual * np.exp(of.x(names) @ coefficients))


def fit_logistic(of: Panel, names: Sequence[str], rows: NDArray[np.bool_]) -> Numbers:
    """The probabilities of a logistic regression on the same, with a coefficient for the usual."""
    x = np.column_stack([of.x(names), np.log(of.usual)])
    found = sm.GLM(of.happened[rows].astype(float), x[rows], sm.families.Binomial()).fit()
    return np.asarray(found.predict(x))


def losses(forecast: Numbers, came: NDArray[np.bool_]) -> Numbers:
    """The -log of the probability given to what came, of each forecast."""
    p = np.clip(forecast, 1e-6, 1 - 1e-6)
    return -np.log(np.where(came, p, 1 - p))


# -- what ships ------------------------------------------------------------------------------------


def blank(found: Histories, until: int) -> Model:
    """A model without coefficients: what is usual among dyads up to a day."""
    shares = usual_shares([News(of) for of in found.values()], until)
    return Model(
        constant=0, signals=[], shares=shares, prior=PRIOR, most=0, tested="", reliability=[],
        since=date.fromordinal(FIRST).isoformat(), until=date.fromordinal(until).isoformat(),
    )  # fmt: skip


def choose(of: Panel) -> None:
    """Show what each signal adds in the years of choice, fitted on those before."""
    fitted, chosen = of.years(FIRST, CHOOSE), of.years(CHOOSE, TEST)
    names = [f"{kind} {days}" for kind, days in CHOSEN]
    others = [name for name in of.signals if name not in names]
    sets = [names[:n] for n in range(len(names) + 1)] + [[*names, name] for name in others]
    came = of.happened[chosen]
    print(f"fitted on {fitted.sum():,} months, {of.happened[fitted].sum()} with conflict; "
          f"chosen on {chosen.sum():,}, {came.sum()} with conflict")  # fmt: skip
    for some in sets:
        p = forecast(of, some, fit(of, some, fitted).params)[chosen]
        print(f"{losses(p, came).mean():.5f} log loss, {((p - came) ** 2).mean():.5f} Brier:"
              f" the usual, {', '.join(some)}")  # fmt: skip
    p = fit_logistic(of, names, fitted)[chosen]
    print(f"{losses(p, came).mean():.5f} log loss, {((p - came) ** 2).mean():.5f} Brier:"
          " the chosen, as a logistic regression")  # fmt: skip


def ship(of: Panel, model: Model) -> Model:
    """Fit up to the test, and see how it holds on it."""
    names = [f"{kind} {days}" for kind, days in CHOSEN]
    fitted, tested = of.years(FIRST, TEST), of.years(TEST, END)
    found = fit(of, names, fitted)
    constant, *coefficients = (round(float(b), 4) for b in found.params)
    _, *errors = (round(float(e), 4) for e in found.bse)
    signals = [
        Signal(kind=kind, days=days, coefficient=b, error=e)
        for (kind, days), b, e in zip(CHOSEN, coefficients, errors, strict=True)
    ]
    p = forecast(of, names, np.array([constant, *coefficients]))[tested]
    return model.model_copy(
        update={
            "constant": constant,
            "signals": signals,
            "most": round(float(of.usual[fitted].max()), 2),
            "tested": "2014 and 2015",
            "reliability": reliability(p, of.happened[tested]),
        }
    )


def main() -> None:
    """Command line."""
    with TemporaryDirectory() as place, take(Path(place)) as record:
        contacts, moves = record.columns()
    found = histories(contacts, moves, END - 1)
    choose(panel(found, blank(found, CHOOSE - 1)))
    model = blank(found, TEST - 1)
    shipped = ship(panel(found, model), model)
    FILE.write_text(shipped.model_dump_json(indent=1) + "\n", encoding="utf-8")
    print(f"written: {FILE.name}")


if __name__ == "__main__":
    main()
