"""Who acts toward whom: every pair of sides at the ends of a verb, a noun, or somebody's words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from detente.coding import predicates, speech
from detente.coding.cast import Cast
from detente.coding.clauses import find_subjects, is_passive, objects, together
from detente.coding.entities import Entity
from detente.coding.partners import Partners
from detente.coding.roles import Roles
from detente.language import Attribution, Reading
from detente.model import MoveType

# What these tell is what their content tells; the content is asked, not they.
_SAYING = {"say", "tell", "add", "deny", "describe", "note", "claim", "report", "announce",
           "confirm"}  # fmt: skip
# Acts that a state does to another even where the words leave out to whom.
_BETWEEN_STATES: set[MoveType] = {"AGREE", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "SANCTION",
                                  "MOBILIZE", "ASSAULT", "AID"}  # fmt: skip
_OF_ONES_OWN: set[MoveType] = {"MOBILIZE", "SANCTION", "AGREE", "THREATEN"}
_UNDOING: set[MoveType | None] = {"CONCEDE", "RETREAT", "SANCTION", "COERCE", "THREATEN"}
_BY_PEOPLE = {"protest", "strike", "demand"}


@dataclass(eq=False)
class Deed:
    """A source, a target, and the predicate that may tell of an act between them.

    Attributes:
        source, target: the two sides.
        source_head, target_head: the words for them; the predicate's own where there is no word.
        clause: the predicate.
        type: what the predicate says by itself; None where it says nothing.
        mutual: whether each does it to the other.

    """

    source: Entity
    target: Entity
    source_head: Token
    target_head: Token
    clause: Token
    type: MoveType | None = None
    mutual: bool = False


@dataclass(frozen=True)
class _Unaimed:
    """An act of one side that names nobody acted on."""

    source: Entity
    head: Token
    clause: Token
    type: MoveType


def find_deeds(reading: Reading, cast: Cast) -> list[Deed]:
    """Every deed that a report may tell of; those that name both sides first.

    Arguments:
        reading: the report's language.
        cast: its actors.

    """
    finder = _Finder(reading, cast)
    found = finder.in_clauses()
    told = {deed.clause.i for deed in found if deed.type}
    for attribution in reading.attributions:
        if told.isdisjoint(attribution.content):
            found += finder.in_words(attribution)
    return [deed for deed in found if deed.type]


class _Finder:
    def __init__(self, reading: Reading, cast: Cast) -> None:
        self.doc = reading.doc
        self.partners = Partners(reading, cast)
        self.roles = Roles(cast, self.partners)

    def in_clauses(self) -> list[Deed]:
        found: list[Deed] = []
        unaimed: list[_Unaimed] = []
        for token in self.doc:
            if token.pos_ not in {"NOUN", "VERB"}:
                continue
            for deed in self.by(token):
                if isinstance(deed, _Unaimed):
                    unaimed.append(deed)
                    continue
                found.append(deed)
                if deed.type:
                    self.partners.note(deed.source, deed.target)
        for act in unaimed:
            target = self.partners.of(act.source.party, act.clause)
            if target:
                found.append(Deed(act.source, target, act.head, act.clause, act.clause, act.type))
        return found

    def by(self, predicate: Token) -> Iterator[Deed | _Unaimed]:
        """Who acts toward whom by one verb or noun."""
        kind = predicates.type_of(predicate)
        if _tells_nothing(predicate, kind):
            return
        if predicate.pos_ == "NOUN" and predicates.is_reciprocal(predicate):
            if len(both := self.partners.both(predicate)) == 2:
                yield Deed(both[0], both[1], predicate, predicate, predicate, kind, mutual=True)
            return
        head = self.roles.agent(predicate)
        sources = self.roles.sides(head) if head is not None else []
        if head is None or not sources:
            return
        if kind and predicate.lemma_ in _BY_PEOPLE and self.roles.is_crowd(head):
            kind = "PROTEST"
        parties = {e.party for e in sources}
        targets = self.targets(self.roles.acted_on(predicate, kind), parties)
        if len(parties) == len(sources) == 2 and (not targets or predicates.is_mutual(predicate)):
            if predicates.is_joint(predicate):
                kind = "COOPERATE"
            if kind and predicate.pos_ == "VERB":
                one, other = sources
                yield Deed(one, other, head, head, predicate, kind, mutual=True)
            return
        if not targets and kind and self.may_be_unaimed(predicate, kind, parties):
            yield _Unaimed(sources[0], head, predicate, kind)
        for token, target in targets:
            for source in sources:
                yield Deed(source, target, head, token, predicate, kind)

    def targets(
        self, tokens: Iterable[Token], sources: set[str | None]
    ) -> list[tuple[Token, Entity]]:
        """The first of those acted on who are of another side, with those joined to them."""
        for token in tokens:
            others = [e for e in self.roles.sides(token) if e.party not in sources]
            if others:
                return [(token, e) for e in others]
        return []

    def may_be_unaimed(self, predicate: Token, kind: MoveType, sources: set[str | None]) -> bool:
        """Whether an act that names nobody acted on is toward the side the report is about."""
        if predicate.pos_ != "VERB" or len(sources) > 1 or is_passive(predicate):
            return False
        if kind in _OF_ONES_OWN or kind not in _BETWEEN_STATES:
            return kind in _OF_ONES_OWN
        things = [*objects(predicate), *(c for c in predicate.children if c.dep_ == "iobj")]
        return not any(e.party in sources for t in things for e in self.roles.sides(t))

    def in_words(self, attribution: Attribution) -> Iterator[Deed]:
        """A speaker and the first of another side whom the words in the same sentence speak of."""
        cue = self.doc[attribution.cue[0]]
        heads = (self.doc[i] for i in attribution.source)
        head = next((t for t in heads if self.roles.sides(t, 1)), None)
        sources = self.roles.sides(head, 1) if head is not None else []
        if head is None or len(sources) != 1 or predicates.type_of(cue):
            return
        speaker = sources[0]
        content = [t for i in attribution.content if together(t := self.doc[i], cue)]
        threat: MoveType | None = "THREATEN" if self.threatens(content, speaker) else None
        for token in content:
            others = self.roles.sides(token, 1)
            if len(others) == 1 and others[0].party != speaker.party:
                kind = threat or speech.type_of(content, token)
                yield Deed(speaker, others[0], head, token, cue, kind)
                return
        other = self.partners.of(speaker.party, cue)
        if threat and other:
            yield Deed(speaker, other, head, cue, cue, threat)

    def threatens(self, content: list[Token], speaker: Entity) -> bool:
        """Whether the speaker's own side is said to be going to hit back."""
        for verb in content:
            if verb.pos_ == "VERB" and speech.hits_back(verb):
                subjects = find_subjects(verb)
                sides = [e.party for s in subjects for e in self.roles.sides(s)]
                if sides == [speaker.party] or any(s.lower_ in {"i", "we"} for s in subjects):
                    return True
        return False


def _tells_nothing(predicate: Token, kind: MoveType | None) -> bool:
    """Whether a word is no act of its own, or another word tells the same act."""
    if predicate.pos_ == "NOUN":
        verb = predicate.head
        if kind is None or predicate not in objects(verb):
            return kind is None
        return predicates.is_light(verb) or predicates.type_of(verb) in _UNDOING
    if kind is None:
        below = (c for c in predicate.children if c.dep_ in {"xcomp", "ccomp"})
        return predicate.lemma_ in _SAYING or any(predicates.type_of(c) for c in below)
    return kind in {"REQUEST", "REJECT"} and predicates.is_manner_of_speech(predicate)
