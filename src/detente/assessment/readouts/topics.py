"""What each account talks of: in which order, and how much of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from importlib.resources import files

from detente.actors import names_in
from detente.assessment.readouts.comparison import Topic
from detente.assessment.readouts.likeness import Described

_PLACES = {"state", "demonym", "capital", "seat"}


def topics_of(told: Mapping[str, Sequence[Described]], parties: Sequence[str]) -> list[Topic]:
    """The topics of some accounts, in the order in which they are come to, on the mean.

    Arguments:
        told: for each side the points of its account.
        parties: of the contact: they are no topics.

    """
    found: dict[str, dict[str, list[Described]]] = {}
    for side, points in told.items():
        for point in points:
            for topic in _topics(point, parties):
                found.setdefault(topic, {}).setdefault(side, []).append(point)
    rank = {side: _ranks(side, found) for side in told}
    topics = [
        Topic(
            topic=topic,
            rank={side: rank[side][topic] for side in sorted(by)},
            share={side: _share(by[side], told[side]) for side in sorted(by)},
            words={side: by[side][0].point.words for side in sorted(by)},
        )
        for topic, by in found.items()
    ]
    return sorted(topics, key=lambda t: (sum(t.rank.values()) / len(t.rank), t.topic))


def _ranks(side: str, found: Mapping[str, Mapping[str, Sequence[Described]]]) -> dict[str, int]:
    first = {topic: by[side][0].point.place for topic, by in found.items() if side in by}
    order = sorted(first, key=lambda topic: (first[topic], topic))
    return {topic: number for number, topic in enumerate(order, 1)}


def _share(points: Sequence[Described], all_points: Sequence[Described]) -> float:
    whole = sum(len(d.point.tokens) for d in all_points)
    return round(sum(len(d.point.tokens) for d in points) / max(1, whole), 3)


def _topics(point: Described, parties: Sequence[str]) -> Iterator[str]:
    """The issues that the words of a point are about, and the states that it names."""
    lemmas = {t.lemma_.lower() for t in point.point.tokens if t.pos_ != "PROPN" or t.is_lower}
    text = point.point.words.text
    names = {t.lower_ for t in point.point.tokens}
    for issue, words in _issues().items():
        if words & (lemmas | names):
            yield issue
    states = {
        n.actor.party for n in names_in(text)
        if n.role in _PLACES and n.actor.party and n.actor.party not in parties
    }  # fmt: skip
    yield from sorted(states)


@lru_cache(maxsize=1)
def _issues() -> dict[str, frozenset[str]]:
    """The issues of `issues.tsv`, each with the words that tell of it."""
    lines = files(__package__).joinpath("issues.tsv").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {issue: frozenset(words.split()) for issue, words in rows}
