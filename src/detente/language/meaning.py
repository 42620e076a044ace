"""What words mean where they stand: a vector for each word piece, near where the meaning is near.

The encoder was trained on to read trees and attributions, and what it began with, telling whether
two sentences say the same, is no longer to be seen in its states. A linear map of its first states
brings that back (`training/meaning.py` fits it to the model that the encoder began as).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from detente.language.encoding import Passage
from detente.language.network import MODEL, ModelError, Network, load_network

MAP = MODEL.with_name("meaning.npz")
_STALE = "{}: it was made for another reading model; reinstall detente"


@dataclass(frozen=True, slots=True)
class Meant:
    """Words as P word pieces.

    Attributes:
        word: [P] the position of the word that each piece is of.
        piece: [P] the number of the piece in the encoder's vocabulary.
        vector: [P, 128] what it means there, of unit length.
        rarity: [P] how rare the piece is in news text: the logarithm of one over its share of
            paragraphs, as in the inverse document frequency of Spärck Jones (1972).

    """

    word: NDArray[np.int64]
    piece: NDArray[np.int64]
    vector: NDArray[np.float32]
    rarity: NDArray[np.float32]


class Meanings:
    """The map, and the encoder whose states it maps."""

    def __init__(self, network: Network | None = None, path: Path = MAP) -> None:
        self._network = network or load_network()
        try:
            with np.load(path) as kept:
                self._weight = kept["weight"].astype(np.float32)
                self._bias = kept["bias"].astype(np.float32)
                self._rarity = kept["rarity"].astype(np.float32)
                made_for = str(kept["encoder"])
        except (OSError, KeyError, ValueError) as error:
            raise ModelError(f"{path.name}: it is missing or damaged; reinstall detente") from error
        if made_for != self._network.digest:
            raise ModelError(_STALE.format(path.name))

    def of(self, words: Sequence[str]) -> Meant:
        """What the words of a sentence mean.

        Arguments:
            words: of one sentence, in order.

        """
        states = self._network.states(Passage(words, [False] * len(words)))
        vector = states.values @ self._weight + self._bias
        vector /= np.linalg.norm(vector, axis=1, keepdims=True).clip(1e-9)
        return Meant(states.word, states.piece, vector, self._rarity[states.piece])


@lru_cache(maxsize=1)
def load_meanings() -> Meanings:
    """The meanings, loaded on first use and kept.

    Raises:
        ModelError: the map is missing, damaged, or made for another reading model.

    """
    return Meanings()
