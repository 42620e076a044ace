"""Who's who: how often a name on a date becomes the right actor, and how fast.

    python -m benchmarks.actors [--misses]

- visits: visitors to the United States from 1945 on (Office of the Historian), on the day they
  came, with the country given beside the name and without it;
- travels: 200 remarks on travels of presidents and secretaries of state; whom they met;
- leaders: each leader of REIGN (Bell 2016) who ruled two months or longer, by the name REIGN has
  and the country, in the middle of the spell and a year after its end;
- actors of ICEWS: mentions drawn at random from its events, and their countries, those of 2005 to
  2015, with whose names the tables were completed, and those of 2018, which nobody looked at;
- the time and memory that the tables take, and resolutions a second.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

import detente
from benchmarks.visits import DATA, read_visits
from detente import actors
from detente.actors.tables import build as reign
from detente.coding.cast import Cast
from detente.language import read_language
from detente.model import Document

LABELS = Path(__file__).with_name("labels")
_CODE = 3  # letters of a country's code
FIRST = "1945"
_SHORT = 2  # months: whom REIGN lists for less is often a caretaker of days


@dataclass
class Score:
    """How many were right, of how many, and which were not."""

    name: str
    bar: float
    right: int = 0
    all: int = 0
    misses: list[str] = field(default_factory=list)

    def add(self, miss: str | None, weight: int = 1) -> None:
        """Count one; `miss` says what went wrong."""
        self.all += weight
        self.right += weight * (miss is None)
        if miss is not None:
            self.misses.append(miss)

    @property
    def percent(self) -> float:
        """The share that was right."""
        return 100 * self.right / max(1, self.all)

    def show(self, *, misses: bool) -> None:
        """Print it beside its bar."""
        verdict = "yes" if self.percent >= self.bar else "NO"
        counted = f"{self.right:,} of {self.all:,}"
        print(f"{self.name:<52}{self.percent:>7.1f} %{self.bar:>6.0f} %{verdict:>5}  {counted}")
        if misses:
            print(*(f"    {miss}" for miss in self.misses), sep="\n")


REASONS: dict[str, Score] = {}


def _weigh(found: detente.Resolved | None, *, right: bool) -> None:
    """Count an answer under its reason, to see how far each reason can be trusted."""
    if found is not None:
        reason = found.why.split(";")[0]
        bar = 100 * found.confidence
        REASONS.setdefault(reason, Score(reason, bar)).add(None if right else found.name)


def visitors() -> Iterator[tuple[str, str, str]]:
    """Who came since 1945, from states that we know: the day, the visitor, and the country."""
    for visit in read_visits():
        if visit.start >= FIRST and visit.country:
            yield from ((visit.start, visitor, visit.country) for visitor in visit.visitors)


def score_visits() -> list[Score]:
    """By name and title with the country, and without it."""
    given = Score("visitors, the country given", 98)
    alone = Score("visitors, by name and title alone", 93)
    for day, visitor, country in visitors():
        for score, near in ((given, country), (alone, None)):
            found = detente.resolve(visitor, on=day, near=near)
            told = (found.country, found.level) if found else None
            right = found is not None and found.country == country and found.level
            _weigh(found, right=bool(right))
            score.add(None if right else f"{day} {visitor} ({country}): {told}")
    return [given, alone]


@dataclass(frozen=True)
class Spell:
    """Somebody's time as a state's leader, in months."""

    name: str
    country: str
    began: date
    ended: date


def spells() -> list[Spell]:
    """REIGN's spells of two months or longer, of one person each."""
    path = DATA / "leaders" / "reign_1950_2021-03.csv"
    found = []
    for spell in reign.spells(path):
        began, ended = (date.fromisoformat(f"{month}-01") for month in (spell.began, spell.ended))
        alone = not re.search(r" and | & ", spell.name)
        if alone and (ended - began).days >= 30 * _SHORT:
            found.append(Spell(spell.name, spell.country, began, ended))
    return found


def score_leaders() -> list[Score]:
    """In the middle of each spell a leader, a year after its end none."""
    during = Score("leaders on a day in office", 97)
    after = Score("leaders a year after leaving", 97)
    everyone = spells()
    reigns: dict[tuple[str, str], list[Spell]] = {}
    for spell in everyone:
        reigns.setdefault((spell.country, spell.name), []).append(spell)
    for spell in everyone:
        day = spell.began + (spell.ended - spell.began) / 2
        found = detente.resolve(spell.name, on=day, near=spell.country)
        right = found is not None and (found.country, found.level) == (spell.country, "leader")
        told = (found.name, found.country, found.level) if found else None
        during.add(None if right else f"{day} {spell.name} ({spell.country}): {told}")
        later = spell.ended + timedelta(days=365)
        again = any(s.began <= later <= s.ended for s in reigns[spell.country, spell.name])
        if later < date(2021, 3, 1) and not again:
            found = detente.resolve(spell.name, on=later, near=spell.country)
            leads = found is not None and found.level == "leader"
            told = (found.name, found.country) if found else None
            after.add(f"{later} {spell.name} ({spell.country}): {told}" if leads else None)
    return [during, after]


@dataclass(frozen=True)
class Met:
    """Somebody whom a traveller met: the words for them, side and level ("-" for none)."""

    phrase: str
    country: str
    level: str


@dataclass
class Remark:
    """What a travel's record says, and whom the traveller met."""

    day: str
    visited: str
    text: str
    met: list[Met] = field(default_factory=list)


def remarks() -> list[Remark]:
    """The labelled remarks."""
    found: dict[str, Remark] = {}
    for row in _labels("travels"):
        remark = found.setdefault(row["id"], Remark(row["day"], row["visited"], row["remark"]))
        if row["phrase"] != "-":
            remark.met.append(Met(row["phrase"], row["country"], row["level"]))
    return list(found.values())


