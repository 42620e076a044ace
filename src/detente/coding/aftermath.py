"""The sentences that go on about a contact without naming it again: "They agreed …", "Both …"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from detente.coding.cast import Cast
from detente.coding.tellings import Telling
from detente.coding.triggers import SUBJECTS
from detente.language import Reading

_SAID_OF = {"it", "session", "atmosphere", "mood", "tone", "exchange", "conversation"}
_REACH = 2  # sentences


def sentences_after(
    reading: Reading, telling: Telling, tellings: list[Telling]
) -> Iterator[tuple[int, int]]:
    """The token ranges of a contact's sentences and of those that may go on about it.

    A sentence that tells of another contact ends what goes on about this one.
    """
    starts = [t.i for t in reading.doc if t.is_sent_start] + [len(reading.doc)]
    own = {e.sentence for e in telling.encounters}
    others = {e.sentence for t in tellings if t is not telling for e in t.encounters}
    seen: set[int] = set()
    for first in sorted(own):
        place = starts.index(first)
        for n in range(place, min(place + 1 + _REACH, len(starts) - 1)):
            start = starts[n]
            if start in seen or (n > place and start in others):
                break
            seen.add(start)
            yield start, starts[n + 1]


def joint_predicates(
    reading: Reading,
    cast: Cast,
    telling: Telling,
    sentence: tuple[int, int],
    *,
    others: set[int],
) -> Iterator[Token]:
    """The predicates of a sentence whose subject is the sides of a contact together.

    Arguments:
        reading: the report's language.
        cast: its actors.
        telling: the contact.
        sentence: a token range.
        others: the positions of verbs that tell of other contacts.

    """
    for token in reading.doc[sentence[0] : sentence[1]]:
        if token.dep_ not in SUBJECTS or token.head.i in others:
            continue
        parties = {e.party for e in cast.group(token) if e.party}
        if len(parties & set(telling.parties)) >= 2 and parties <= set(telling.parties):
            yield from _with_joined(token.head)


def descriptive_words(reading: Reading, sentence: tuple[int, int]) -> Iterator[Token]:
    """Adjectives said of "it", the session or the mood: "It was cordial and practical"."""
    for token in reading.doc[sentence[0] : sentence[1]]:
        said_of = token.dep_ in SUBJECTS and token.lemma_.lower() in _SAID_OF
        if said_of and any(c.dep_ == "cop" for c in token.head.children):
            yield from _with_joined(token.head)


def _with_joined(predicate: Token) -> Iterator[Token]:
    yield predicate
    for child in predicate.children:
        if child.dep_ == "conj" and not any(c.dep_ in SUBJECTS for c in child.children):
            yield from _with_joined(child)
