"""Since when a text counts: "since January", "since Biden took office"."""

from __future__ import annotations

from spacy.tokens import Token

from detente import actors
from detente.coding.cast import Cast
from detente.coding.dates import times_in
from detente.coding.triggers import SUBJECTS
from detente.language import Reading

_TAKES_OFFICE = {"take", "assume", "enter", "become", "come", "win", "inaugurate"}


def find_since(reading: Reading, cast: Cast, token: Token) -> str | None:
    """The prefix date from which a token's sentence counts; None where it tells none.

    Arguments:
        reading: the report's language.
        cast: its actors, for "since she took office".
        token: a word of the sentence.

    """
    told = next((t.value for t in times_in(reading, token) if t.kind == "since" and t.value), None)
    return told or _since_office(cast, token)


def _since_office(cast: Cast, token: Token) -> str | None:
    """The month in which somebody came to the office held on the day of the report."""
    sentence = token.sent
    for mark in sentence:
        if mark.lower_ != "since" or mark.dep_ != "mark" or mark.head.lemma_ not in _TAKES_OFFICE:
            continue
        near = range(mark.i + 1, min(mark.head.i, sentence.end))
        subjects = [c for c in mark.head.children if c.dep_ in SUBJECTS and c.i > mark.i]
        for word in [*subjects, *(cast.reading.doc[i] for i in near)]:
            for entity in cast.at(word):
                since = actors.in_office_since(entity.actor, on=cast.on)
                if since:
                    return since
    return None