def _labels(name: str) -> Iterator[dict[str, str]]:
    text = (LABELS / f"{name}.tsv").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    yield from csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)


def score_travels() -> list[Score]:
    """Whom our reading of each remark finds, the country visited in the place of a dateline."""
    precision = Score("people met on travels, precision", 92)
    recall = Score("people met on travels, recall", 88)
    for remark in remarks():
        text = f"{remark.visited.upper()} — {remark.text}"
        cast = Cast(read_language(Document(id="remark", text=text)), date.fromisoformat(remark.day))
        found = list(_people(cast, text))
        for met in remark.met:
            start = text.find(met.phrase)
            near = [f for f in found if f[0] < start + len(met.phrase) and f[1] > start]
            right = [f for f in near if f[2:] == (met.country, met.level)]
            if right:
                found.remove(right[0])
                precision.add(None)
            told = f"{remark.day} {met}: {[(text[f[0] : f[1]], *f[2:]) for f in near]}"
            recall.add(None if right else told)
        for start, end, country, level in found:
            precision.add(f"{remark.day} {text[start:end]}: {country} {level}; {remark.text}")
    return [precision, recall]


def _people(cast: Cast, text: str) -> Iterator[tuple[int, int, str, str]]:
    """The people and offices of a text but Americans: place, side and level of each, once."""
    begins = text.index("—")
    for entity in cast.entities.values():
        actor = entity.actor
        spans = [span for span in entity.spans if span[0] > begins]
        if actor.kind in {"person", "office"} and actor.country != "USA" and spans:
            yield *spans[0], actor.party or "?", actor.level or "-"


def score_icews() -> list[Score]:
    """Whether names as ICEWS has them are led to the right country, each as often as it acts."""
    known = Score("actors of ICEWS 2005-2015, by events", 97)
    unseen = Score("actors of ICEWS 2018, by events", 97)
    for row in _labels("icews_names"):
        found = detente.resolve(row["name"], on=row["day"])
        told = (actors.home_of(found) if found else None) or "-"
        _weigh(found, right=told == row["country"])
        miss = None if told == row["country"] else f"{row['name']} ({row['country']}): {told}"
        (unseen if row["day"] >= "2018" else known).add(miss)
    return [known, unseen]


def measure_speed() -> dict[str, float]:
    """Names and days as ICEWS has them, one after another, after a first reading of all names.

    `new` asks for days not asked for before, so that only what does not hang on the day is known;
    `again` asks the last 20,000 a second time.
    """
    path = DATA / "events" / "icews_2005-2015_valid.txt"
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]
    asked = [(name, row[3]) for row in rows for name in (row[0], row[2])]
    for name in {name for name, _ in asked}:
        detente.resolve(name, on="1999-01-01")
    return {"new": _rate(asked), "again": _rate(asked[-20_000:])}


def _rate(asked: list[tuple[str, str]]) -> float:
    begun = time.perf_counter()
    for name, day in asked:
        detente.resolve(name, on=day)
    return len(asked) / (time.perf_counter() - begun)


def measure_loading() -> dict[str, float]:
    """Milliseconds until the first name is resolved, beyond the import of the package."""
    begun = time.perf_counter()
    detente.resolve("the U.S. president", on="2021-09-09")
    return {"ms": 1000 * (time.perf_counter() - begun)}


def measure_memory() -> dict[str, float]:
    """Megabytes that the tables hold once a name was resolved."""
    tracemalloc.start()
    detente.resolve("the U.S. president", on="2021-09-09")
    actors.names_in("Mr. Putin spoke.", on=date(2021, 9, 9))
    return {"mb": tracemalloc.get_traced_memory()[0] / 1e6}


MEASUREMENTS: dict[str, Callable[[], dict[str, float]]] = {
    "speed": measure_speed,
    "loading": measure_loading,
    "memory": measure_memory,
}


def _apart(measurement: str) -> dict[str, float]:
    """One measurement in a fresh process."""
    command = [sys.executable, "-m", "benchmarks.actors", "--measure", measurement]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    result: dict[str, float] = json.loads(done.stdout)
    return result


def report(*, misses: bool) -> None:
    """Print every score and measurement beside its bar."""
    for score in (*score_visits(), *score_travels(), *score_leaders(), *score_icews()):
        score.show(misses=misses)
    print("\nhow often an answer is right, by its reason, beside the confidence it is given")
    for score in sorted(REASONS.values(), key=lambda score: -score.all):
        score.show(misses=False)
    print()
    speeds = [_apart("speed") for _ in range(3)]
    new, again = (max(speed[kind] for speed in speeds) for kind in ("new", "again"))
    loading = min(_apart("loading")["ms"] for _ in range(5))
    memory = _apart("memory")["mb"]
    for name, value, bar, held in (
        ("resolutions a second, asked again", f"{again:,.0f}", ">= 50,000", again >= 50_000),
        ("resolutions a second, on new days", f"{new:,.0f}", ">= 50,000", new >= 50_000),
        ("tables loaded", f"{loading:.0f} ms", "<= 150 ms", loading <= 150),
        ("tables in memory", f"{memory:.0f} MB", "<= 80 MB", memory <= 80),
    ):
        print(f"{name:<48}{value:>13}{bar:>11}{'yes' if held else 'NO':>5}")


def main() -> None:
    parser = argparse.ArgumentParser(description="Score the resolving of names.")
    parser.add_argument("--misses", action="store_true", help="list what went wrong")
    parser.add_argument("--measure", choices=list(MEASUREMENTS), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.measure:
        print(json.dumps(MEASUREMENTS[options.measure]()))
    else:
        report(misses=options.misses)


if __name__ == "__main__":
    main()
