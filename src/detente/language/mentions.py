"""Phrases that stand for something, and which of them stand for the same."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

KINDS = ("person", "organization", "place")


@dataclass(frozen=True, slots=True)
class Mention:
    """A phrase that stands for something: the words from `start` to before `end`.

    Attributes:
        start, end, head: word positions.
        kind: person, organization, place or other.
        antecedent: the head of an earlier mention of the same; None for the first.

    """

    start: int
    end: int
    head: int
    kind: str
    antecedent: int | None


def find_mentions(
    kinds: list[str],
    starts: NDArray[np.int64],
    ends: NDArray[np.int64],
    antecedents: NDArray[np.float32],
) -> list[Mention]:
    """The mentions of a passage of N words, in the order of their heads.

    Arguments:
        kinds: [N] what a word heads a mention of, or "O".
        starts: [N] the first word of the mention that a word heads.
        ends: [N] the last one.
        antecedents: [N, N] scores; row a mention's head, column another's, its own for none.

    """
    heads = [i for i, kind in enumerate(kinds) if kind != "O"]
    if not heads:
        return []
    among = antecedents[np.ix_(heads, heads)]
    found = []
    for row, head in enumerate(heads):
        earlier = heads[int(among[row, : row + 1].argmax())]
        found.append(
            Mention(
                int(starts[head]),
                int(ends[head]) + 1,
                head,
                kinds[head],
                None if earlier == head else earlier,
            )
        )
    return found
