"""The rank that a contact's own noun tells: "working-level talks", "a ministerial meeting"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Token

from detente import actors
from detente.coding.clauses import case_of
from detente.coding.phrases import base_phrase
from detente.coding.triggers import is_noun
from detente.model import Level

_RANKS: tuple[tuple[re.Pattern[str], Level], ...] = (
    # "Working-level" tells a rank; a working visit or lunch is as often a president's.
    (re.compile(r"\bworking(?:-| )(?:level|group|party)\b"), "working"),
    (re.compile(r"\b(?:expert|technical|staff)(?:-level| level|-group)?\b"), "working"),
    (re.compile(r"\b(?:ministerial|minister(?:s')?-level|cabinet-level)\b"), "minister"),
    (re.compile(r"\b(?:lower|low|official)-level\b"), "officials"),
    (re.compile(r"\b(?:leader|leaders'|presidential|summit)(?:-level)?\b"), "leader"),
)
_BETWEEN = {"between", "among", "of"}

_BODY = re.compile(
    r"\b(?:working|expert|experts'|technical|contact) (?:groups?|teams?|commissions?|committees?)\b"
)


def rank_of_body(token: Token) -> Level | None:
    """The rank that the name of a joint body tells: "the Estonian–Finnish working group"."""
    return "working" if _BODY.search(_words(token)) else None


def rank_of_people(token: Token) -> Level | None:
    """The rank that a title in the plural tells: "the deputy foreign ministers"."""
    return None if may_be_one_cabinet(token) else actors.rank(_words(token))


def may_be_one_cabinet(token: Token) -> bool:
    """Whether "the ministers" may be of one state, as foreign ministers or presidents are not."""
    return _words(token).removeprefix("the ") == "ministers"


def find_rank(trigger: Token) -> Level | None:
    """The rank told by the words of a noun that names a contact; None where they tell none."""
    if not is_noun(trigger):
        return None
    words = _words(trigger)
    own = (level for pattern, level in _RANKS if pattern.search(words))
    return next(own, None) or next(_ranks_below(trigger), None)


def _ranks_below(noun: Token) -> Iterator[Level]:
    """Of people who are told without their sides: "a call between presidents"."""
    for child in noun.children:
        people = child.dep_ == "nmod" and case_of(child) in _BETWEEN and child.tag_ == "NNS"
        if people and (level := actors.rank(_words(child))):
            yield level


def _words(noun: Token) -> str:
    start, end = base_phrase(noun)
    return noun.doc[start:end].text.lower()
