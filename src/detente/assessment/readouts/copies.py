"""Which accounts of one side are the same text, carried twice."""

from __future__ import annotations

import re
from collections.abc import Sequence

from detente.assessment.readouts.text import Telling

_WORDS = 5  # in a shingle; and the shares: as the record has them (`docs/record.md`)
_OF_BOTH, _OF_SHORTER = 0.5, 0.75


def without_copies(tellings: Sequence[Telling]) -> list[Telling]:
    """The tellings, of those of one side that are copies only the first."""
    kept: list[Telling] = []
    for telling in tellings:
        if not any(k.side == telling.side and _are_copies(k, telling) for k in kept):
            kept.append(telling)
    return kept


def _are_copies(one: Telling, other: Telling) -> bool:
    ours, theirs = _shingles(one), _shingles(other)
    both, shorter = len(ours & theirs), min(len(ours), len(theirs))
    return both >= _OF_BOTH * len(ours | theirs) or both >= _OF_SHORTER * shorter


def _shingles(telling: Telling) -> set[tuple[str, ...]]:
    text = telling.text.report.document.text
    words = [w.lower() for a, b in telling.ranges for w in re.findall(r"\w+", text[a:b])]
    return {tuple(words[i : i + _WORDS]) for i in range(max(1, len(words) - _WORDS + 1))}
