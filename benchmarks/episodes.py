"""What the software would have said of episodes that everybody knows, and when.

    python -m benchmarks.episodes [--calm] [--verbose]

ICEWS of 2005 to 2015 (a sample of one event in ten, without some of the main actors) and the
visits and travels of presidents and secretaries of state are put into one record. Each week of the
year before an episode and of the two months after it, and each month of eleven years for ten dyads
chosen beforehand as calm, `detente dyad` is asked as it would have been asked on that day, with
only what had been told by then. An episode is a hit where a change of a kind that belongs to it is
said from 90 days before its day to 30 days after; days of warning are those from the first time
that this is said to the episode's day, negative where it was said after it. In a calm dyad every
"conflict", "cut" or "tension" is a false alarm.

Beside it, in the same run and on the same weeks: the rule that an analyst has in a spreadsheet,
the Goldstein sum of the last 30 days lower than in 95 % of the weeks so far; for contacts that open
what was closed, the first contact in a year.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from benchmarks.history import take, write_tables
from detente.assessment import Record
from detente.assessment.alarms import Alarm, alarms
from detente.assessment.evidence import Sources
from detente.assessment.history import History

CONFLICT = frozenset({"conflict", "tension", "cut"})
OPENING = frozenset({"first", "reopened", "escalated", "easing", "thaw"})
BEFORE, AFTER = 90, 30  # days around an episode in which a change belongs to it
ASKED_FROM, ASKED_TO = 365, 60  # days around it in which the software is asked
LATELY = 30


@dataclass(frozen=True)
class Episode:
    name: str
    sides: tuple[str, str]
    day: date
    kinds: frozenset[str]


EPISODES = (
    Episode("Russia–Georgia, war", ("GEO", "RUS"), date(2008, 8, 8), CONFLICT),
    Episode("Koreas, Cheonan sunk", ("KOR", "PRK"), date(2010, 3, 26), CONFLICT),
    Episode("Koreas, Yeonpyeong shelled", ("KOR", "PRK"), date(2010, 11, 23), CONFLICT),
    Episode("China–Japan, islands bought", ("CHN", "JPN"), date(2012, 9, 11), CONFLICT),
    Episode("Iran–USA, leaders call", ("IRN", "USA"), date(2013, 9, 27), OPENING),
    Episode("Russia–Ukraine, Crimea", ("RUS", "UKR"), date(2014, 3, 1), CONFLICT),
    Episode("Cuba–USA, ties restored", ("CUB", "USA"), date(2014, 12, 17), OPENING),
    Episode("Russia–Turkey, jet shot down", ("RUS", "TUR"), date(2015, 11, 24), CONFLICT),
)
CALM = (
    ("DEU", "USA"), ("JPN", "USA"), ("JPN", "THA"), ("JPN", "VNM"), ("LAO", "VNM"),
    ("CHN", "LAO"), ("CHN", "KAZ"), ("CHN", "DEU"), ("CHN", "ZAF"), ("ASEAN", "JPN"),
)  # fmt: skip


def said(record: Record, sides: tuple[str, str], on: date) -> tuple[History, list[Alarm]]:
    """What is said of a dyad on a day."""
    reach = record.reach()
    assert reach
    of = record.history(*sides, on=on)
    sources = Sources(record, of, of.on)
    return of, alarms(of, record.usual_gaps(of.on), sources, reach[0], of.on - LATELY)


def days(first: int, last: int, step: int) -> Iterator[date]:
    return (date.fromordinal(day) for day in range(first, last + 1, step))


def goldstein(of: History) -> bool:
    """Whether the sum of the last 30 days is lower than in 95 % of the weeks so far."""
    day, intensity = of.moves.day, of.intensity
    if not len(day):
        return False
    ends = np.arange(of.on, int(day[day > 0].min(initial=of.on)), -7)
    sums = [intensity[(day > end - LATELY) & (day <= end)].sum() for end in ends]
    return len(sums) > 26 and sums[0] < 0 and (np.array(sums[1:]) > sums[0]).mean() > 0.95


def long_silence(of: History) -> bool:
    """Whether there was a contact in the last 30 days, and none in the year before."""
    met = of.met[of.held]
    late = met > of.on - LATELY
    return bool(late.any()) and not ((met > of.on - LATELY - 365) & ~late).any()


def episode(record: Record, one: Episode, verbose: bool) -> list[str]:
    """A row of the table: what was said, when, days of warning; the peer's."""
    ours: list[tuple[int, int, str]] = []  # when it was said, since when it is, and what
    peer: list[int] = []
    day = one.day.toordinal()
    for on in days(day - ASKED_FROM, day + ASKED_TO, 7):
        of, found = said(record, one.sides, on)
        for alarm in found:
            if alarm.kind in one.kinds and alarm.day > day - ASKED_FROM:
                ours.append((on.toordinal(), alarm.day, alarm.kind))
                if verbose:
                    print("   ", on, alarm.kind, alarm.why.sentence)
        if goldstein(of) if one.kinds is CONFLICT else long_silence(of):
            peer.append(on.toordinal())
    of = record.history(*one.sides, on=one.day)
    near = len(of.moves.day[of.moves.day > day - 365]) + int((of.met > day - 365).sum())
    hit = [(on, kind) for on, since, kind in ours if day - BEFORE <= since and on <= day + AFTER]
    hit_by_peer = [on for on in peer if day - BEFORE <= on <= day + AFTER]
    before = len({on for on, since, _ in ours if since < day - BEFORE})
    return [
        one.name, one.day.isoformat(), str(near),
        *(("hit", date.fromordinal(hit[0][0]).isoformat(), hit[0][1], str(day - hit[0][0]))
          if hit else ("miss", "", "", "")),
        str(before),
        str(day - hit_by_peer[0]) if hit_by_peer else "miss",
        str(len([on for on in peer if on < day - BEFORE])),
    ]  # fmt: skip


def calm(record: Record, sides: tuple[str, str], verbose: bool) -> list[str]:
    """A row of the table: months asked, and in how many what was said."""
    reach = record.reach()
    assert reach
    counts: Counter[str] = Counter()
    months = peer = false = 0
    for on in days(reach[0] + 365, reach[1], 30):
        of, found = said(record, sides, on)
        months += 1
        kinds = {alarm.kind for alarm in found} & CONFLICT
        counts.update(kinds)
        false += bool(kinds)
        peer += goldstein(of)
        if verbose and kinds:
            print("   ", on, *(a.why.sentence for a in found if a.kind in CONFLICT))
    told = ", ".join(f"{kind} {count}" for kind, count in sorted(counts.items())) or "nothing"
    of = record.history(*sides)
    return ["–".join(sides), str(len(of.moves) + len(of.contacts)), str(months), str(false), told,
            str(peer)]  # fmt: skip


def show(header: list[str], rows: list[list[str]]) -> None:
    widths = [max(len(row[at]) for row in [header, *rows]) for at in range(len(header))]
    for row in [header, *rows]:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)))
    print()


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--verbose", action="store_true", help="what was said, week by week")
    verbose = parser.parse_args().verbose
    with TemporaryDirectory() as folder:
        write_tables(Path(folder))
        with Record(Path(folder) / "history.db") as record:
            take(record, Path(folder))
            show(
                ["episode", "day", "items in the year before", "found", "said on", "as",
                 "days of warning", "weeks said before that", "peer", "its weeks before"],
                [episode(record, one, verbose) for one in EPISODES],
            )  # fmt: skip
            show(
                ["calm dyad", "items", "months", "false alarms", "said", "peer"],
                [calm(record, sides, verbose) for sides in CALM],
            )


if __name__ == "__main__":
    main()
