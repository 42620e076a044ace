"""Phrases that stand for something, and which of them stand for the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

KINDS = ("person", "organization", "place")
DEFINITE = {"the", "this", "that", "these", "those", "both"}
_REPEATED = 4.0  # what the same word again adds to a score; more adds little (GUM's dev part)
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Mention:
    """A phrase that stands for something: the words from `start` to before `end`.

    Attributes:
        start, end, head: word positions.
        kind: person, organization, place or other.
        antecedent: the head of an earlier mention of the same; None for the first.
        score: of the likeliest earlier mention in the passage, whether it is the antecedent or not.

    """

    start: int
    end: int
    head: int
    kind: str
    antecedent: int | None
    score: float


def with_repeated(
    antecedents: NDArray[np.float32], words: Sequence[str], pos: Sequence[str]
) -> NDArray[np.float32]:
    """Scores raised where a noun comes again: "the talks … the talks".

    Arguments:
        antecedents: [N, N] scores; row the later word, column the earlier.
        words: N words.
        pos: their parts of speech.

    """
    named = [
        w.lower() if p != "PRON" else f"\n{i}"
        for i, (w, p) in enumerate(zip(words, pos, strict=True))
    ]
    numbers = np.unique(named, return_inverse=True)[1]
    same = numbers[:, None] == numbers[None]
    np.fill_diagonal(same, val=False)  # the word itself stands for "none before"
    raised: NDArray[np.float32] = antecedents + np.float32(_REPEATED) * same
    return raised


def farther_back(word: str, opens: str, score: float, told: Mapping[str, _T]) -> _T | None:
    """What a description takes up from before its passage: "the talks" of ten paragraphs ago.

    The network sees one passage. A noun that comes again counts there as much as a word repeated
    within it does by itself.

    Arguments:
        word: the description's head.
        opens: its first word; only a definite description takes something up.
        score: of the likeliest mention before it in its own passage.
        told: each noun that headed a mention before the passage, with its last mention.

    Returns:
        That mention; None where there is none or where the passage has a likelier one.

    """
    if opens.lower() not in DEFINITE or score >= _REPEATED:
        return None
    return told.get(word.lower())


def find_mentions(
    kinds: list[str],
    starts: NDArray[np.int64],
    ends: NDArray[np.int64],
    antecedents: NDArray[np.float32],
    repeated: NDArray[np.float32],
) -> list[Mention]:
    """The mentions of a passage of N words, in the order of their heads.

    Arguments:
        kinds: [N] what a word heads a mention of, or "O".
        starts: [N] the first word of the mention that a word heads.
        ends: [N] the last one.
        antecedents: [N, N] scores; row a mention's head, column another's, its own for none.
        repeated: the same as `with_repeated` gives them: which of the earlier, where there is one.

    """
    heads = [i for i, kind in enumerate(kinds) if kind != "O"]
    if not heads:
        return []
    among, which = antecedents[np.ix_(heads, heads)], repeated[np.ix_(heads, heads)]
    found = []
    for row, head in enumerate(heads):
        new = int(among[row, : row + 1].argmax()) == row
        likeliest = int(which[row, :row].argmax()) if row else row
        earlier = head if new else heads[likeliest]
        found.append(
            Mention(
                int(starts[head]),
                int(ends[head]) + 1,
                head,
                kinds[head],
                None if earlier == head else earlier,
                float(which[row, likeliest]) if row else -np.inf,
            )
        )
    return found
