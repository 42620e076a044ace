"""People who held office: who, where, when, at which level."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from typing import cast

from detente.actors.overlay import additions
from detente.actors.spelling import fold, fold_once, slug
from detente.actors.states import states
from detente.actors.tables import as_row, ordered, read, split, unread, words
from detente.actors.tables.index import Found, kept
from detente.actors.titles import table as title_table
from detente.model import Level

TABLES = ("leaders", "ministers", "figures")
ORDER: tuple[Level, ...] = ("leader", "minister", "senior", "working", "officials")
_ORDINALS = re.compile(r"[IVX]+")
_FAMILY_FIRST = frozenset({"CHN", "TWN", "KOR", "PRK", "HKG"})


def rank(level: Level | None) -> int:
    """Return how far below a leader a level is; no level comes last."""
    return ORDER.index(level) if level else len(ORDER)


@dataclass(frozen=True, slots=True, eq=False)
class Tenure:
    """One office held by one person from a day (included) to a day (excluded)."""

    country: str | None
    org: str | None
    office: str
    role: str
    level: Level | None
    sector: str
    began: str
    ended: str

    @property
    def party(self) -> str:
        """The side the office belongs to."""
        return self.country or self.org or ""

    def covers(self, day: str) -> bool:
        """Tell whether it ran on a day; prefix dates stand for their first day."""
        return self.began <= day and (not self.ended or day < self.ended)


Unread = tuple[list[str], str]  # a table's columns, and a line of it


class Person:
    """Somebody known by name; what the rows say is read when it is first asked for.

    Args:
        name: as the tables write it.
        rows: the rows of the office tables with that name, taken apart or not.

    """

    def __init__(self, name: str, rows: list[dict[str, str] | Unread]) -> None:
        self.name = name
        self._unread = rows

    @cached_property
    def _rows(self) -> list[dict[str, str]]:
        return [row if isinstance(row, dict) else as_row(*row) for row in self._unread]

    @cached_property
    def names(self) -> tuple[str, ...]:
        """All full names, the tables' own first."""
        others = [row["names"] for row in self._rows if row["names"]]
        return tuple(dict.fromkeys([self.name, *split("|".join(others))]))

    def __repr__(self) -> str:
        """Show the name."""
        return f"Person({self.name!r})"

    @property
    def country(self) -> str:
        """The state first served, if any."""
        return self._rows[0]["country"]

    @cached_property
    def parties(self) -> frozenset[str]:
        """The sides served."""
        return frozenset(row["country"] or row["org"] for row in self._rows)

    @cached_property
    def id(self) -> str:
        """A stable id: "joe-biden"."""
        return slug(self.name)

    @cached_property
    def short(self) -> tuple[str, ...]:
        """What newspapers call them after the first mention."""
        given = dict.fromkeys(s for row in self._rows if row["short"] for s in split(row["short"]))
        return tuple(given or dict.fromkeys(surname(n, self.country) for n in self.names))

    @cached_property
    def tenures(self) -> tuple[Tenure, ...]:
        """The offices held, earliest first."""
        return tuple(sorted(map(_tenure, self._rows), key=lambda t: t.began))

    def on(self, day: str | None) -> Tenure | None:
        """Return the highest office held on a day; without a day, the highest ever held."""
        held = [t for t in self.tenures if day is None or t.covers(day)]
        return min(held, key=lambda t: rank(t.level), default=None)

    def last(self, day: str | None) -> Tenure:
        """Return the office held last before a day, or first if none was held yet."""
        begun = [t for t in self.tenures if day is None or t.began <= day]
        return begun[-1] if begun else self.tenures[0]

    def party(self, day: str | None) -> str:
        """Return the side served on a day, or last before it."""
        return (self.on(day) or self.last(day)).party

    def held(self, role: str, day: str | None) -> bool:
        """Tell whether an office of that role was held on a day, or ever without a day."""
        return any(t.role == role and (day is None or t.covers(day)) for t in self.tenures)

    def served(self, party: str) -> bool:
        """Tell whether any office was that side's."""
        return party in self.parties


@cache
def people() -> tuple[Person, ...]:
    """Return everybody in `tables/leaders.tsv`, `ministers.tsv` and `figures.tsv`.

    Rows with one name are one person; the tables write two people of one name differently. The
    user's own rows come last and take the place of those with their name, office and first day.
    """
    rows: dict[str, list[dict[str, str] | Unread]] = {}
    for table in TABLES:
        columns, lines = unread(table)
        for line in lines:
            rows.setdefault(line[: line.index("\t")], []).append((columns, line))
    for row in additions("person"):
        own = [r if isinstance(r, dict) else as_row(*r) for r in rows.get(row["name"], ())]
        replaced = [r for r in own if _same_office(r, row)]
        kept_names = {k: row[k] or (replaced[0][k] if replaced else "") for k in ("names", "short")}
        rows[row["name"]] = [*(r for r in own if r not in replaced), row | kept_names]
    return tuple(Person(name, group) for name, group in rows.items())


def _same_office(one: dict[str, str], other: dict[str, str]) -> bool:
    same = all(one[column] == other[column] for column in ("country", "org", "from"))
    return same and one["office"].casefold() == other["office"].casefold()


