"""Boards from reports, end to end: `python -m benchmarks.storylines [first|second] [--errors]`.

`benchmarks/storylines` holds invented stories of two states, each told in eight to twelve short
reports by somebody who had not seen the software, with what a careful reader would say of the
channels on some days, having read only what was published by then. The reports are read and put
into a record; the board is asked for each day. Told are, over all days and levels:

- states: how many are one of those that the reader accepts; beside it, what always saying the
  commonest state would give, and a rule of 90 days since the last contact that was read ("open",
  "quiet", or "unknown" without one);
- days of the last contact, and since when it is stalled, that agree as far as both tell it;
- escalations: found and right, by level and day (two days of grace).
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import detente
from detente.assessment import Board, Record

FOLDER = Path(__file__).with_name("storylines")
GRACE = 2  # days
LONG = 90


@dataclass
class Score:
    """What was right, of how many."""

    states: Counter[str] = field(default_factory=Counter)  # right, wrong, by accepted state
    gold: Counter[str] = field(default_factory=Counter)
    by_rule: int = 0
    last: list[bool] = field(default_factory=list)
    since: list[bool] = field(default_factory=list)
    found: int = 0
    right: int = 0
    wanted: int = 0
    errors: list[str] = field(default_factory=list)


def read(story: dict[str, Any], record: Record) -> None:
    for number, told in enumerate(story["reports"]):
        head = f"title: {told['title']}\npublished: {told['published']}\nsource: {told['outlet']}"
        url = f"url: https://example.org/{story['id']}/{number}"
        record.add(detente.read(f"{head}\n{url}\n\n{told['text']}"))


def score(story: dict[str, Any], record: Record, into: Score) -> None:
    for gold in story["boards"]:
        board = record.dyad(*story["parties"], on=gold["on"])
        by_level = {channel.level: channel for channel in board.channels}
        where = f"{story['id']} {gold['on']}"
        for level, accepted in gold["channels"].items():
            found = by_level[level]
            into.gold[accepted[0]] += 1
            into.by_rule += plain(found.days_since) in accepted
            into.states["right" if found.state in accepted else "wrong"] += 1
            if found.state not in accepted:
                said = f"{found.state} for {'/'.join(accepted)}: {found.why.sentence}"
                into.errors.append(f"{where} {level}: {said}")
        for level, day in gold.get("last", {}).items():
            last = by_level[level].last
            agrees = last is not None and same(last.date, day)
            into.last.append(agrees)
            if not agrees:
                into.errors.append(f"{where} {level}: last {last and last.date}, not {day}")
        for level, day in gold.get("stalled_since", {}).items():
            channel = by_level[level]
            agrees = channel.state == "stalled" and same(channel.since or "", day)
            into.since.append(agrees)
    compare_escalations(story, board, gold, into)


def plain(days: int | None) -> str:
    return "unknown" if days is None else "open" if days <= LONG else "quiet"


def same(one: str, other: str) -> bool:
    """Whether two prefix dates agree as far as both tell it."""
    shortest = min(len(one), len(other))
    return shortest > 0 and one[:shortest] == other[:shortest]


def compare_escalations(
    story: dict[str, Any], board: Board, gold: dict[str, Any], into: Score
) -> None:
    """Compare those of the last day asked, which are all."""
    left = list(gold.get("escalations", []))
    into.wanted += len(left)
    into.found += len(board.escalations)
    for step in board.escalations:
        match = next((g for g in left if g["to"] == step.to and near(g["date"], step.date)), None)
        if match:
            left.remove(match)
            into.right += 1
        else:
            into.errors.append(f"{story['id']}: escalation {step.why.sentence}")
    into.errors += [f"{story['id']}: no escalation to {g['to']} on {g['date']}" for g in left]


def near(one: str, other: str) -> bool:
    if len(one) < 10 or len(other) < 10:
        return same(one, other)
    return abs(date.fromisoformat(one) - date.fromisoformat(other)).days <= GRACE


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("set", nargs="?", default="first", choices=["first", "second"])
    parser.add_argument("--errors", action="store_true", help="list what was not as expected")
    given = parser.parse_args()
    errors = given.errors
    into = Score()
    folder = FOLDER / "second" if given.set == "second" else FOLDER
    stories = [json.loads(path.read_text("utf-8")) for path in sorted(folder.glob("*.json"))]
    for story in stories:
        with Record(":memory:") as record:
            read(story, record)
            score(story, record, into)
    total = sum(into.gold.values())
    print(f"{len(stories)} stories, {sum(len(s['reports']) for s in stories)} reports")
    print(f"states                 {into.states['right']} of {total}")
    print(f"  commonest state      {into.gold.most_common(1)[0][1]} of {total}")
    print(f"  90 days              {into.by_rule} of {total}")
    print(f"last contact           {sum(into.last)} of {len(into.last)}")
    print(f"stalled since          {sum(into.since)} of {len(into.since)}")
    print(f"escalations            {into.right} right of {into.found} found, {into.wanted} told")
    if errors:
        print(*into.errors, sep="\n")


if __name__ == "__main__":
    main()
