"""Who acts in a clause, and who is acted on: the sides at both ends of a predicate."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from spacy.tokens import Token

from detente.coding.cast import Cast
from detente.coding.clauses import (
    SUBJECTS,
    case_of,
    ends_sentence,
    find_subjects,
    is_finite,
    is_passive,
    objects,
)
from detente.coding.entities import PEOPLE, SIDES, Entity
from detente.coding.partners import Partners
from detente.model import MoveType

_RELATIVE = {"who", "which", "that", "whom", "whose"}
_CROWD = {
    "people", "crowd", "protester", "demonstrator", "marcher", "student", "worker", "resident",
    "hundred", "thousand", "dozen", "activist", "supporter", "mob", "villager", "woman", "youth",
    "monk", "farmer", "exile",
}  # fmt: skip
_EACH = {"each", "both", "either", "two"}
_MODIFIERS = {"amod", "compound", "nmod:poss", "flat", "nmod:desc"}
_BELONGING = {"of", "from", "in", "by", ""}
_LOOK_BACK = 15  # words, for a subject that the tree left out

# The prepositions before whoever is acted on: for all types, and more for some.
_TOWARD = {"on", "against", "toward", "towards", "upon", "to", "with", "from"}
_MORE: Mapping[MoveType | None, set[str]] = {
    "ASSAULT": {"at", "in", "into", "near", "across", "over"},
    "MOBILIZE": {"in", "into", "near", "off", "facing", "at"},
    "COERCE": {"at"},
    "RETREAT": {"in", "for"},
    "AID": {"for", "in"},
    "SUPPORT": {"for"},
    "AGREE": {"for"},
    "ACCUSE": {"at"},
    "REQUEST": {"for"},
    "PROTEST": {"outside", "at"},
    "CONCEDE": {"for", "in"},
}


class Roles:
    """Looks up who stands at the ends of a predicate.

    Arguments:
        cast: the report's actors.
        partners: who acts toward whom in it.

    """

    def __init__(self, cast: Cast, partners: Partners) -> None:
        self._cast, self._partners = cast, partners

    # -- sides ----------------------------------------------------------------------------------

    def sides(self, token: Token, depth: int = 3) -> list[Entity]:
        """Whose side a phrase is: its own, else that of whom it belongs to or comes from.

        Arguments:
            token: the phrase's head.
            depth: how deep in the phrase to look ("the crew of a Chinese trawler").

        """
        if token.lower_ == "force" and not any(c.dep_ in _MODIFIERS for c in token.children):
            return []  # "use force": no army
        if token.lower_ in _RELATIVE and token.head.dep_ == "acl:relcl":
            return self.sides(token.head.head, depth)
        own = [side for e in self._cast.group(token) if (side := self._answering(e))]
        if own or depth == 0:
            return own
        if token.lemma_.lower() in SIDES | PEOPLE and any(
            c.lower_ in _EACH for c in token.children
        ):
            return self._partners.both(token)
        owners = (self.sides(owner, depth - 1) for owner in _owners(token))
        return next((found for found in owners if found), [])

    def is_crowd(self, token: Token) -> bool:
        """Whether people act, not who governs or represents them."""
        words = {token.lemma_.lower(), *(c.lemma_.lower() for c in token.children)}
        return bool(words & _CROWD) or any(e.actor.sector == "CVL" for e in self._cast.at(token))

    def _answering(self, entity: Entity) -> Entity | None:
        """Who answers for an actor: itself, or the state whose firm or people it is."""
        if entity.actor.kind == "outlet" or not entity.actor.party:
            return None
        return entity if entity.party else self._cast.state(entity.actor.party)

    # -- who acts -------------------------------------------------------------------------------

    def agent(self, predicate: Token) -> Token | None:
        """The word for who acts."""
        if predicate.pos_ != "VERB":
            return self._agent_of_noun(predicate)
        subjects = find_subjects(predicate)
        if subjects:
            return next((s for s in subjects if self.sides(s)), None)
        if is_passive(predicate):
            return self._host(predicate)
        return self._before(predicate) if is_finite(predicate) else None

    def _host(self, verb: Token) -> Token | None:
        """Whose place it is where somebody was held, summoned or freed."""
        places = (c for c in verb.children if c.dep_ == "obl" and c.i > verb.i)
        hosts = (c for c in places if case_of(c) in {"to", "in", "at"} and self.sides(c))
        return next(hosts, None)

    def _before(self, verb: Token) -> Token | None:
        """The nearest side before a verb that the tree left without a subject."""
        for i in range(verb.i - 1, max(-1, verb.i - _LOOK_BACK), -1):
            token = verb.doc[i]
            if ends_sentence(token) or token.pos_ == "VERB":
                return None
            inside = token.dep_ in _MODIFIERS and token.head.pos_ != "VERB"
            free = not inside and not case_of(token)
            if free and token.pos_ in {"NOUN", "PROPN", "PRON"} and self.sides(token):
                return token
        return None

    def _agent_of_noun(self, noun: Token) -> Token | None:
        """As in "Russia's attack", "the Russian attack", "an attack carried out by Russia"."""
        for relation in ("nmod:poss", "amod", "compound", "nmod"):
            for child in noun.children:
                fits = relation != "nmod" or case_of(child) in {"by", "from"}
                if child.dep_ == relation and fits and self.sides(child, 2):
                    return child
        for clause in noun.children:
            if clause.dep_ == "acl" and clause.tag_ == "VBN":
                return next(iter(find_subjects(clause)), None)
        return None

    # -- who is acted on ------------------------------------------------------------------------

    def acted_on(self, predicate: Token, kind: MoveType | None) -> Iterator[Token]:
        """The words for who is acted on, the most direct first."""
        toward = _TOWARD | _MORE.get(kind, set())
        if predicate.pos_ != "VERB":
            if kind == "REQUEST" and predicate in objects(predicate.head):
                yield from find_subjects(predicate.head)  # who turned the request down
            yield from _dependents(predicate, toward)
            return
        direct = [*[c for c in predicate.children if c.dep_ == "iobj"], *objects(predicate)]
        yield from direct
        for thing in direct:
            if (owner := self._agent_of_noun(thing)) is not None:
                yield owner
            yield from _dependents(thing, toward)
        for child in predicate.children:
            if child.dep_ == "obl" and case_of(child) in toward:
                yield child
                yield from _dependents(child, toward)
        for child in predicate.children:
            if child.i > predicate.i and (
                child.dep_ in {"xcomp", "ccomp"}
                or (child.dep_ == "advcl" and kind in {"ACCUSE", "SUPPORT"})
            ):
                yield from _in_clause(child, toward)


def _owners(noun: Token) -> Iterator[Token]:
    """Whom a noun belongs to or comes from, the closest first."""
    for relation in ("nmod:poss", "amod", "compound", "nmod", "appos"):
        for child in noun.children:
            if child.dep_ == relation and (relation != "nmod" or case_of(child) in _BELONGING):
                yield child
    for clause in noun.children:
        if clause.dep_ == "acl":
            yield from (
                c
                for c in clause.children
                if c.dep_ in {"obl", "obl:agent"} and case_of(c) in {"by", "from"}
            )


def _in_clause(clause: Token, toward: set[str]) -> Iterator[Token]:
    """Whom a clause that completes another speaks of: its subject, then its objects."""
    yield from (c for c in clause.children if c.dep_ in SUBJECTS | {"nsubj:pass", "obl:agent"})
    for child in clause.children:
        if child.dep_ in {"obj", "iobj"}:
            yield child
            yield from _dependents(child, toward)
    for child in clause.children:
        if child.dep_ == "obl" and case_of(child) in toward:
            yield child
        if child.dep_ in {"xcomp", "ccomp", "conj"} and child.pos_ == "VERB":
            yield from _in_clause(child, toward)


def _dependents(noun: Token, toward: set[str], depth: int = 2) -> Iterator[Token]:
    """Owners of a noun and whom its prepositions name ("sanctions on Iran", "China's airline")."""
    for child in noun.children:
        named = child.dep_ == "nmod" and case_of(child) in toward | {"of", ""}
        if named or child.dep_ in {"nmod:poss", "amod", "compound"}:
            yield child
            if depth:
                yield from _dependents(child, toward, depth - 1)
