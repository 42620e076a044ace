"""Every place in a text that tells of a contact, with what that place says of it.

An encounter hangs on a trigger, a verb ("met", "called") or a noun ("talks", "the call"); its
clause is the verb that says what became of it ("held", "refused", "will"). Encounters that tell of
one contact are put together in `contacts`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import cast as typed

from spacy.tokens import Doc, Token

from detente.coding import lexicon as words
from detente.coding.cast import Cast
from detente.coding.clauses import case_of
from detente.coding.entities import Entity
from detente.coding.initiators import Initiator
from detente.coding.parts import find_go_betweens, find_initiator, find_participants
from detente.coding.predicates import type_of
from detente.coding.sides import Sides, find_sides, points_back
from detente.coding.standing import find_status, is_unarranged
from detente.coding.triggers import (
    SUBJECTS,
    find_clause,
    find_means,
    find_mode,
    is_idle,
    is_noun,
    is_summons,
)
from detente.language import EventMention, Reading, Time
from detente.model import ContactStatus, Level, Mode, Outcome

_UNMET = {"refused", "cancelled", "proposed"}  # told of one side, for what the other knows
_SURE = 0.7  # where no rule knows the word
_ASKED_FOR = {"obj", "obl", "nsubj:pass"}
_BELOW = {"working", "officials"}
_MEANS = {"phone", "telephone", "video", "videolink", "hotline"}
_OVER = {"by", "over", "on", "via", "through"}
_FUNCTION = {"DET", "ADP", "PUNCT"}
_APART = {"separately", "successively"}
_RINGS = {"ring", "phone", "telephone", "dial"}
_PLAYS = {"meet", "face", "host"}


@dataclass(eq=False)
class Encounter:
    """One mention of a contact.

    Attributes:
        trigger: the word that tells of it.
        clause: the verb that says what became of it.
        sentence: where its sentence begins.
        sides: everybody who takes part, as far as this place tells.
        parties: their sides, sorted.
        mediators: sides that brokered or carried it.
        rank: of people told without their sides ("a joint working group").
        date: when it took place, as far as this place tells.
        definite: whether it points at a contact told before ("the call").
        borrowed: whether its sides are only pointed at ("bilateral talks").
        counting: whether it only counts ("the second time that they spoke").

    """

    trigger: Token
    clause: Token
    sentence: int
    sides: list[Entity] = field(default_factory=list)
    mode: Mode = "unspecified"
    status: ContactStatus = "held"
    initiator: str | None = None
    outcome: Outcome = "unknown"
    parties: tuple[str, ...] = ()
    mediators: list[str] = field(default_factory=list)
    rank: Level | None = None
    date: Time | None = None
    definite: bool = False
    borrowed: bool = False
    counting: bool = False

    @property
    def is_noun(self) -> bool:
        """Whether a noun names the contact."""
        return is_noun(self.trigger)

    @property
    def is_request(self) -> bool:
        """Whether it may only say who asked for a contact told before: "had asked for the call"."""
        trigger = self.trigger
        named = trigger.lemma_.lower() in words.CONTACT_NOUNS and trigger.dep_ in _ASKED_FOR
        return self.definite and self.status == "proposed" and named


def find_encounters(reading: Reading, cast: Cast) -> Iterator[Encounter]:
    """All encounters of a reading in the text's order; those that only might be are left out.

    A word that is known to tell of contacts is read by rules, which what the model finds completes;
    any other is read where the model finds a contact.
    """
    found = {_telling(reading.doc[head_of(reading.doc, m.trigger)]): m for m in reading.contacts}
    inside = {i for m in reading.contacts for i in m.trigger} - set(found)
    for token in reading.doc:
        if token.i in inside or is_idle(token):
            continue
        if _is_means(token, set(found)):
            continue
        encounter = _encounter(token, found.get(token.i), cast)
        if encounter is not None and _is_contact(encounter):
            yield from _one_by_one(encounter)


def _acts(entity: Entity, verb: Token) -> bool:
    """Whether somebody is a verb's subject."""
    subjects = [c for c in verb.children if c.dep_ in SUBJECTS]
    return any(s.i <= i <= s.right_edge.i for s in subjects for i in entity.heads)


def _telling(token: Token) -> int:
    """The word that tells, where only a small one was found: "had" of "had him on the line"."""
    small = token.pos_ in _FUNCTION and token.head.pos_ in {"VERB", "NOUN"}
    return token.head.i if small else token.i