def _tenure(row: dict[str, str]) -> Tenure:
    title = title_table().get(fold(row["office"]))
    return Tenure(
        country=row["country"] or None,
        org=row["org"] or None,
        office=row["office"],
        role=title.role_in(row["country"]) if title else "",
        level=cast("Level | None", row["level"] or None),
        sector=row.get("sector") or ("IGO" if row["org"] else "GOV"),
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
def by_name() -> Mapping[str, tuple[Person, ...]]:
    """Return people by folded full name, with and without middle initials."""
    if index := kept():
        return Found(index["names"], people)
    found: dict[str, tuple[Person, ...]] = {}
    for person in people():
        for name in person.names:
            key = fold_once(name)
            keys = (key, without_initials(key)) if key.count(" ") > 1 else (key,)
            for form in keys:
                others = found.get(form, ())
                if person not in others:
                    found[form] = (*others, person)
    return found


def who_is(name: str, ident: str) -> Person | None:
    """Return the person of a name and an id."""
    return next((p for p in by_name().get(fold(name), ()) if p.id == ident), None)


@cache
def by_short() -> Mapping[str, tuple[Person, ...]]:
    """Return people by the folded short form of their name."""
    if index := kept():
        return Found(index["short"], people)
    return _index((fold_once(s), p) for p in people() for s in p.short)


@cache
def given_names() -> frozenset[str]:
    """Return the folded first words of several people's names: alone they may be anybody's."""
    if index := kept():
        return frozenset(index["given"])
    western = (p for p in people() if p.country not in _FAMILY_FIRST and " " in p.name)
    counts = Counter(fold(p.name).split()[0] for p in western)
    return frozenset(word for word, count in counts.items() if count > 1)


def is_common(key: str) -> bool:
    """Tell whether a folded surname is many people's, or a given name: alone it names nobody."""
    return key in words("ambiguous") or key in given_names()


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
        known = found.get(key)
        if known is None:
            found[key] = (person,)
        elif person not in known:
            found[key] = (*known, person)
    return found


@cache
def by_party() -> Mapping[str, tuple[Person, ...]]:
    """Return people by the sides they served."""
    if index := kept():
        return Found(index["parties"], people)
    return _index((party, person) for person in people() for party in person.parties)


_SHARED = frozenset({"deputy-premier", "governor"})  # several hold such an office at a time


@lru_cache(maxsize=4096)
def holders(party: str, role: str) -> tuple[tuple[Tenure, Person], ...]:
    """Everybody who held an office, who began last first, so that acting holders come first."""
    persons = by_party().get(party, ())
    held = [(t, p) for p in persons for t in p.tenures if (t.party, t.role) == (party, role)]
    return tuple(sorted(held, key=lambda pair: pair[0].began, reverse=True))


def holder(party: str, role: str, day: str) -> Person | None:
    """Return who held an office on a day.

    Args:
        party: alpha-3 code or an IGO's acronym.
        role: a role of `tables/titles.tsv`; `leader` is whoever rules in effect, `head` an
            IGO's head, `top-diplomat` the party's, else the foreign minister.
        day: `YYYY-MM-DD`.

    """
    if role == "leader" and (name := _ruler(party, day)):
        return next((p for p in by_name().get(fold(name), ()) if p.name == name), None)
    leads = role in {"head", "leader"}  # of an IGO only who leads it, not who heads a part of it
    for wanted in _roles(party, role):
        held = [(t, p) for t, p in holders(party, wanted) if t.covers(day)]
        held = [(t, p) for t, p in held if t.level == "leader" or not leads]
        if held and (role not in _SHARED or len({p for _, p in held}) == 1):
            return held[0][1]
    return None


@cache
def _rulers() -> dict[str, tuple[tuple[str, str, str], ...]]:
    """Who ruled a state when, other than by its usual office. Source: `tables/rulers.tsv`."""
    found: dict[str, tuple[tuple[str, str, str], ...]] = {}
    for row in read("rulers"):
        spell = row["from"], row["to"], row["name"]
        found[row["country"]] = (*found.get(row["country"], ()), spell)
    return found


def _ruler(party: str, day: str) -> str | None:
    spells = _rulers().get(party, ())
    return next((name for began, ended, name in spells if began <= day < ended), None)


def roles_of_leader(party: str) -> tuple[str, ...]:
    """Return the roles in which a state is led, the usual one first."""
    return _roles(party, "leader")


def _roles(party: str, role: str) -> tuple[str, ...]:
    state = states().get(party)
    office = title_table().get(fold(state.leader)) if state and state.leader else None
    effective = office.role if office else "president"
    if role == "head":  # "the chief" of a state is nobody's title, but that of an IGO is its head's
        return () if state else ordered("igo-head")
    if role in {"leader", "paramount"}:
        rulers = (effective, "leader", "supreme", "monarch", "president", "premier")
        return rulers if state else ordered("igo-head")
    if role == effective:
        return role, "leader"
    return {
        "top-diplomat": ("top-diplomat", "foreign"),
        "supreme": ("supreme", "leader"),
        "party": ("party", "supreme"),
    }.get(role, (role,))
