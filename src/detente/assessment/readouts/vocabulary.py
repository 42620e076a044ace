"""The words of readouts that say what a point is, and the stems by which words are compared."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from spacy.tokens import Token

from detente.language import blank

if TYPE_CHECKING:
    from detente.assessment.readouts.points import Point

_CONTENT = {"NOUN", "PROPN", "VERB", "ADJ", "NUM", "ADV"}
_STEM = 5  # letters: as in the truncation stemmers of retrieval, enough for "dialog(ue)"
# What every readout says of everything.
_EMPTY = {"say", "tell", "state", "note", "stress", "side", "country", "minister", "president",
          "prime", "foreign", "secretary", "leader", "express", "emphasize", "point", "make",
          "take", "have", "hold", "agree", "also", "both", "two", "party", "underline"}  # fmt: skip
_OPENING = {"call", "meet", "meeting", "speak", "talk", "conversation", "talks", "receive", "host",
            "visit", "confer", "summon", "consultation", "telephone", "phone", "welcome", "travel",
            "bilateral", "invite", "conference", "session", "gather", "audience", "round",
            "dial", "ring"}  # fmt: skip
_LASTED = {"last", "go", "take", "end", "over", "begin", "commence", "run", "spend", "brief",
           "short", "long", "length", "duration", "for"}  # fmt: skip
_NEXT = {"meet", "visit", "travel", "come", "host", "receive", "convene", "reconvene", "lead",
         "see", "sit", "take", "go", "call", "hold", "fix", "set", "continue"}  # fmt: skip
_NEXT_ONES = {"invite", "invitation", "trip", "visit", "round", "session", "date", "talk",
              "meeting", "encounter", "delegation", "team", "consultation"}  # fmt: skip
_AHEAD = {"will", "would", "shall", "to", "next", "new", "another", "further", "again", "early",
          "later", "coming"}  # fmt: skip
_TOPMOST = 0.13  # of an account, in which it tells that there was a contact


def stems_of(tokens: Iterable[Token]) -> frozenset[str]:
    """The content words, cut to their beginnings, without what readouts always say."""
    return frozenset(t.lemma_.lower()[:_STEM] for t in tokens if is_content(t))


def is_content(token: Token) -> bool:
    """Whether a word says something that not every readout says of everything."""
    if token.pos_ not in _CONTENT or blank().vocab[token.lower_].is_stop:
        return False
    return token.lemma_.lower() not in _EMPTY


def kind_of(point: Point) -> str | None:
    """What a point tells of the contact itself: that it took place, or how long it took."""
    lemmas = {t.lemma_.lower() for t in point.tokens}
    times = point.text.reading.times
    lasted = any(t.kind == "duration" for t in times if point.start <= t.start < point.end)
    if (
        lemmas & _LASTED
        and (lasted or lemmas & {"brief", "short"})
        and lemmas & (_OPENING | {"it", "its", "length", "duration"})
    ):
        return "length"
    named = sum(t.pos_ == "PROPN" for t in point.tokens)
    if point.place <= _TOPMOST and lemmas & _OPENING and named:
        return "opening"
    return "next" if _is_of_the_next(point) else None


def _is_of_the_next(point: Point) -> bool:
    """Whether it tells of a visit or a meeting that is to come."""
    lemmas = {t.lemma_.lower() for t in point.tokens}
    ahead = {t.lower_ for t in point.tokens} & _AHEAD
    return bool(lemmas & {"invite", "invitation", "trip"}) or bool(
        ahead and lemmas & _NEXT_ONES and (lemmas & _NEXT or len(ahead) > 1)
    )
