"""Three tables become one history: how much of it they share, and how well it is put together.

    python -m benchmarks.history [--all]

The visits of foreign leaders to the United States (to 2009) and the travels of its presidents and
secretaries of state are written as CSV tables and imported by the maps in `benchmarks/maps`, as
`detente import csv --map` does; ICEWS of 2005 to 2015, a sample of one event in ten, as `detente
import plain` does; all into one record. For the years that ICEWS has too:

- how many rows came in, and why others did not;
- for how many stays ICEWS has a contact of the same two sides that was held, from the day before to
  the day after (this ICEWS never names the United States, only their people and offices), and for
  how many the record has both in one contact;
- how many contacts hold two rows of one table: two stays told as one, or one stay told twice;
- beside it the same counts by a join in pandas, "meant" with the sides that the tables mean and
  those that the record knows in ICEWS (so that what the record lost is seen), "named" with the
  countries that the files name, and nobody's names.

Times are medians of three runs, each in a fresh process.
"""

from __future__ import annotations

import argparse
import csv
import json
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

import pandas as pd
from sqlalchemy import select

import detente
from benchmarks.visits import DATA, Travel, Visit, read_travels, read_visits
from detente.actors import country_of
from detente.intake.eventdata import read_rows
from detente.record import schema
from detente.record.events import tell_events
from detente.record.importing import Imported, import_rows
from detente.record.naming import among, item_id
from detente.record.tables import Map, tell_table

MAPS = Path(__file__).with_name("maps")
ICEWS = DATA / "events" / "icews_2005-2015_valid.txt"
YEARS = {"visits": ("2005", "2009"), "travels": ("2005", "2015")}  # those that ICEWS has too
HOME = "USA"
SLACK = 1  # days before and after a stay
# The events of ICEWS that are contacts, for the peer.
_MODES = {
    "Consult": "unspecified", "Engage in negotiation": "unspecified", "Mediate": "unspecified",
    "Discuss by telephone": "call", "Make a visit": "in-person", "Host a visit": "in-person",
    "Meet at a 'third' location": "in-person",
}  # fmt: skip
RUNS = 3
_LEVELS = {"president": "leader", "secretary": "minister"}
_LISTED = 10
Stay = Visit | Travel


# -- the record ------------------------------------------------------------------------------------


def write_tables(folder: Path) -> dict[str, list[Stay]]:
    """Write the visits and the travels as CSV; return their rows, the first on line 2."""
    visits, travels = list(read_visits()), list(read_travels())
    _write(
        folder / "visits.csv",
        ("start-date", "end-date", "visitor", "visitor 2", "from", "description"),
        [(v.start, v.end, *[*v.visitors, ""][:2], v.called, v.description) for v in visits],
    )
    _write(
        folder / "travels.csv",
        ("start-date", "end-date", "name", "level", "country", "locale", "remarks"),
        [
            (t.start, t.end, t.traveller, _LEVELS[t.role], t.called, t.place, t.remarks)
            for t in travels
        ],
    )
    return {"visits": [*visits], "travels": [*travels]}


