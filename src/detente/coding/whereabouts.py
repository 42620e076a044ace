"""Where a contact took place, and how long it lasted."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Token

from detente.coding import lexicon as words
from detente.coding.cast import Cast
from detente.coding.clauses import case_of
from detente.coding.dates import times_in, verbs_of
from detente.coding.encounters import Encounter
from detente.language import Reading
from detente.model import Span

_HOSTED = {"to", "in", "into"}
_WHERE, _BESIDE = {"at", "during"}, {"sideline", "margin", "fringe"}
_TALKED_OF = {"situation", "development", "conflict", "crisis", "war", "event", "fighting", "peace",
              "election", "stability", "ceasefire", "violence", "unrest", "coup", "project",
              "investment", "presence", "force", "troop", "interest", "attack"}  # fmt: skip
_REACH = 12


def find_place(reading: Reading, cast: Cast, encounter: Encounter) -> Span | None:
    """Where it took place: what stands after "in" or "at", or whose guest a visitor is."""
    if encounter.mode in {"call", "video", "message"} or encounter.trigger.lemma_ == "discuss":
        return None
    heads = [encounter.trigger, encounter.clause, *verbs_of(encounter)]
    for head in dict.fromkeys(heads):
        hosted = head.lemma_ in words.VISITS | {"invite"}
        found = _named_place(reading, cast, _children(head), hosted=hosted)
        if found is not None:
            return found
    return _place_beside(reading, cast, encounter)


def _children(head: Token) -> list[Token]:
    found = [c for c in head.children if c.dep_ in {"obl", "nmod", "obl:unmarked", "advcl"}]
    if head.lemma_ == "visit" and head.pos_ == "VERB":
        found += [c for c in head.children if c.dep_ == "obj"]
    return found


def _named_place(
    reading: Reading, cast: Cast, tokens: Iterable[Token], *, hosted: bool
) -> Span | None:
    for token in tokens:
        if any(e.party and e.actor.kind in {"person", "office"} for e in cast.at(token)):
            continue
        cases = {c.lower_ for c in token.children if c.dep_ == "case"}
        cases |= {reading.doc[token.i - 1].lower_} if token.i else set()
        told = cases & {"in", "at"} or (hosted and (cases & _HOSTED or token.dep_ == "obj"))
        if told and token.pos_ == "PROPN" and not is_time(reading, token):
            return _place_span(reading, token)
    return None


def _place_beside(reading: Reading, cast: Cast, encounter: Encounter) -> Span | None:
    """A place that the tree hangs elsewhere, with no verb between it and the trigger."""
    trigger = encounter.trigger
    for i in range(trigger.i + 1, min(trigger.i + 2 * _REACH, trigger.sent.end)):
        token = reading.doc[i]
        if token.pos_ in {"VERB", "AUX", "SCONJ"}:
            return None
        if reading.doc[i - 1].lower_ not in {"in", "at"} or is_time(reading, token):
            continue
        if _is_of_something(token, trigger) or token.dep_ == "nmod:poss":
            continue  # "called in Tripoli's envoy"
        unknown = token.pos_ == "PROPN" and not cast.at(token)
        if cast.is_place(token) or unknown:
            return _place_span(reading, token)
    return None


def _is_of_something(place: Token, trigger: Token) -> bool:
    """As in "the situation in Mali", "the summit in Lima": where something else is."""
    noun = place.head
    if noun == trigger or not place.dep_.startswith("nmod") or noun.pos_ not in {"NOUN", "PROPN"}:
        return False
    if case_of(noun) in _WHERE or (case_of(noun) == "of" and noun.head.lemma_ in _BESIDE):
        return False  # "met at the summit in Lima", "on the sidelines of the summit in Lima"
    other = noun.lemma_.lower() in words.CONTACT_NOUNS and trigger not in noun.subtree
    return other or noun.lemma_ in _TALKED_OF


def _place_span(reading: Reading, head: Token) -> Span:
    tokens = reading.doc[head.left_edge.i : head.right_edge.i + 1]
    kept = [t for t in tokens if _is_part(t, head)]
    while kept and (kept[0].is_punct or kept[0].dep_ == "case"):
        kept.pop(0)
    while kept and kept[-1].is_punct and kept[-1].text != ".":
        kept.pop()
    kept = kept or [head]
    end = _beside(reading, kept[-1].i + 1)
    span = reading.doc[kept[0].i : end]
    return Span(start=span.start_char, end=span.end_char, text=span.text)


def _beside(reading: Reading, end: int) -> int:
    """The end with the larger place that a comma puts beside it, whatever the tree makes of it."""
    doc = reading.doc
    if end + 1 >= len(doc) or doc[end].text != "," or is_time(reading, doc[end + 1]):
        return end
    last = end + 1
    while last < len(doc) and doc[last].pos_ == "PROPN" and not doc[last].is_sent_start:
        last += 1
    closed = last >= len(doc) or doc[last].is_punct or doc[last].is_space
    place = {t.ent_type_ for t in doc[end + 1 : last]} == {"place"}
    return last if last > end + 1 and place and closed else end


def _is_part(token: Token, head: Token) -> bool:
    """Whether a word belongs to a place's name or is put beside it ("Anchorage, Alaska")."""
    before = token.i < head.i and token.head == head and token.dep_ not in {"case", "conj", "cc"}
    if token == head or before:
        return True
    at = token
    while at not in (head, at.head):
        if at.dep_ not in {"flat", "appos", "compound", "punct", "nmod:unmarked", "nmod:desc"}:
            return False
        at = at.head
    return at == head and (token.pos_ == "PROPN" or token.is_punct)


def is_time(reading: Reading, token: Token) -> bool:
    """Whether a token is part of a time expression."""
    return any(t.start <= token.idx < t.end for t in reading.times)


def find_duration(reading: Reading, encounter: Encounter) -> Span | None:
    """How long it lasted, told right beside it."""
    for time in times_in(reading, encounter.trigger):
        near = abs(reading.token_at(time.start).i - encounter.trigger.i) < _REACH
        if time.kind == "duration" and near:
            return Span(start=time.start, end=time.end, text=time.text)
    return None
