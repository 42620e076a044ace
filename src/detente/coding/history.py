"""What has been told so far, in the text's order: who was named, which sides act, which are places.

Everything that looks back ("he", "both sides", "the minister") asks here.
"""

from __future__ import annotations

from collections import Counter

from spacy.tokens import Token

from detente import actors
from detente.coding.entities import Entity

_FARTHEST = 1000  # words that an office without a country looks back for its side
_FAR = 150  # words that "both sides" looks back before the whole text is counted
_STATES = {"country", "nation", "state", "neighbor", "neighbour"}  # no union or bloc is one


class History:
    """Mentions in order, each at the position of the word that heads it."""

    def __init__(self, sentence_of: list[int]) -> None:
        self._sentence_of = sentence_of
        self.mentions: list[tuple[int, list[Entity]]] = []
        self._sides: list[tuple[int, str]] = []
        self._named: list[tuple[int, str]] = []

    def foresee(self, position: int, party: str) -> None:
        """Note a side that the text names at a position, before the text is walked."""
        self._named.append((position, party))

    def tell(self, position: int, entities: list[Entity], *, acting: bool) -> None:
        """Add a mention; a place or a reporter is told of, but does not act as a side."""
        self.mentions.append((position, entities))
        if acting:
            self._sides += [(position, e.party) for e in entities if e.party]

    def sides(self) -> list[str]:
        """Every mention of an acting side, in order."""
        return [party for _, party in self._sides]

    def states(self) -> list[str]:
        """The states that the whole text names, but for those told as places or as go-betweens."""
        told = dict.fromkeys(party for _, party in [*self._named, *self._sides])
        return [party for party in told if _is_state(party)]

    def last_sides(self, before: int) -> list[str]:
        """The sides told before a position and not far from it, the last first, each once."""
        near = before - _FARTHEST
        told = sorted(((i, p) for i, p in self._sides if near < i < before), reverse=True)
        return list(dict.fromkeys(p for _, p in told))

    def in_sentence(self, position: int) -> list[str]:
        """The acting sides of a position's sentence, each at its last mention."""
        here = self._sentence_of[position]
        return self._between(here, next((s for s in self._sentence_of[position:] if s != here),
                                        len(self._sentence_of)))  # fmt: skip

    def sides_meant(self, token: Token, number: int, without: set[str]) -> tuple[str, ...]:
        """The sides that "both sides", "the three countries" or "each other" mean at a token.

        The sentence's own where it names as many; where it names fewer, with those told last
        before it; else those most told of.

        Arguments:
            token: the word that points at them.
            number: how many.
            without: sides that cannot be meant.

        """
        is_meant = _is_state if token.lemma_.lower() in _STATES else _is_public
        own = [p for p in self.in_sentence(token.i) if p not in without and is_meant(p)]
        here = self._sentence_of[token.i]
        if len(own) == number:
            return tuple(own)
        counts = Counter(self.sides())
        if len(own) > number:
            return tuple(sorted(own, key=lambda p: -counts[p])[:number])
        if own:
            near = self._between(max(0, here - _FAR), here)[::-1]
            rest = [*near, *[p for p, _ in counts.most_common()]]
            others = dict.fromkeys(p for p in rest if p not in {*own, *without} and is_meant(p))
            found = (*own, *list(others)[: number - len(own)])
            return found if len(found) == number else ()
        told = Counter(p for i, p in self._sides if i < here)
        for count in (told, counts):
            ranked = [p for p, _ in count.most_common() if p not in without and is_meant(p)]
            if len(ranked) >= number:
                return tuple(ranked[:number])
        return ()

    def _between(self, start: int, end: int) -> list[str]:
        last: dict[str, int] = {}
        for i, party in [*self._named, *self._sides]:
            if start <= i < end:
                last[party] = max(i, last.get(party, 0))
        return sorted(last, key=last.__getitem__)


def _is_public(party: str) -> bool:
    """Whether a side is a state or an organisation of states, not an armed group or a party."""
    return party.isupper()


def _is_state(party: str) -> bool:
    return actors.is_state(party)
