"""What a contact was about and what it was for."""

from __future__ import annotations

from spacy.tokens import Token

from detente.coding.encounters import Encounter
from detente.coding.whereabouts import is_time
from detente.language import Reading
from detente.model import Span

_AIMED = {"mean", "meant", "intend", "intended", "aim", "aimed", "design", "designed"}
_ABOUT = {"on", "about", "over", "concerning", "regarding"}


def find_topics(reading: Reading, encounter: Encounter) -> list[Span]:
    """What it was about: objects of "discuss", phrases after "on", "about", "over"."""
    found = []
    for head in {encounter.trigger, encounter.clause}:
        if head.lemma_ in {"discuss"}:
            found += [c for c in head.children if c.dep_ == "obj"]
        for child in head.children:
            cases = {c.lower_ for c in child.children if c.dep_ == "case"}
            if child.dep_ in {"nmod", "obl"} and cases & _ABOUT:
                found.append(child)
    return [_phrase(reading, c) for c in found if not is_time(reading, c)]


def _phrase(reading: Reading, head: Token) -> Span:
    tokens = [t for t in head.subtree if not (t.dep_ == "case" and t.head == head)]
    end = tokens[-1].i + 1
    if tokens[-1].pos_ == "ADJ" and end < len(reading.doc) and reading.doc[end].pos_ == "NOUN":
        end += 1  # "issues of shared interest", whatever the tree makes of its end
    span = reading.doc[tokens[0].i : end]
    text = span.text.rstrip(" ,.;")
    return Span(start=span.start_char, end=span.start_char + len(text), text=text)


def find_purpose(reading: Reading, encounter: Encounter) -> list[Span]:
    """As in "meant to …", "in an effort to …", "to discuss …": why it was sought."""
    found = []
    clause = encounter.clause
    for child in clause.children:
        marks = {c.lower_ for c in child.children if c.dep_ == "mark"}
        aimed = clause.lemma_ in _AIMED and child.dep_ == "xcomp"
        if aimed or (
            child.dep_ == "advcl"
            and (
                "to" in marks
                or (child.tag_ == "VBG" and child.lemma_ in {"want", "seek", "hope", "aim", "try"})
            )
        ):
            tokens = list(child.subtree)
            span = reading.doc[tokens[0].i : tokens[-1].i + 1]
            text = span.text.rstrip(" ,.;")
            found.append(Span(start=span.start_char, end=span.start_char + len(text), text=text))
    return found
