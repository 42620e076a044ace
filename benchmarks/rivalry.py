"""Tension, its changes, tit for tat and who leads, over the most active dyads, beside plain peers.

    python -m benchmarks.rivalry [--dyads 50] [--db FILE]

ICEWS of 2005 to 2015, a sample of one event in ten, is imported into a record of its own. For the
dyads of which most is told:

- tension each way on the last day with its band, and whether it rises; beside it the sum of
  intensities of the last month in which anything is told, as one line of pandas gives it;
- how much of its variation over the months is how much was told: the correlation, over months, of
  the number of acts with tension, and with the monthly sum of intensities (its sign turned round);
- changes of level each way;
- pairs of kinds of acts that are answered beyond chance at a false discovery rate of 5%; beside it
  how many pairs a plain cross-correlation of weekly counts calls so: above twice its standard error
  at any of one to four weeks;
- who leads by the vector autoregression.

Then how often each finds something where there is nothing: on acts at random whose rate both sides
share, slow or seasonal. Times are medians of the dyads' own and one made dyad of 50,000 moves.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

import numpy as np
import pandas as pd

import detente
from benchmarks.history import ICEWS
from detente.assessment.evidence import Sources
from detente.assessment.history import History, history
from detente.assessment.rivalry import changes, influence, reciprocity, tension
from detente.assessment.rivalry.answers import FEWEST, answerings
from detente.assessment.rivalry.course import course
from detente.assessment.rivalry.dealings import Dealings, dealings
from detente.assessment.rivalry.influence import fit
from detente.assessment.rivalry.rise import change
from detente.intake.eventdata import read_rows
from detente.record import MOVE_STATUSES, MOVE_TYPES, Contacts, Moves
from detente.record.events import tell_events
from detente.record.importing import import_rows

ROOMS = {
    "tension": tension, "changes": changes, "tit for tat": reciprocity, "influence": influence,
}  # fmt: skip
_WEEKS = 4  # lags of the cross-correlation
_MADE = 100  # dyads made at random for each kind of season
_DAYS = 4000
_KINDS = ("AGREE", "SUPPORT", "REQUEST", "ACCUSE")
_YEARLY = 12  # acts of each kind, each way


@contextmanager
def opened(path: Path | None) -> Iterator[detente.Record]:
    """A record with ICEWS in it, or the one at a path."""
    if path:
        with detente.Record(path) as record:
            yield record
        return
    with TemporaryDirectory() as place, detente.Record(Path(place) / "rivalry.db") as record:
        import_rows(record.engine, ICEWS, "PLAIN", tell_events(read_rows(ICEWS, "plain")))
        record.settle()
        yield record


# -- the peers -------------------------------------------------------------------------------------


def monthly(of: History, way: int) -> pd.DataFrame:
    """Acts and the sum of their intensities by month, as event data is mostly used."""
    own = of.toward == way
    days = pd.to_datetime(of.moves.day[own].astype("int64") - 719_163, unit="D")
    frame = pd.DataFrame({"intensity": of.intensity[own]}, index=days)
    return frame["intensity"].resample("MS").agg(["size", "sum"])


def correlated(of: History) -> int:
    """Pairs of kinds whose weekly counts correlate beyond two standard errors, 1 to 4 weeks on."""
    week = of.moves.day // 7
    weeks = np.arange(week.min(), week.max() + 1)
    counts = {
        (way, kind): np.bincount(week[own] - weeks[0], minlength=len(weeks)).astype(float)
        for way in (0, 1)
        for kind in range(len(MOVE_TYPES))
        if MOVE_TYPES[kind] != "CONSULT"
        and (own := (of.toward == way) & (of.moves.type == kind)).sum() >= FEWEST
    }
    return sum(
        any(
            np.corrcoef(one[:-lag], other[lag:])[0, 1] > 2 / np.sqrt(len(weeks) - lag)
            for lag in range(1, _WEEKS + 1)
        )
        for (way, _), one in counts.items()
        for (answer, _), other in counts.items()
        if way != answer
    )


# -- the dyads -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Row:
    """What was found of a dyad, by the name of the column."""

    cells: dict[str, str]
    took: dict[str, float]
    rising: int
    told: tuple[tuple[float, float], ...]


def look(record: detente.Record, sides: tuple[str, str], on: int) -> Row:
    """Everything of a dyad, with the seconds it took."""
    of = history(sides, on, *record.columns(*sides))
    parts: dict[str, Any] = {}
    took = {}
    for name, room in ROOMS.items():
        begun = perf_counter()
        parts[name] = room.tell(of, Sources(record, of, None))
        took[name] = perf_counter() - begun
    both = parts["tension"].directions
    found = parts["influence"]
    last = [monthly(of, way)["sum"].iloc[-1] for way in (0, 1)]
    cells = {
        "dyad": "–".join(sides),
        "moves": f"{len(of.moves):,}",
        **{f"tension {arrow}": _shown(one) for arrow, one in zip("→←", both, strict=True)},
        "last month": f"{last[0]:+.0f} {last[1]:+.0f}",
        "changes": " ".join(f"{c.date[:7]}{_arrow(c, sides)}" for c in parts["changes"].changes),
        "answered": f"{parts['tit for tat'].found}/{parts['tit for tat'].tested}",
        "correlated": str(correlated(of)),
        "leads": " ".join(one.source for one in found.directions if one.leads)
        or ("-" if found.period else "?"),
    }
    rising = sum(one.trend == "rising" for one in both)
    return Row(cells, took, rising, tuple(_by_coverage(of, way) for way in (0, 1)))


def _shown(one: Any) -> str:
    mark = {"rising": "↑", "falling": "↓", "no clear change": "=", "unknown": "?"}[one.trend]
    if one.tension is None:
        return "too little"
    return f"{one.tension.value:.1f} [{one.tension.low:.1f},{one.tension.high:.1f}]{mark}"


def _arrow(one: Any, sides: tuple[str, str]) -> str:
    return ("→" if one.source == sides[0] else "←") + ("-" if one.after < one.before else "+")


def _by_coverage(of: History, way: int) -> tuple[float, float]:
    """The correlation over months of how much is told with tension, and with the plain sum."""
    dealt = dealings(of, way)
    if not len(dealt) or dealt.day[-1] - dealt.day[0] < 365:
        return np.nan, np.nan
    run = course(dealt, of.on)
    days = pd.to_datetime(run.days - 719_163, unit="D")
    level = pd.Series(run.tension.value, index=days).resample("MS").last()
    frame = monthly(of, way).join(level.rename("tension")).dropna()
    with np.errstate(invalid="ignore"):  # a level that never moves correlates with nothing
        told = frame["size"].corr(frame["tension"]), frame["size"].corr(-frame["sum"])
    return float(told[0]), float(told[1])


# -- where there is nothing ------------------------------------------------------------------------


def made(rng: np.random.Generator, rate: np.ndarray) -> History:
    """A dyad of which both sides act at random, at a rate a day that they share."""
    acts = [
        (day, way, MOVE_TYPES.index(kind))
        for way in (0, 1)
        for kind in _KINDS
        for day in np.repeat(np.arange(len(rate)), rng.poisson(rate))
    ]
    return of_acts(np.array(acts))


def of_acts(acts: np.ndarray) -> History:
    """A history of moves given as rows of day, way and type."""
    day, way, kind = acts.T
    day = (730_000 + day).astype(np.int32)
    none = {name: np.array([], np.int32) for name in Contacts.__dataclass_fields__}
    parties = np.where(way == 0, "AAA>BBB", "BBB>AAA").astype(object)
    done = np.full(len(day), MOVE_STATUSES.index("reported"), np.int8)
    code = np.full(len(day), "0", object)
    number = np.arange(len(day))
    moves = Moves(parties, day, kind.astype(np.int8), done, day, day, day, code, 0 * number, number)
    return history(("AAA", "BBB"), int(day.max()), Contacts(**none), moves)


def slow(rng: np.random.Generator) -> np.ndarray:
    """A rate that comes and goes over some months."""
    keep = np.exp(-1 / 120)
    level, rate = 0.0, np.empty(_DAYS)
    for day, shock in enumerate(rng.normal(size=_DAYS) * np.sqrt(1 - keep**2)):
        level = keep * level + shock
        rate[day] = np.exp(level - 0.5)
    return rate


def yearly(rng: np.random.Generator) -> np.ndarray:
    """A rate with a season."""
    return 1 + 0.9 * np.sin(2 * np.pi * np.arange(_DAYS) / 365 + rng.uniform(0, 6))


def burst(rng: np.random.Generator) -> np.ndarray:
    """A rate that is five times as high in the last sixty days."""
    return np.where(np.arange(_DAYS) < _DAYS - 60, 1.0, 5.0)


def tell_nothing() -> Iterator[str]:
    """How often each finds something in what is random."""
    yield f"{'made at random':<18}{'rising':>8}{'answered':>10}{'correlated':>12}{'leads':>8}"
    for name, season in (("slow", slow), ("yearly", yearly), ("burst at the end", burst)):
        rng = np.random.default_rng(0)
        rows = [_false(made(rng, _YEARLY / 365 * season(rng))) for _ in range(_MADE)]
        risen, answered, plain, leads = np.mean(rows, axis=0)
        yield f"{name:<18}{risen:>8.1%}{answered:>10.1%}{plain:>12.1%}{leads:>8.1%}"
    yield "shares: of directions; of pairs with p ≤ 0.05; of pairs; of directions"


def _false(of: History) -> tuple[float, float, float, float]:
    both = dealings(of, 0), dealings(of, 1)
    tested = answerings(of)
    fitted = fit(both, of.on)
    return (
        _share(both, lambda one: change(one, of.on).trend == "rising"),
        float(np.mean([one.p <= 0.05 for one in tested])),
        correlated(of) / len(tested),
        np.nan if isinstance(fitted, str) else float(np.mean([x.p < 0.05 for x in fitted.leads])),
    )


def _share(both: tuple[Dealings, Dealings], holds: Callable[[Dealings], bool]) -> float:
    return float(np.mean([holds(one) for one in both]))


def tell_times(rows: list[Row]) -> Iterator[str]:
    """Milliseconds of each part."""
    rng = np.random.default_rng(0)
    dense = of_acts(rng.integers(0, (3652, 2, len(MOVE_TYPES)), (50_000, 3)))
    alone: dict[str, Callable[[], object]] = {
        "tension": lambda: [course(dealings(dense, way), dense.on) for way in (0, 1)],
        "changes": lambda: [changes.shifts(dealings(dense, way)) for way in (0, 1)],
        "tit for tat": lambda: answerings(dense),
        "influence": lambda: fit((dealings(dense, 0), dealings(dense, 1)), dense.on),
    }
    columns = "".join(f"{c:>14}" for c in ("median dyad", "slowest", "50,000 moves"))
    yield f"{'milliseconds':<14}{columns}"
    for name, work in alone.items():
        times = [row.took[name] * 1000 for row in rows[1:]]  # the first waits for the imports
        runs = []
        for _ in range(5):
            begun = perf_counter()
            work()
            runs.append((perf_counter() - begun) * 1000)
        yield f"{name:<14}{median(times):>14.1f}{max(times):>14.1f}{median(runs):>14.1f}"
    yield "of the dyads all that is told, evidence with it; of the made one the numbers alone"


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dyads", type=int, default=50)
    parser.add_argument("--db", type=Path, help="a record that has ICEWS already")
    options = parser.parse_args()
    with opened(options.db) as record:
        reach = record.reach()
        assert reach
        dyads = sorted(record.dyads(), key=lambda dyad: -dyad["moves"])[: options.dyads]
        rows = [look(record, tuple(dyad["parties"]), reach[1]) for dyad in dyads]
    print(pd.DataFrame([row.cells for row in rows]).to_string(index=False), end="\n\n")
    told = np.array([pair for row in rows for pair in row.told])
    tense, plain = np.nanmedian(told, axis=0)
    print(f"rising: {sum(row.rising for row in rows)} of {2 * len(rows)} directions")
    print(f"correlation with how much is told, by month: tension {tense:+.2f}, sum {plain:+.2f}\n")
    print("\n".join(tell_nothing()), end="\n\n")
    print("\n".join(tell_times(rows)))


if __name__ == "__main__":
    main()
