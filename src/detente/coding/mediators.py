"""Who brokered or carried a contact without being a party to it."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Span, Token

from detente.coding.cast import Cast

_MEDIATING = {"mediate", "broker", "facilitate", "arrange", "carry", "relay", "convey", "sponsor",
              "convene", "transmit"}  # fmt: skip
_MEDIATORS = {"mediation", "mediator", "auspices", "intermediary", "go-between", "between",
              "broker", "facilitator", "facilitation"}  # fmt: skip
_THROUGH = {"through", "via"}
_REACH = 14


def find_mediators(trigger: Token, clause: Token, cast: Cast) -> list[str]:
    """The sides that the words around a contact name as its brokers or carriers.

    Arguments:
        trigger: the word that tells of the contact.
        clause: the verb that says what became of it.
        cast: the report's actors.

    """
    found: list[str] = []
    for token in trigger.sent:
        if _mediates(token, trigger, clause):
            for agent in _agents(token):
                found += [e.party for e in cast.group(agent) if e.party]
        elif _is_mediator(token):
            found += [e.party for word in _called(token) for e in cast.group(word) if e.party]
        elif token.dep_ in {"obl", "nmod"} and token.head in {trigger, clause}:
            if any(c.lower_ in _THROUGH and c.dep_ == "case" for c in token.children):
                found += [e.party for e in cast.group(token) if e.party]
    return list(dict.fromkeys(found))


def _mediates(verb: Token, trigger: Token, clause: Token) -> bool:
    """Whether a verb tells of somebody who brought about this contact."""
    if verb.pos_ != "VERB" or verb.lemma_ not in _MEDIATING or verb == trigger:
        return False
    if trigger in {verb.head, verb} or clause == verb or clause.head == verb:
        return clause != verb or trigger.dep_ in {"obj", "nsubj:pass", "nmod"}
    return any(c in {trigger, clause} for c in verb.children) or trigger in set(verb.head.subtree)


def _agents(verb: Token) -> Iterator[Token]:
    for child in verb.children:
        by = child.dep_ == "obl" and any(g.lower_ == "by" for g in child.children)
        if child.dep_ in {"nsubj", "obl:agent"} or by:
            yield child
    doc = verb.doc
    if verb.tag_ == "VBN" and verb.i + 2 < len(doc) and doc[verb.i + 1].lower_ == "by":
        yield doc[verb.i + 2]


def _is_mediator(token: Token) -> bool:
    if token.lower_ == "between":  # "go-between", in three tokens
        return token.i > 1 and token.doc[token.i - 2].lower_ == "go"
    return token.pos_ in {"NOUN", "PROPN"} and token.lemma_.lower() in _MEDIATORS


def _called(noun: Token) -> Iterator[Token]:
    """As in "Qatari mediation", "with Iraq as the go-between", "the mediation of Oman"."""
    yield from (c for c in noun.children if c.dep_ in {"amod", "nmod", "nmod:poss", "compound"})
    doc = noun.doc
    at = noun.i
    while at > max(noun.sent.start, noun.i - 5) and doc[at].lower_ != "as":
        at -= 1
    if doc[at].lower_ != "as":
        return
    for i in range(at - 1, max(noun.sent.start, at - _REACH) - 1, -1):
        if doc[i].lower_ == "with":
            return
        yield doc[i]


def find_brokers(sentence: Span, cast: Cast) -> list[str]:
    """Whoever a sentence that goes on about a contact says brokered it."""
    found: list[str] = []
    for token in sentence:
        if token.pos_ == "VERB" and token.lemma_ in {"broker", "mediate", "facilitate"}:
            found += [e.party for a in _agents(token) for e in cast.group(a) if e.party]
        elif _is_mediator(token):
            found += [e.party for word in _called(token) for e in cast.group(word) if e.party]
    return list(dict.fromkeys(found))
