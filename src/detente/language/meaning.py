"""What a clause says, and what its words mean in it: vectors, near where the meaning is near.

They are of a second small encoder, loaded only where readouts are compared. It began as the reading
model did (all-MiniLM-L6-v2) and learned which clauses of two sides' accounts say the same
(`training/meaning.py`); the reading model has long forgotten that over trees and attributions.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from detente.language.encoding import Encoder, Passage
from detente.language.network import MODEL, kept_session

ENCODER = MODEL.with_name("meaning.onnx")


@dataclass(frozen=True, slots=True)
class Meant:
    """A clause, and its words as P word pieces, read in its sentence.

    Attributes:
        word: [P] the position in the sentence of the word that each piece is of.
        piece: [P] the number of the piece in the encoder's vocabulary.
        vector: [P, 384] what it means there, of unit length.
        rarity: [P] how rare the piece is in news text: the logarithm of one over its share of
            paragraphs, as in the inverse document frequency of Spärck Jones (1972).
        gist: [384] what the clause says, of unit length.

    """

    word: NDArray[np.int64]
    piece: NDArray[np.int64]
    vector: NDArray[np.float32]
    rarity: NDArray[np.float32]
    gist: NDArray[np.float32]


class Meanings:
    """The encoder, loaded once; safe to share between threads."""

    def __init__(self, path: Path = ENCODER) -> None:
        self._session = kept_session(path)
        kept = self._session.get_modelmeta().custom_metadata_map
        self._rarity = np.array(json.loads(kept["rarity"]), np.float32)
        self._encoder = Encoder({p: i for i, p in enumerate(json.loads(kept["vocabulary"]))})

    def of(self, words: Sequence[str], first: int, last: int) -> Meant:
        """What a clause and its words mean.

        Arguments:
            words: of the sentence that the clause is of.
            first: the clause's first word.
            last: the one after its last.

        """
        encoded = self._encoder.encode(Passage(words, [False] * len(words)))
        ends = np.array([*encoded.starts.tolist(), len(encoded.pieces) - 1])
        own = slice(int(ends[first]), int(ends[last]))
        states = self._session.run(["words", "clause"], {"pieces": encoded.pieces[None]})
        of_words, of_clause = (s[0][own] for s in states)
        piece = encoded.pieces[own]
        return Meant(
            word=np.repeat(np.arange(len(words)), np.diff(ends))[own.start - ends[0] :][
                : len(piece)
            ],
            piece=piece,
            vector=_unit(of_words),
            rarity=self._rarity[piece],
            gist=_unit(of_clause.mean(0, keepdims=True))[0],
        )


def _unit(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    unit: NDArray[np.float32] = vectors / np.linalg.norm(vectors, axis=1, keepdims=True).clip(1e-9)
    return unit


@lru_cache(maxsize=1)
def load_meanings() -> Meanings:
    """The encoder, loaded on first use and kept.

    Raises:
        ModelError: its file is missing or damaged.

    """
    return Meanings()
