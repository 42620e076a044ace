"""States: their codes, names, peoples, capitals."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

from detente.actors.spelling import unaccent
from detente.actors.tables import read, split

StateRole = Literal["state", "demonym", "capital"]

_PLURALS = ("Republic", "Islands", "Netherlands", "Philippines", "Bahamas", "Maldives", "Union")


@dataclass(frozen=True, slots=True, eq=False)
class State:
    """A state or territory, under its ISO 3166-1 alpha-3 code (former states: ISO 3166-3)."""

    code: str
    name: str
    names: tuple[str, ...]
    adjectives: tuple[str, ...]
    nouns: tuple[str, ...]
    capitals: tuple[str, ...]
    leader: str
    began: str
    ended: str

    @property
    def full(self) -> str:
        """Its name with the article it takes ("the United States")."""
        article = self.name.startswith("United ") or self.name.endswith(_PLURALS)
        return f"the {self.name}" if article else self.name

    @property
    def adjective(self) -> str:
        """What stands before "government": "Chinese", "US"."""
        if self.code == "USA":
            return "US"
        return self.adjectives[0] if self.adjectives else self.name

    def stood(self, day: str | None) -> bool:
        """Tell whether it existed on a day (without a day: whether it still does)."""
        if day is None:
            return not self.ended
        return self.began <= day and (not self.ended or day < self.ended)


@cache
def states() -> dict[str, State]:
    """Return all states by code. Source: `tables/states.tsv`."""
    return {row["code"]: _state(row) for row in read("states")}


def _state(row: dict[str, str]) -> State:
    adjectives = split(row["adjectives"])
    regular = [a for a in adjectives if a.endswith(("n", "i")) and "." not in a]
    return State(
        code=row["code"],
        name=row["name"],
        names=tuple(dict.fromkeys([row["name"], *split(row["names"])])),
        adjectives=tuple(adjectives),
        nouns=tuple(dict.fromkeys([*split(row["nouns"]), *(a + "s" for a in regular)])),
        capitals=tuple(split(row["capitals"])),
        leader=row["leader"],
        began=row["from"],
        ended=row["to"],
    )


@cache
def words() -> dict[str, tuple[tuple[StateRole, str], ...]]:
    """Return every word for a state: spelling to pairs of role and code."""
    found: dict[str, list[tuple[StateRole, str]]] = {}
    for state in states().values():
        roles: dict[StateRole, tuple[str, ...]] = {"state": state.names, "capital": state.capitals}
        roles["demonym"] = (*state.adjectives, *state.nouns)
        for role, forms in roles.items():
            for form in forms:
                for spelling in {form, unaccent(form)}:
                    entries = found.setdefault(spelling, [])
                    if all(code != state.code for _, code in entries):
                        entries.append((role, state.code))
    return {word: tuple(entries) for word, entries in found.items()}


def lookup(word: str, day: str | None = None) -> tuple[StateRole, str] | None:
    """Return role and code of a word for a state, the one that stood on the day.

    Args:
        word: as printed; its case matters ("Turkey", "US"), but "CHINA" is read too.
        day: `YYYY-MM-DD`, for capitals that outlived a state (Moscow in 1985).

    """
    entries = words().get(word)
    if entries is None and word.isupper() and len(word) > 3:
        entries = words().get(word.title())
    if not entries:
        return None
    if len(entries) == 1:
        return entries[0]
    standing = [entry for entry in entries if states()[entry[1]].stood(day)]
    return (standing or list(entries))[0]
