"""People who held office: who, where, when, at which level."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from typing import cast

from detente.actors.spelling import fold, slug
from detente.actors.states import states
from detente.actors.tables import read, split
from detente.actors.titles import table as title_table
from detente.model import Level

TABLES = ("leaders", "ministers", "reign")
ORDER: tuple[Level, ...] = ("leader", "minister", "senior", "working", "officials")
_FAMILY_FIRST = frozenset({"CHN", "TWN", "KOR", "PRK", "HKG"})
_PARTICLES = frozenset(
    "al el de da di du dos del della la le van von der den ter bin ibn ben abu ould ag mac st".split()
)


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


@cache
def people() -> tuple[Person, ...]:
    """Return everybody in `tables/leaders.tsv`, `ministers.tsv` and `reign.tsv`."""
    rows: dict[tuple[str, str], list[dict[str, str]]] = {}
    for name in TABLES:
        for row in read(name):
            rows.setdefault((row["name"], row["country"] or row["org"]), []).append(row)
    return tuple(_person(name, group) for (name, _), group in rows.items())


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
    words = name.split()
    if country in _FAMILY_FIRST and words[0].isalpha():
        return words[0]
    start = len(words) - 1
    while start > 1 and words[start - 1].casefold() in _PARTICLES:
        start -= 1
    return " ".join(words[start:])


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
    """Return a folded name without middle initials and Jr. or Sr."""
    first, *rest = key.split()
    return " ".join([first, *(w for w in rest if len(w) > 1 and w not in {"jr", "sr"})])


def _index(pairs: Iterable[tuple[str, Person]]) -> dict[str, tuple[Person, ...]]:
    found: dict[str, dict[int, Person]] = {}
    for key, person in pairs:
        found.setdefault(key, {})[id(person)] = person
    return {key: tuple(group.values()) for key, group in found.items()}


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
        igo = ("secretary-general", "director-general", "managing-director", "president")
        return (effective, "leader", "supreme") if state else igo
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
