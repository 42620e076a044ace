"""When a contact took place or a move was made: the dates that the tree ties to its words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Token

from detente.coding import lexicon as words
from detente.coding.clauses import case_of
from detente.coding.encounters import Encounter
from detente.coding.triggers import SUBJECTS, is_noun
from detente.language import Reading, Time, clause_tense

WHOLE_YEAR = {"this year", "the year"}  # a frame for counting, no date
_SHARED = {"conj", "advcl", "xcomp"}
_WHEN = {"after", "following", "during", "at", "in", "on", "since", "before", "amid", "within"}
_PARTS_OF_TIME = {"beginning", "start", "middle", "end", "close", "eve", "evening", "morning",
                  "afternoon", "night", "day", "week", "weekend", "month", "summer", "spring",
                  "autumn", "fall", "winter", "half", "time", "hour", "course"}  # fmt: skip
_TIED, _FRAMED = 3, 7  # how far a date is from a verb: hung from it, or opening its sentence
_SAYING = {"say", "tell", "announce", "report", "state", "declare", "confirm", "add", "disclose"}
_REACH = 12
_COUNTED = 3  # words from "second" to "this week"
_PERIOD = re.compile(r"(?:this|last|the) (?:week|month|year)$", re.IGNORECASE)
_WEEK = 7  # days
_FRAME = 4  # words before the date that opens a sentence
_PERFECT = {"has", "have", "'ve", "had"}


def times_in(reading: Reading, token: Token) -> list[Time]:
    """The times told in a token's sentence."""
    sentence = token.sent
    return [t for t in reading.times if sentence.start_char <= t.start < sentence.end_char]


def find_date(reading: Reading, encounter: Encounter) -> Time | None:
    """The date told of an encounter: on its clause, one it shares, or right beside it."""
    told = _date_at(reading, encounter.trigger, list(verbs_of(encounter)))
    if encounter.status != "cancelled" or told is None or told.days is None:
        return told
    meant = _date_at(reading, encounter.trigger, [encounter.trigger], most=_TIED)
    if meant is None and told.days[0] == told.days[1]:
        return None  # the day on which it was called off
    return meant or told


def day_before(reading: Reading, encounter: Encounter) -> Time | None:
    """The one day that the sentence before tells, where what follows is told in the past.

    As in "The visitors were back on Monday. They talked until late in a villa".
    """
    sentence, published = encounter.trigger.sent, reading.document.published_at
    verb = encounter.trigger if not encounter.is_noun else encounter.clause
    plain = not any(c.lower_ in _PERFECT for c in verb.children)
    past = clause_tense(verb) == "past" and is_told(verb)
    if sentence.start == 0 or published is None or not (plain and past):
        return None
    if any(t.kind in {"date", "since", "within"} for t in times_in(reading, encounter.trigger)):
        return None
    told = times_in(reading, reading.doc[sentence.start - 1])
    dates = [t for t in told if t.kind in {"date", "since"}]
    only = dates[0] if len(dates) == 1 and dates[0].kind == "date" else None
    if only is None or only.days is None or only.days[0] != only.days[1]:
        return None
    age = (published.date() - only.days[0]).days
    return only if 0 <= age < _WEEK else None


def date_of_act(reading: Reading, clause: Token) -> Time | None:
    """The date told of an act, by the verb or noun that names it.

    Arguments:
        reading: the report's language.
        clause: the verb or noun.

    """
    verbs, at = [clause], clause
    while at.dep_ in _SHARED and at.head != at and len(verbs) < 3:
        at = at.head
        verbs.append(at)
    return _date_at(reading, clause, verbs)


def is_told(clause: Token) -> bool:
    """Whether a clause tells what then happened.

    Not what still holds ("accuses", "has blamed"), nor what came before ("had promised").
    """
    if clause.pos_ not in {"VERB", "AUX"}:
        return True
    perfect = any(c.lower_ in _PERFECT for c in clause.children)
    return not perfect and clause_tense(clause) != "present"


def _date_at(
    reading: Reading, trigger: Token, verbs: list[Token], *, most: int = _FRAMED
) -> Time | None:
    told = times_in(reading, trigger)
    dates = [t for t in told if t.value and not _frames_a_count(reading, t)]
    ranked = []
    for time in dates:
        token = reading.token_at(time.start)
        if time.kind != "date" and not _is_since_when(time, reading, verbs):
            continue
        if _is_of_saying(time, reading) and token.head not in verbs[:1]:
            continue
        opens = _opens(reading.token_at(time.end - 1), verbs)
        cost = 0 if opens else _cost(token, trigger, verbs)
        if cost is not None and cost <= most:
            ranked.append((cost, abs(token.i - trigger.i), time.start, time))
    return min(ranked)[3] if ranked else None


def _is_since_when(time: Time, reading: Reading, verbs: list[Token]) -> bool:
    """As in "not since May 2010, when they met in Rome"."""
    return time.kind == "since" and _opens(reading.token_at(time.end - 1), verbs)