def _write(path: Path, header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(header)
        table.writerows(rows)


@dataclass
class Taken:
    """A file that was imported, and the seconds that this and the settling took."""

    done: Imported
    importing: float
    settling: float


def take(record: detente.Record, folder: Path) -> dict[str, Taken]:
    """Import the two tables and ICEWS, each settled as the command does."""
    taken = {}
    for name in ("visits", "travels", "icews"):
        begun = perf_counter()
        if name == "icews":
            rows = tell_events(read_rows(ICEWS, "plain"))
            done = import_rows(record.engine, ICEWS, "PLAIN", rows)
        else:
            given, path = Map(MAPS / f"{name}.toml"), folder / f"{name}.csv"
            done = import_rows(
                record.engine, path, given.outlet, tell_table(path, given), kind="table"
            )
        imported = perf_counter()
        record.settle()
        taken[name] = Taken(done, imported - begun, perf_counter() - imported)
    return taken


def measure() -> dict[str, list[float]]:
    """Seconds of importing and of settling each file, in a record of their own."""
    with TemporaryDirectory() as place:
        write_tables(Path(place))
        with detente.Record(Path(place) / "history.db") as record:
            taken = take(record, Path(place))
    return {name: [one.importing, one.settling] for name, one in taken.items()}


# -- what it holds ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class Mention:
    """A row that became a contact, and the record's contact that it is a part of.

    Attributes:
        table: "visits", "travels" or "icews".
        line: where it stands in its file.
        parties: as the record has them in one word.
        date: as it is told, if it is.
        mode, status, level: as in the codebook.
        contact: the record's contact.
        guest: of a visit in ICEWS, the side that came.
        stay: the row of the tables.

    """

    table: str
    line: int
    parties: str
    date: str | None
    mode: str
    status: str
    level: str | None
    contact: dict[str, Any]
    guest: str | None = None
    stay: Stay | None = None

    @property
    def day(self) -> int:
        """Its date as an ordinal."""
        return date.fromisoformat(self.date).toordinal() if self.date else 0


def mentions(record: detente.Record, stays: dict[str, list[Stay]]) -> list[Mention]:
    """Every row that became a contact."""
    of = {mention: c for c in record.contacts() for mention in c["mentions"]}
    m, r, d, v = (
        schema.contact_mentions, schema.readings, schema.documents, schema.move_mentions,
    )  # fmt: skip
    query = (
        select(m.c.number, m.c.parties, m.c.body, d.c.title, d.c.key, v.c.parties)
        .join(r, r.c.id == m.c.reading_id)
        .join(d, d.c.id == r.c.document_id)
        .join(v, (v.c.reading_id == m.c.reading_id) & (v.c.number == m.c.number), isouter=True)
    )
    found = []
    with record.engine.connect() as connection:
        for line, parties, body, title, key, direction in connection.execute(query):
            table = Path(title).stem if title.endswith(".csv") else "icews"
            guest = _guest(body["shipped"].get("words"), direction)
            stay = stays[table][line - 2] if table in stays else None
            contact = of[item_id(key, body["id"])]
            told = (body[name] for name in ("date", "mode", "status", "level"))
            found.append(Mention(table, line, parties, *told, contact, guest, stay))
    return found


def _guest(words: str | None, direction: str | None) -> str | None:
    if words not in {"Make a visit", "Host a visit"} or direction is None:
        return None
    source, target = direction.split(">")
    return source if words == "Make a visit" else target


def days(stay: Stay) -> tuple[int, int]:
    """The days of a stay, with a day before and after."""
    first, last = (date.fromisoformat(day).toordinal() for day in (stay.start, stay.end))
    return first - SLACK, last + SLACK


def overlapping(stay: Stay, name: str) -> bool:
    """Whether a stay falls into the years that ICEWS has too."""
    first, last = YEARS[name]
    return first <= stay.start[:4] <= last


def meant(stay: Stay) -> str:
    """The parties that a row of the tables means."""
    return among({HOME, stay.country or stay.called})


# -- counts ----------------------------------------------------------------------------------------

Counts = dict[str, int]


def count_record(found: list[Mention], name: str) -> Counts:
    """What the record has of a table's stays and of ICEWS's contacts in those days."""
    others = defaultdict(list)
    for mention in found:
        if _was_held(mention):
            others[mention.parties].append(mention)
    counts: Counter[str] = Counter()
    for own in found:
        if own.table == name and own.stay and overlapping(own.stay, name):
            first, last = days(own.stay)
            near = [o for o in others[own.parties] if first <= o.day <= last]
            counts.update(_compared(own, near, home=name == "visits"))
    return counts


def _was_held(mention: Mention) -> bool:
    return mention.table == "icews" and mention.status == "held"


def _compared(own: Mention, near: list[Mention], *, home: bool) -> Counts:
    """One stay, at home or abroad, beside what ICEWS has of those days."""
    met = [o for o in near if o.mode == "in-person"]
    away = [o for o in met if o.guest and (o.guest == HOME) == home]
    in_one = [o for o in near if o.contact is own.contact]
    return {
        "stays": 1,
        "any": bool(near),
        "any, one": bool(in_one),
        "met": bool(met),
        "met, one": any(o in met for o in in_one),
        "rows": len(met),
        "rows, one": sum(o in met for o in in_one),
        "away": len(away),
        "away, one": sum(o in away for o in in_one),
        "other date": bool(in_one) and own.contact["date"] != own.date,
        "other level": bool(in_one) and own.contact["level"] != own.level,
    }


def count_frames(stays: pd.DataFrame, events: pd.DataFrame) -> Counts:
    """The same by a join: `stays` of id, parties, first, last; `events` of parties, day, mode."""
    joined = stays.merge(events, on="parties")
    near = joined[(joined["first"] <= joined["day"]) & (joined["day"] <= joined["last"])]
    met = near[near["mode"] == "in-person"]
    return {
        "stays": len(stays),
        "any": near["id"].nunique(),
        "met": met["id"].nunique(),
        "rows": len(met),
        "twice": int((met.groupby("event")["id"].nunique() > 1).sum()),
    }


def frame_meant(stays: list[Stay], name: str) -> pd.DataFrame:
    """The stays of the years in question, with the sides that the table means."""
    rows = [(n, meant(s), *days(s)) for n, s in enumerate(stays) if overlapping(s, name)]
    return pd.DataFrame(rows, columns=["id", "parties", "first", "last"])


def frame_mentions(found: list[Mention]) -> pd.DataFrame:
    """The contacts of ICEWS that were held, with the sides that the record knows."""
    rows = [(m.line, m.parties, m.day, m.mode) for m in found if _was_held(m)]
    return pd.DataFrame(rows, columns=["event", "parties", "day", "mode"])


def frame_named(name: str, folder: Path) -> pd.DataFrame:
    """A table as it lies, its countries by their names alone."""
    table = pd.read_csv(folder / f"{name}.csv", keep_default_na=False)
    first, last = YEARS[name]
    table = table[table["start-date"].str[:4].between(first, last)]
    codes = [country_of(called) for called in table["from" if name == "visits" else "country"]]
    return pd.DataFrame(
        {
            "id": table.index,
            "parties": [among({HOME, code or "?"}) for code in codes],
            "first": _ordinals(table["start-date"]) - SLACK,
            "last": _ordinals(table["end-date"]) + SLACK,
        }
    )


def frame_icews() -> pd.DataFrame:
    """ICEWS as it lies: the countries that its actors are named by or have in brackets."""
    names = ["source", "event", "target", "date"]
    table = pd.read_csv(ICEWS, sep="\t", names=names, quoting=csv.QUOTE_NONE)
    table["mode"] = table["event"].map(_MODES)
    sides = []
    for column in ("source", "target"):
        named = table[column].str.extract(r"\(([^()]*)\)$")[0].fillna(table[column])
        codes = {word: country_of(word) for word in named.unique()}
        sides.append(named.map(codes))
    table["parties"] = [
        among((a, b)) if isinstance(a, str) and isinstance(b, str) and a != b else None
        for a, b in zip(*sides, strict=True)
    ]
    table["day"] = _ordinals(table["date"])
    table["event"] = table.index
    return table.dropna(subset=["parties", "mode"])[["event", "parties", "day", "mode"]]


def _ordinals(days: pd.Series) -> pd.Series:
    return days.map(lambda day: date.fromisoformat(day).toordinal())


# -- the report ------------------------------------------------------------------------------------


def tell_taken(taken: dict[str, Taken], found: list[Mention]) -> Iterator[str]:
    """What became of the rows, and why not all came in."""
    yield f"{'':<42}{'rows':>8}{'contacts':>10}{'moves':>8}{'aside':>8}{'bad':>6}"
    for name, label in (
        ("visits", "visits to the United States"),
        ("travels", "travels of presidents and secretaries"),
        ("icews", "ICEWS 2005-2015, a sample"),
    ):
        done = taken[name].done
        aside = sum(done.aside.values())
        yield (
            f"{label:<42}{done.rows:>8,}{done.contacts:>10,}{done.moves:>8,}{aside:>8,}{done.bad:>6}"
        )
    for name in ("visits", "travels"):
        reasons = Counter(reason.split(";")[0] for _, reason in taken[name].done.reasons)
        for reason, count in reasons.most_common(_LISTED):
            yield f"    {name}, bad: {count:>3} × {reason}"
    for why, count in sorted(taken["icews"].done.aside.items()):
        yield f"    ICEWS, left aside: {count:,} × {why}"
    wrong = Counter(
        f"{m.stay.called!r}, means {meant(m.stay)}, became {m.parties}"
        for m in found
        if m.stay and m.stay.country and m.parties != meant(m.stay)
    )
    for what, count in wrong.most_common(_LISTED):
        yield f"    of other sides than meant: {count:>3} × {what}"


_ROWS = (
    ("stays", "stays in those years"),
    ("any", "ICEWS has a contact of both sides then"),
    ("any, one", "  the record has it in one contact with the stay"),
    ("other date", "    and gives that another date than the table"),
    ("other level", "    and gives that another level than the table"),
    ("met", "ICEWS has a contact in person of both sides then"),
    ("met, one", "  the record has it in one contact with the stay"),
    ("rows", "pairs of a stay and a row of ICEWS in person"),
    ("rows, one", "  that are in one contact"),
    ("away", "pairs of which ICEWS has guest and host reversed"),
    ("away, one", "  that are in one contact"),
    ("twice", "rows of ICEWS in person within two stays"),
)


def tell_counts(name: str, columns: dict[str, Counts]) -> Iterator[str]:
    """A table's counts beside one another."""
    first, last = YEARS[name]
    heading = f"{name} of {first} to {last}"
    yield f"{heading:<52}" + "".join(f"{column:>14}" for column in columns)
    for key, label in _ROWS:
        values = (str(c[key]) if key in c else "-" for c in columns.values())
        yield f"{label:<52}" + "".join(f"{value:>14}" for value in values)


def tell_merged(found: list[Mention], listed: int) -> Iterator[str]:
    """Contacts that hold rows of more than one table, or two rows of one."""
    by_id = defaultdict(list)
    for mention in found:
        by_id[mention.contact["id"]].append(mention)
    contacts = list(by_id.values())
    tables = Counter(" and ".join(sorted({m.table for m in c})) for c in contacts)
    for names, count in sorted(tables.items()):
        if " and " in names:
            yield f"contacts that hold rows of {names:<25}{count:>14}"
    for name in YEARS:
        yield from _told_as_one(name, contacts, listed)
    held = [c for c in contacts if {"held", "planned"} <= {m.status for m in c}]
    early = [c for c in held if _is_dated_by_plan(c)]
    yield f"held contacts that hold a plan of ICEWS too         {len(held):>14}"
    yield f"  dated by the day on which the plan was told       {len(early):>14}"


def _told_as_one(name: str, contacts: list[list[Mention]], listed: int) -> Iterator[str]:
    """The contacts that hold two rows of a table; of other days they are two stays."""
    several = [[m.stay for m in contact if m.table == name and m.stay] for contact in contacts]
    several = [sorted(s, key=lambda s: s.start) for s in several if len(s) > 1]
    wrong = [s for s in several if len({(one.start, one.end) for one in s}) > 1]
    yield f"contacts that hold two rows of {name:<21}{len(several):>14}  in all years"
    yield f"  of other days                                     {len(wrong):>14}"
    wrong.sort(key=lambda s: s[0].start, reverse=True)
    for stays in wrong[:listed]:
        yield f"    {meant(stays[0])}"
        yield from (f"        {_shown(stay)}" for stay in stays)


def _is_dated_by_plan(contact: list[Mention]) -> bool:
    body = contact[0].contact
    held = {m.date for m in contact if m.status == "held"}
    return body["status"] == "held" and body["date"] not in held


def _shown(stay: Stay) -> str:
    who, what = (
        (stay.visitor, stay.description)
        if isinstance(stay, Visit)
        else (stay.traveller, stay.remarks)
    )
    return f"{stay.start} to {stay.end}  {who}: {what}"[:110]


def tell_times() -> Iterator[str]:
    """Medians of several runs, each in a fresh process."""
    command = [sys.executable, "-m", "benchmarks.history", "--measure"]
    runs = [
        json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
        for _ in range(RUNS)
    ]
    yield f"median seconds of {RUNS} runs{'importing':>18}{'settling':>10}"
    for name in runs[0]:
        importing, settling = (median(run[name][n] for run in runs) for n in (0, 1))
        yield f"  {name:<24}{importing:>16.1f}{settling:>10.1f}"


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--all", action="store_true", help="list all contacts of two rows")
    parser.add_argument("--measure", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.measure:
        print(json.dumps(measure()))
        return
    with TemporaryDirectory() as place:
        folder = Path(place)
        stays = write_tables(folder)
        with detente.Record(folder / "history.db") as record:
            taken = take(record, folder)
            found = mentions(record, stays)
        print("\n".join(tell_taken(taken, found)), end="\n\n")
        known, named = frame_mentions(found), frame_icews()
        for name in YEARS:
            columns = {
                "the record": count_record(found, name),
                "pandas, meant": count_frames(frame_meant(stays[name], name), known),
                "pandas, named": count_frames(frame_named(name, folder), named),
            }
            print("\n".join(tell_counts(name, columns)), end="\n\n")
    print("\n".join(tell_merged(found, len(found) if options.all else _LISTED)), end="\n\n")
    print("\n".join(tell_times()), flush=True)


if __name__ == "__main__":
    main()
