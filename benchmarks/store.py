"""Speed and size of a record: `python -m benchmarks.store [--moves N] [--documents N]`.

- import: rows of a file in ICEWS's layout, made for this with the real data set's actors and
  events, into an SQLite record; the same rows into pandas, and into plain sqlite3 with one table
  and an index: rows a second, in the same run.
- settle: what it takes to work out the history of them.
- add: reports that were read already, added one by one and fifty at a time.
- a dyad's contacts and moves: median of the most told dyads and of all; beside pandas and sqlite3.
- memory: the most that the process holds while adding; size of the file.

The bars are those that the project sets itself.
"""

from __future__ import annotations

import argparse
import csv
import random
import sqlite3
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from statistics import median

import pandas
import psutil
import pycountry

import detente
from benchmarks.gold import ROOT
from detente.intake.eventdata import read_rows
from detente.model import Report
from detente.record.events import tell_events
from detente.record.importing import import_rows

EVENTS = ROOT.parent / "shared" / "data" / "events" / "icews_2005-2015_valid.txt"
REPORT = ROOT / "examples" / "hotline.txt"
COLUMNS = (
    "Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country", "Event Text",
    "CAMEO Code", "Intensity", "Target Name", "Target Sectors", "Target Country", "Story ID",
    "Sentence Number", "Publisher", "City", "District", "Province", "Country", "Latitude",
    "Longitude",
)  # fmt: skip
ASKED = 200
FIRST_DAY, A_DAY = date(2014, 1, 1).toordinal(), 2500  # ICEWS has about 900,000 events a year


