"""Organizations, seats of government and outlets."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import Literal

from detente.actors.overlay import additions
from detente.actors.spelling import fold
from detente.actors.tables import read, split

OrganizationRole = Literal["organization", "seat", "outlet"]


@dataclass(frozen=True, slots=True, eq=False)
class Organization:
    """A body that acts under a name of its own; `rare` names are ordinary words as well.

    `home` is where one without a country of its own is based, as armed groups are.
    Outlets alone have languages (ISO 639-1, the main one first), an IANA time zone and an owner:
    state, party, public or private.
    """

    name: str
    names: tuple[str, ...]
    rare: frozenset[str]
    role: OrganizationRole
    country: str | None
    org: str | None
    sector: str | None
    began: str
    ended: str
    home: str | None = None
    languages: tuple[str, ...] = ()
    zone: str = ""
    owner: str = ""

    def stood(self, day: str | None) -> bool:
        """Tell whether this line of the table holds on a day (without a day: today)."""
        if day is None:
            return not self.ended
        return self.began <= day and (not self.ended or day < self.ended)


@cache
def organizations() -> tuple[Organization, ...]:
    """Return all of them, the user's own in the place of those with their name.

    Sources: `tables/organizations.tsv`, `tables/outlets.tsv`.
    """
    rows = chain(read("organizations"), additions("organization"))
    outlet_rows = chain(read("outlets"), additions("outlet"))
    bodies = {(row["name"], row["from"]): _organization(row) for row in rows}
    return (*bodies.values(), *{row["name"]: _outlet(row) for row in outlet_rows}.values())


def _names(row: dict[str, str]) -> tuple[str, tuple[str, ...], frozenset[str]]:
    marked = [row["name"], *split(row["names"])]
    plain = tuple(name.removeprefix("~") for name in marked)
    return plain[0], plain, frozenset(n[1:] for n in marked if n.startswith("~"))


def _organization(row: dict[str, str]) -> Organization:
    name, names, rare = _names(row)
    role: OrganizationRole = "seat" if row["kind"] == "seat" else "organization"
    country, org, sector = (row[column] or None for column in ("country", "org", "sector"))
    spell = row["from"], row["to"]
    home = row["home"] or None
    return Organization(name, names, rare, role, country, org, sector, *spell, home)


def _outlet(row: dict[str, str]) -> Organization:
    name, names, rare = _names(row)
    country = row["country"] or None
    about = tuple(split(row["language"])), row["zone"], row["owner"]
    return Organization(name, names, rare, "outlet", country, None, "MED", "", "", country, *about)


def one_of(
    bodies: tuple[Organization, ...], day: str | None, near: tuple[str, ...] = ()
) -> Organization | None:
    """Return which of several bodies of one name is meant.

    Args:
        bodies: all of one name.
        day: `YYYY-MM-DD`, if known: one that stood then is meant.
        near: sides in play; of two bodies that of the likeliest side is meant.

    Returns:
        None where bodies of several sides have the name ("the Senate") and no side is in play.

    """
    standing = [b for b in bodies if b.stood(day)]
    standing = standing or [b for b in bodies if day is None or b.began <= day]
    own = next((b for side in near for b in standing if side in {b.country, b.org}), None)
    sides = {(b.country, b.org) for b in standing}
    return own or (standing[0] if len(sides) == 1 else None)


@cache
def outlets() -> dict[str, Organization]:
    """Return all outlets by name."""
    return {body.name: body for body in organizations() if body.role == "outlet"}


@cache
def igo_names() -> frozenset[str]:
    """Return the folded names of all IGOs."""
    return frozenset(fold(n) for o in organizations() if o.sector == "IGO" for n in o.names)
