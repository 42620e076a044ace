"""Where two points that tell the same thing cannot both be right."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations

from spacy.tokens import Span, Token

from detente.actors import names_in
from detente.assessment.readouts.asking import asked_by
from detente.assessment.readouts.comparison import Contradiction, Matter
from detente.assessment.readouts.concepts import concepts_of
from detente.assessment.readouts.denial import denies, refuses, settles
from detente.assessment.readouts.points import Point
from detente.language import Time

_NEARLY = 1.3  # "about twenty minutes" and "a quarter of an hour" are told of one call
_NEXT_DAY = timedelta(days=1)  # one moment on two clocks
_VAGUE = timedelta(days=366)  # what spans more says nothing that another date could contradict
_BOUND = timedelta(days=45)  # how far "before the end of August" reaches back
_APART = timedelta(days=550)  # what is further apart is told of two things
_BEFORE = re.compile(r"\b(before|by|no later than|until|till)\s+(the\s+)?$", re.IGNORECASE)
_DURATION = re.compile(r"P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?")
_NOT_COUNTED = {"year", "month", "week", "day", "hour", "minute", "side", "leader", "country",
                "minister", "president", "party", "government", "nation", "state", "man", "people",
                "delegation", "capital", "point", "page", "sentence"}  # fmt: skip
_MEANS = {
    "by telephone": {"telephone", "phone", "ring", "dial"},
    "by video": {"video", "videoconference", "virtual", "virtually", "online", "screen"},
}
_PLANNED = {"plan", "schedule", "expect", "slate", "foresee"}
_TRAVEL = {"travel", "come", "go", "lead", "head", "trip", "visit", "send", "journey",
           "arrive"}  # fmt: skip
_GATHER = {"meet", "meeting", "hold", "host", "sit", "session", "round", "convene", "reconvene",
           "gather", "place", "receive", "continue", "go"}  # fmt: skip
_AT_PLACES = {"to", "in", "at"}
_CURRENCIES = {"$", "€", "£", "¥"}
_SCALES = {"hundred": 1e2, "thousand": 1e3, "lakh": 1e5, "million": 1e6, "crore": 1e7,
           "billion": 1e9, "trillion": 1e12}  # fmt: skip
_PARTS = {"half": 0.5, "quarter": 0.25, "third": 1 / 3}
_SAME_UNITS = {"tonne": "ton", "kilometre": "kilometer", "metre": "meter", "litre": "liter"}
_ROUNDED = 1.1  # "some 240 million" and "close to a quarter of a billion" are one figure
_ROUND = re.compile(
    r"\b(some|about|around|roughly|nearly|almost|close to|over|more than|up to|approximately)\b",
    re.IGNORECASE,
)
_SMALL = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen"),
    *("nineteen", "twenty"),
)


def contradictions(one: Point, other: Point, parties: Sequence[str]) -> list[Contradiction]:
    """What two points that are a pair tell differently.

    Arguments:
        one: of one side.
        other: of another.
        parties: of the contact.

    """
    checks: list[tuple[Matter, Callable[[Point, Point], tuple[str, str] | None]]] = [
        ("initiator", lambda a, b: _initiators(a, b, parties)),
        ("duration", _durations),
        ("date", _dates),
        ("number", _numbers),
        ("mode", _modes),
        ("place", lambda a, b: _destinations(a, b, parties)),
        ("denial", _denial),
    ]
    found = ((matter, check(one, other)) for matter, check in checks)
    return [
        Contradiction(
            matter=matter,
            says={one.side: says[0], other.side: says[1]},
            words={one.side: one.words, other.side: other.words},
        )
        for matter, says in found
        if says
    ]


def _initiators(one: Point, other: Point, parties: Sequence[str]) -> tuple[str, str] | None:
    ours, theirs = asked_by(one, parties), asked_by(other, parties)
    if ours is None or theirs is None or ours == theirs:
        return None
    return f"{ours} asked for it", f"{theirs} asked for it"


def _denial(one: Point, other: Point) -> tuple[str, str] | None:
    ours, theirs = denies(one), denies(other)
    if ours != theirs:
        return ("denies it", "says so") if ours else ("says so", "denies it")
    if refuses(one) and settles(other) and not refuses(other):
        return "refused or left open", "agreed"
    if refuses(other) and settles(one) and not refuses(one):
        return "agreed", "refused or left open"
    return None


def _durations(one: Point, other: Point) -> tuple[str, str] | None:
    ours, theirs = (
        [(t.text, m) for t in _lengths(p) if (m := _minutes(t.value))] for p in (one, other)
    )
    if not ours or not theirs or any(_near(a, b) for _, a in ours for _, b in theirs):
        return None
    return ours[0][0], theirs[0][0]


def _lengths(point: Point) -> Iterator[Time]:
    """How long it took; "planned for two hours" tells what did not come true."""
    for time in _times(point, "duration"):
        head = point.text.reading.token_at(time.start)
        if not any(t.lemma_.lower() in _PLANNED for t in head.ancestors):
            yield time


def _near(one: float, other: float) -> bool:
    return max(one, other) <= _NEARLY * min(one, other)


def _dates(one: Point, other: Point) -> tuple[str, str] | None:
    ours, theirs = list(_days(one)), list(_days(other))
    if not ours or not theirs:
        return None
    if any(_within(a[0].lower(), b[0].lower()) for a in ours for b in theirs):
        return None  # "Friday" and "Friday", "16 December" and "December"
    apart = min(max(a[1], b[1]) - min(a[2], b[2]) for a in ours for b in theirs)
    if any(_overlap(a[1:], b[1:]) for a in ours for b in theirs) or apart > _APART:
        return None
    return ours[0][0], theirs[0][0]


def _within(one: str, other: str) -> bool:
    return one in other or other in one


def _overlap(one: tuple[date, date], other: tuple[date, date]) -> bool:
    return one[0] <= other[1] + _NEXT_DAY and other[0] <= one[1] + _NEXT_DAY


def _days(point: Point) -> Iterator[tuple[str, date, date]]:
    """The days of the dates in a point, with their words; "before the end of August": until it."""
    text = point.text.report.document.text
    for time in _times(point, "date", "until"):
        if time.days is None or time.days[1] - time.days[0] > _VAGUE:
            continue
        first, last = time.days
        before = _BEFORE.search(text[max(0, time.start - 20) : time.start])
        words = text[time.start : time.end]
        if before:
            first, words = first - _BOUND, before[0].strip() + " " + words
        yield words, first, last


def _times(point: Point, *kinds: str) -> Iterator[Time]:
    for time in point.text.reading.times:
        if time.kind in kinds and point.start <= time.start < point.end:
            yield time


def _minutes(value: str | None) -> float | None:
    match = _DURATION.fullmatch(value or "")
    if not match or not any(match.groups()):
        return None
    days, hours, minutes, seconds = (int(g or 0) for g in match.groups())
    return days * 1440 + hours * 60 + minutes + seconds / 60


def _destinations(one: Point, other: Point, parties: Sequence[str]) -> tuple[str, str] | None:
    """Who comes to whom: at the one side's place as the one says, at the other's as the other."""
    ours, theirs = _destination(one, parties), _destination(other, parties)
    if ours is None or theirs is None or ours[0] == theirs[0]:
        return None
    return f"in {ours[1]}", f"in {theirs[1]}"


def _destination(point: Point, parties: Sequence[str]) -> tuple[str, str] | None:
    """The one party, and its place, where a point says that somebody meets or comes to."""
    if not {t.lemma_.lower() for t in point.tokens} & (_TRAVEL | _GATHER):
        return None
    text = point.words.text
    found = {}
    for name in names_in(text):
        place = name.role in {"capital", "seat", "state"} and name.actor.party in parties
        before = text[: name.start].rstrip().lower().rpartition(" ")[2]
        if place and before in _AT_PLACES:
            found[str(name.actor.party)] = name.text
    return next(iter(found.items())) if len(found) == 1 else None


def _modes(one: Point, other: Point) -> tuple[str, str] | None:
    """By phone as the one says, by video as the other does."""
    ours, theirs = _mode(one), _mode(other)
    return (ours, theirs) if ours and theirs and ours != theirs else None


def _mode(point: Point) -> str | None:
    lemmas = {t.lemma_.lower() for t in point.tokens}
    found = [mode for mode, words in _MEANS.items() if lemmas & words]
    return found[0] if len(found) == 1 else None


def _numbers(one: Point, other: Point) -> tuple[str, str] | None:
    """Another number of the same: "140 trawlers", "90 boats"; "35 million euros", "50 million"."""
    for ours in _counted(one):
        for theirs in _counted(other):
            if _is_same_thing(ours, theirs) and not _is_one_figure(ours, theirs):
                return ours.words, theirs.words
    return None


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
    return one.noun == other.noun or bool(one.concepts & other.concepts)


def _counted(point: Point) -> list[_Counted]:
    """What is counted in a point, without times, and without the two sides themselves."""
    found = []
    times = [(t.start, t.end) for t in point.text.reading.times]
    concepts = concepts_of(point.tokens)
    for token in point.tokens:
        noun = token.head
        before = noun.i < token.i and noun.text not in _CURRENCIES
        if token.dep_ != "nummod" or before or noun.lemma_.lower() in _NOT_COUNTED:
            continue
        if any(a <= token.idx < b for a, b in times):
            continue
        counted = _figure(token, concepts.get(noun.i, frozenset()))
        if counted is not None:
            found.append(counted)
    return found


def _figure(token: Token, concepts: frozenset[int]) -> _Counted | None:
    """The number that a word is part of, with what is counted; "a quarter of a billion euros"."""
    noun, number = token.head, _number(token)
    value = _value([t.text for t in number])
    if value is None:
        return None
    before = token.doc[max(token.sent.start, number.start - 3) : number.start].text.lower()
    part = next((p for word, p in _PARTS.items() if f"{word} of a" in before), 1.0)
    lemma = noun.lemma_.lower()
    words = token.doc[min(token.i, noun.i) : max(token.i, noun.i) + 1].text
    is_round = bool(_ROUND.search(before)) or part < 1
    return _Counted(value * part, words, _SAME_UNITS.get(lemma, lemma), concepts, is_round)


def _number(token: Token) -> Span:
    """The words of one number around one of them: "two million"."""
    doc, first, last = token.doc, token.i, token.i + 1
    while first > 0 and _is_number(doc[first - 1]):
        first -= 1
    while last < len(doc) and _is_number(doc[last]):
        last += 1
    return doc[first:last]


def _is_number(token: Token) -> bool:
    return bool(token.like_num) or token.lower_ in _SCALES


def lengths_apart(
    told: Mapping[str, Sequence[Point]], known: Sequence[Contradiction]
) -> Iterator[Contradiction]:
    """How long the contact took, where two sides tell it differently and no pair shows it.

    Arguments:
        told: for each side the points that tell that there was a contact, or how long it took.
        known: contradictions that the pairs show.

    """
    seen = {(c.matter, *sorted(c.says)) for c in known}
    for one, other in combinations(sorted(told), 2):
        if ("duration", one, other) in seen:
            continue
        timed = [
            next((p for p in told[s] if any(_times(p, "duration"))), None) for s in (one, other)
        ]
        if timed[0] and timed[1] and (says := _durations(timed[0], timed[1])):
            yield Contradiction(
                matter="duration",
                says={one: says[0], other: says[1]},
                words={one: timed[0].words, other: timed[1].words},
            )


def _value(words: Sequence[str]) -> float | None:
    """The number that some words are: "1,200", "two million"."""
    value: float | None = None
    for word in words:
        plain = word.lower().replace(",", "")
        if plain in _SCALES:
            value = (1.0 if value is None else value) * _SCALES[plain]
        elif plain in _SMALL:
            value = float(_SMALL.index(plain))
        else:
            try:
                value = float(plain)
            except ValueError:
                return None
    return value
