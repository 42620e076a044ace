"""The words that two sides chose for the same thing: "candid" against "frank"."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Token

from detente.actors import country_of
from detente.assessment.readouts.comparison import Words
from detente.assessment.readouts.likeness import Described
from detente.assessment.readouts.vocabulary import is_content

_NEAR = 0.5  # from here on the vectors of two words tell of one thing
_CONCEPT = 0.7  # how near two words of one line of `concepts.txt` are
_MOST = 5
_QUALITY = 2.0  # what a thing is called weighs more than how it is named
_LEFT = {"amod", "compound"}
_KINDS = {"NOUN", "VERB", "ADJ", "ADV"}
_ALIKE = {"NOUN": "thing", "VERB": "act", "ADJ": "quality", "ADV": "quality"}


def wording(one: Described, other: Described, parties: Sequence[str]) -> list[dict[str, Words]]:
    """The words of a pair that stand for the same thing and are not the same, the rarest first.

    Two words are one choice where each is the nearest to the other, and of one kind.

    Arguments:
        one: a point of one side.
        other: of the other side, that tells the same.
        parties: of the contact, whose names are no choice.

    """
    ours, theirs = _words(one), _words(other)
    if not ours or not theirs:
        return []
    near = np.array([v for _, v, _ in ours]) @ np.array([v for _, v, _ in theirs]).T
    alike = [[_one_concept(one, a, other, b) for b, _, _ in theirs] for a, _, _ in ours]
    near = np.maximum(near, np.where(alike, _CONCEPT, -1.0))
    found = []
    for i, (mine, _, rarity) in enumerate(ours):
        j = int(near[i].argmax())
        theirs_word = theirs[j][0]
        if near[i, j] < _NEAR or int(near[:, j].argmax()) != i or not _differ(mine, theirs_word):
            continue
        weight = min(rarity, theirs[j][2]) * float(near[i, j])
        found.append((weight * (_QUALITY if mine.pos_ == "ADJ" else 1), mine, theirs_word))
    found.sort(key=lambda f: (-f[0], f[1].i))
    return [
        {one.point.side: _phrase(a, one), other.point.side: _phrase(b, other)}
        for _, a, b in found[:_MOST]
    ]


def _words(point: Described) -> list[tuple[Token, NDArray[np.float32], float]]:
    """The content words of a point that are no names, each with its vector and its rarity."""
    doc = point.point.text.reading.doc
    words = []
    for number in dict.fromkeys(point.meant.word.tolist()):
        token = doc[point.at[number]]
        if token.pos_ not in _KINDS or not is_content(token) or country_of(token.text):
            continue
        own = point.meant.word == number
        vector = (point.meant.vector[own] * point.meant.rarity[own][:, None]).sum(0)
        vector = vector / max(1e-9, float(np.linalg.norm(vector)))
        words.append((token, vector, float(point.meant.rarity[own].max())))
    return words


def _one_concept(one: Described, mine: Token, other: Described, yours: Token) -> bool:
    none = frozenset[int]()
    return bool(one.concepts.get(mine.i, none) & other.concepts.get(yours.i, none))


def _differ(one: Token, other: Token) -> bool:
    if _ALIKE[one.pos_] != _ALIKE[other.pos_]:
        return False
    short = min(len(one.lemma_), len(other.lemma_), 5)
    return one.lemma_.lower()[:short] != other.lemma_.lower()[:short]


def _phrase(token: Token, of: Described) -> Words:
    """A word, with what stands right before it and belongs to it."""
    first = token.i
    while first > of.point.first and token.doc[first - 1].dep_ in _LEFT and (
        token.doc[first - 1].head.i == token.i
    ):  # fmt: skip
        first -= 1
    span = token.doc[first : token.i + 1]
    return of.point.text.words(span.start_char, span.end_char)