def _is_means(noun: Token, found: set[int]) -> bool:
    """As in "spoke by phone": the means of what another word tells."""
    if noun.lemma_ not in _MEANS or noun.dep_ != "obl":
        return False
    return noun.head.i in found or find_mode(noun.head) is not None


def _one_by_one(encounter: Encounter) -> Iterator[Encounter]:
    """As in "rang Biden and Sunak": a call or a letter for each, unless it is one for all."""
    hub = encounter.initiator
    several = not encounter.is_noun or encounter.trigger.tag_ == "NNS"
    if hub is None and any(c.lower_ in _APART for c in encounter.trigger.subtree):
        hub = next((e.party for e in encounter.sides if _acts(e, encounter.clause)), None)
    apart = encounter.mode != "in-person" and several and hub in encounter.parties
    if not apart or len(encounter.parties) < 3:
        yield encounter
        return
    for party in encounter.parties:
        if party != hub:
            sides = [e for e in encounter.sides if e.party in {hub, party}]
            pair = tuple(sorted(p for p in (hub, party) if p))
            yield replace(encounter, sides=sides, parties=pair)


def head_of(doc: Doc, positions: tuple[int, ...]) -> int:
    """The word of a phrase that the others hang from."""
    inside = set(positions)
    return next((i for i in positions if doc[i].head.i not in inside or doc[i].head.i == i),
                positions[0])  # fmt: skip


def _encounter(trigger: Token, mention: EventMention | None, cast: Cast) -> Encounter | None:
    known = find_mode(trigger)
    # "The most useful telephone": a means by itself is no contact, whatever the model finds.
    idle = trigger.lemma_ in _MEANS and is_noun(trigger) and case_of(trigger) not in _OVER
    found = mention is not None and mention.chance > _SURE and not (idle or type_of(trigger))
    mode = known or (_mode_of(trigger, mention) if mention and found else None)
    if mode is None:
        return None
    clause = find_clause(trigger)
    mode = find_means(trigger, clause, mode)
    status = find_status(trigger, clause, mode)
    if (
        status is None
        and mention is not None
        and mention.chance > _SURE
        and not (_is_likened(trigger) or is_unarranged(trigger))
    ):
        status = "refused" if mention.status == "refused" else None  # "tried in vain to reach …"
    if status is None:
        return None
    if status == "held" and known is None and mention is not None:
        status = typed(ContactStatus, mention.status)
    if trigger.lemma_ == "invite" and not is_summons(trigger):
        status = "proposed" if status == "held" else status
    sides = find_sides(trigger, clause, cast)
    if status in _UNMET and mention is not None and len(sides.parties) == 1:
        meant = cast.sides_meant(trigger, 1, without=set(sides.parties))
        sides.take([e for p in meant if (e := cast.state(p))])
    initiator = Initiator(trigger, clause, cast).find(mode, status, sides.parties)
    if mention is not None and not points_back(trigger):
        sides = _completed(sides, mention, trigger, cast, foreseen=known is not None)
    if mention is not None:
        initiator = initiator or find_initiator(mention, trigger, cast)
    return Encounter(
        trigger,
        clause,
        trigger.sent.start,
        sides.entities,
        mode,
        status,
        initiator,
        parties=sides.parties,
        mediators=[m for m in dict.fromkeys(sides.mediators) if m not in sides.parties],
        rank=sides.rank,
        definite=_is_definite(trigger),
        borrowed=sides.borrowed,
        counting=is_counting(trigger),
    )


def _is_likened(noun: Token) -> bool:
    """As in "it was no courtesy call": what a contact told elsewhere was not."""
    below = {c.dep_: c.lower_ for c in noun.children}
    return below.get("det") == "no" and "cop" in below


def _mode_of(trigger: Token, mention: EventMention) -> Mode:
    """The means that the model finds; somebody's office that "rang" did so by telephone."""
    lemma = trigger.lemma_.lower()
    talks = any(c.dep_ == "obl" and c.lemma_ in words.CONTACT_NOUNS for c in trigger.children)
    if mention.kind == "message" and talks:
        return "unspecified"  # "put the idea to him during talks in Trieste"
    return "call" if lemma in _RINGS else typed(Mode, mention.kind)


