"""Speed of boards: `python -m benchmarks.boards [--moves N]`.

- A dyad of 50,000 moves (ICEWS's event names at random days of eleven years): its board and its
  charts, warm, median of seven; beside pandas, which reads the same dyad's rows from a CSV file of
  it and gives monthly Goldstein sums, the last contact and the gaps: what a notebook begins with.
- A record of N rows as dense as ICEWS (a million by default): the board of its most told dyad, as
  known today and five years before, and all dyads ranked by what has changed.

The bars are those that the project sets itself. The million takes ten minutes to make.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Callable
from datetime import date
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

import pandas as pd

from benchmarks.store import EVENTS, write_icews
from detente.assessment import SCALE, Record
from detente.desk.board import drawing
from detente.intake.eventdata import read_rows
from detente.record.events import tell_events
from detente.record.importing import import_rows

DENSE, FIRST, DAYS = 50_000, date(2005, 1, 1).toordinal(), 4000
NAMES = {"CHN": ("China", "Wen Jiabao", "Xi Jinping"), "JPN": ("Japan", "Shinzo Abe")}
RUNS = 7


def write_dense(path: Path, rows: int) -> None:
    """Write a file of one dyad's events: source, event, target, date."""
    rng = random.Random(3)  # noqa: S311
    with EVENTS.open(encoding="utf-8") as file:
        events = [line.split("\t")[1] for line in file]
    with path.open("w", encoding="utf-8") as out:
        for _ in range(rows):
            one, other = rng.sample(sorted(NAMES), 2)
            day = date.fromordinal(FIRST + int(rng.random() * DAYS)).isoformat()
            told = (rng.choice(NAMES[one]), rng.choice(events), rng.choice(NAMES[other]), day)
            out.write("\t".join(told) + "\n")


def take(record: Record, path: Path, layout: str) -> None:
    import_rows(record.engine, path, layout.upper(), tell_events(read_rows(path, layout)))
    record.settle()


def timed(work: Callable[[], object], runs: int = RUNS) -> tuple[float, float]:
    """Milliseconds of the first run, and the median of the others."""
    taken = []
    for _ in range(runs):
        begun = perf_counter()
        work()
        taken.append(1000 * (perf_counter() - begun))
    return taken[0], median(taken[1:]) if runs > 1 else taken[0]


def notebook(path: Path) -> None:
    """What a notebook begins with: monthly sums each way, the last contact, the gaps."""
    frame = pd.read_csv(path, parse_dates=["date"])
    frame["points"] = frame["type"].map({name: weight.intensity for name, weight in SCALE.items()})
    frame.groupby([frame["parties"], frame["date"].dt.to_period("M")])["points"].sum()
    met = frame.loc[frame["type"] == "CONSULT", "date"].sort_values()
    met.drop_duplicates().diff().describe()


def show(what: str, first: float, later: float, bar: str = "") -> None:
    print(f"{what:<58} {first:>9.0f} {later:>9.0f}  {bar}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--moves", type=int, default=1_000_000, help="rows of the large record")
    moves = parser.parse_args().moves
    print(f"{'milliseconds':<58} {'first':>9} {'median':>9}  bar")
    with TemporaryDirectory() as place:
        folder = Path(place)
        dense_dyad(folder)
        whole_record(folder, moves)


def dense_dyad(folder: Path) -> None:
    write_dense(folder / "dense.txt", 66_500)  # of which 50,000 are moves
    with Record(folder / "dense.db") as record:
        take(record, folder / "dense.txt", "plain")
        (dyad,) = record.dyads()
        told = f"{dyad['moves']:,} moves, {dyad['contacts']:,} contacts"
        show(f"board of {told}", *timed(lambda: record.dyad("CHN", "JPN")), "300 warm")
        board, history = record.dyad("CHN", "JPN"), record.history("CHN", "JPN")
        for format_ in ("svg", "png"):
            path = folder / f"chart.{format_}"

            def draw(path: Path = path, format_: str = format_) -> None:
                with path.open("w", encoding="utf-8") as out:
                    drawing.write(board, history, out, format_)

            show(f"its charts, {format_}", *timed(draw, 4), "1,000")
        csv = folder / "dense.csv"
        record.moves("CHN", "JPN").to_pandas()[["parties", "type", "date"]].to_csv(csv)
        show("pandas: monthly sums, last contact, gaps", *timed(lambda: notebook(csv)))


def whole_record(folder: Path, moves: int) -> None:
    write_icews(folder / "whole.tab", moves)
    with Record(folder / "whole.db") as record:
        take(record, folder / "whole.tab", "icews")
        dyads = record.dyads()
        print(f"{moves:,} rows, {len(dyads):,} dyads with {sum(d['moves'] for d in dyads):,} moves")
        most = dyads[0]["parties"]
        told = f"{dyads[0]['moves']:,} moves, {dyads[0]['contacts']:,} contacts"
        show(f"board of {told}", *timed(lambda: record.dyad(*most)), "300 warm")
        reach = record.reach()
        assert reach
        then = date.fromordinal(reach[1] - 5 * 365)
        show("the same as known five years before", *timed(lambda: record.dyad(*most, on=then)))
        show("all dyads ranked by what has changed", *timed(record.changed, 2), "60,000")


if __name__ == "__main__":
    main()
