"""Moves: one side acts toward another, in words or deeds.

The tree gives who acts toward whom in a clause; a table of predicates tells the PLOVER type of the
plain ones, and the reading model that of the rest, or that it is none.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from detente.coding import predicates, speech
from detente.coding.cast import Cast, Entity
from detente.coding.modality import status
from detente.coding.roles import Roles, find_subjects, is_passive, together
from detente.language import Attribution, Network, Passage, Reading
from detente.model import MoveStatus, MoveType

OPT = dict(kv.split("=") for kv in os.environ.get("MV", "").split(",") if kv)
_LIKELY = float(OPT.get("likely", 0.8))
_SPOKEN_LIKELY = float(OPT.get("spoken", 0.8))
_SPOKEN = {"ACCUSE", "SUPPORT", "THREATEN", "REQUEST", "AGREE", "REJECT"}
_SAYING = {"say", "tell", "add", "deny", "describe", "note", "claim", "report", "announce", "confirm"}
_UNDOING = {"CONCEDE", "RETREAT", "SANCTION", "COERCE", "THREATEN"}
_BY_PEOPLE = {"protest", "strike", "demand"}
_BETWEEN_STATES = {"AGREE", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "SANCTION", "MOBILIZE", "ASSAULT", "AID"}


@dataclass(eq=False)
class Acted:
    """A move while it is being worked out."""

    source: Entity
    target: Entity
    type: MoveType
    status: MoveStatus
    clause: Token
    span: tuple[int, int]
    mutual: bool = False
    why: str = ""


@dataclass(eq=False)
class _Candidate:
    source: Entity
    target: Entity
    source_head: Token
    target_head: Token
    clause: Token
    type: MoveType | None = None
    mutual: bool = False
    spoken: bool = False
    implied: bool = False


def find_moves(reading: Reading, cast: Cast, network: Network, busy: set[int]) -> list[Acted]:
    """All moves between different sides, in the text's order.

    Arguments:
        reading: the report's language.
        cast: its actors.
        network: the reading model.
        busy: clauses that tell of a contact; a CONSULT or AGREE there is that contact, no move.

    """
    finder = _Finder(reading, cast)
    candidates = finder.candidates()
    told = {c.clause.i for c in candidates if c.type}
    candidates += [c for a in reading.attributions for c in finder.spoken(a, told)]
    found: list[Acted] = []
    scores = network.relate([_marked(reading, c) for c in candidates])
    names = network.labels["move"]
    for candidate, row in zip(candidates, scores, strict=True):
        best = int(row.argmax())
        kind = names[best]
        if OPT.get("dump"):
            top = [(names[int(i)], round(float(row[i]), 2)) for i in row.argsort()[::-1][:3]]
            print("   C", candidate.source.party, candidate.target.party, candidate.clause, candidate.type, top, "mut" if candidate.mutual else "", "spoken" if candidate.spoken else "", "implied" if candidate.implied else "", status(candidate.clause))
        if candidate.type:
            kind = candidate.type
        else:
            if kind in {"none", "CONSULT"} or row[best] < (_SPOKEN_LIKELY if candidate.spoken else _LIKELY):
                continue
            if candidate.clause.i in busy and kind in {"AGREE", "COOPERATE", "SUPPORT", "REQUEST"}:
                continue
            if candidate.spoken and kind not in _SPOKEN:
                continue
        done = status(candidate.clause)
        if done is None:
            continue
        span = _evidence(reading, candidate)
        pairs = [(candidate.source, candidate.target)]
        if candidate.mutual:
            pairs.append((candidate.target, candidate.source))
        for source, target in pairs:
            new = Acted(source, target, kind, done, candidate.clause, span, candidate.mutual, ('T' if candidate.type else 'M')+('S' if candidate.spoken else '')+('I' if candidate.implied else '')+' '+candidate.clause.text)
            if not _told(new, found):
                found.append(new)
    return sorted(found, key=lambda m: m.clause.i)


def _told(new: Acted, found: list[Acted]) -> bool:
    return any(
        new.source.party == old.source.party
        and new.target.party == old.target.party
        and new.type == old.type
        and (new.clause.pos_ == "NOUN" or new.clause.lemma_==old.clause.lemma_ or new.clause.sent.start==old.clause.sent.start) and (OPT.get("st","0")=="0" or new.status==old.status)
        for old in found
    )


class _Finder:
    def __init__(self, reading: Reading, cast: Cast) -> None:
        self.reading, self.cast, self.roles = reading, cast, Roles(reading, cast)

    def candidates(self) -> list[_Candidate]:
        """Who acts toward whom, first where the words name both, then where they name one."""
        found: list[_Candidate] = []
        silent: list[tuple[Token, MoveType, Token, Entity]] = []
        for token in self.reading.doc:
            if token.pos_ not in {"NOUN", "VERB"}:
                continue
            for candidate in self.explicit(token, silent):
                found.append(candidate)
                if candidate.type:
                    self.roles.note(candidate.source, candidate.target)
        for predicate, kind, head, source in silent:
            target = self.roles.partner(predicate, source.party)
            if target:
                found.append(_Candidate(source, target, head, predicate, predicate, kind, implied=True))
        return found

    def explicit(
        self, predicate: Token, silent: list[tuple[Token, MoveType, Token, Entity]]
    ) -> Iterator[_Candidate]:
        """Who acts toward whom by one verb or noun; those that name no target go to `silent`."""
        kind = predicates.type_of(predicate)
        if _tells_nothing(predicate, kind):
            return
        head = self.roles.agent(predicate)
        sources = self.roles.sides(head) if head is not None else []
        if head is None or not sources:
            return
        if kind in {"ACCUSE", "ASSAULT"} and predicate.lemma_ in _BY_PEOPLE and self.roles.is_crowd(head):
            kind = "PROTEST"
        parties = {e.party for e in sources}
        targets = self.targets(predicate, kind, parties)
        if len(parties) == len(sources) == 2 and (not targets or predicates.is_mutual(predicate)):
            if predicate.pos_ == "VERB" and (kind or predicates.is_joint(predicate)):
                kind = "COOPERATE" if predicates.is_joint(predicate) else kind
                yield _Candidate(*sources, head, head, predicate, kind, mutual=True)
            return
        if not targets and kind and self.may_imply(predicate, kind, parties):
            silent.append((predicate, kind, head, sources[0]))
        for token, target in targets:
            for source in sources:
                yield _Candidate(source, target, head, token, predicate, kind)

    def may_imply(self, predicate: Token, kind: MoveType, sources: set[str | None]) -> bool:
        """Whether an act that names nobody acted on is toward the side the report is about."""
        if kind not in _BETWEEN_STATES or predicate.pos_ != "VERB" or len(sources) > 1:
            return False
        if is_passive(predicate):
            return False
        if kind in {"MOBILIZE", "SANCTION", "AGREE", "THREATEN"}:
            return True
        things = [*predicates.objects(predicate), *(c for c in predicate.children if c.dep_ == "iobj")]
        own = (e for t in things for e in self.roles.sides(t))
        return not any(e.party in sources for e in own)

    def targets(self, predicate: Token, kind: MoveType | None, sources: set[str | None]) -> list[tuple[Token, Entity]]:
        """The first of those acted on who are of another side, with those joined to them."""
        for token in self.roles.acted_on(predicate, kind):
            others = [e for e in self.roles.sides(token) if e.party not in sources]
            if others:
                return [(token, e) for e in others]
        return []

    def spoken(self, attribution: Attribution, told: set[int]) -> Iterator[_Candidate]:
        """A speaker and the first of another side whom the words in the same sentence speak of.

        Arguments:
            attribution: who says what.
            told: the words that tell of an act already.

        """
        cue = self.reading.doc[attribution.cue[0]]
        if predicates.type_of(cue) or not told.isdisjoint(attribution.content):
            return
        doc = self.reading.doc
        head = next((doc[i] for i in attribution.source if self.roles.speaker(doc[i])), None)
        sources = self.roles.speaker(head) if head is not None else []
        if head is None or len(sources) != 1:
            return
        content = [t for i in attribution.content if together(t := doc[i], cue)]
        own: MoveType | None = "THREATEN" if self.threatens(content, sources[0]) else None
        for token in content:
            others = self.roles.sides(token, 1)
            if len(others) == 1 and others[0].party != sources[0].party:
                kind = own or speech.of_another(content, token)
                yield _Candidate(sources[0], others[0], head, token, cue, kind, spoken=True)
                return
        other = self.roles.partner(cue, sources[0].party)
        if own and other:
            yield _Candidate(sources[0], other, head, cue, cue, own, spoken=True, implied=True)

    def threatens(self, content: list[Token], speaker: Entity) -> bool:
        """Whether the speaker's own side is said to be going to hit back."""
        for verb in content:
            if verb.pos_ == "VERB" and speech.threatens(verb):
                subjects = find_subjects(verb)
                sides = [e.party for s in subjects for e in self.roles.sides(s)]
                if sides == [speaker.party] or any(s.lower_ in {"i", "we"} for s in subjects):
                    return True
        return False


