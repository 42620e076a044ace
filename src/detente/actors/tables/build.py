"""Checks who is in `leaders.tsv`, and builds `rulers.tsv`: by which office a state was ruled.

    python -m detente.actors.tables.build reign_1950_2021-03.csv [world-leaders.json]

REIGN (Bell 2016, github.com/OEFDataScience/REIGN) lists who ruled each state in effect, month by
month, mostly by surname. Each is looked for among the state's leaders of that time: the office
found is the ruling one, and whoever is not found is printed, with offices that have two holders on
one day. With a snapshot of github.com/open-data-archive/world-leaders-current as well, the script
prints whom the snapshot names and the tables do not.
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

from detente.actors import people, states, titles
from detente.actors.matching import matches
from detente.actors.people import Tenure
from detente.actors.spelling import fold
from detente.actors.tables import read

LAST_MONTH = "2021-03"
HEADER = """\
# Offices by which a state was ruled in effect at a time, where that is not the office that
# states.tsv gives as its leader's. Built by build.py from REIGN (Bell, "The Rulers, Elections, and
# Irregular Governance dataset", 2016), 1950 to March 2021; edit leaders.tsv, never this file.
# role: of titles.tsv; several where one person held them. from, to: months.
"""


class Spell(NamedTuple):
    """Somebody's rule of a state, in months `YYYY-MM`."""

    country: str
    name: str
    began: str
    ended: str


class Ruled(NamedTuple):
    """The roles that a ruler held, and when."""

    country: str
    roles: frozenset[str]
    began: str
    ended: str


def main(arguments: list[str]) -> int:
    """Write the table beside this file; return an exit status."""
    if not 1 <= len(arguments) <= 2:
        print(__doc__, file=sys.stderr)
        return 2
    ruled = []
    for spell in spells(Path(arguments[0])):
        roles = roles_of(spell)
        if roles:
            ruled.append(Ruled(spell.country, roles, spell.began, spell.ended))
        else:
            print("in no table:", *spell)
    rows = list(rulers(ruled))
    lines = [HEADER + "country\trole\tfrom\tto", *("\t".join(row) for row in rows)]
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


def roles_of(spell: Spell) -> frozenset[str]:
    """Return the roles in which a ruler led the state during a spell; none where we know nobody."""
    held = [
        tenure
        for match in matches(spell.name)
        for tenure in match.person.tenures
        if tenure.party == spell.country and tenure.level == "leader" and _overlap(tenure, spell)
    ]
    return frozenset(tenure.role for tenure in held if tenure.role)


def _overlap(tenure: Tenure, spell: Spell) -> bool:
    return tenure.began[:7] <= spell.ended and (tenure.ended or "9999")[:7] >= spell.began


def rulers(ruled: list[Ruled]) -> Iterator[tuple[str, str, str, str]]:
    """Yield the rows of `rulers.tsv`: spells without the state's usual office, joined if alike.

    An arrangement that lasts to the end is left to states.tsv: there the two differ in opinion.
    """
    by_country: dict[str, list[Ruled]] = defaultdict(list)
    for each in ruled:
        by_country[each.country].append(each)
    for country in sorted(by_country):
        usual = _usual(country)
        last: Ruled | None = None
        for each in sorted(by_country[country], key=lambda r: r.began):
            if usual in each.roles:
                continue
            if last and last.roles & each.roles and last.ended >= each.began:
                last = Ruled(country, last.roles & each.roles, last.began, each.ended)
                continue
            if last:
                yield _row(last)
            last = each
        if last and last.ended < LAST_MONTH:
            yield _row(last)


def _row(ruled: Ruled) -> tuple[str, str, str, str]:
    return ruled.country, "|".join(sorted(ruled.roles)), ruled.began, ruled.ended


def _usual(country: str) -> str:
    title = titles.table().get(fold(states.states()[country].leader))
    return title.role if title else "president"


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
