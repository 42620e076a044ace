"""Which documents are copies of one another: wire stories carried by many outlets, and updates.

Texts are compared by their shingles of five words, through MinHash signatures (Broder, 1997) that
are made once, when a document is added. Documents that share a band of their signatures are looked
at; two are copies where the signatures tell of enough shared shingles.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

import numpy as np
from datasketch import MinHash

_WORDS = re.compile(r"\w+")
_SHINGLE = 5  # words
_FEWEST = 20  # shingles below which texts are too short to call one a copy of the other
_PERMUTATIONS, _ROWS = 64, 4  # two texts that share half their shingles meet in a band: 64 %
_ALIKE = 0.5  # shared shingles of all: copies
_CONTAINED = 0.75  # of the shorter's: one was cut, or is an update of the other


@dataclass(frozen=True, slots=True)
class Signature:
    """What is kept of a text to compare it by.

    Attributes:
        shingles: how many different ones it has.
        values: the MinHash's 64 numbers, packed; None for a text too short to compare.

    """

    shingles: int
    values: bytes | None


def sign(text: str) -> Signature:
    """The signature of a text."""
    words = _WORDS.findall(text.lower())
    shingles = {" ".join(words[i : i + _SHINGLE]) for i in range(len(words) - _SHINGLE + 1)}
    if len(shingles) < _FEWEST:
        return Signature(len(shingles), None)
    sketch = _blank().copy()
    sketch.update_batch([shingle.encode() for shingle in shingles])
    values = sketch.hashvalues.astype(np.uint32)  # datasketch's hashes have 32 bits
    return Signature(len(shingles), values.tobytes())


def bands_of(values: bytes) -> tuple[int, ...]:
    """Numbers of which two like texts probably share one, by the values of a signature."""
    rows = np.frombuffer(values, np.uint32).reshape(-1, _ROWS).astype(np.uint64)
    prime, bands = np.uint64(0x9E3779B97F4A7C15), np.arange(len(rows), dtype=np.uint64)
    for column in rows.T:
        bands = (bands ^ column) * prime
    return tuple(int(band) for band in np.unique(bands.view(np.int64)))


@cache
def _blank() -> MinHash:
    """A sketch of nothing: its permutations are always the same, and slow to draw."""
    return MinHash(num_perm=_PERMUTATIONS)


def are_copies(one: tuple[int, bytes], other: tuple[int, bytes]) -> bool:
    """Whether two texts are one story.

    Arguments:
        one: how many shingles the text has, and its signature's values.
        other: the same of the other text.

    """
    same = np.frombuffer(one[1], np.uint32) == np.frombuffer(other[1], np.uint32)
    jaccard = float(same.mean())
    shared = jaccard * (one[0] + other[0]) / (1 + jaccard)
    return jaccard >= _ALIKE or shared / min(one[0], other[0]) >= _CONTAINED