def _tells_nothing(predicate: Token, kind: MoveType | None) -> bool:
    """Whether a word is no act of its own, or another word tells the same act."""
    if predicate.pos_ == "NOUN":
        if kind is None or _is_carried(predicate):
            return True
        over = predicates.type_of(predicate.head) if predicate in predicates.objects(predicate.head) else None
        return over in _UNDOING
    if kind is None:
        below = (c for c in predicate.children if c.dep_ in {"xcomp", "ccomp"})
        return predicate.lemma_ in _SAYING or any(predicates.type_of(c) for c in below)
    return kind in {"REQUEST", "REJECT"} and predicates.is_manner_of_speech(predicate)


def _is_carried(noun: Token) -> bool:
    """Whether a verb already tells of the act that the noun names."""
    verb = noun.head
    return verb.pos_ == "VERB" and predicates.is_light(verb) and noun in predicates.objects(verb)


def _marked(
    reading: Reading, candidate: _Candidate
) -> tuple[Passage, tuple[int, int], tuple[int, int]]:
    """The candidate's sentence with its two mentions, as the model wants it."""
    sentence = [t for t in candidate.clause.sent if not t.is_space]
    if not OPT.get("sentence"):
        sentence = _clause_words(candidate, sentence)
    if len(sentence) > 120:
        near = [t for t in sentence if abs(t.i - candidate.clause.i) < 50]
        needed = {candidate.source_head.i, candidate.target_head.i}
        sentence = near if needed <= {t.i for t in near} else sentence[:150]
    place = {t.i: n for n, t in enumerate(sentence)}
    passage = Passage(
        [t.text for t in sentence],
        [reading.quotation_at(t.idx) is not None for t in sentence],
    )

    def around(head: Token) -> tuple[int, int]:
        at = place.get(head.i, 0)
        start = at
        for child in head.lefts:
            if (
                child.dep_ in {"det", "amod", "compound", "nmod:desc", "nmod:poss", "nummod"}
                and child.left_edge.i in place
            ):
                start = min(start, place[child.left_edge.i])
        end = at
        for child in head.rights:
            if child.dep_ == "flat" and child.i in place:
                end = place[child.i]
        return start, end + 1

    return passage, around(candidate.source_head), around(candidate.target_head)


def _clause_words(candidate: _Candidate, sentence: list[Token]) -> list[Token]:
    """The clause and its two mentions, without the rest of the sentence."""
    own = [t.i for t in candidate.clause.subtree]
    wanted = set(own)
    for head in (candidate.source_head, candidate.target_head):
        if head.i not in wanted:
            wanted |= {t.i for t in head.subtree if t.i not in own} if head.left_edge.i > max(own) or head.right_edge.i < min(own) else {head.i}
    return [t for t in sentence if t.i in wanted]


def _evidence(reading: Reading, candidate: _Candidate) -> tuple[int, int]:
    tokens = [t for t in candidate.clause.subtree if not t.is_space]
    own = [t.i for t in tokens] + [candidate.source_head.i, candidate.target_head.i]
    start, end = min(own), max(own) + 1
    if end - start > 60:
        ends = [candidate.source_head.i, candidate.target_head.i, candidate.clause.i]
        start, end = min(ends), max(ends) + 1
    while end - start > 1 and reading.doc[end - 1].is_punct and reading.doc[end - 1].text in ",.;:":
        end -= 1
    return start, end
