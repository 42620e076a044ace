"""Which contact an encounter tells of: one told before, or a new one.

A wrong merge is worse than a missed one, but a contact is told in many sentences: encounters are
one contact where sides, standing, means and date do not disagree and their ranks fit.
"""

from __future__ import annotations

from spacy.tokens import Token

from detente.coding.encounters import Encounter
from detente.coding.entities import Entity
from detente.coding.follows import is_given_as_reason, opens_with_reason
from detente.coding.tellings import Telling
from detente.language import Time

_CLASSES = {"held": 0, "ongoing": 0, "planned": 1, "proposed": 1, "refused": 2, "cancelled": 2,
            "denied": 3, "never": 4}  # fmt: skip
_ANOTHER = {"another", "separate", "earlier", "previous", "last", "past", "prior", "other"}

_FADING = 0.15  # for each contact told since
_FADING_REQUEST = 0.8  # "the call" that somebody asked for is the last one told


def find_home(encounter: Encounter, tellings: list[Telling]) -> Telling | None:
    """The contact that an encounter tells of, if it was told of before.

    Arguments:
        encounter: what is told here.
        tellings: the contacts told so far.

    """
    date = None if encounter.is_request else encounter.date  # that of the asking
    separate = any(c.lower_ in _ANOTHER for c in encounter.trigger.children)
    is_apart = any(c.lower_ == "separate" for c in encounter.trigger.children)
    fading = _FADING_REQUEST if encounter.is_request else _FADING
    ranked: list[tuple[float, Telling]] = []
    for age, telling in enumerate(reversed(tellings)):
        if not _compatible(encounter, telling, date):
            continue
        if separate and (is_apart or not (date and telling.date == date.value)):
            continue
        if any(opens_with_reason(encounter.trigger, e.trigger) for e in telling.encounters
               if e.sentence == encounter.sentence):  # fmt: skip
            continue
        alike = telling.outcome == encounter.outcome != "unknown"
        alike = alike or encounter.status == telling.status == "refused"
        if not alike and any(_gives_reason(encounter, told) for told in telling.encounters):
            continue
        if date and _is_series(telling) and not _is_plural(encounter.trigger):
            continue
        ranked.append((_likeness(encounter, telling, date) - age * fading, telling))
    if not ranked:
        return None
    score, best = max(ranked, key=lambda r: r[0])
    threshold = 0.5 if len(encounter.parties) >= 2 and not encounter.borrowed else 0.0
    return best if score >= threshold else None


def _gives_reason(one: Encounter, other: Encounter) -> bool:
    """Whether the text gives one of two as the reason for the other."""
    return is_given_as_reason(one, other) or is_given_as_reason(other, one)


def _is_plural(token: Token) -> bool:
    """By its tag, or by an "s" that its lemma has not."""
    inflected = token.lower_.endswith("s") and not token.lemma_.lower().endswith("s")
    return token.tag_ in {"NNS", "NNPS"} or (inflected and not token.is_stop)


def _is_series(telling: Telling) -> bool:
    """Whether it is told as many ("exchanges", "discussions"), without means or date."""
    plural = all(_is_plural(e.trigger) and e.trigger.lemma_ != "talk" for e in telling.encounters)
    return plural and telling.date is None and telling.mode == "unspecified"


def _compatible(encounter: Encounter, telling: Telling, date: Time | None) -> bool:
    if encounter.parties and not set(encounter.parties) <= set(telling.parties):
        return False
    if len(encounter.parties) >= 2 and set(encounter.parties) != set(telling.parties):
        return False
    if encounter.counting and telling.status in {"never", "denied"}:
        return False
    if not encounter.counting and _CLASSES[encounter.status] != _CLASSES[telling.status]:
        pointing = encounter.is_request or (len(encounter.parties) < 2 and encounter.definite)
        standings = {encounter.status, telling.status}
        settled = bool(standings & {"cancelled", "refused"} and standings & {"planned", "proposed"})
        told = encounter.status in {"held", "proposed"}
        if not (pointing and told) and not settled:
            return False
    modes = {encounter.mode, telling.mode} - {"unspecified"}
    if len(modes) > 1:
        return False
    senders = {encounter.initiator, telling.initiator} - {None}
    if modes == {"message"} and len(senders) > 1:  # a letter and the answer to it
        return False
    days = _days_apart(date, telling)
    if days:
        return days == 1 and bool(encounter.definite)
    return encounter.is_request or _ranks_fit(encounter, telling)


def _days_apart(date: Time | None, telling: Telling) -> int:
    """How many days lie between the dates of two; 0 where they share a day, or one has none."""
    if date is None or date.days is None or telling.date_range is None:
        return 0
    (first, last), (other_first, other_last) = date.days, telling.date_range
    return max(0, (other_first - last).days, (first - other_last).days)


def _ranks_fit(encounter: Encounter, telling: Telling) -> bool:
    """Nobody new of another rank, and no officials in a leaders' call."""
    own = {e for e in encounter.sides if e.actor.level}
    theirs = {e for e in telling.sides if e.actor.level}
    if not own or not theirs or own & theirs:
        return not any(_is_other_rank(party, own, theirs) for party in encounter.parties)
    own_levels = {e.actor.level for e in own}
    their_levels = {e.actor.level for e in theirs}
    if not own_levels & their_levels:
        return False
    named = {(e.party, e.actor.name) for e in own if e.actor.kind == "person"}
    other = {(e.party, e.actor.name) for e in theirs if e.actor.kind == "person"}
    for party, name in named:
        against = [n for p, n in other if p == party]
        if against and name not in against:
            return False
    return True


def _is_other_rank(party: str, own: set[Entity], theirs: set[Entity]) -> bool:
    """As in "received the vice-president": on that side not the president of the talks before."""
    one = {e for e in own if e.party == party and not e.plural}
    other = {e for e in theirs if e.party == party and not e.plural}
    levels = {e.actor.level for e in one} & {e.actor.level for e in other}
    return bool(one and other and not levels)


def _likeness(encounter: Encounter, telling: Telling, date: Time | None) -> float:
    score = 0.0
    last = telling.encounters[-1]
    if set(encounter.sides) & {e for e in telling.sides if e.actor.kind != "state"}:
        score += 1.0
    if encounter.mode == telling.mode and encounter.mode != "unspecified":
        score += 0.7
    if encounter.trigger.lemma_ in {e.trigger.lemma_ for e in telling.encounters}:
        score += 0.5
    if encounter.definite:
        score += 0.8
    if encounter.counting:
        score += 2.0 if telling.counts else 0.8
    if encounter.sentence == last.sentence:
        score += 0.6
    if date and telling.date == date.value:
        score += 1.0
    if encounter.outcome == telling.outcome == "no-progress" and _is_series(telling) and not date:
        score += 0.6
    if not date and not telling.date:
        score += 0.2
    distance = abs(encounter.trigger.i - last.trigger.i)
    score -= 0.3 if distance > 150 else 0.0
    if not any(e.actor.level for e in encounter.sides) and not encounter.definite and date:
        score -= 0.3
    if set(encounter.parties) == set(telling.parties) and not date:
        score += 0.3
    return score
