"""What two points count, and where they count the same thing otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Span, Token

from detente.assessment.readouts.concepts import concepts_of
from detente.assessment.readouts.points import Point

_NOT_COUNTED = {"year", "month", "week", "day", "hour", "minute", "side", "leader", "country",
                "minister", "president", "party", "government", "nation", "state", "delegation",
                "capital", "point", "page", "sentence"}  # fmt: skip
# Whoever is counted by one of these may be counted by another: "6,200 persons", "8,400 people".
_SOMEBODY = {"person", "people", "individual", "soul", "man", "woman", "child", "name", "citizen",
             "national", "prisoner", "detainee", "captive", "hostage", "refugee", "migrant",
             "resident", "civilian", "inmate", "convict"}  # fmt: skip
_SCALES = {"hundred": 1e2, "thousand": 1e3, "lakh": 1e5, "million": 1e6, "crore": 1e7,
           "billion": 1e9, "trillion": 1e12}  # fmt: skip
_PARTS = {"half": 0.5, "quarter": 0.25, "third": 1 / 3}
_UNITS = {"tonne": "ton", "kilometre": "kilometer", "metre": "meter", "litre": "liter",
          "$": "dollar", "€": "euro", "£": "pound", "¥": "yen", "%": "percent",
          "cent": "percent"}  # fmt: skip
_ROUNDED = 1.1  # "some 240 million" and "close to a quarter of a billion" are one figure
_ROUND = re.compile(
    r"\b(some|about|around|roughly|nearly|almost|close to|over|more than|up to|approximately|"
    r"at least|at most|under|less than|fewer than)\b",
    re.IGNORECASE,
)
_SMALL = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen"),
    *("nineteen", "twenty"),
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_WORDS = {
    **{word: float(n) for n, word in enumerate(_SMALL)},
    **{word: 10.0 * n for n, word in enumerate(_TENS, start=2)},
    "dozen": 12.0,
}


def numbers_apart(one: Point, other: Point) -> tuple[str, str] | None:
    """Another number of the same: "140 trawlers", "90 boats"; "35 million euros", "50 million"."""
    same = [(a, b) for a in _counted(one) for b in _counted(other) if _is_same_thing(a, b)]
    if not same or any(_is_one_figure(a, b) for a, b in same):
        return None
    return same[0][0].words, same[0][1].words


@dataclass(frozen=True)
class _Counted:
    """How many there are of something, with the words, and what is counted."""

    value: float
    words: str
    noun: str
    concepts: frozenset[int]
    is_round: bool


def _is_one_figure(one: _Counted, other: _Counted) -> bool:
    low, high = sorted((one.value, other.value))
    return low == high or ((one.is_round or other.is_round) and high <= _ROUNDED * low)


def _is_same_thing(one: _Counted, other: _Counted) -> bool:
    somebody = one.noun in _SOMEBODY and other.noun in _SOMEBODY
    return one.noun == other.noun or somebody or bool(one.concepts & other.concepts)


def _counted(point: Point) -> list[_Counted]:
    """What is counted in a point, without times, and without the two sides themselves."""
    found = []
    times = [(t.start, t.end) for t in point.text.reading.times]
    concepts = concepts_of(point.tokens)
    for token in point.tokens:
        noun = _what_it_counts(token)
        if noun is None or any(a <= token.idx < b for a, b in times):
            continue
        counted = _figure(token, noun, concepts.get(noun.i, frozenset()))
        if counted is not None:
            found.append(counted)
    return found


def _figure(token: Token, noun: Token, concepts: frozenset[int]) -> _Counted | None:
    """The number that a word is part of, with what is counted; "a quarter of a billion euros"."""
    number = _number(token)
    value = _value(re.split(r"[\s-]+", number.text))
    if value is None:
        return None
    before = token.doc[max(token.sent.start, number.start - 3) : number.start].text.lower()
    part = next((p for word, p in _PARTS.items() if f"{word} of a" in before), 1.0)
    words = f"{number.text} {noun.text}" if noun.i > token.i else number.text
    is_round = bool(_ROUND.search(before)) or part < 1
    return _Counted(value * part, words, _unit(noun), concepts, is_round)


def _what_it_counts(number: Token) -> Token | None:
    """As in "140 trawlers", "8,400 of the people", "€ 35 million"; "the animals numbered 1,325"."""
    if number.dep_ == "nummod":
        noun = number.head
        before = noun.i < number.i and noun.text not in _UNITS
        whole = any(c.dep_ == "compound" for c in noun.children)  # "crossing points"
        counted = whole or noun.lemma_.lower() not in _NOT_COUNTED
        return noun if counted and not before else None
    if number.pos_ != "NUM":
        return None
    if number.head.lemma_ in {"number", "total"}:
        return next((c for c in _subjects(number.head)), None)
    return next((c for c in number.children if c.dep_ == "nmod" and _is_of(c)), None)


def _subjects(verb: Token) -> Iterator[Token]:
    for token in (verb, verb.head):
        yield from (c for c in token.children if "subj" in c.dep_)


def _is_of(noun: Token) -> bool:
    return noun.pos_ == "NOUN" and any(c.lower_ == "of" for c in noun.children)


def _unit(noun: Token) -> str:
    """What is counted, under one name."""
    lemma = noun.lemma_.lower()
    return _UNITS.get(lemma, lemma)


def _number(token: Token) -> Span:
    """The words of one number around one of them: "two million"."""
    doc, first, last = token.doc, token.i, token.i + 1
    while first > 0 and _is_number(doc[first - 1]):
        first -= 1
    while last < len(doc) and _is_number(doc[last]):
        last += 1
    return doc[first:last]


def _is_number(token: Token) -> bool:
    """Also the hyphen of "twenty-five"."""
    if token.text == "-" and 0 < token.i < len(token.doc) - 1:
        return bool(token.nbor(-1).like_num and token.nbor().like_num)
    return bool(token.like_num) or token.lower_ in _SCALES


def _value(words: Sequence[str]) -> float | None:
    """The number that some words are: "1,200", "two million"."""
    value: float | None = None
    for word in words:
        plain = word.lower().replace(",", "")
        if plain in _SCALES:
            value = (1.0 if value is None else value) * _SCALES[plain]
        elif plain in _WORDS:
            value = (value or 0.0) + _WORDS[plain]
        else:
            try:
                value = float(plain)
            except ValueError:
                return None
    return value