def write_icews(path: Path, rows: int) -> None:
    """Write a file in ICEWS's layout: real actors and events drawn anew, as dense as it is."""
    rng = random.Random(7)  # noqa: S311
    with EVENTS.open(encoding="utf-8") as file:
        real = [line.rstrip("\n").split("\t") for line in file]
    found = {name: detente.resolve(name) for r in real for name in (r[0], r[2])}
    country = {name: _country(a.country) for name, a in found.items() if a and a.country}
    usable = [r for r in real if country.get(r[0]) and country.get(r[2])]
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, delimiter="\t", lineterminator="\n")
        out.writerow(COLUMNS)
        for number in range(rows):
            source, event, target, _ = rng.choice(usable)
            day = date.fromordinal(FIRST_DAY + number // A_DAY).isoformat()
            out.writerow([
                number, day, source, "Government", country[source], event, "", "0.0",
                target, "Government", country[target], number, 1, "Reuters", "", "", "",
                "", "", "",
            ])  # fmt: skip


def _country(code: str) -> str | None:
    found = pycountry.countries.get(alpha_3=code)
    return found.name if found else None


class Peak:
    """The most memory that this process holds, sampled every 20 ms."""

    def __enter__(self) -> Peak:
        self.most, self._over = 0, threading.Event()
        self._thread = threading.Thread(target=self._watch)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _watch(self) -> None:
        own = psutil.Process()
        while not self._over.wait(0.02):
            self.most = max(self.most, own.memory_info().rss)


def timed(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def reports(count: int) -> Iterator[Report]:
    """Reports that differ in their words and days, as many as are wanted."""
    read = detente.read(REPORT)
    for number in range(count):
        text = read.document.text + f"\n\nThis is report {number}."
        yield read.model_copy(
            update={"document": read.document.model_copy(update={"text": text, "id": str(number)})}
        )


def row(what: str, value: str, bar: str = "") -> None:
    print(f"{what:46} {value:>22}  {bar}", flush=True)


def measure(folder: Path, moves: int, documents: int) -> None:
    path = folder / "icews.tab"
    write_icews(path, moves)
    db = folder / "record.db"
    with detente.Record(db) as record:
        with Peak() as peak:
            seconds = timed(
                lambda: import_rows(
                    record.engine, path, "ICEWS", tell_events(read_rows(path, "icews"))
                )
            )
            settled = timed(record.settle)
        row("import, rows a second", f"{moves / seconds:,.0f}", "15,000")
        row("  with the history worked out", f"{moves / (seconds + settled):,.0f}", "15,000")
        row("  most memory, MB", f"{peak.most / 1e6:,.0f}")
        dyads = record.dyads()
        ask(record, dyads, path, folder)
        add(record, documents)
        row("file, MB", f"{db.stat().st_size / 1e6:,.0f}")


def ask(record: detente.Record, dyads: list[dict], path: Path, folder: Path) -> None:
    """A dyad's contacts and moves, from the record, pandas and sqlite3."""
    rng = random.Random(7)  # noqa: S311
    drawn = [d["parties"] for d in rng.sample(dyads, min(ASKED, len(dyads)))]
    most = [d["parties"] for d in dyads[:10]]
    started = time.perf_counter()
    frame = pandas.read_csv(path, sep="\t", usecols=COLUMNS[1:11])
    row("pandas, rows a second to load", f"{len(frame) / (time.perf_counter() - started):,.0f}")
    seconds = timed(lambda: plain(folder / "plain.db", path))
    row("plain sqlite3, rows a second", f"{len(frame) / seconds:,.0f}")

    def by_record(parties: list[str]) -> object:
        return list(record.contacts(*parties)), list(record.moves(*parties))

    def by_pandas(parties: list[str]) -> object:
        a, b = map(_country, parties)
        s, t = frame["Source Country"], frame["Target Country"]
        return frame[((s == a) & (t == b)) | ((s == b) & (t == a))].to_dict("records")

    with closing(sqlite3.connect(folder / "plain.db")) as connection:

        def by_sqlite(parties: list[str]) -> object:
            a, b = map(_country, parties)
            return connection.execute(
                "SELECT * FROM events WHERE (s = ? AND t = ?) OR (s = ? AND t = ?)", (a, b, b, a)
            ).fetchall()

        for what, asked in (("a dyad", drawn), ("the ten most told", most)):
            for how, work in (
                ("record", by_record), ("pandas", by_pandas), ("sqlite3", by_sqlite),
            ):  # fmt: skip
                ms = median(1000 * timed(lambda p=p, w=work: w(p)) for p in asked)
                bar = "50 ms" if how == "record" else ""
                row(f"{what}, {how}, median ms", f"{ms:.1f}", bar)


def plain(db: Path, path: Path) -> None:
    with closing(sqlite3.connect(db)) as connection, path.open(encoding="utf-8") as file:
        connection.execute("CREATE TABLE events (day, s, event, t, a, b)")
        rows = csv.reader(file, delimiter="\t")
        next(rows)
        connection.executemany(
            "INSERT INTO events VALUES (?, ?, ?, ?, ?, ?)",
            ((r[1], r[4], r[5], r[10], r[2], r[8]) for r in rows),
        )
        connection.execute("CREATE INDEX by_dyad ON events (s, t)")
        connection.commit()


def add(record: detente.Record, documents: int) -> None:
    """Reports that were read already: one by one, then fifty at a time; memory meanwhile."""
    made = reports(documents)
    single = [next(made) for _ in range(min(200, documents))]
    seconds = timed(lambda: [record.add(r) for r in single])
    row("add, reports a second, one at a time", f"{len(single) / seconds:,.0f}", "200")
    count = 0
    own = psutil.Process()
    before = own.memory_info().rss
    started = time.perf_counter()
    batch: list[Report] = []
    with Peak() as peak:
        for report in made:
            batch.append(report)
            if len(batch) == 50:
                count += record.add(*batch)
                batch = []
    seconds = time.perf_counter() - started
    if count:
        row("  fifty at a time (with their making)", f"{count / seconds:,.0f}", "200")
        row("  memory grows by, MB", f"{(peak.most - before) / 1e6:,.0f}", "flat")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--moves", type=int, default=200_000, help="rows of the made file")
    parser.add_argument("--documents", type=int, default=2_000)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        measure(Path(folder), given.moves, given.documents)


if __name__ == "__main__":
    main()
