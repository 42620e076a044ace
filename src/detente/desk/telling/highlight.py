"""Overlapping spans, cut into runs that stand side by side."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple


class Mark(NamedTuple):
    """Words `[start, end)` that belong to an item: `kind` and `role` say how to show them."""

    start: int
    end: int
    item: str
    kind: str
    role: str


@dataclass(frozen=True)
class Run:
    """A stretch of text `[start, end)` under the same marks throughout."""

    start: int
    end: int
    marks: frozenset[Mark]


def cut(length: int, marks: Iterable[Mark], breaks: Iterable[int] = ()) -> Iterator[Run]:
    """Cut `[0, length)` wherever a mark begins or ends, and at `breaks`.

    The runs follow each other without gap; a mark that does not lie inside the text is left out.
    """
    begins: defaultdict[int, set[Mark]] = defaultdict(set)
    ends: defaultdict[int, set[Mark]] = defaultdict(set)
    for mark in marks:
        if 0 <= mark.start < mark.end <= length:
            begins[mark.start].add(mark)
            ends[mark.end].add(mark)
    inside = (place for place in breaks if 0 < place < length)
    places = sorted({0, length, *begins, *ends, *inside})
    over: set[Mark] = set()
    for start, end in pairwise(places):
        over = (over - ends[start]) | begins[start]
        yield Run(start, end, frozenset(over))
