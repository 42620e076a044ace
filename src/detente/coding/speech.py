"""What saying something about another side does to it: charge it, demand of it, threaten it."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from detente.coding import predicates
from detente.model import MoveType

_SUBJECTS = {"nsubj", "nsubj:outer", "nsubj:pass", "csubj"}
_OUGHT = {"must", "should", "ought"}
_GOING_TO = {"will", "would", "'ll", "wo", "shall"}
_OBLIGED = {"have", "need"}


def type_of(content: Sequence[Token], about: Token) -> MoveType | None:
    """The type that words about another side plainly are; None where they are not plain.

    Arguments:
        content: what is said.
        about: the word for the other side.

    """
    verb = _verb_of(about)
    if verb is None:
        return None
    if _is_obliged(verb):
        return "REQUEST"
    hostile = any(
        predicates.type_of(t) in predicates.HOSTILE for t in content if t.pos_ in {"VERB", "NOUN"}
    )
    blamed = not predicates.BLAME.isdisjoint(t.lemma_.lower() for t in content)
    return "ACCUSE" if hostile or blamed else None


def hits_back(verb: Token) -> bool:
    """Whether what a speaker says to be going to do is to hit back."""
    helpers = {c.lower_ for c in verb.children if c.dep_ in {"aux", "advmod"}}
    return bool(helpers & _GOING_TO) and verb.lemma_ in predicates.RETALIATE


def _verb_of(about: Token) -> Token | None:
    """The predicate whose subject a phrase is, or is part of."""
    token = about
    while token.dep_ in {"nmod", "nmod:poss", "amod", "compound", "conj", "flat"}:
        token = token.head
    return token.head if token.dep_ in _SUBJECTS else None


def _is_obliged(verb: Token) -> bool:
    helpers = {c.lower_ for c in verb.children if c.dep_ == "aux"}
    return bool(helpers & _OUGHT) or (
        verb.lemma_ in _OBLIGED and any(c.dep_ == "xcomp" for c in verb.children)
    )