def _completed(
    sides: Sides, mention: EventMention, trigger: Token, cast: Cast, *, foreseen: bool
) -> Sides:
    """The sides by rule with those that the model finds; the model first where no rule foresaw."""
    found = find_participants(mention, trigger, cast)
    found = [e for e in found if not _is_of_another(e, trigger)]
    if sides.rank in _BELOW and is_noun(trigger):
        found = list(_as_ranked(found, sides.rank, cast))
    mediators = [*sides.mediators, *find_go_betweens(mention, trigger, cast)]
    both = Sides([], mediators, sides.borrowed, sides.rank)
    first, second = (sides.entities, found) if foreseen else (found, sides.entities)
    both.take(first)
    if len(both.parties) < 2 and (foreseen or found or is_noun(trigger)):
        both.take(second)
    if not foreseen and not is_noun(trigger):
        beside = [e for c in trigger.children if case_of(c) == "with" for e in cast.group(c)]
        both.take([e for e in beside if e.party not in mediators])
    return both


def _as_ranked(found: list[Entity], rank: Level, cast: Cast) -> Iterator[Entity]:
    """As in "meetings of experts before the presidents spoke": the states, not who outranks."""
    for entity in found:
        if entity.actor.level in {None, rank}:
            yield entity
        elif entity.party and (state := cast.state(entity.party)):
            yield state


def _is_of_another(entity: Entity, trigger: Token) -> bool:
    """As in "the call followed talks between the ministers": who is told of with another."""
    sentence = trigger.sent
    here = [i for i in entity.heads if sentence.start <= i < sentence.end]
    return bool(here) and all(_is_under_another(sentence.doc[i], trigger) for i in here)


def _is_under_another(token: Token, trigger: Token) -> bool:
    at = token
    while at.head != at and at.pos_ not in {"VERB", "AUX"}:
        if at == trigger or trigger in at.subtree:
            return False
        if at.pos_ == "NOUN" and at.lemma_.lower() in words.CONTACT_NOUNS:
            return True
        at = at.head
    return False


def _is_definite(token: Token) -> bool:
    if not is_noun(token):
        return False
    dets = {c.lower_ for c in token.children if c.dep_ == "det"}
    return bool(dets & {"the", "this", "that", "these", "those"})


def is_counting(token: Token) -> bool:
    """Whether the trigger stands inside "the second time … (that) they spoke"."""
    at = token
    clauses = {"acl:relcl", "acl", "ccomp", "advcl:relcl", "advcl"}
    for _ in range(3):
        if at.dep_ in clauses and at.head.lemma_ == "time":
            return True
        at = at.head
    own = {t.lower_ for t in token.subtree}
    told = "time" in own and bool(own & set(words.ORDINALS))
    return told and token.sent.text[:4].lower() == "only"


def _is_contact(encounter: Encounter) -> bool:
    """Two sides by name, or a word that points back at a contact told before."""
    lemma = encounter.trigger.lemma_.lower()
    if len(encounter.parties) >= 2:
        return _represent(encounter, lemma)
    loose = lemma in words.LOOSE_NOUNS or _is_named(encounter.trigger)
    return (encounter.is_noun and not loose) or encounter.counting


def _is_named(noun: Token) -> bool:
    """As in "the G20 summit", "the Summit of the Americas": an event by its own name."""
    named = noun.text[0].isupper() and noun.i != noun.sent.start
    of = [c.text for c in noun.children if c.dep_ in {"compound", "nmod"} and c.i < noun.i]
    return named or any(text.isupper() and len(text) > 1 for text in of)


def _represent(encounter: Encounter, lemma: str) -> bool:
    """Whether those named can deal for their states, and with each other."""
    by_party: dict[str, list[Entity]] = {}
    for entity in encounter.sides:
        by_party.setdefault(entity.party or "", []).append(entity)
    people = [
        any(e.actor.level or e.actor.kind == "person" for e in group) for group in by_party.values()
    ]
    if encounter.is_noun:
        return lemma not in {"visit", "trip"} or any(people)
    if lemma in words.FACE_TO_FACE or lemma == "agree":
        return all(people)
    if lemma in words.VISITS:
        return any(e.actor.level for e in encounter.sides)
    if lemma in _PLAYS and not any(people):  # "Turkey meet Portugal" is a match
        return not any(c.dep_ == "obj" for c in encounter.trigger.children)
    return True
