"""What a text claims about how many contacts there were: "the second time in seven months"."""

from __future__ import annotations

from spacy.tokens import Token

from detente.coding import lexicon as words
from detente.coding.encounters import Encounter
from detente.language import Reading
from detente.model import Count, Level, Span


def find_count(reading: Reading, encounter: Encounter) -> Count | None:
    """The count told with an encounter, if there is one."""
    token = _ordinal(encounter)
    if token is None:
        return None
    sentence = encounter.trigger.sent
    times = [t for t in reading.times if sentence.start_char <= t.start < sentence.end_char]
    since = next((t.value for t in times if t.kind == "since"), None)
    within = next((t.value for t in times if t.kind == "within"), None)
    if since is None and within is None:
        year = next((t.value for t in times if t.text.lower() in {"this year", "the year"}), None)
        since = year
    ordinal = words.ORDINALS.get(token.lower_)
    last = max(
        [token.i, *[reading.token_at(t.end - 1).i for t in times if t.kind in {"since", "within"}]]
    )
    span = reading.doc[min(token.i, last) : last + 1]
    levels = [e.actor.level for e in encounter.sides if e.actor.level]
    level: Level | None = levels[0] if levels and len(set(levels)) == 1 else None
    evidence = Span(start=span.start_char, end=span.end_char, text=span.text)
    return Count(ordinal=ordinal, level=level, since=since, within=within, evidence=[evidence])


def _ordinal(encounter: Encounter) -> Token | None:
    """An ordinal on the contact's noun, or on the "time" that governs or follows it."""
    trigger = encounter.trigger
    heads = [trigger] if encounter.is_noun else []
    at = trigger
    for _ in range(4):
        if at.lemma_ == "time":
            heads.append(at)
        at = at.head
    heads += [
        t for t in encounter.clause.subtree if t.lemma_ == "time" and abs(t.i - trigger.i) < 15
    ]
    for head in heads:
        for child in head.children:
            if child.lower_ in words.ORDINALS and child.dep_ in {
                "amod",
                "nummod",
                "advmod",
                "compound",
            }:
                return child
    return None
