"""Runs killed at random moments: `python -m benchmarks.faults [--kills 50]`.

`detente import` of 20,000 rows and `detente add` of forty reports are killed (SIGKILL) at random
moments, in turn, and started again every time, over one record, until it is whole; then the next
one is begun. Each must be what an undisturbed run makes, and every report in it whole.
"""

from __future__ import annotations

import argparse
import json
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import detente
from benchmarks.gold import ROOT

EVENTS = ROOT.parent / "shared" / "data" / "events" / "icews_2005-2015_valid.txt"
LABELS = ROOT / "benchmarks" / "labels" / "merging" / "a_reports.jsonl"
ROWS, REPORTS = 20_000, 40


def inputs(folder: Path) -> dict[str, list[str]]:
    """The arguments of the two commands."""
    events, reports = folder / "events.txt", folder / "reports.jsonl"
    with EVENTS.open(encoding="utf-8") as file:
        events.write_text("".join(next(file) for _ in range(ROWS)), encoding="utf-8")
    lines = LABELS.read_text(encoding="utf-8").splitlines()[:REPORTS]
    reports.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return {"import": ["import", "plain", str(events)], "add": ["add", str(reports)]}


def start(arguments: list[str], db: Path) -> subprocess.Popen:
    command = [sys.executable, "-m", "detente", *arguments, "--db", str(db)]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def history(db: Path) -> list[str]:
    with detente.Record(db) as record:
        told = [*record.contacts(), *record.moves(), *record.statements(), *record.claims()]
        for key in {s["document"] for s in record.statements()}:
            record.report(key)
        return sorted(json.dumps(item, sort_keys=True) for item in told)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=50)
    given = parser.parse_args()
    rng = random.Random(7)  # noqa: S311
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        commands = inputs(folder)
        whole = folder / "whole.db"
        took = {}
        for what, arguments in commands.items():
            began = time.monotonic()
            assert start(arguments, whole).wait() == 0
            took[what] = time.monotonic() - began
        killed = dict.fromkeys(commands, 0)
        records = 0
        while sum(killed.values()) < given.kills:
            broken = folder / f"broken{records}.db"
            left = list(commands)
            while left and sum(killed.values()) < given.kills:
                what = left[sum(killed.values()) % len(left)]
                run = start(commands[what], broken)
                time.sleep(rng.uniform(0.05, 0.9) * took[what])
                if run.poll() is None:
                    killed[what] += 1
                else:
                    left.remove(what)
                run.send_signal(signal.SIGKILL)
                run.wait()
            for arguments in commands.values():
                assert start(arguments, broken).wait() == 0
            assert history(whole) == history(broken), broken
            records += 1
        for what, count in killed.items():
            print(f"{what:8} takes {took[what]:5.1f} s; killed in the middle {count} times")
        print(f"{records} records, all the same as that of an undisturbed run")


if __name__ == "__main__":
    main()
