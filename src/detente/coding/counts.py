"""What a text claims about how many contacts there were: "the second time in seven months"."""

from __future__ import annotations

import re

from spacy.tokens import Token

from detente.coding import lexicon as words
from detente.coding.cast import Cast
from detente.coding.dates import WHOLE_YEAR, times_in
from detente.coding.encounters import Encounter
from detente.coding.since import find_since
from detente.language import Reading
from detente.model import Count, Level, Span

_NUMERAL = re.compile(r"(\d{1,3})(?:st|nd|rd|th)")
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50}
_REACH = 25


def find_count(reading: Reading, cast: Cast, encounter: Encounter) -> Count | None:
    """The count told with an encounter, if there is one."""
    token = _counting_word(encounter)
    if token is None:
        return None
    times = times_in(reading, encounter.trigger)
    since = find_since(reading, cast, encounter.trigger)
    within = next((t.value for t in times if t.kind == "within"), None)
    if since is None and within is None:
        since = next((t.value for t in times if t.text.lower() in WHOLE_YEAR), None)
    last = max(
        [token.i, *[reading.token_at(t.end - 1).i for t in times if t.kind in {"since", "within"}]]
    )
    span = reading.doc[min(token.i, last) : last + 1]
    levels = {e.actor.level for e in encounter.sides if e.actor.level}
    level: Level | None = next(iter(levels)) if len(levels) == 1 else None
    evidence = Span(start=span.start_char, end=span.end_char, text=span.text)
    return Count(
        ordinal=_value(token), level=level, since=since, within=within, evidence=[evidence]
    )


def _counting_word(encounter: Encounter) -> Token | None:
    """An ordinal on the contact's noun or on a "time" beside it, or "five times"."""
    trigger = encounter.trigger
    heads = [trigger] if encounter.is_noun else []
    near = range(max(trigger.sent.start, trigger.i - _REACH), min(trigger.sent.end,
                                                                  trigger.i + _REACH))  # fmt: skip
    heads += [t for i in near if (t := trigger.doc[i]).lemma_ in {"time", "round"}]
    for head in heads:
        for child in head.children:
            if child.dep_ in {"amod", "nummod", "advmod", "compound"} and _value(child):
                cardinal = child.lower_ in words.CARDINALS
                if not cardinal or (head.lemma_ == "time" and head.head == encounter.clause):
                    return child
    return None


def _value(token: Token) -> int | None:
    word = token.lower_
    numeral = _NUMERAL.fullmatch(word)
    if numeral:
        return int(numeral[1])
    if word in words.CARDINALS and word != "once":
        return words.CARDINALS[word]
    value = words.ORDINALS.get(word)
    before = [t.lower_ for t in token.doc[max(0, token.i - 2) : token.i]]
    if value and len(before) == 2 and before[1] == "-" and before[0] in _TENS:
        return _TENS[before[0]] + value  # "twenty-first"
    return value
