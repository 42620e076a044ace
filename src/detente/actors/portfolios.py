"""Long portfolios: "Minister of Foreign Affairs, International Cooperation and Francophonie".

Whatever departments are listed, it is one office of one state, and the first of them names it.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache

from detente.actors.spelling import fold, fold_once
from detente.actors.states import lookup
from detente.actors.tables import read
from detente.actors.tables import words as words_of

_HEADS = frozenset({"minister", "ministers", "ministry", "ministries", "secretary", "department"})
_PARTING = frozenset({"and", "&", ","})
_JOINING = frozenset({"the", "of", "for"})
_ADJECTIVES = frozenset({"foreign", "external"})
_DEMONYMS = ("an", "ans", "ese", "is", "i")
_LONGEST = 30


def portfolio_end(words: Sequence[str], head: int) -> int:
    """Tell where the departments end that a minister or a ministry minds.

    Args:
        words: words in order; commas stand by themselves or at a word's end.
        head: the place of "Minister" or "Ministry".

    Returns:
        The place after the last department, or `head` where none follows.

    """
    return _departments(words, head)[-1] if _opens(words, head) else head


def _opens(words: Sequence[str], head: int) -> bool:
    follows = head + 2 < len(words) and words[head + 1] in {"of", "for"}
    return follows and words[head].casefold() in _HEADS


def _departments(words: Sequence[str], head: int) -> list[int]:
    """The places after each department, the last of which ends the list; `[head]` without any."""
    ends: list[int] = []
    end = head
    for at in range(head + 2, min(len(words), head + _LONGEST)):
        if _is_department(words, at):
            end = at + 1
        elif words[at] in _JOINING and end != at:
            continue  # "of" right after a department tells whose the office is
        elif words[at] not in _PARTING:
            break
        if end > head and end not in ends and (words[at].endswith(",") or words[at] in _PARTING):
            ends.append(end)
    # "Minister of Foreign Affairs and Defence Minister …": the last word opens another office
    opens_another = end < len(words) and fold(words[end]) in _HEADS
    if end > head and end not in ends and not opens_another:
        ends.append(end)
    return ends or [head]


def _is_department(words: Sequence[str], at: int) -> bool:
    key = fold(words[at].rstrip(","))
    if key in words_of("portfolio"):
        return True
    adjective = key.endswith(_DEMONYMS) or key == "central"
    return adjective and at + 1 < len(words) and _is_department(words, at + 1)


@lru_cache(maxsize=16384)
def plain_office(phrase: str) -> str:
    """Return a phrase with each list of departments cut to what names the office.

    "Ministry of Foreign Affairs and Cooperation of Rwanda" gives "Ministry of Foreign Affairs of
    Rwanda", "Minister of Tourism and Wildlife" gives "Tourism Minister".

    Args:
        phrase: a tidy phrase.

    """
    if not (" of " in phrase or " for " in phrase):
        return phrase
    words = phrase.split(" ")
    for head in range(len(words) - 3, -1, -1):
        if _opens(words, head):
            ends = _departments(words, head)
            if ends[-1] > head:
                whose = _people_minded(words, head) if ends[-1] == len(words) else []
                words[head : ends[-1]] = [*whose, *_shortened(words, head, ends)]
    return " ".join(words)


def _people_minded(words: Sequence[str], head: int) -> list[str]:
    """As in "African Cooperation and Moroccan Expatriates": no other state's."""
    told = (word for word in words[head:] if (found := lookup(word)) and found[0] == "demonym")
    return list(told)[:1]


def _shortened(words: Sequence[str], head: int, ends: Sequence[int]) -> list[str]:
    told = [*words[head : ends[0]]]
    comma = "," if words[ends[-1] - 1].endswith(",") else ""
    told[-1] = told[-1].rstrip(",")
    if told[-1].casefold() in _ADJECTIVES:
        told.append("Affairs")  # "of Foreign and European Affairs"
    if fold(" ".join(told)) not in _offices() and told[0].casefold() in {"minister", "ministry"}:
        told = [*(word for word in told[2:] if word != "the"), told[0]]
    told[-1] += comma
    return told


@cache
def _offices() -> frozenset[str]:
    """Folded titles and nouns that name an office or a ministry by its first department."""
    titles = [row["title"] for row in read("titles")]
    return frozenset(fold_once(name) for name in [*titles, *(r["noun"] for r in read("nouns"))])
