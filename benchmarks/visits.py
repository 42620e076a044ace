"""Visits of foreign leaders to the United States and travels of its presidents and secretaries.

As the Office of the Historian has them (`../shared/data/contacts`, CC0), one row each.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from xml.etree import ElementTree

import detente

DATA = Path(__file__).resolve().parents[2] / "shared" / "data"
# What the tables call a state, where we call it otherwise on every day.
_CALLED = {
    "China, Republic of": "TWN", "China, People’s Republic of": "CHN", "Dahomey (Benin)": "BEN",
    "Congo, Republic of": "COG", "Democratic Republic of the Congo (Zaire)": "COD",
    "Germany, Federal Republic of": "DEU", "German Democratic Republic": "DDR",
    "Ceylon (Sri Lanka)": "LKA", "Siam (Thailand)": "THA", "Upper Volta": "BFA",
    "Upper Volta (Burkina Faso)": "BFA", "Khmer Republic (Cambodia)": "KHM", "U.S.S.R.": "SUN",
    "Yemen Arab Republic": "YEM", "Korea": "KOR", "Muscat & Oman": "OMN", "Malaya": "MYS",
    "Tanganyika": "TZA", "Somali Republic": "SOM", "Union of South Africa": "ZAF",
    "Zimbabwe Rhodesia": "ZWE", "Western Samoa": "WSM", "St. Christopher and Nevis": "KNA",
    "Slovak Republic": "SVK", "Macedonia, Former Yugoslav Republic of": "MKD",
    "Bosnian Federation": "BIH", "Bosnia-Herzegovina": "BIH", "The Gambia": "GMB",
    "Micronesia": "FSM", "Macedonia": "MKD", "Ivory Coast": "CIV", "Vatican City": "VAT",
    "Korea, North": "PRK", "Palestinian Authority": "PSE",
}  # fmt: skip
_SEVERAL = re.compile(r"(?:,| and) (?=President|Prime Minister)")


@dataclass(frozen=True)
class Visit:
    """A stay of a leader, or of two of one state, in the United States.

    Attributes:
        start, end: its first and last day, as ISO dates.
        visitor: who came, as the table has it.
        called: whence, as the table has it.
        description: what the table says of it.

    """

    start: str
    end: str
    visitor: str
    called: str
    description: str

    @property
    def visitors(self) -> list[str]:
        """Who came, each alone."""
        return _SEVERAL.split(self.visitor)

    @cached_property
    def country(self) -> str | None:
        """The state's code; None where it is none that we know."""
        return code_of(self.called, self.start)


@dataclass(frozen=True)
class Travel:
    """A stay of a president or a secretary of state in another country.

    Attributes:
        start, end: its first and last day, as ISO dates.
        role: "president" or "secretary".
        traveller: the name.
        called: where, as the table has it.
        place: the town.
        remarks: what the table says of it.

    """

    start: str
    end: str
    role: str
    traveller: str
    called: str
    place: str
    remarks: str

    @cached_property
    def country(self) -> str | None:
        """The state's code; None where it is none that we know."""
        return code_of(self.called, self.start)


def read_visits() -> Iterator[Visit]:
    """All visits, 1870s to 2009, in the order of the tables."""
    for node in _nodes("visits"):
        tags = ("start-date", "end-date", "visitor", "from", "description")
        yield Visit(*(_text(node, tag) for tag in tags))


def read_travels() -> Iterator[Travel]:
    """All travels up to 2017, those of presidents first."""
    for node in _nodes("travels"):
        tags = ("start-date", "end-date", "role", "name", "country", "locale", "remarks")
        travel = Travel(*(_text(node, tag) for tag in tags))
        if travel.start < "2018":
            yield travel


def code_of(called: str, day: str) -> str | None:
    """The code of the state that the tables call so on a day."""
    if called == "China, Republic of" and day < "1949-10":
        return "CHN"
    code = _CALLED.get(called) or _resolved(called.split(" (", maxsplit=1)[0], day)
    return "VDR" if code == "VNM" and day < "1975-05" else code


def _resolved(name: str, day: str) -> str | None:
    actor = detente.resolve(name, on=day)
    return actor.country if actor and actor.kind == "state" else None


def _nodes(folder: str) -> Iterator[ElementTree.Element]:
    for path in sorted((DATA / "contacts" / folder).rglob("*.xml")):
        yield from ElementTree.parse(path).getroot()  # noqa: S314 - data at hand


def _text(node: ElementTree.Element, tag: str) -> str:
    return " ".join((node.findtext(tag) or "").split())
