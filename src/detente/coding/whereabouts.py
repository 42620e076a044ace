"""When and where a contact took place, and how long it lasted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spacy.tokens import Token

from detente.coding import lexicon as words
from detente.coding.cast import Cast
from detente.coding.encounters import Encounter
from detente.coding.triggers import SUBJECTS
from detente.language import Reading, Time
from detente.model import Span

_SHARED = {"conj", "advcl", "xcomp"}
_HOSTED = {"to", "in", "into"}
_REACH = 12


def times_in(reading: Reading, token: Token) -> list[Time]:
    """The times told in a token's sentence."""
    sentence = token.sent
    return [t for t in reading.times if sentence.start_char <= t.start < sentence.end_char]


def find_date(reading: Reading, encounter: Encounter) -> Time | None:
    """The date told of an encounter: on its clause, one it shares, or right beside it."""
    dates = [t for t in times_in(reading, encounter.trigger) if t.kind == "date" and t.value]
    verbs = list(_verbs(encounter))
    ranked = []
    for time in dates:
        token = reading.token_at(time.start)
        cost = _cost(token, encounter, verbs)
        if cost is not None:
            ranked.append((cost, abs(token.i - encounter.trigger.i), time.start, time))
    return min(ranked)[3] if ranked else None


def _verbs(encounter: Encounter) -> Iterator[Token]:
    """The verbs whose date is the encounter's: its own, and those it shares a subject with."""
    yield encounter.trigger
    verb = encounter.clause
    for _ in range(3):
        yield verb
        own = any(c.dep_ in SUBJECTS for c in verb.children)
        if verb.dep_ == "acl" and verb.head.lemma_ in words.ASKING_NOUNS:
            verb = verb.head  # "the request for X to speak with Y was made on Saturday"
        elif own or verb.dep_ not in _SHARED:
            return
        if verb.head == verb:
            return
        verb = verb.head


def _cost(token: Token, encounter: Encounter, verbs: list[Token]) -> int | None:
    """How far a date is from an encounter's verbs on the tree; None where it is another's."""
    at, steps = token, 0
    while at not in verbs:
        clausal = at.pos_ in {"VERB", "AUX"} and steps > 0
        if clausal and at.head == encounter.trigger and at.dep_ in {"acl:relcl", "acl"}:
            return 3  # "talks that began on Thursday"
        if clausal or at.head == at:
            return 6 if _is_beside(token, encounter.trigger) else None
        at, steps = at.head, steps + 1
    return verbs.index(at)


def _is_beside(token: Token, trigger: Token) -> bool:
    """Whether no verb stands between two words that are not far from each other."""
    start, end = sorted((token.i, trigger.i))
    between = token.doc[start + 1 : end]
    return len(between) < _REACH and not any(t.pos_ in {"VERB", "AUX", "SCONJ"} for t in between)


def find_place(reading: Reading, cast: Cast, encounter: Encounter) -> Span | None:
    """Where it took place: what stands after "in" or "at", or whose guest a visitor is."""
    if encounter.mode in {"call", "video", "message"}:
        return None
    heads = [encounter.trigger, encounter.clause, *_verbs(encounter)]
    for head in dict.fromkeys(heads):
        hosted = head.lemma_ in words.VISITS | {"invite"}
        found = _named_place(reading, _children(head), hosted=hosted)
        if found is not None:
            return found
    return _place_beside(reading, cast, encounter)


def _children(head: Token) -> list[Token]:
    found = [c for c in head.children if c.dep_ in {"obl", "nmod", "obl:unmarked", "advcl"}]
    if head.lemma_ == "visit" and head.pos_ == "VERB":
        found += [c for c in head.children if c.dep_ == "obj"]
    return found


def _named_place(reading: Reading, tokens: Iterable[Token], *, hosted: bool) -> Span | None:
    for token in tokens:
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
        unknown = token.pos_ == "PROPN" and not cast.at(token)
        if cast.is_place(token) or unknown:
            return _place_span(reading, token)
    return None


def _place_span(reading: Reading, head: Token) -> Span:
    tokens = reading.doc[head.left_edge.i : head.right_edge.i + 1]
    kept = [t for t in tokens if _is_part(t, head)]
    while kept and (kept[0].is_punct or kept[0].dep_ == "case"):
        kept.pop(0)
    while kept and kept[-1].is_punct and kept[-1].text != ".":
        kept.pop()
    kept = kept or [head]
    span = reading.doc[kept[0].i : kept[-1].i + 1]
    return Span(start=span.start_char, end=span.end_char, text=span.text)


def _is_part(token: Token, head: Token) -> bool:
    """Whether a word belongs to a place's name or is put beside it ("Anchorage, Alaska")."""
    if token == head or (token.i < head.i and token.head == head and token.dep_ != "case"):
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
