"""Words for a state that mean something else as well: what stands near decides, or nothing does."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from detente.actors.tables import read, split


@dataclass(frozen=True, slots=True)
class Meaning:
    """One meaning of a word: the state, if it is one, and what speaks for it."""

    code: str | None
    near: re.Pattern[str]
    alone: bool


@cache
def _rows() -> dict[str, list[dict[str, str]]]:
    found: dict[str, list[dict[str, str]]] = {}
    for row in read("ambiguous"):
        found.setdefault(row["word"], []).append(row)
    return found


@cache
def _meanings(word: str) -> tuple[Meaning, ...]:
    """All meanings of a word. Source: `tables/ambiguous.tsv`."""
    return tuple(
        Meaning(
            row["code"] or None,
            re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, split(row['near'])))})"),
            bool(row["alone"]),
        )
        for row in _rows()[word]
    )


def is_ambiguous(word: str) -> bool:
    """Tell whether a word for a state means something else as well."""
    return word in _rows()


@cache
def names_several(word: str) -> bool:
    """Tell whether an ambiguous word names more than one state: "Korea", "Congo"."""
    return sum(meaning.code is not None for meaning in _meanings(word)) > 1


@lru_cache(maxsize=4096)
def state_meant(word: str, text: str, parties: tuple[str, ...] = ()) -> str | None:
    """Return the state that an ambiguous word means.

    Args:
        word: "Georgia", "Congo".
        text: the words around it; may be empty.
        parties: sides in play, where only their codes are known.

    Returns:
        The code of the meaning that most different words near speak for; without any, of the one
        that is meant when the word stands alone; None for something else, and where nothing tells.

    """
    meanings = _meanings(word)
    if own := next((m.code for side in parties for m in meanings if m.code == side), None):
        return own
    votes = [len(set(meaning.near.findall(text))) for meaning in meanings]
    most = max(votes)
    if not most:
        return next((m.code for m in meanings if m.alone), None)
    best = [m for m, vote in zip(meanings, votes, strict=True) if vote == most]
    return best[0].code if len(best) == 1 or best[0].alone else None
