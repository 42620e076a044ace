"""Words as the reading model sees them: word pieces, letter case, quotation marks, paragraphs.

The encoder's vocabulary is uncased; what capitals and quotation marks tell is given beside the
pieces as a small *shape* number per piece. Training and reading both go through here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer
from tokenizers.models import WordPiece
from tokenizers.normalizers import BertNormalizer

PARAGRAPH_PIECE = "[unused0]"
MAX_PIECES = 510  # the encoder knows 512 positions
PIECES_PER_WORD = 12  # a longer word is a URL or a table: its beginning tells enough
SHAPES = 16  # eight letter cases, outside and inside quotation marks
_INSIDE = 8

_PLAIN = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'"})
_DOUBLED = {"''": '"', "``": '"'}


@dataclass(frozen=True, slots=True)
class Passage:
    """Whole sentences of one text, to be read together.

    Attributes:
        words: the words.
        inside: for each word, whether it stands in quotation marks.
        breaks: the positions of words that begin a paragraph.

    """

    words: Sequence[str]
    inside: Sequence[bool]
    breaks: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Encoded:
    """A passage as numbers: `pieces` and `shapes` [n pieces], `starts` [n words]."""

    pieces: NDArray[np.int64]
    shapes: NDArray[np.int64]
    starts: NDArray[np.int64]


def letter_case(word: str) -> int:
    """A number 1 to 7 for how a word is written; 0 is kept for what is no word."""
    if word.islower():
        return 1
    if not any(c.isalnum() for c in word):
        return 5
    if word.isdigit():
        return 4
    if word.isupper():
        return 6 if len(word) == 1 else 3
    if word[:1].isupper() and word[1:].islower():
        return 2
    return 7


def word_piecer(vocabulary: dict[str, int]) -> Tokenizer:
    """The uncased word-piece tokenizer over words that are already apart."""
    tokenizer = Tokenizer(
        WordPiece(vocabulary, unk_token="[UNK]", max_input_chars_per_word=60)  # noqa: S106
    )
    tokenizer.normalizer = BertNormalizer(lowercase=True, strip_accents=True)
    return tokenizer


class Encoder:
    """Turns passages into numbers, remembering the pieces of words it has seen."""

    def __init__(self, vocabulary: dict[str, int]) -> None:
        self._piecer = word_piecer(vocabulary)
        self._known: dict[str, list[int]] = {}
        self._cls, self._sep = vocabulary["[CLS]"], vocabulary["[SEP]"]
        self._paragraph = vocabulary[PARAGRAPH_PIECE]
        self._unknown = vocabulary["[UNK]"]

    def pieces_of(self, word: str) -> list[int]:
        """The piece numbers of one word, at least one."""
        known = self._known.get(word)
        if known is None:
            if len(self._known) > 100_000:
                self._known.clear()
            plain = _DOUBLED.get(word, word.translate(_PLAIN))
            known = self._piecer.encode(plain).ids[:PIECES_PER_WORD] or [self._unknown]
            self._known[word] = known
        return known

    def encode(self, passage: Passage) -> Encoded:
        """The passage as numbers; where it is long in pieces, long words give only their first."""
        limit = PIECES_PER_WORD
        breaks = len(passage.breaks)
        while (
            limit > 1
            and breaks + sum(min(limit, len(self.pieces_of(w))) for w in passage.words) > MAX_PIECES
        ):
            limit -= 1
        pieces, shapes, starts = [self._cls], [0], []
        for position, word in enumerate(passage.words):
            if position in passage.breaks:
                pieces.append(self._paragraph)
                shapes.append(0)
            starts.append(len(pieces))
            own = self.pieces_of(word)[:limit]
            pieces += own
            shape = letter_case(word) + (_INSIDE if passage.inside[position] else 0)
            shapes += [shape] * len(own)
        pieces.append(self._sep)
        shapes.append(0)
        return Encoded(np.array(pieces), np.array(shapes), np.array(starts))
