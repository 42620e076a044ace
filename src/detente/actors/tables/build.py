"""Checks who is in `leaders.tsv`, and builds `rulers.tsv`: who ruled a state by another office.

    python -m detente.actors.tables.build reign_1950_2021-03.csv [world-leaders.json]

REIGN (Bell 2016, github.com/OEFDataScience/REIGN) lists who ruled each state in effect, month by
month, mostly by surname. Each is looked for among the state's leaders of that time; whoever is not
found is printed, with offices that have two holders on one day. With a snapshot of
github.com/open-data-archive/world-leaders-current as well, the script prints whom the snapshot
names and the tables do not.
"""

from __future__ import annotations

import csv
import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from detente.actors import people, states
from detente.actors.matching import matches
from detente.actors.people import Person, Tenure
from detente.actors.spelling import fold
from detente.actors.tables import read

LAST_MONTH = "2021-03"
_LATELY = "1989"  # where REIGN and states.tsv differ in who rules today, they do since then
HEADER = """\
# Who ruled a state in effect, where the holder of the office that states.tsv gives as its
# leader's did not. Built by build.py from REIGN (Bell, "The Rulers, Elections, and Irregular
# Governance dataset", 2016), 1950 to March 2021, and the names of leaders.tsv; edit that, never
# this file. from, to: months.
"""


class Spell(NamedTuple):
    """Somebody's rule of a state, in months `YYYY-MM`."""

    country: str
    name: str
    began: str
    ended: str


class Ruled(NamedTuple):
    """Who ruled a state, and when, in months; and by which roles."""

    country: str
    person: Person
    began: str
    ended: str
    roles: frozenset[str]


def main(arguments: list[str]) -> int:
    """Write the table beside this file; return an exit status."""
    if not 1 <= len(arguments) <= 2:
        print(__doc__, file=sys.stderr)
        return 2
    ruled = []
    for spell in spells(Path(arguments[0])):
        ruler = ruler_of(spell)
        if ruler:
            ruled.append(ruler)
        else:
            print("in no table:", *spell)
    rows = list(rulers(ruled))
    lines = [HEADER + "country\tname\tfrom\tto", *("\t".join(row) for row in rows)]
    target = Path(__file__).with_name("rulers.tsv")
    target.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(rows)} spells in {target.name}")
    for both in doubles():
        print("two at once:", both)
    for missing in unknown(Path(arguments[1])) if len(arguments) > 1 else ():
        print("in no table:", missing)
    return 0


def spells(source: Path) -> Iterator[Spell]:
    """Yield the spells of REIGN's file of leaders, family names last, in states that we know."""
    codes = {row["reign"]: row["code"] for row in read("reign_codes")}
    with source.open(encoding="utf-8", errors="replace", newline="") as file:
        for row in csv.DictReader(file):
            code = codes.get(row["stateabb"], row["stateabb"])
            began = _month(row["syear"], row["smonth"])
            ended = _month(row["eyear"], row["emonth"]) or LAST_MONTH
            country = _then(code, began)
            if country in states.states() and "\ufffd" not in row["leader"]:
                yield Spell(country, _plain(row["leader"]), began, ended)


def _then(code: str, month: str) -> str:
    """REIGN's state under our code: it has one for Russia and one for Yugoslavia throughout."""
    if code == "RUS" and month < "1991-12":
        return "SUN"
    return "SRB" if code == "YUG" and month >= "2003-02" else code


def _month(year: str, month: str) -> str:
    return f"{year}-{int(month):02d}" if year else ""


def _plain(name: str) -> str:
    plain = re.sub(r"\(.*", "", name).replace(".", ". ").strip()
    family, comma, given = plain.partition(", ")
    return " ".join((f"{given} {family}" if comma else plain).split())


def ruler_of(spell: Spell) -> Ruled | None:
    """Return whom we know of a spell: of several namesakes who led the state longest in it."""
    led: dict[Person, float] = defaultdict(float)
    roles: dict[Person, set[str]] = defaultdict(set)
    for match in matches(spell.name):
        for tenure in match.person.tenures:
            if tenure.party == spell.country and tenure.level == "leader":
                months = _shared(tenure, spell)
                if months > 0:
                    led[match.person] += months
                    roles[match.person].add(tenure.role)
    if not led:
        return None
    person = max(led, key=led.__getitem__)
    return Ruled(spell.country, person, spell.began, spell.ended, frozenset(roles[person]))


def _shared(tenure: Tenure, spell: Spell) -> float:
    """How many months a tenure and a spell have in common; a month begun counts a little."""
    began = max(tenure.began[:7].ljust(7, "-"), spell.began)
    ended = min((tenure.ended or "9999-12")[:7], spell.ended)
    return _number(ended) - _number(began) + 0.5


def _number(month: str) -> int:
    return 12 * int(month[:4]) + int(month[5:7].strip("-") or 1)


def rulers(ruled: list[Ruled]) -> Iterator[tuple[str, str, str, str]]:
    """Yield the rows of `rulers.tsv`: rulers whom the state's usual office does not give.

    The last arrangement of a state is left to states.tsv: where the two differ, it is in opinion.
    """
    by_country: dict[str, list[Ruled]] = defaultdict(list)
    for each in sorted(ruled, key=lambda r: r.began):
        by_country[each.country].append(each)
    for country, all_ruled in sorted(by_country.items()):
        last = all_ruled[-1]
        at_odds = last.ended >= LAST_MONTH and (
            _usual(country, f"{LAST_MONTH}-01") is not last.person
        )
        while at_odds and all_ruled[-1:] and all_ruled[-1].began >= _LATELY:
            all_ruled.pop()
        for each in all_ruled:
            if not all(_usual(country, day) is each.person for day in _days(each)):
                yield country, each.person.name, each.began, each.ended


def _usual(country: str, day: str) -> Person | None:
    for role in people.roles_of_leader(country):
        for tenure, person in people.holders(country, role):
            if tenure.covers(day):
                return person
    return None


def _days(ruled: Ruled) -> Iterator[str]:
    """Seven days of a spell, evenly over it, its ends left out."""
    first, last = _number(ruled.began), _number(ruled.ended)
    for eighth in range(1, 8):
        month = first + (last - first) * eighth // 8
        yield f"{(month - 1) // 12}-{(month - 1) % 12 + 1:02d}-15"


def doubles() -> Iterator[str]:
    """Yield offices with two holders at once: acting ones and rivals, or an error."""
    held: dict[tuple[str, str], list[tuple[str, str, str]]] = defaultdict(list)
    for person in people.people():
        for tenure in person.tenures:
            if tenure.level == "leader" and tenure.role:
                spell = tenure.began, tenure.ended or "9999", person.name
                held[tenure.party, tenure.role].append(spell)
    for (party, role), all_held in held.items():
        for one, other in pairwise(sorted(all_held)):
            if one[1] > other[0]:
                yield f"{party} {role}: {one} {other}"


def unknown(snapshot: Path) -> Iterator[str]:
    """Yield who is in office in the snapshot, and not on its day in the tables."""
    data = json.loads(snapshot.read_text(encoding="utf-8"))
    for place in data["countries"].values():
        for position in place["positions"].values():
            name = (position.get("current_holder") or {}).get("name_en")
            persons = people.by_name().get(fold(name), ()) if name else ()
            if name and not any(p.on(data["snapshot_date"]) for p in persons):
                yield f"{name}, {position['title_en']}, {place['country']['name_en']}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
