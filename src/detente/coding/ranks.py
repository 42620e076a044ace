"""The rank that a contact's own noun tells: "working-level talks", "a ministerial meeting"."""

from __future__ import annotations

import re

from spacy.tokens import Token

from detente.coding.phrases import base_phrase
from detente.coding.triggers import is_noun
from detente.model import Level

_RANKS: tuple[tuple[re.Pattern[str], Level], ...] = (
    (re.compile(r"\b(?:working|expert|technical|staff)(?:-level| level|-group)?\b"), "working"),
    (re.compile(r"\b(?:ministerial|minister(?:s')?-level|cabinet-level)\b"), "minister"),
    (re.compile(r"\b(?:lower|low|official)-level\b"), "officials"),
    (re.compile(r"\b(?:leader|leaders'|presidential|summit)(?:-level)?\b"), "leader"),
)


_BODY = re.compile(
    r"\b(?:working|expert|experts'|technical|contact) (?:groups?|teams?|commissions?|committees?)\b"
)


def rank_of_body(token: Token) -> Level | None:
    """The rank that the name of a joint body tells: "the Estonian–Finnish working group"."""
    start, end = base_phrase(token)
    return "working" if _BODY.search(token.doc[start:end].text.lower()) else None


def find_rank(trigger: Token) -> Level | None:
    """The rank told by the words of a noun that names a contact; None where they tell none."""
    if not is_noun(trigger):
        return None
    start, end = base_phrase(trigger)
    words = trigger.doc[start:end].text.lower()
    return next((level for pattern, level in _RANKS if pattern.search(words)), None)