def _is_of_saying(time: Time, reading: Reading) -> bool:
    """As in "said today that the talks had been frank", wherever the tree hangs the day."""
    first, last = reading.token_at(time.start), reading.token_at(time.end - 1)
    if first.i == 0 or last.i + 1 >= len(last.doc):
        return False
    before = first.nbor(-1) if first.nbor(-1).lower_ != "on" or first.i < 2 else first.nbor(-2)
    return before.lemma_ in _SAYING and last.nbor().lower_ == "that"


def _frames_a_count(reading: Reading, time: Time) -> bool:
    """As in "their second call this week": within what it is the second, no date."""
    start = reading.token_at(time.start)
    before = start.doc[max(start.sent.start, start.i - _COUNTED) : start.i]
    counts = any(t.lower_ in words.ORDINALS or t.lower_ in words.CARDINALS for t in before)
    return time.text.lower() in WHOLE_YEAR or (counts and bool(_PERIOD.match(time.text)))


def _opens(date: Token, verbs: list[Token]) -> bool:
    """Whether a date is what a clause's "when" takes up: "three days earlier, when she rang"."""
    after = date.doc[date.i + 1 : date.i + 3]
    when = next((t for t in after if t.lower_ == "when"), None)
    if when is None or (when.i > date.i + 1 and after[0].text != ","):
        return False
    return when.head in verbs


def verbs_of(encounter: Encounter) -> Iterator[Token]:
    """The verbs whose date is the encounter's: its own, and those it shares a subject with."""
    yield encounter.trigger
    yield from _held(encounter.trigger)
    verb = encounter.clause
    for _ in range(3):
        yield verb
        own = any(c.dep_ in SUBJECTS for c in verb.children)
        if verb.dep_ == "acl" and verb.head.lemma_ in words.ASKING_NOUNS:
            verb = verb.head  # "the request for X to speak with Y was made on Saturday"
        elif own or verb.dep_ not in _SHARED or _is_apart(encounter):
            return
        if verb.head == verb:
            return
        verb = verb.head


def _held(trigger: Token) -> Iterator[Token]:
    """As in "her talks with the minister of Chile, held in Quito", whatever it hangs from."""
    if not is_noun(trigger):
        return
    for token in trigger.doc[trigger.i + 1 : trigger.sent.end]:
        if token.lemma_.lower() in words.CONTACT_NOUNS:
            return
        told = token.lemma_ == "hold" and token.tag_ == "VBN" and token.dep_ in {"acl", "advcl"}
        if told and token.nbor(-1).text == ",":
            yield token
            return


def _is_apart(encounter: Encounter) -> bool:
    """Whether a noun's clause tells something else: "frustrated with the talks, he flew to …"."""
    follows_up = any(c.lower_ == "up" for c in encounter.clause.children)
    light = encounter.clause.lemma_ in words.LIGHT_VERBS and not follows_up
    return encounter.is_noun and not light


def _cost(token: Token, trigger: Token, verbs: list[Token]) -> int | None:
    """How far a date is from the verbs on the tree; None where it is another's."""
    at, steps = token, 0
    while at not in verbs:
        if _is_anothers(at, trigger):
            return None
        clausal = at.pos_ in {"VERB", "AUX"} and steps > 0
        if clausal and at.head == trigger and at.dep_ in {"acl:relcl", "acl"}:
            return _TIED  # "talks that began on Thursday"
        if clausal or at.head == at:
            if _is_beside(token, trigger):
                return _FRAMED - 1
            return _FRAMED if _is_frame(token) else None
        at, steps = at.head, steps + 1
    return verbs.index(at)


def _is_anothers(token: Token, trigger: Token) -> bool:
    """Whether it tells which one is meant of something else: "the memorandum of May 3"."""
    noun = token.head
    if noun == trigger or noun.pos_ != "NOUN":
        return False
    if noun.lemma_.lower() in words.CONTACT_NOUNS:  # "the meeting was arranged in a call last week"
        return trigger not in noun.subtree and noun not in trigger.subtree
    if token.dep_ == "compound":  # "the May 3 memorandum", not "on Thursday Minister Park met …"
        which = any(c.dep_ == "det" and c.i < token.i for c in noun.children)
    else:
        which = token.dep_ == "nmod" and case_of(token) in {"of", "from"}
    when = case_of(noun) in _WHEN
    return which and not when and noun.lemma_.lower() not in _PARTS_OF_TIME


def _is_frame(token: Token) -> bool:
    """Whether a date opens its sentence, and so holds for all of it: "In October 2000 she …"."""
    before = token.doc[token.sent.start : token.i]
    return len(before) < _FRAME and not any(t.pos_ in {"VERB", "AUX", "PRON"} for t in before)


def _is_beside(token: Token, trigger: Token) -> bool:
    """Whether no verb stands between two words that are not far from each other."""
    start, end = sorted((token.i, trigger.i))
    between = token.doc[start + 1 : end]
    return len(between) < _REACH and not any(t.pos_ in {"VERB", "AUX", "SCONJ"} for t in between)
