"""Points that tell one thing of the contact itself, and nothing else.

"The call was frank" and "the call was made at the request of Oslo" are both about the call, so that
their vectors are near; but who tells how it went does not tell who asked for it.
"""

from __future__ import annotations

from spacy.tokens import Token

from detente.assessment.readouts.points import Point
from detente.assessment.readouts.vocabulary import is_content

_MOODS = {"tone", "atmosphere", "mood", "spirit", "climate"}
_CONTACTS = {"call", "conversation", "talk", "meeting", "contact", "exchange", "dialogue",
             "discussion", "encounter", "session", "consultation", "audience", "visit",
             "reception", "telephone", "phone", "speak", "meet", *_MOODS}  # fmt: skip
_LENGTHS = {"long", "lengthy", "short", "brief"}
# What says that something is told of the contact, or that it took its time.
_TELLS = {"describe", "characterise", "characterize", "term", "last", "go", "run", "continue",
          "spend", "official", "statement", "readout", "minute", "hour", "day", "quarter", "half",
          "time", *_LENGTHS}  # fmt: skip
# Not who asked and what is to come, which "has been asked to visit Moscow" tells both.
_APART = {
    frozenset(pair)
    for pair in (
        ("asked", "length"),
        ("asked", "manner"),
        ("length", "manner"),
        ("next", "length"),
        ("next", "manner"),
    )
}


def aspect_of(point: Point, kind: str | None) -> str | None:
    """The one thing that a point tells of the contact itself, if it does.

    Arguments:
        point: of an account.
        kind: what it tells of the contact, beside whatever else it tells.

    """
    if kind in {"asked", "next"}:
        return kind
    if not _tells_of_nothing_else(point):
        return None
    if kind == "length":
        return kind
    return "manner" if any(_is_quality(t) for t in point.tokens) else None


def are_apart(one: str | None, other: str | None) -> bool:
    """Whether two points tell of the contact, and each another thing."""
    return frozenset((one, other)) in _APART


def _tells_of_nothing_else(point: Point) -> bool:
    lemmas = {t.lemma_.lower() for t in point.tokens}
    content = (t for t in point.tokens if is_content(t) and t.pos_ != "PROPN")
    return bool(lemmas & _CONTACTS) and all(
        t.lemma_.lower() in _CONTACTS | _TELLS or _is_quality(t) for t in content
    )


def _is_quality(token: Token) -> bool:
    """As in "was frank", "called it useful", "in a warm spirit", not "the second call"."""
    if token.pos_ not in {"ADJ", "ADV"} or not is_content(token):
        return False
    if token.lemma_.lower() in _LENGTHS:
        return False
    return token.dep_ != "amod" or token.head.lemma_.lower() in _MOODS
