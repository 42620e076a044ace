"""Titles and the level each gives: the codebook's ranks, read off a title's words.

The head of a title decides, and it is the first title after the last possessive: "the
president's spokesman" and "spokesman for the president" are both a spokesman's.
"""

from __future__ import annotations

from collections.abc import Iterable, Set
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import cast

from detente.actors.organizations import igo_names
from detente.actors.spelling import fold, tidy
from detente.actors.states import lookup
from detente.actors.tables import read, split, words
from detente.model import Level

_SECRETARIES_ARE_OFFICIALS = frozenset(
    {"IND", "PAK", "BGD", "LKA", "NPL", "MDV", "BTN", "AUS", "NZL"}
)
_WIDEST = 10
_LONGEST = 300


@dataclass(frozen=True, slots=True, eq=False)
class Title:
    """A title: the level it gives, the office it names, whose it is by default.

    `others` are states that have an office of that name too: "Foreign Secretary" is Britain's
    where nothing else is said, and India's in what India publishes.
    """

    name: str
    level: Level | None
    role: str
    sector: str | None
    party: str | None
    others: tuple[str, ...] = ()

    def is_officials(self, party: str | None) -> bool:
        """Tell whether it is the head's of a ministry's officials there, under the minister."""
        return self.name.endswith("secretary") and party in _SECRETARIES_ARE_OFFICIALS

    def role_in(self, party: str | None) -> str:
        """Return the office that it names in a state, which may have a minister beside it."""
        lower = self.role and self.is_officials(party)
        return f"{self.role}-secretary" if lower else self.role

    def owner(self, sides: Iterable[str]) -> str | None:
        """Return whose office it is: the likeliest side's that has one, else as by default.

        Args:
            sides: those in play, the likeliest first.

        """
        return next((s for s in sides if s == self.party or s in self.others), self.party)


@cache
def table() -> dict[str, Title]:
    """Return all titles by folded spelling. Source: `tables/titles.tsv`."""
    found: dict[str, Title] = {}
    for row in read("titles"):
        level = cast("Level | None", row["level"] or None)
        owners = split(row["party"])
        sector, party = row["sector"] or None, owners[0] if owners else None
        title = Title(row["title"], level, row["role"], sector, party, tuple(owners[1:]))
        found.setdefault(fold(title.name), title)
    return found


@cache
def plurals() -> dict[str, Title]:
    """Return titles by their folded plural: "foreign ministers", "secretaries of state"."""
    return {_plural(key): title for key, title in table().items()}


def _plural(key: str) -> str:
    head, of, rest = key.partition(" of ")
    if head.endswith(" general") and head != "attorney general":
        return f"{head.removesuffix(' general')}s general{of}{rest}"
    if head.endswith("y") and not head.endswith(("ay", "ey")):
        return f"{head[:-1]}ies{of}{rest}"
    if head.endswith("man"):
        return f"{head[:-3]}men{of}{rest}"
    return f"{head}s{of}{rest}"


@cache
def _known() -> dict[str, Title]:
    return {**plurals(), **table()}


def _find(folded: list[str]) -> tuple[int, int, Title] | None:
    """Return the first title among folded words (the longest that starts there), and where."""
    for start in range(len(folded)):
        width = _width(folded, start)
        if width:
            return start, start + width, _known()[" ".join(folded[start : start + width])]
    return None


def _width(folded: list[str], start: int) -> int:
    ends = range(min(len(folded), start + _WIDEST), start, -1)
    return next((end - start for end in ends if " ".join(folded[start:end]) in _known()), 0)


def is_title(word: str) -> bool:
    """Tell whether a word or phrase is a title, an honorific, or a word that modifies one."""
    key = fold(word)
    return key in _known() or key in words("honorific") or key in words("modifier")


def strip_titles(phrase: str) -> str:
    """Return a phrase without the titles, honorifics and demonyms before a name.

    "U.S. President Joe Biden" gives "Joe Biden", "the Chinese leader" gives "".
    """
    shown = tidy(phrase).split()
    folded = [fold(word) for word in shown]
    start = 0
    while start < len(shown):
        step = _width(folded, start) or int(_stands_before(shown[start], folded[start]))
        if not step:
            break
        start += step
    return " ".join(shown[start:])


def _stands_before(word: str, key: str) -> bool:
    small = key in words("honorific") or key in words("modifier") or key in words("determiner")
    return small or key in {"and", "of"} or lookup(word.removesuffix("'s")) is not None


@lru_cache(maxsize=16384)
def rank(title: str) -> Level | None:
    """Return the level that a title gives, by the codebook's table and rulings.

    Args:
        title: "deputy foreign minister", "lower-level officials", "President-elect".

    Returns:
        None where the words give no rank, and for what somebody no longer is.

    """
    phrase = tidy(title[:_LONGEST])
    folded = fold(phrase.replace("'s", "")).split()
    if words("former") & set(folded) or _of_something_else(phrase):
        return None
    return _rank(folded[_owner_width(phrase) :]) or _rank(folded)


def _owner_width(phrase: str) -> int:
    """Return how many folded words the last possessive takes up ("the president's")."""
    shown = phrase.split()
    last = max((i for i, w in enumerate(shown) if w.endswith(("'s", "s'"))), default=-1)
    return len(fold(" ".join(shown[: last + 1])).split())


def _rank(folded: list[str]) -> Level | None:
    match = _find(folded)
    if match is None:
        return None
    start, end, title = match
    if title.role == "head" and " ".join(folded[:start]).removeprefix("the ") in igo_names():
        return "leader"
    return adjust(title, set(folded[:start]), folded[end : end + 1])


def adjust(title: Title, before: Set[str], after: list[str]) -> Level | None:
    """Return a title's level as the words around it make it.

    Args:
        title: the head of the phrase.
        before: folded words before it ("deputy", "senior", "working").
        after: folded words right after it ("elect").

    """
    level = title.level
    if title.role == "top-diplomat" or (title.name == "diplomat" and "top" in before):
        return "senior" if before & {"a", "another", "several"} else "minister"
    if level in {"minister", "leader"} and before & words("below"):
        return "senior"
    if level == "officials":
        return _among_officials(before)
    return "leader" if title.role == "president" and words("elect") & set(after) else level


def _among_officials(before: Set[str]) -> Level:
    if before & {"working", "technical", "expert"}:
        return "working"
    lowered = before & {"lower", "low", "mid", "junior"}
    return "senior" if before & words("above") and not lowered else "officials"


def _of_something_else(phrase: str) -> bool:
    """Tell whether "president of ..." names a firm or a university."""
    head, of, rest = phrase.partition(" of ")
    if not of or fold(head).split()[-1:] != ["president"] or fold(phrase) in _known():
        return False
    whole = rest.removeprefix("the ").split(",")[0]
    return whole[:1].isupper() and lookup(whole) is None and "Republic" not in whole
