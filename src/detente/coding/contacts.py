"""From encounters to contacts: what all the places that tell of one contact say together."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import cast as typed

from spacy.tokens import Token

from detente.coding import lexicon as words
from detente.coding.aftermath import descriptive_words, joint_predicates, sentences_after
from detente.coding.aims import find_purpose, find_topics
from detente.coding.cast import Cast
from detente.coding.counts import find_count
from detente.coding.dates import day_before, find_date
from detente.coding.encounters import Encounter
from detente.coding.entities import Entity
from detente.coding.follows import find_followed
from detente.coding.mediators import find_brokers
from detente.coding.merging import find_home
from detente.coding.outcomes import find_outcome, find_tone, is_negated, is_tone, outcome_of
from detente.coding.sayings import Said
from detente.coding.since import find_since
from detente.coding.tellings import Telling
from detente.coding.whereabouts import find_duration, find_place
from detente.language import Days, Reading, Time
from detente.model import Count, Outcome

_GOES_ON = 50  # words before a sentence that it may go on about


def tell_contacts(
    reading: Reading, cast: Cast, encounters: Iterable[Encounter], said: list[Said]
) -> list[Telling]:
    """All contacts of a report, in the order in which they are first told.

    Arguments:
        reading: the report's language.
        cast: its actors.
        encounters: every place that tells of a contact, in order.
        said: the report's statements, for who calls it what.

    """
    tellings: list[Telling] = []
    for encounter in encounters:
        if _is_topic(reading, encounter):
            continue
        encounter.outcome = find_outcome(encounter)
        encounter.date = find_date(reading, encounter)
        if encounter.status == "held" and _is_to_come(reading, encounter.date):
            encounter.status = "planned"
        home = find_home(encounter, tellings)
        if home is None:
            if not _stands_alone(encounter):
                continue
            home = Telling([], encounter.parties)
            tellings.append(home)
        elif encounter.is_request:
            encounter.date = None
        home.encounters.append(encounter)
        _add_facts(reading, cast, home, encounter, said)
    _add_found(reading, tellings, said)
    for telling in tellings:
        _carry_day(reading, telling, tellings)
        _rank_then(cast, telling)
        _add_aftermath(reading, cast, telling, tellings, said)
    for telling in tellings:
        if telling.mode in {"call", "video", "message"}:
            telling.place = None
        telling.follows = list(find_followed(telling, tellings))
    return tellings


def _carry_day(reading: Reading, telling: Telling, tellings: list[Telling]) -> None:
    """The day of what is told right before, unless that is another contact."""
    first = telling.encounters[0]
    if telling.date is not None or telling.status != "held" or first.counting:
        return
    day = day_before(reading, first)
    before = first.sentence - 1
    others = [e.sentence for t in tellings if t is not telling for e in t.encounters]
    if day is None or reading.doc[max(before, 0)].sent.start in others or first.sentence in others:
        return
    _add_date(telling, day)


def _rank_then(cast: Cast, telling: Telling) -> None:
    """As in "not since 1998, when the two presidents met": who has left office held it then."""
    if telling.date_range is None:
        return
    ranked: dict[str, Entity] = {}
    for encounter in telling.encounters:
        for entity in encounter.sides:
            ranked.setdefault(entity.key, cast.ranked_on(entity, telling.date_range[0]))
        encounter.sides = [ranked[entity.key] for entity in encounter.sides]


def _is_topic(reading: Reading, encounter: Encounter) -> bool:
    """Whether it stands in a subhead that only names the topic of what follows."""
    if encounter.parties or encounter.counting:
        return False
    return any(h.start <= encounter.trigger.idx < h.end for h in reading.document.headings)


def _is_to_come(reading: Reading, date: Time | None) -> bool:
    """Whether a date is still to come where the report appears, whatever the clock there."""
    published = reading.document.published_at
    if published is None or date is None or date.days is None:
        return False
    return date.days[0] > (published + timedelta(days=1)).date()


def _stands_alone(encounter: Encounter) -> bool:
    """Whether an encounter that fits no contact told before is a new one."""
    if len(encounter.parties) < 2 or encounter.counting:
        return False
    return not encounter.borrowed or encounter.is_noun or _is_joint(encounter)


def _is_joint(encounter: Encounter) -> bool:
    """As in "a joint working group met"."""
    own = {t.lower_ for c in encounter.trigger.children for t in c.subtree}
    return bool(own & words.BILATERAL)


def _add_facts(
    reading: Reading, cast: Cast, telling: Telling, encounter: Encounter, said: list[Said]
) -> None:
    """What one encounter says of its contact."""
    if encounter.date is not None and not encounter.counting:
        _add_date(telling, encounter.date)
    if encounter.status == "never":
        telling.since = telling.since or find_since(reading, cast, encounter.trigger)
    telling.place = telling.place or find_place(reading, cast, encounter)
    telling.duration = telling.duration or find_duration(reading, encounter)
    count = find_count(reading, cast, encounter)
    if count is not None and encounter.status != "never" and not _is_told(count, telling):
        telling.counts.append(count)
    speaker = _speaker(encounter.trigger, said)
    known = {t.lower_ for t, _ in telling.tone}
    telling.tone += [(t, speaker) for t in find_tone(reading, encounter) if t.lower_ not in known]
    telling.topics += [s for s in find_topics(reading, encounter) if s not in telling.topics]
    telling.purpose += [(s, speaker) for s in find_purpose(reading, encounter)]
    _add_mediators(telling, encounter.mediators)


def _is_told(count: Count, telling: Telling) -> bool:
    """Whether the same is counted already, as far as this place tells."""
    return any(
        count.ordinal == told.ordinal
        and count.since in {None, told.since}
        and count.within in {None, told.within}
        for told in telling.counts
    )


def _add_date(telling: Telling, date: Time) -> None:
    value = date.value or ""
    finer = telling.date is not None and value.startswith(telling.date)
    if telling.date is None or (finer and _length(date.days) < _length(telling.date_range)):
        telling.date, telling.date_range, telling.date_zone = value, date.days, date.zone
    elif value != telling.date and not telling.date.startswith(value):
        telling.other_dates.append((value, date.zone))


def _length(days: Days | None) -> timedelta:
    return days[1] - days[0] if days else timedelta.max


def _add_mediators(telling: Telling, mediators: list[str]) -> None:
    known = {*telling.parties, *telling.mediators}
    telling.mediators += [m for m in mediators if m not in known]


def _add_found(reading: Reading, tellings: list[Telling], said: list[Said]) -> None:
    """The outcomes and tones that the reading model finds, each to the contact told nearest."""
    triggers = sorted((e.trigger.i, n) for n, t in enumerate(tellings) for e in t.encounters)
    for value, positions in reading.outcomes:
        telling = _nearest(reading.doc[positions[0]], triggers, tellings)
        if telling is not None and telling.status in {"held", "ongoing"}:
            telling.afterwards.add(typed(Outcome, value))
    told = {t.i for telling in tellings for t, _ in telling.tone}
    for positions in reading.tones:
        token = reading.doc[positions[0]]
        telling = _nearest(token, triggers, tellings)
        if telling is None or token.i in told or telling.status not in {"held", "ongoing"}:
            continue
        known = {t.lower_ for t, _ in telling.tone}
        heading = any(h.start <= token.idx < h.end for h in reading.document.headings)
        if token.lower_ not in known and not heading:
            telling.tone.append((token, _speaker(token, said)))


def _nearest(
    token: Token, triggers: list[tuple[int, int]], tellings: list[Telling]
) -> Telling | None:
    """The contact whose trigger is nearest in the same sentence, else last before it."""
    sentence = token.sent
    own = [(abs(i - token.i), n) for i, n in triggers if sentence.start <= i < sentence.end]
    if own:
        return tellings[min(own)[1]]
    before = [n for i, n in triggers if sentence.start - _GOES_ON <= i < sentence.start]
    return tellings[before[-1]] if before else None


def _add_aftermath(
    reading: Reading, cast: Cast, telling: Telling, tellings: list[Telling], said: list[Said]
) -> None:
    """What the sentences that go on about a contact say of it."""
    others = {e.clause.i for t in tellings if t is not telling for e in t.encounters}
    for sentence in sentences_after(reading, telling, tellings):
        if telling.status in {"held", "ongoing"}:
            predicates = joint_predicates(reading, cast, telling, sentence, others=others)
            telling.afterwards |= {o for p in predicates if (o := outcome_of(p)) != "unknown"}
            known = {t.lower_ for t, _ in telling.tone}
            told = [t for t in descriptive_words(reading, sentence)
                    if is_tone(reading, t) and not is_negated(t)]  # fmt: skip
            telling.tone += [(t, _speaker(t, said)) for t in told if t.lower_ not in known]
        _add_mediators(telling, find_brokers(reading.doc[sentence[0] : sentence[1]], cast))


def _speaker(token: Token, said: list[Said]) -> Entity | None:
    """Who says what is said at a token: the innermost statement over it."""
    over = [s for s in said if token.i in set(s.content)]
    best = min(over, key=lambda s: len(s.content), default=None)
    return best.speaker if best else None
