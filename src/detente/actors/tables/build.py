"""Builds `reign.tsv`: leaders whom `leaders.tsv` does not have yet, by the name REIGN gives.

    python -m detente.actors.tables.build reign_1950_2021-03.csv [world-leaders.json]

REIGN (Bell 2016, github.com/OEFDataScience/REIGN) lists who led each state, month by month; its
names are mostly surnames. A spell is kept where `leaders.tsv` knows no effective leader. With a
snapshot of github.com/open-data-archive/world-leaders-current as well, the script prints whom
the snapshot names and `leaders.tsv` does not.
"""

from __future__ import annotations

import csv
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from detente.actors import people, states, titles
from detente.actors.spelling import fold
from detente.actors.tables import read

LAST_MONTH = "2021-03"
HEADER = """\
# Leaders of all states, 1950 to March 2021, where leaders.tsv has none. Built by build.py from
# REIGN (Bell, "The Rulers, Elections, and Irregular Governance dataset", 2016), which gives
# surnames and months. Columns as in leaders.tsv; edit leaders.tsv, never this file.
"""
COLUMNS = ("name", "names", "short", "country", "org", "office", "level", "from", "to")


def main(arguments: list[str]) -> int:
    """Write the table beside this file; return an exit status."""
    if not 1 <= len(arguments) <= 2:
        print(__doc__, file=sys.stderr)
        return 2
    rows = sorted(spells(Path(arguments[0])), key=lambda row: (row[3], row[7]))
    lines = [HEADER + "\t".join(COLUMNS), *("\t".join(row) for row in rows)]
    target = Path(__file__).with_name("reign.tsv")
    target.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(rows)} spells in {target.name}")
    for missing in unknown(Path(arguments[1])) if len(arguments) > 1 else ():
        print(f"not in leaders.tsv: {missing}")
    return 0


def spells(source: Path) -> Iterator[tuple[str, ...]]:
    """Yield the rows of `reign.tsv` from REIGN's file of leaders."""
    known, named = _known_spells(), _full_names()
    codes = {row["reign"]: row["code"] for row in read("reign_codes")}
    with source.open(encoding="utf-8", errors="replace", newline="") as file:
        for row in csv.DictReader(file):
            country, name = codes.get(row["stateabb"], row["stateabb"]), _clean(row["leader"])
            if country not in states.states() or not name:
                continue
            began, ended = _month(row["syear"], row["smonth"]), _month(row["eyear"], row["emonth"])
            spell = _gap(began, ended or LAST_MONTH, known.get(country, []))
            if spell:
                name = _same(name, began, named.get((country, fold(name)), ()))
                yield name, "", "", country, "", "Leader", "leader", *spell


def _month(year: str, month: str) -> str:
    return f"{year}-{int(month):02d}" if year else ""


def _gap(began: str, ended: str, known: list[tuple[str, str]]) -> tuple[str, str] | None:
    """Return the part of a spell that no known one covers, if that is most of it."""
    start, end = began, ended
    for first, last in known:
        if first <= start < last:
            start = last
        if first < end <= last or start < first < end:
            end = first
    kept, whole = _months(start, end), _months(began, ended)
    return (start, end) if kept > 0 and kept >= 0.8 * whole else None


def _months(began: str, ended: str) -> int:
    return 12 * (int(ended[:4]) - int(began[:4])) + int(ended[5:7] or 1) - int(began[5:7] or 1)


def _known_spells() -> dict[str, list[tuple[str, str]]]:
    """Return when `leaders.tsv` knows each state's effective leader, in months."""
    found: dict[str, list[tuple[str, str]]] = {}
    for row in read("leaders"):
        state = states.states().get(row["country"])
        if state and _role(row["office"]) in {_role(state.leader or row["office"]), "leader"}:
            ended = (row["to"] or "9999-12")[:7]
            found.setdefault(state.code, []).append((row["from"][:7], ended))
    return {code: sorted(spells) for code, spells in found.items()}


def _role(office: str) -> str:
    title = titles.table().get(fold(office))
    return title.role if title else office


def _full_names() -> dict[tuple[str, str], tuple[tuple[str, str], ...]]:
    """Return full names and first days in office by state and surname."""
    found: dict[tuple[str, str], tuple[tuple[str, str], ...]] = {}
    for row in read("leaders"):
        key = row["country"], fold(people.surname(row["name"], row["country"]))
        found[key] = (*found.get(key, ()), (row["name"], row["from"]))
    return found


def _same(name: str, began: str, candidates: tuple[tuple[str, str], ...]) -> str:
    """Return the full name of somebody who came back within ten years, else the name as it is."""
    names = {full for full, start in candidates if 0 <= _months(began, start) <= 120}
    return names.pop() if len(names) == 1 else name


def _clean(name: str) -> str:
    """Return REIGN's name without its remarks, family name last."""
    if re.search(r"\band\b|&|�|š", name):
        return ""
    plain = re.sub(r"\(.*?\)", "", name).replace(".", ". ").strip()
    family, comma, given = plain.partition(", ")
    return " ".join((f"{given} {family}" if comma else plain).split())


def unknown(snapshot: Path) -> Iterator[str]:
    """Yield who is in office in the snapshot, and not on its day in `leaders.tsv`."""
    data = json.loads(snapshot.read_text(encoding="utf-8"))
    for place in data["countries"].values():
        for position in place["positions"].values():
            name = (position.get("current_holder") or {}).get("name_en")
            persons = people.by_name().get(fold(name), ()) if name else ()
            if name and not any(p.on(data["snapshot_date"]) for p in persons):
                yield f"{name}, {position['title_en']}, {place['country']['name_en']}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
