"""People who held office: who, where, when, at which level."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from typing import cast

from detente.actors.spelling import fold, slug
from detente.actors.states import states
from detente.actors.tables import ordered, read, split, words
from detente.actors.titles import table as title_table
from detente.model import Level

TABLES = ("leaders", "ministers", "reign")
ORDER: tuple[Level, ...] = ("leader", "minister", "senior", "working", "officials")
_ORDINALS = re.compile(r"[IVX]+")
_FAMILY_FIRST = frozenset({"CHN", "TWN", "KOR", "PRK", "HKG"})


@dataclass(frozen=True, slots=True, eq=False)
class Tenure:
    """One office held by one person from a day (included) to a day (excluded)."""

    country: str | None
    org: str | None
    office: str
    role: str
    level: Level
    began: str
    ended: str

    @property
    def party(self) -> str:
        """The side the office belongs to."""
        return self.country or self.org or ""

    def covers(self, day: str) -> bool:
        """Tell whether it ran on a day; prefix dates stand for their first day."""
        return self.began <= day and (not self.ended or day < self.ended)


@dataclass(frozen=True, slots=True, eq=False)
class Person:
    """Somebody known by name, with the offices held, earliest first."""

    id: str
    name: str
    names: tuple[str, ...]
    short: tuple[str, ...]
    tenures: tuple[Tenure, ...]

    def on(self, day: str | None) -> Tenure | None:
        """Return the highest office held on a day; without a day, the highest ever held."""
        held = [t for t in self.tenures if day is None or t.covers(day)]
        return min(held, key=lambda t: ORDER.index(t.level), default=None)

    def last(self, day: str | None) -> Tenure:
        """Return the office held last before a day, or first if none was held yet."""
        begun = [t for t in self.tenures if day is None or t.began <= day]
        return begun[-1] if begun else self.tenures[0]

    def party(self, day: str | None) -> str:
        """Return the side served on a day, or last before it."""
        return (self.on(day) or self.last(day)).party

    def served(self, party: str) -> bool:
        """Tell whether any office was that side's."""
        return any(t.party == party for t in self.tenures)


@cache
def people() -> tuple[Person, ...]:
    """Return everybody in `tables/leaders.tsv`, `ministers.tsv` and `reign.tsv`.

    Rows with one name are one person; the tables write two people of one name differently.
    """
    rows: dict[str, list[dict[str, str]]] = {}
    for name in TABLES:
        for row in read(name):
            rows.setdefault(row["name"], []).append(row)
    return tuple(_person(name, group) for name, group in rows.items())


def _person(name: str, rows: list[dict[str, str]]) -> Person:
    names = dict.fromkeys([name, *(n for row in rows for n in split(row["names"]))])
    short = dict.fromkeys(s for row in rows for s in split(row["short"]))
    if not short:
        short = dict.fromkeys(surname(n, rows[0]["country"]) for n in names)
    tenures = sorted((_tenure(row) for row in rows), key=lambda t: t.began)
    return Person(slug(name), name, tuple(names), tuple(short), tuple(tenures))


def _tenure(row: dict[str, str]) -> Tenure:
    title = title_table().get(fold(row["office"]))
    return Tenure(
        country=row["country"] or None,
        org=row["org"] or None,
        office=row["office"],
        role=title.role if title else "",
        level=cast(Level, row["level"]),
        began=row["from"],
        ended=row["to"],
    )


def surname(name: str, country: str) -> str:
    """Return the part of a full name that newspapers use alone.

    The family name comes first in Chinese and Korean names; particles stay with what follows
    ("von der Leyen").
    """
    parts = name.split()
    if country in _FAMILY_FIRST and parts[0].isalpha():
        return parts[0]
    start = len(parts) - 1
    if _ORDINALS.fullmatch(parts[start]):
        return name
    start -= parts[start] in {"Jr.", "Sr."}
    while start > 1 and parts[start - 1].casefold() in words("particle"):
        start -= 1
    return " ".join(p for p in parts[start:] if p not in {"Jr.", "Sr."})


@cache
def by_name() -> dict[str, tuple[Person, ...]]:
    """Return people by folded full name, with and without middle initials."""
    return _index((key, p) for p in people() for n in p.names for key in _keys(n))


@cache
def by_short() -> dict[str, tuple[Person, ...]]:
    """Return people by the folded short form of their name."""
    return _index((fold(s), p) for p in people() for s in p.short)


def _keys(name: str) -> set[str]:
    key = fold(name)
    return {key, without_initials(key)}


def without_initials(key: str) -> str:
    """Return a folded name without middle initials, patronymics, and Jr. or Sr."""
    first, *rest = key.split()
    if rest and rest[-1] in {"jr", "sr"}:
        rest.pop()
    middle = (w for w in rest[:-1] if len(w) > 1 and not w.endswith(("ovich", "evich")))
    return " ".join([first, *middle, *rest[-1:]])


def _index(pairs: Iterable[tuple[str, Person]]) -> dict[str, tuple[Person, ...]]:
    found: dict[str, tuple[Person, ...]] = {}
    for key, person in pairs:
        known = found.get(key, ())
        if person not in known:
            found[key] = (*known, person)
    return found


@cache
def _by_office() -> dict[tuple[str, str], tuple[tuple[Tenure, Person], ...]]:
    found: dict[tuple[str, str], list[tuple[Tenure, Person]]] = {}
    for person in people():
        for tenure in person.tenures:
            found.setdefault((tenure.party, tenure.role), []).append((tenure, person))
    return {key: tuple(group) for key, group in found.items()}


def holder(party: str, role: str, day: str) -> Person | None:
    """Return who held an office on a day.

    Args:
        party: alpha-3 code or an IGO's acronym.
        role: a role of `tables/titles.tsv`; `leader` is whoever rules in effect, `head` an
            IGO's head, `top-diplomat` the party's, else the foreign minister.
        day: `YYYY-MM-DD`.

    """
    for wanted in _roles(party, role):
        for tenure, person in _by_office().get((party, wanted), ()):
            if tenure.covers(day):
                return person
    return None


def _roles(party: str, role: str) -> tuple[str, ...]:
    state = states().get(party)
    office = title_table().get(fold(state.leader)) if state and state.leader else None
    effective = office.role if office else "president"
    if role in {"leader", "paramount", "head"}:
        rulers = (effective, "leader", "supreme", "president", "premier")
        return rulers if state else ordered("igo-head")
    if role == effective:
        return role, "leader"
    return {
        "top-diplomat": ("top-diplomat", "foreign"),
        "supreme": ("supreme", "leader"),
        "party": ("party", "supreme"),
    }.get(role, (role,))


def similar(name: str, person: Person) -> bool:
    """Tell whether a full name is another spelling of a person's (Sergei, Sergey)."""
    given = fold(name).split()
    return any(_near(given, fold(known).split()) for known in person.names)


def _near(one: list[str], other: list[str]) -> bool:
    if len(one) < 2 or len(other) < 2 or one[0][0] != other[0][0]:
        return False
    ratio = SequenceMatcher(None, " ".join(one), " ".join(other)).ratio()
    return ratio >= 0.8
