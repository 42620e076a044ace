"""Where one point denies the very thing that the other tells, in the same word."""

from __future__ import annotations

from spacy.tokens import Token

from detente.assessment.readouts.points import Point
from detente.assessment.readouts.settling import NOT, is_wanted

_NOT = {*NOT, "nor", "neither"}
_NOBODY = {"no", "nobody", "nothing", "none", "neither"}
# What is said of many things, so that two points may well say it of two.
_COMMON = {"be", "have", "do", "say", "tell", "add", "go", "come", "want", "take", "side",
           "country", "time", "way", "need", "part", "reason", "point", "place"}  # fmt: skip
_UNSURE = {"must", "should", "may", "might", "can", "could", "if", "unless", "would", "to"}


def gainsaid(one: Point, other: Point) -> tuple[str, str] | None:
    """As in "were not handed over" and "were handed over", "there is no truce" and "the truce"."""
    ours, theirs = _said(one), _said(other)
    for word in sorted(ours.keys() & theirs.keys()):
        if ours[word] != theirs[word]:
            return (f"no {word}", word) if ours[word] else (word, f"no {word}")
    return None


def _said(point: Point) -> dict[str, bool]:
    """The verbs that a point tells of as done, and whether it says that they were not."""
    return {
        token.lemma_.lower(): _is_denied(token)
        for token in point.tokens
        if _is_told(token) and token.lemma_.lower() not in _COMMON
    }


def _is_told(token: Token) -> bool:
    below = {c.lower_ for c in token.children}
    if is_wanted(token) or below & _UNSURE:
        return False
    if token.pos_ == "VERB":
        return token.dep_ not in {"amod", "acl", "advcl"} and token.tag_ in {"VBD", "VBN", "VBZ"}
    return token.pos_ == "NOUN" and not {c.lower_ for c in token.head.children} & _UNSURE


def _is_denied(token: Token) -> bool:
    if token.pos_ == "NOUN":
        return any(c.lower_ == "no" for c in token.children)
    subjects = (g for c in token.children if "subj" in c.dep_ for g in (c, *c.children))
    return bool({c.lower_ for c in token.children} & _NOT) or bool(
        {t.lower_ for t in subjects} & _NOBODY
    )
