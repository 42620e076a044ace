"""How like two points are: the features that the scorer weighs.

- *meaning*: the rarer words of each find something near them in the other (BERTScore of Zhang et
  al. 2020, over the vectors of `language.meaning`, words of one line of `concepts.txt` being near),
- *gist*: the two as a whole are near, by the cosine of the sums of their words' vectors,
- *stems*: they have words in common, the rarer in these accounts weighing more,
- *concepts*: they have lines of `concepts.txt` in common, or words that are in none,
- *kind*: both tell that there was a contact, who asked for it, or how long it took,
- *place*: they stand at like places in their accounts,
- *denial*: one denies what the other may say; who denies something was told it,
- *nearness*: the first as it is, which has a floor: in a short account what is nearest may be far.

The first three say how much nearer the two are than either is to what is nearest to it on the
other side (the cross-domain local scaling of Conneau et al. 2018): in accounts of one contact
everything is somewhat like everything.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from detente.actors import names_in
from detente.assessment.readouts.asking import tells_who_asked
from detente.assessment.readouts.concepts import concepts_of
from detente.assessment.readouts.denial import denies
from detente.assessment.readouts.points import Point
from detente.assessment.readouts.vocabulary import kind_of, stems_of
from detente.language import Meanings, Meant

if TYPE_CHECKING:
    from detente.assessment.readouts.scorer import Scorer

Matrix = NDArray[np.float64]
NEIGHBOURS = 3
_FARTHEST = 0.24  # in meaning: of the pairs of set a, one in twenty is farther apart
_CERTAIN = 0.95
_ALIKE = 0.8  # how near two words of one concept are
FEATURES = ("meaning", "gist", "stems", "concepts", "kind", "place", "denial", "nearness")


@dataclass(frozen=True)
class Described:
    """A point with what it is compared by.

    Attributes:
        point: it.
        meant: the meanings of its words, read in its sentence.
        at: for each word of that sentence its position among the document's tokens.

    """

    point: Point
    meant: Meant
    at: tuple[int, ...]

    @cached_property
    def stems(self) -> frozenset[str]:
        """Its content words, without endings."""
        return stems_of(self.point.tokens)

    @cached_property
    def concepts(self) -> dict[int, frozenset[int]]:
        """For each of its tokens the lines of `concepts.txt` that it belongs to."""
        return concepts_of(self.point.tokens)

    @cached_property
    def ideas(self) -> frozenset[str]:
        """The concepts that it has, and the stems of words that belong to none."""
        known = {str(number) for numbers in self.concepts.values() for number in numbers}
        free = (t for t in self.point.tokens if t.i not in self.concepts)
        return frozenset(known | stems_of(free))

    @cached_property
    def named(self) -> dict[int, str]:
        """For each of its tokens that is part of a name the party that it is of."""
        found = {}
        for name in names_in(self.point.words.text):
            first = self.point.start + name.start
            for token in self.point.tokens:
                if first <= token.idx < first + len(name.text) and name.actor.party:
                    found[token.i] = name.actor.party
        return found

    @cached_property
    def kind(self) -> str | None:
        """What it tells of the contact itself: that it was, who asked, how long, what next."""
        return "asked" if tells_who_asked(self.point) else kind_of(self.point)

    @cached_property
    def denies(self) -> bool:
        """Whether it says that something was not done, agreed or said."""
        return denies(self.point)


def described(points: Sequence[Point], meanings: Meanings) -> list[Described]:
    """Points with the meanings of their words, each read in its sentence."""
    return [_described(p, meanings) for p in points]


def features(ours: Sequence[Described], theirs: Sequence[Described]) -> Matrix:
    """The features of every two points of two sides.

    Arguments:
        ours: the points of one side, n of them.
        theirs: those of the other, m.

    Returns:
        [n, m, len(FEATURES)]

    """
    weights = _weigher([*ours, *theirs])
    recall = _each(ours, theirs, lambda a, b: _found_in(a, b, weights))
    back = _each(ours, theirs, lambda a, b: _found_in(b, a, weights))
    meaning = 2 * recall * back / np.clip(recall + back, 1e-9, None)
    parts = (
        _nearer(meaning),
        _nearer(_gists(ours) @ _gists(theirs).T),
        _nearer(_shared(ours, theirs, lambda d: d.stems)),
        _shared(ours, theirs, lambda d: d.ideas),
        _each(ours, theirs, _same_kind),
        _each(ours, theirs, lambda a, b: -abs(a.point.place - b.point.place)),
        _each(ours, theirs, lambda a, b: float(a.denies != b.denies)),
        meaning,
    )
    return np.stack(parts, axis=-1)


def likelihoods(
    ours: Sequence[Described], theirs: Sequence[Described], table: Matrix, scorer: Scorer
) -> Matrix:
    """How likely every two points tell the same.

    Where each side has points that tell who asked, or how long it took, they are told of one
    thing, in whatever words: the first of each side are a pair. So are the first points of two
    texts of their own, if both tell that there was a contact.

    Arguments:
        ours: the points of one side, n of them.
        theirs: those of the other, m.
        table: their features.
        scorer: what weighs them.

    Returns:
        [n, m]

    """
    likely = scorer.likelihood(table)
    likely[table[..., FEATURES.index("nearness")] < _FARTHEST] = 0.0
    for kind in ("asked", "length"):
        one = next((i for i, d in enumerate(ours) if d.kind == kind), None)
        other = next((j for j, d in enumerate(theirs) if d.kind == kind), None)
        if one is not None and other is not None:
            likely[one, other] = max(likely[one, other], _CERTAIN)
    if _opens(ours[0]) and _opens(theirs[0]):
        likely[0, 0] = max(likely[0, 0], _CERTAIN)
    return likely


def _opens(first: Described) -> bool:
    whole = first.point.telling.kind != "reported"
    return whole and (first.point.place == 0.0) and first.kind == "opening"


def _described(point: Point, meanings: Meanings) -> Described:
    doc = point.text.reading.doc
    sentence = doc[point.first].sent
    at = tuple(t.i for t in sentence if not t.is_space)
    meant = meanings.of([doc[i].text for i in at])
    inside = np.array([point.first <= at[w] < point.last for w in meant.word])
    own = Meant(meant.word[inside], meant.piece[inside], meant.vector[inside], meant.rarity[inside])
    return Described(point, own, at)


Weights = Callable[[Described], NDArray[np.float64]]


def _weigher(both: Sequence[Described]) -> Weights:
    """How much each piece of a point matters: rare in news, and rare in these accounts.

    The names of the two sides, which are everywhere, do not matter at all.
    """
    held = Counter(p for d in both for p in set(d.meant.piece.tolist()))
    here = {p: math.log((len(both) + 1) / (n + 0.5)) for p, n in held.items()}
    sides = {d.point.side for d in both}
    known: dict[int, NDArray[np.float64]] = {
        id(d): d.meant.rarity
        * np.array([here[p] for p in d.meant.piece.tolist()])
        * np.array([d.named.get(d.at[w]) not in sides for w in d.meant.word.tolist()])
        for d in both
    }
    return lambda d: known[id(d)]


def _nearness(one: Described, other: Described) -> NDArray[np.float32]:
    """For each piece of one the nearest of the other; words of one concept are near."""
    nearest: NDArray[np.float32] = (one.meant.vector @ other.meant.vector.T).max(1)
    common = {n for numbers in other.concepts.values() for n in numbers}
    alike = [bool(one.concepts.get(one.at[w], frozenset()) & common) for w in one.meant.word]
    return np.maximum(nearest, np.where(alike, _ALIKE, -1.0))


def _found_in(one: Described, other: Described, weights: Weights) -> float:
    weight = weights(one)
    return float((_nearness(one, other) * weight).sum() / max(1e-9, weight.sum()))


def _gists(points: Sequence[Described]) -> NDArray[np.float64]:
    sums = np.array([(d.meant.vector * d.meant.rarity[:, None]).sum(0) for d in points])
    unit: Matrix = sums / np.linalg.norm(sums, axis=1, keepdims=True).clip(1e-9)
    return unit


def _nearer(scores: Matrix) -> Matrix:
    """How much nearer two are than each is to its nearest on the other side, on the mean."""
    k = NEIGHBOURS
    ours: Matrix = np.sort(scores, 1)[:, -k:].mean(1)
    theirs: Matrix = np.sort(scores, 0)[-k:].mean(0)
    nearer: Matrix = 2 * scores - ours[:, None] - theirs[None]
    return nearer


def _shared(
    ours: Sequence[Described],
    theirs: Sequence[Described],
    of: Callable[[Described], frozenset[str]],
) -> Matrix:
    """The part of what the poorer of two has that both have, the rarer weighing more."""
    both = [*ours, *theirs]
    held = Counter(w for d in both for w in of(d))
    rare = {w: math.log((len(both) + 1) / (n + 0.5)) for w, n in held.items()}

    def weight(words: Iterable[str]) -> float:
        return sum(rare[w] for w in words)

    def part(a: Described, b: Described) -> float:
        poorer = min(weight(of(a)), weight(of(b)))
        return weight(of(a) & of(b)) / poorer if poorer else 0.0

    return _each(ours, theirs, part)


def _same_kind(one: Described, other: Described) -> float:
    if one.kind is None and other.kind is None:
        return 0.0
    if one.kind == other.kind:
        return 1.0
    return 0.0 if {one.kind, other.kind} <= {"next", None} else -1.0


def _each(
    ours: Sequence[Described],
    theirs: Sequence[Described],
    value: Callable[[Described, Described], float],
) -> Matrix:
    return np.array([[value(a, b) for b in theirs] for a in ours], dtype=np.float64)
