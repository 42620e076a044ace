"""Whom a side acts toward where the words do not say: the side that the report is about with it."""

from __future__ import annotations

from collections import Counter

from spacy.tokens import Token

from detente.coding.cast import Cast
from detente.coding.clauses import case_of
from detente.coding.entities import Entity
from detente.language import Reading

_PLACING = {"in", "at", "near", "from", "through", "of", "off"}
_REACH = 30  # words: a mention so far away counts half
_ACTING = 2  # an act that names both sides counts like two mentions at hand


class Partners:
    """The sides of a report, by how near they are and how often they act toward each other.

    Arguments:
        reading: the report's language.
        cast: its actors.

    """

    def __init__(self, reading: Reading, cast: Cast) -> None:
        self._cast = cast
        self._pairs: Counter[frozenset[str]] = Counter()
        self._told = [
            (i, entity.party)
            for entity in cast.entities.values()
            if entity.party
            for i in entity.heads
            if _is_more_than_a_place(reading.doc[i])
        ]

    def note(self, one: Entity, other: Entity) -> None:
        """Remember that one side acts toward another in the words themselves."""
        if one.party and other.party and one.party != other.party:
            self._pairs[frozenset((one.party, other.party))] += 1

    def of(self, side: str | None, place: Token) -> Entity | None:
        """The likeliest other side of one that acts at a place; None where there is none."""
        score = self._nearness(place)
        for pair, count in self._pairs.items():
            for other in pair - {side} if side in pair else ():
                score[other] += _ACTING * count
        others = [party for party, _ in score.most_common() if party != side]
        return self._cast.state(others[0]) if others else None

    def both(self, place: Token) -> list[Entity]:
        """The two whom "each country" or "both sides" mean."""
        if self._pairs:
            parties = sorted(self._pairs.most_common(1)[0][0])
        else:
            parties = [party for party, _ in self._nearness(place).most_common(2)]
        return [e for party in parties if (e := self._cast.state(party))]

    def _nearness(self, place: Token) -> Counter[str]:
        score: Counter[str] = Counter()
        for i, party in self._told:
            score[party] += 1 / (1 + abs(place.i - i) / _REACH)  # type: ignore[assignment]
        return score


def _is_more_than_a_place(token: Token) -> bool:
    return token.dep_ != "dep" and not (
        token.dep_ in {"obl", "nmod"} and case_of(token) in _PLACING
    )
