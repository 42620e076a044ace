"""Where two points say that somebody meets, or to whom somebody travels."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from detente.actors import names_in
from detente.assessment.readouts.points import Point

_TRAVEL = {"travel", "come", "go", "lead", "head", "trip", "visit", "send", "journey",
           "arrive"}  # fmt: skip
_GATHER = {"meet", "meeting", "hold", "host", "sit", "session", "round", "convene", "reconvene",
           "gather", "place", "receive", "continue", "go"}  # fmt: skip
_PLACES = {"capital", "seat", "state"}
_DUE = {"will", "shall", "next", "following", "follow", "second", "again", "fix", "settle", "agree",
        "schedule"}  # fmt: skip
_TOWNS = {"city", "town", "village", "port", "resort"}
_AT_PLACES = {"to", "in", "at"}


def places_apart(one: Point, other: Point, parties: Sequence[str]) -> tuple[str, str] | None:
    """Who comes to whom: at the one side's place as the one says, at the other's as the other."""
    ours, theirs = _destination(one, parties), _destination(other, parties)
    if ours and theirs:
        return (f"in {ours[1]}", f"in {theirs[1]}") if ours[0] != theirs[0] else None
    return _towns_apart(one, other)


def _towns_apart(one: Point, other: Point) -> tuple[str, str] | None:
    """Another town for what is to come: of one that is over, both may be right about the place."""
    ours, theirs = _town(one), _town(other)
    if not ours or not theirs or ours in theirs or theirs in ours:
        return None
    return f"in {ours}", f"in {theirs}"


def _town(point: Point) -> str | None:
    """The one town or other place, but no country, where a point says that a meeting is due."""
    lemmas = {t.lemma_.lower() for t in point.tokens}
    if not lemmas & _GATHER or not lemmas & _DUE:
        return None
    found = {_name(t) for t in point.tokens if _is_place(t)}
    countries = {n.text for n in names_in(point.words.text) if n.role == "state"}
    return found.pop() if len(found) == 1 and not found & countries else None


def _name(place: Token) -> str:
    """With what is written before and after it: "New Delhi"."""
    return place.doc[place.left_edge.i : place.i + 1].text.partition(" ")[2] or place.text


def _is_place(token: Token) -> bool:
    """As in "in Liberia", "in the city of Rivas"."""
    cases = {c.lower_ for c in token.children if c.dep_ == "case"}
    named = token.pos_ == "PROPN" and token.dep_ in {"obl", "nmod"}
    city = token.head.lemma_.lower() in _TOWNS and "of" in cases
    return named and (city or (token.ent_type_ == "place" and bool(cases & {"in", "at"})))


def _destination(point: Point, parties: Sequence[str]) -> tuple[str, str] | None:
    """The one party, and its place, where a point says that somebody meets or comes to."""
    if not {t.lemma_.lower() for t in point.tokens} & (_TRAVEL | _GATHER):
        return None
    found = dict(_hosts(point, parties)) or dict(_places(point, parties))
    return next(iter(found.items())) if len(found) == 1 else None


def _places(point: Point, parties: Sequence[str]) -> Iterator[tuple[str, str]]:
    text = point.words.text
    for name in names_in(text):
        place = name.role in _PLACES and name.actor.party in parties
        before = text[: name.start].rstrip().lower().rpartition(" ")[2]
        if place and before in _AT_PLACES:
            yield str(name.actor.party), name.text


def _hosts(point: Point, parties: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Whose turn it is: "will be hosted by the Chinese side"."""
    for verb in point.tokens:
        if verb.lemma_.lower() != "host":
            continue
        passive = any(c.dep_ in {"aux:pass", "nsubj:pass"} for c in verb.children)
        for child in verb.children:
            if child.dep_ == "obl:agent" or (child.dep_ == "nsubj" and not passive):
                words = child.doc[child.left_edge.i : child.right_edge.i + 1].text
                named = next((n for n in names_in(words) if n.actor.party in parties), None)
                if named:
                    yield str(named.actor.party), named.text
