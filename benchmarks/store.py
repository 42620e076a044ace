"""Speed and size of a record: `python -m benchmarks.store [--moves N] [--documents N] [--url URL]`.

- import: rows of a file in ICEWS's layout, made for this with the real data set's actors and
  events, into an SQLite record; the same rows into pandas, and into plain sqlite3 with one table
  and an index: rows a second, in the same run.
- settle: what it takes to work out the history of them.
- add: reports that were read already, added one by one and fifty at a time: those of `examples`,
  each with a pair of sides, days and words of its own; and what it takes to work out their history.
- a dyad's contacts and moves: median of the most told dyads and of all; beside pandas and sqlite3.
- memory: the most that the process holds while adding; size of the file.

With `--url postgresql://user:password@host` the record is in a database that is made there for it
and dropped afterwards. A million moves and 100,000 documents take a quarter of an hour.

The bars are those that the project sets itself.
"""

from __future__ import annotations

import argparse
import csv
import os
import random
import re
import sqlite3
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import date
from itertools import islice
from pathlib import Path
from statistics import median

import pandas
import psutil
import pycountry
from sqlalchemy import create_engine
from sqlalchemy import text as sql

import detente
from benchmarks.gold import ROOT
from detente.intake.eventdata import read_rows
from detente.model import Report
from detente.record.events import tell_events
from detente.record.importing import import_rows

EVENTS = ROOT.parent / "shared" / "data" / "events" / "icews_2005-2015_valid.txt"
REPORTS = [ROOT / "examples" / name for name in ("hotline.txt", "readout.txt", "second-look.txt")]
READ = ("GRC", "TUR")  # the sides in them
SIDES = (
    "USA", "CHN", "RUS", "GBR", "FRA", "DEU", "JPN", "IND", "TUR", "IRN", "ISR", "KOR", "UKR",
    "BRA", "ZAF", "EGY", "SAU", "PAK", "AUS", "CAN", "ITA", "ESP", "POL", "MEX", "IDN", "VNM",
    "THA", "PHL", "NGA", "KEN", "ETH", "SDN", "DZA", "MAR", "IRQ", "SYR", "JOR", "LBN", "QAT",
    "ARE", "KAZ", "UZB", "AFG", "SRB", "HUN", "GRC",
)  # fmt: skip
WORDS, YEARS = 400, 10  # of a report, and over which they are spread
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
    """Reports that differ in their sides, days and words, as many as are wanted."""
    rng = random.Random(7)  # noqa: S311
    read = [detente.read(path).model_dump_json() for path in REPORTS]
    words = ["".join(rng.choices("aeioulnrstk", k=rng.randint(4, 9))) for _ in range(5000)]
    for number in range(count):
        told = read[number % len(read)]
        one = min(int(rng.paretovariate(0.5)), len(SIDES)) - 1  # some are told of most
        other = rng.choice([place for place in range(len(SIDES)) if place != one])
        for code, side in zip(READ, sorted((SIDES[one], SIDES[other])), strict=True):
            told = told.replace(f'"{code}"', f'"{side}"')
        report = Report.model_validate_json(_moved(told, rng.randrange(365 * YEARS)))
        own = {"text": " ".join(rng.choices(words, k=WORDS)), "id": str(number)}
        yield report.model_copy(update={"document": report.document.model_copy(update=own)})


def _moved(told: str, days: int) -> str:
    """A report in JSON with all its days so many earlier."""

    def moved(found: re.Match[str]) -> str:
        return date.fromordinal(date.fromisoformat(found[0]).toordinal() - days).isoformat()

    return re.sub(r'(?<=")\d{4}-\d\d-\d\d', moved, told)


def row(what: str, value: str, bar: str = "") -> None:
    print(f"{what:46} {value:>22}  {bar}", flush=True)


def measure(folder: Path, url: str | None, moves: int, documents: int) -> None:
    path = folder / "icews.tab"
    write_icews(path, moves)
    with database(folder, url) as address, detente.Record(address) as record:
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
        add(record, documents)
        settled = timed(record.settle)
        row("  their history, documents a second", f"{documents / settled:,.0f}")
        ask(record, record.dyads(), path, folder)
        row("size, MB", f"{size(record) / 1e6:,.0f}")


@contextmanager
def database(folder: Path, url: str | None) -> Iterator[str]:
    """Where the record is to be: a file, or a database of its own in PostgreSQL."""
    if url is None:
        yield str(folder / "record.db")
        return
    name = f"detente_store_{os.getpid()}"
    server = create_engine(
        f"{url.replace('postgresql:', 'postgresql+psycopg:')}/postgres",
        isolation_level="AUTOCOMMIT",
    )
    with server.connect() as connection:
        connection.execute(sql(f"CREATE DATABASE {name}"))
        try:
            yield f"{url}/{name}"
        finally:
            connection.execute(sql(f"DROP DATABASE {name} WITH (FORCE)"))
    server.dispose()


def size(record: detente.Record) -> int:
    with record.engine.connect() as connection:
        if record.engine.dialect.name == "postgresql":
            return int(connection.scalar(sql("SELECT pg_database_size(current_database())")))
    return Path(record.url).stat().st_size


def ask(record: detente.Record, dyads: list[dict], path: Path, folder: Path) -> None:
    """A dyad's contacts and moves, from the record, pandas and sqlite3."""
    rng = random.Random(7)  # noqa: S311
    dyads = [d for d in dyads if all(map(_country, d["parties"]))]
    drawn = [d["parties"] for d in rng.sample(dyads, min(ASKED, len(dyads)))]
    most = [d["parties"] for d in dyads[:10]]
    started = time.perf_counter()
    frame = pandas.read_csv(path, sep="\t", usecols=COLUMNS[1:11])
    row("pandas, rows a second to load", f"{len(frame) / (time.perf_counter() - started):,.0f}")
    seconds = timed(lambda: plain(folder / "plain.db", path))
    row("plain sqlite3, rows a second", f"{len(frame) / seconds:,.0f}")

    def by_record(parties: list[str]) -> object:
        return list(record.contacts(*parties)), list(record.moves(*parties))

    def a_page(parties: list[str]) -> object:
        return list(islice(record.contacts(*parties), 50)), list(islice(record.moves(*parties), 50))

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
                ms = [1000 * timed(lambda p=p, w=work: w(p)) for p in asked]
                bar = "50 ms" if how == "record" else ""
                row(f"{what}, {how}, median and most ms", f"{median(ms):.1f} {max(ms):.1f}", bar)
        ms = [1000 * timed(lambda p=p: a_page(p)) for p in most]
        row(
            "  fifty of each of them, median and most ms",
            f"{median(ms):.1f} {max(ms):.1f}",
            "50 ms",
        )


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
    parser.add_argument("--documents", type=int, default=2_000, help="reports added")
    parser.add_argument("--url", help="a server of PostgreSQL; without it the record is a file")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        measure(Path(folder), given.url, given.moves, given.documents)


if __name__ == "__main__":
    main()
