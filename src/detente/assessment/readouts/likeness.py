"""How like two points are: the features that the scorer weighs.

- *gist*: what they say as a whole is near, by the cosine of their vectors (`language.meaning`),
- *words*: the rarer words of each find something near them in the other (BERTScore of Zhang et
  al. 2020), words of one line of `concepts.txt` being near,
- *nearest gist*, *nearest words*: they are nearer than either is to what is nearest to it on the
  other side (the cross-domain local scaling of Conneau et al. 2018): in accounts of one contact
  everything is somewhat like everything,
- *concepts*: they have lines of `concepts.txt` in common, or words that are in none,
- *kind*: both tell that there was a contact, who asked for it, or how long it took,
- *asked*: both tell who asked for it, or only one of them does,
- *place*: they stand at like places in their accounts,
- *denial*: one denies what the other may say; who denies something was told it.
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
from detente.assessment.readouts.aspects import are_apart, aspect_of
from detente.assessment.readouts.concepts import concepts_of
from detente.assessment.readouts.denial import denies
from detente.assessment.readouts.points import Point
from detente.assessment.readouts.vocabulary import kind_of, stems_of
from detente.language import Meant, load_meanings

if TYPE_CHECKING:
    from detente.assessment.readouts.scorer import Scorer

Matrix = NDArray[np.float64]
NEIGHBOURS = 3
_FULL = 6  # points: no marked account that the scorer was fitted to has fewer
# How near the nearest of what says something else is to a point in such an account.
_USUAL_GIST, _USUAL_WORDS = 0.2, 0.4
_CERTAIN = 0.95
_ALIKE = 0.8  # how near two words of one concept are
SURFACE = ("concepts", "kind", "asked", "place", "denial")
FEATURES = ("gist", "nearest gist", "words", "nearest words", *SURFACE)


@dataclass(frozen=True)
class Described:
    """A point with what it is compared by.

    Attributes:
        point: it.

    """

    point: Point

    @cached_property
    def at(self) -> tuple[int, ...]:
        """For each word of its sentence the position among the document's tokens."""
        doc = self.point.text.reading.doc
        return tuple(t.i for t in doc[self.point.first].sent if not t.is_space)

    @cached_property
    def meant(self) -> Meant:
        """What it and its words mean, read in its sentence."""
        doc = self.point.text.reading.doc
        first = sum(i < self.point.first for i in self.at)
        last = sum(i < self.point.last for i in self.at)
        return load_meanings().of([doc[i].text for i in self.at], first, last)

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
    def aspect(self) -> str | None:
        """The one thing that it tells of the contact itself, if it tells nothing else."""
        return aspect_of(self.point, self.kind)

    @cached_property
    def denies(self) -> bool:
        """Whether it says that something was not done, agreed or said."""
        return denies(self.point)


def described(points: Sequence[Point]) -> list[Described]:
    """Points, ready to be compared."""
    return [Described(p) for p in points]


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
    words = 2 * recall * back / np.clip(recall + back, 1e-9, None)
    gist = np.array([d.meant.gist for d in ours]) @ np.array([d.meant.gist for d in theirs]).T
    meant = np.stack(
        [gist, _nearer(gist, _USUAL_GIST), words, _nearer(words, _USUAL_WORDS)], axis=-1
    )
    return np.concatenate([meant, surface(ours, theirs)], axis=-1)


def surface(ours: Sequence[Described], theirs: Sequence[Described]) -> Matrix:
    """The features that are had without an encoder: [n, m, len(SURFACE)]."""
    parts = (
        _shared(ours, theirs, lambda d: d.ideas),
        _each(ours, theirs, _same_kind),
        _each(ours, theirs, _both_asked),
        _each(ours, theirs, lambda a, b: -abs(a.point.place - b.point.place)),
        _each(ours, theirs, lambda a, b: float(a.denies != b.denies)),
    )
    return np.stack(parts, axis=-1)


def likelihoods(
    ours: Sequence[Described], theirs: Sequence[Described], table: Matrix, scorer: Scorer
) -> Matrix:
    """How likely every two points tell the same.

    Where each side has points that tell who asked, or how long it took, they are told of one
    thing, in whatever words: the first of each side are a pair. So are the first points of two
    texts of their own, if both tell that there was a contact. What tells how it went never tells
    the same as what tells who asked for it, or how long it took.

    Arguments:
        ours: the points of one side, n of them.
        theirs: those of the other, m.
        table: their features.
        scorer: what weighs them.

    Returns:
        [n, m]

    """
    apart = _each(ours, theirs, lambda a, b: float(are_apart(a.aspect, b.aspect)))
    likely = scorer.likelihood(table) * (1 - apart)
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


def _nearer(scores: Matrix, usual: float) -> Matrix:
    """How much nearer two are than each is to its nearest on the other side, on the mean."""
    ours, theirs = _to_nearest(scores, usual), _to_nearest(scores.T, usual)
    nearer: Matrix = 2 * scores - ours[:, None] - theirs[None]
    return nearer


def _to_nearest(scores: Matrix, usual: float) -> Matrix:
    """How near each row's nearest are, on the mean.

    Of three points something is always the nearest, and nearer than the other two: where an
    account is short, what its missing points would be like stands in for them.
    """
    missing = max(0, _FULL - scores.shape[1])
    full = np.pad(scores, ((0, 0), (0, missing)), constant_values=usual)
    nearest: Matrix = np.sort(full, 1)[:, -NEIGHBOURS:].mean(1)
    return nearest


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


def _both_asked(one: Described, other: Described) -> float:
    told = [one.kind == "asked", other.kind == "asked"]
    return 1.0 if all(told) else -float(any(told))


def _each(
    ours: Sequence[Described],
    theirs: Sequence[Described],
    value: Callable[[Described, Described], float],
) -> Matrix:
    return np.array([[value(a, b) for b in theirs] for a in ours], dtype=np.float64)
