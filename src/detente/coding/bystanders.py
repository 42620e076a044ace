"""Names that take no part in what a sentence tells: places and mediators."""

from __future__ import annotations

from spacy.tokens import Doc

from detente.coding.names import Named

_PLACES = {"in", "at", "near", "into", "outside", "inside", "around", "across", "off"}
_THROUGH = {"through", "via"}
MEDIATORS = {"mediation", "mediator", "auspices", "intermediary", "broker", "facilitator",
             "facilitation", "go", "host"}  # fmt: skip
_REACH = 9


def is_place(doc: Doc, named: Named, head: int) -> bool:
    """Whether a state, a capital or a seat is told as where something happens.

    Arguments:
        doc: the report's words.
        named: the name.
        head: the position of the word that the sentence hangs it from.

    """
    if named.known is None or named.known.role not in {"state", "capital", "seat"}:
        return False
    token = doc[head]
    if named.start and doc[named.start - 1].lower_ in _PLACES:
        return True
    if any(c.lower_ in _PLACES and c.dep_ == "case" for c in token.children):
        return True
    beside = token.dep_ in {"appos", "nmod:unmarked", "nmod:desc"} and token.head.pos_ == "PROPN"
    return beside and any(c.lower_ in _PLACES and c.dep_ == "case" for c in token.head.children)


def is_mediator(doc: Doc, named: Named) -> bool:
    """As in "through Oman", "with Iraq as the go-between", "an envoy from Brazil as mediators"."""
    before = doc[named.start - 1].lower_ if named.start else ""
    if before == "the" and named.start > 1:
        before = doc[named.start - 2].lower_
    if before in _THROUGH and named.known is not None:
        return True
    after = [t for t in doc[named.end : named.end + _REACH] if not t.is_space]
    for place, token in enumerate(after):
        if token.is_sent_start or token.pos_ in {"VERB", "AUX"}:
            return False
        if token.lower_ == "as":
            return any(t.lemma_.lower() in MEDIATORS for t in after[place + 1 : place + 4])
    return False
