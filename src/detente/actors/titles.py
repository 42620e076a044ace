"""Titles and the level each gives: the codebook's ranks, read off a title's words.

The head of a title decides, and it is the first title after the last possessive: "the
president's spokesman" and "spokesman for the president" are both a spokesman's.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import cast

from detente.actors.spelling import fold, tidy
from detente.actors.states import lookup
from detente.actors.tables import read
from detente.model import Level

HONORIFICS = frozenset(
    "mr mrs ms miss mister madam madame dr sir dame lord lady baroness prof professor hon honorable "
    "honourable ayatollah grand sheikh shaikh sheik mullah prince princess imam comrade reverend rev "
    "his her excellency majesty highness royal haji hojatoleslam cardinal archbishop".split()
)
FORMER = frozenset(
    "former ex late onetime erstwhile retired ousted deposed outgoing-former nominee".split()
)
ELECT = frozenset({"elect", "designate", "incoming"})
_BELOW = frozenset({"deputy", "vice", "assistant", "associate", "under", "junior"})
_ABOVE = frozenset("senior top ranking leading highest seniormost chief high".split())
_MODIFIERS = frozenset(
    "deputy vice assistant associate acting interim caretaker then current new outgoing incoming "
    "senior top chief first second permanent special former ex elect designate unnamed".split()
)
_LINKS = frozenset({"for", "to", "at", "in", "on", "from", "with", "by"})


@dataclass(frozen=True, slots=True, eq=False)
class Title:
    """A title: the level it gives, the office it names, whose it is by default."""

    name: str
    level: Level | None
    role: str
    sector: str | None
    country: str | None


@cache
def table() -> dict[str, Title]:
    """Return all titles by folded spelling, plurals too. Source: `tables/titles.tsv`."""
    found: dict[str, Title] = {}
    for row in read("titles"):
        level = cast("Level | None", row["level"] or None)
        title = Title(row["title"], level, row["role"], row["sector"] or None, row["country"] or None)
        found.setdefault(fold(title.name), title)
    return found


def plurals() -> dict[str, Title]:
    """Return titles by their folded plural: "foreign ministers", "secretaries of state"."""
    return {plural: title for key, title in table().items() if (plural := _plural(key)) != key}


def _plural(key: str) -> str:
    head, of, rest = key.partition(" of ")
    if head.endswith("general") and " " in head:
        return f"{head.replace(' general', 's general')}{of}{rest}"
    if head.endswith("y") and not head.endswith(("ay", "ey")):
        return f"{head[:-1]}ies{of}{rest}"
    if head.endswith("man"):
        return f"{head[:-3]}men{of}{rest}"
    return f"{head}s{of}{rest}"


@cache
def _known() -> dict[str, Title]:
    return {**plurals(), **table()}


def find(words: list[str]) -> tuple[int, int, Title] | None:
    """Return the first title among folded words (the longest that starts there), and where."""
    for start in range(len(words)):
        for end in range(min(len(words), start + 10), start, -1):
            title = _known().get(" ".join(words[start:end]))
            if title:
                return start, end, title
    return None


def titles() -> frozenset[str]:
    """Return every known title, lower case and without accents, singular and plural."""
    return frozenset(_known())


def is_title(word: str) -> bool:
    """Tell whether a word or phrase is a title, an honorific, or a word that modifies one."""
    key = fold(word)
    return key in _known() or key in HONORIFICS or key in _MODIFIERS


def strip_titles(phrase: str) -> str:
    """Return a phrase without the titles, honorifics and demonyms before a name.

    "U.S. President Joe Biden" gives "Joe Biden", "the Chinese leader" gives "".
    """
    words = tidy(phrase).split()
    folded = [fold(word) for word in words]
    start = 0
    while start < len(words):
        step = _title_at(folded, start) or _word_before_name(words[start], folded[start])
        if not step:
            break
        start += step
    return " ".join(words[start:])


def _title_at(folded: list[str], start: int) -> int:
    ends = range(min(len(folded), start + 10), start, -1)
    return next((end - start for end in ends if " ".join(folded[start:end]) in _known()), 0)


def _word_before_name(word: str, key: str) -> int:
    small = key in HONORIFICS or key in _MODIFIERS or key in {"the", "a", "an", "and", "of"}
    return int(small or lookup(word.removesuffix("'s")) is not None)


@lru_cache(maxsize=16384)
def rank(title: str) -> Level | None:
    """Return the level that a title gives, by the codebook's table and rulings.

    Args:
        title: "deputy foreign minister", "lower-level officials", "President-elect".

    Returns:
        None where the words give no rank, and for what somebody no longer is.
    """
    words = fold(tidy(title)[:300]).replace("'s", "").split()
    if FORMER & set(words):
        return None
    for start in (_after_possessive(title), 0):
        level = _rank(words[start:])
        if level:
            return level if not _of_something_else(title) else None
    return None


def _after_possessive(title: str) -> int:
    words = tidy(title).split()
    last = max((i for i, w in enumerate(words) if w.endswith(("'s", "s'"))), default=-1)
    return len(fold(" ".join(words[: last + 1])).split())


def _rank(words: list[str]) -> Level | None:
    match = find(words)
    if match is None:
        return None
    start, end, title = match
    before = set(words[:start]) - _LINKS
    return adjust(title, before, words[end : end + 1])


def adjust(title: Title, before: set[str], after: list[str]) -> Level | None:
    """Return a title's level as the words around it make it.

    Args:
        title: the head of the phrase.
        before: folded words before it ("deputy", "senior", "working").
        after: folded words right after it ("elect").
    """
    level = title.level
    if title.role == "top-diplomat" or (title.name == "diplomat" and before & {"top", "chief"}):
        return "senior" if before & {"a", "another", "several"} else "minister"
    if "working" in before and level in {"officials", "senior"}:
        return "working"
    if level in {"minister", "leader"} and before & _BELOW:
        return "senior"
    if level == "officials" and before & {"technical", "expert"}:
        return "working"
    if level == "officials" and before & _ABOVE:
        return "senior"
    return "leader" if level and set(after) & ELECT and title.role == "president" else level


def _of_something_else(title: str) -> bool:
    """Tell whether "president of ..." names a firm or a university."""
    head, of, rest = tidy(title).partition(" of ")
    if not of or not fold(head).split()[-1:] == ["president"]:
        return False
    whole = rest.removeprefix("the ").split(",")[0]
    return whole[:1].isupper() and lookup(whole) is None and "Republic" not in whole
