"""Builds `cameo.tsv`: what each CAMEO code is as a move and as a contact, and its event names.

    python -m detente.intake.eventdata.build_cameo cameo_to_plover_2021.txt [names.txt …]

The first file is PLOVER's own conversion table (github.com/openeventdata/PLOVER, September 2021).
The others hold event names of ICEWS, in their first or second column; names that the table built
does not know are printed. What neither file has is written here by hand: `NAMES` after the CAMEO
manual 1.1b3 and GDELT's CAMEO.eventcodes.txt, `TYPES` and `CONTACTS` after the codebook.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

HEADER = """\
# CAMEO codes, as moves and as contacts. Built by build_cameo.py; edit that, never this file.
# name: ICEWS's event name. names: other names, separated by "|". type: PLOVER's, none for what is
# no move. mode, status, initiator: of the contact, none for what is no contact.
"""
COLUMNS = ("code", "name", "names", "type", "mode", "status", "initiator")

# Where the conversion table leaves a code out, or where the codebook draws the line elsewhere and
# texts are read by the codebook: one event must have one type, whoever reports it.
TYPES = {
    **dict.fromkeys(("0813", "0814", "085"), "CONCEDE"),  # "lift sanctions or restrictions"
    **dict.fromkeys(("086", "0861", "0862", "0863"), "CONCEDE"),  # "permit"
    "0841": "CONCEDE",  # "release": what ICEWS and GDELT code as it is mostly prisoners set free
    "155": "MOBILIZE",
    "163": "SANCTION",  # "sanctions, embargo"; the table has COERCE
    "176": "COERCE",  # "hack"
    "1834": "ASSAULT",
    "1951": "ASSAULT",
    "1952": "ASSAULT",
}
APPEAL = "02"  # every appeal is REQUEST by the codebook ("demand, appeal for"); the table skips all

# Mode, status, initiator. A visit does not tell who asked for it. CAMEO codes 045 with the
# mediator as one of two sides, so that the mediator passes for a party. Who turns an offer down
# (125) is the source; who made it, the target.
CONTACTS = {
    "036": ("unspecified", "planned", ""),
    "040": ("unspecified", "held", ""),
    "041": ("call", "held", ""),
    "042": ("in-person", "held", ""),
    "043": ("in-person", "held", ""),
    "044": ("in-person", "held", ""),
    "045": ("unspecified", "held", ""),
    "046": ("unspecified", "held", ""),
    "125": ("unspecified", "refused", "target"),
}

NAMES = """
010 Make statement
011 Decline comment
012 Make pessimistic comment
013 Make optimistic comment
014 Consider policy option
015 Acknowledge or claim responsibility
016 Deny responsibility
017 Engage in symbolic act
018 Make empathetic comment
019 Express accord
020 Make an appeal or request
021 Appeal for material cooperation
0211 Appeal for economic cooperation
0212 Appeal for military cooperation
0213 Appeal for judicial cooperation
0214 Appeal for intelligence
022 Appeal for diplomatic cooperation (such as policy support)
023 Appeal for aid
0231 Appeal for economic aid
0232 Appeal for military aid
0233 Appeal for humanitarian aid
0234 Appeal for military protection or peacekeeping
024 Appeal for political reform
0241 Appeal for change in leadership
0242 Appeal for policy change
0243 Appeal for rights
0244 Appeal for change in institutions, regime
025 Appeal to yield
0251 Appeal for easing of administrative sanctions
0252 Appeal for easing of political dissent|Appeal for easing of popular dissent
0253 Appeal for release of persons or property
0254 Appeal for easing of economic sanctions, boycott, or embargo
0255 Appeal for target to allow international involvement (non-mediation)
0256 Appeal for de-escalation of military engagement
026 Appeal to others to meet or negotiate
027 Appeal to others to settle dispute
028 Appeal to engage in or accept mediation
031 Express intent to engage in material cooperation
034 Express intent to institute political reform
0352 Express intent to ease popular dissent|Express intent to ease political dissent
0354 Express intent to ease economic sanctions, boycott, or embargo
045 Mediate
050 Engage in diplomatic cooperation
055 Apologize
074 Provide military protection or peacekeeping
082 Ease political dissent|Ease popular dissent
0863 Allow humanitarian access
100 Demand
103 Demand material aid
1041 Demand change in leadership
1042 Demand policy change
1051 Demand easing of administrative sanctions
1052 Demand easing of political dissent
114 Complain officially
1221 Reject request for economic aid
1222 Reject request for military aid
1223 Reject request for humanitarian aid
1224 Reject request for military protection or peacekeeping
1231 Reject request for change in leadership
1232 Reject request for policy change
1233 Reject request for rights
1234 Reject request for change in institutions, regime
124 Refuse to yield
1241 Refuse to ease administrative sanctions
1242 Refuse to ease popular dissent|Refuse to ease political dissent
1243 Refuse to release persons or property
1244 Refuse to ease economic sanctions, boycott, or embargo
1245 Refuse to allow international involvement (non mediation)
1246 Refuse to de-escalate military engagement
125 Reject proposal to meet, discuss, or negotiate
1312 Threaten with sanctions, boycott, embargo
1321 Threaten with restrictions on political freedoms
136 Threaten to halt international involvement (non-mediation)
137 Threaten with repression
1411 Demonstrate for leadership change
1421 Conduct hunger strike for leadership change
1431 Conduct strike or boycott for leadership change
1441 Obstruct passage to demand leadership change
1442 Obstruct passage to demand policy change
1444 Obstruct passage to demand change in institutions, regime
1451 Engage in violent protest for leadership change
155 Mobilize or increase cyber-forces
162 Reduce or stop material aid
1621 Reduce or stop economic assistance
1721 Impose restrictions on political freedoms
175 Use tactics of violent repression
176 Attack cybernetically
181 Abduct, hijack, or take hostage
1832 Carry out car bombing|Carry out vehicular bombing
1834 Carry out location bombing
195 Employ aerial weapons
1951 Employ precision-guided aerial munitions
1952 Employ remotely piloted aerial munitions
"""

_CONVERSION = re.compile(r"^(\d{3,4}): *([A-Z]+)\b[^#]*#\s*(.*?)\s*$")
_REMARK = re.compile(r"\s+\d\d\.\d\d\.\d\d: .*$")  # "Ease curfew  21.09.17: …"


def main(arguments: list[str]) -> int:
    """Write the table beside this file; return an exit status."""
    if not arguments:
        print(__doc__, file=sys.stderr)
        return 2
    rows = list(table(Path(arguments[0])))
    lines = [HEADER + "\t".join(COLUMNS), *("\t".join(row) for row in rows)]
    target = Path(__file__).with_name("cameo.tsv")
    target.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(rows)} codes in {target.name}")
    known = {name.casefold() for row in rows for name in (row[1], *row[2].split("|"))}
    for source in arguments[1:]:
        for name in sorted(unknown(Path(source), known)):
            print(f"{Path(source).name}: no code for {name!r}")
    return 0


def table(conversion: Path) -> Iterator[tuple[str, ...]]:
    """Yield the rows, by code, from PLOVER's conversion table and what is written here."""
    types, described = converted(conversion)
    names = written()
    for code in sorted(described | names):
        heading, *others = names.get(code) or [described[code]]
        move = TYPES.get(code) or types.get(code, "")
        if code.startswith(APPEAL):
            move = "REQUEST"
        yield (code, heading, "|".join(others), move, *CONTACTS.get(code, ("", "", "")))


def converted(source: Path) -> tuple[dict[str, str], dict[str, str]]:
    """Return the types and the descriptions of the codes in PLOVER's conversion table."""
    types: dict[str, str] = {}
    described: dict[str, str] = {}
    for line in source.read_text(encoding="utf-8").splitlines():
        if found := _CONVERSION.match(line):
            code, move, words = found.groups()
            types[code] = move
            described[code] = _REMARK.sub("", words)
    return types, described


def written() -> dict[str, list[str]]:
    """Return the names written here, by code."""
    pairs = (line.split(" ", 1) for line in NAMES.strip().splitlines())
    return {code: names.split("|") for code, names in pairs}


def unknown(source: Path, known: set[str]) -> set[str]:
    """Return the event names of a file that have no code.

    The file has either four columns, the second of which is the name, or two: name and number.
    """
    found = set()
    for line in source.read_text(encoding="utf-8").splitlines():
        cells = line.split("\t")
        found.add(cells[1 if len(cells) > 2 else 0].strip().casefold())
    return found - known


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
