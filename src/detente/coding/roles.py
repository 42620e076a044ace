"""Who acts in a clause, and who is acted on: the sides at both ends of a predicate."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from spacy.tokens import Token

from detente import actors
from detente.coding.cast import PEOPLE, SIDES, Cast, Entity
from detente.coding.predicates import objects
from detente.language import Reading
from detente.model import MoveType

_SUBJECTS = {"nsubj", "nsubj:outer", "csubj"}
_RELATIVE = {"who", "which", "that", "whom", "whose"}
_FINITE = {"VBD", "VBZ", "VBP"}
_STATE = {"KCNA", "Korean Central News Agency", "Xinhua", "Global Times", "TASS"}
_CROWD = set(
    "people crowd protester demonstrator marcher student worker resident hundred thousand dozen "
    "activist supporter mob villager woman youth monk farmer exile".split()
)
_EACH = {"each", "both", "either", "two"}
_PLACING = {"in", "at", "near", "from", "through", "of", "off"}
_STOPS = {".", "!", "?", ";"}
_MODIFIERS = {"amod", "compound", "nmod:poss", "flat", "nmod:desc"}
_TOWARD = {"on", "against", "toward", "towards", "upon", "to", "with", "from"}
_MORE: dict[str, set[str]] = {
    "ASSAULT": {"at", "in", "into", "near", "across", "over", "of"},
    "MOBILIZE": {"in", "into", "near", "off", "facing", "at"},
    "COERCE": {"of", "at"},
    "RETREAT": {"in", "for"},
    "AID": {"for", "in"},
    "SUPPORT": {"for", "of"},
    "AGREE": {"for"},
    "ACCUSE": {"of", "at"},
    "REQUEST": {"of", "for"},
    "PROTEST": {"outside", "at"},
    "SANCTION": {"of"},
    "CONCEDE": {"for", "in"},
    "REJECT": {"of"},
}


class Roles:
    """Looks up who stands at the ends of a predicate.

    Arguments:
        reading: the report's language.
        cast: its actors.

    """

    def __init__(self, reading: Reading, cast: Cast) -> None:
        self.cast = cast
        self.pairs: Counter[frozenset[str]] = Counter()
        self._told = [
            (i, entity.party)
            for entity in cast.entities.values()
            if entity.party
            for i in entity.heads
            if _is_more_than_a_place(reading.doc[i])
        ]

    # -- sides ----------------------------------------------------------------------------------

    def sides(self, token: Token, depth: int = 3) -> list[Entity]:
        """Whose side a phrase is: its own, else that of whom it belongs to or comes from."""
        if token.lower_ == "force" and not any(c.dep_ in _MODIFIERS for c in token.children):
            return []  # "use force": no army
        if token.lower_ in _RELATIVE and token.head.dep_ == "acl:relcl":
            return self.sides(token.head.head, depth)
        own = [s for e in self.cast.group(token) if (s := self._side(e))]
        if own or depth == 0:
            return own
        if {c.lower_ for c in token.children} & _EACH and token.lemma_.lower() in SIDES | PEOPLE:
            return self.pair(token)
        for relation in ("nmod:poss", "amod", "compound", "nmod", "appos", "acl"):
            for child in token.children:
                if child.dep_ != relation or (relation == "nmod" and not _belongs(child)):
                    continue
                if relation == "acl":
                    found = self._from_clause(child)
                else:
                    found = self.sides(child, depth - 1)
                if found:
                    return found
        return []

    def speaker(self, token: Token) -> list[Entity]:
        """Whose side a source of words is; the media of a state speak for it."""
        media = [e for e in self.cast.at(token) if e.actor.kind == "outlet" and e.actor.name in _STATE]
        found = [self.cast.state(e.actor.country) for e in media if e.actor.country]
        return [e for e in found if e] or self.sides(token, 1)

    def is_crowd(self, token: Token) -> bool:
        """Whether people act, not who governs or represents them."""
        words = {token.lemma_.lower(), *(c.lemma_.lower() for c in token.children)}
        return bool(words & _CROWD) or any(e.actor.sector == "CVL" for e in self.cast.at(token))

    def partner(self, place: Token, side: str | None) -> Entity | None:
        """Whom a side most likely acts toward where the clause does not say."""
        score = self._nearness(place)
        for pair, count in self.pairs.items():
            if side in pair:
                (other,) = pair - {side}
                score[other] += 2 * count
        others = [p for p, _ in score.most_common() if p != side]
        return self.cast.state(others[0]) if others else None

    def pair(self, place: Token) -> list[Entity]:
        """The two sides whom the report is about."""
        score = self._nearness(place)
        named = [p for p, _ in score.most_common(2)]
        if self.pairs:
            named = sorted(self.pairs.most_common(1)[0][0])
        found = [self.cast.state(p) for p in named]
        return [e for e in found if e]

    def note(self, one: Entity, other: Entity) -> None:
        """Remember that one side acts toward another in the words themselves."""
        if one.party and other.party:
            self.pairs[frozenset((one.party, other.party))] += 1

    def _nearness(self, place: Token) -> Counter[str]:
        score: Counter[str] = Counter()
        for i, party in self._told:
            score[party] += 1 / (1 + abs(place.i - i) / 30)
        return score

    def _side(self, entity: Entity) -> Entity | None:
        """Who answers for an actor: itself, or the state whose firm or people it is."""
        if entity.actor.kind == "outlet" or not entity.actor.party:
            return None
        return entity if entity.party else self.cast.state(entity.actor.party)

    def _from_clause(self, clause: Token) -> list[Entity]:
        for child in clause.children:
            if child.dep_ in {"obl", "obl:agent"} and _case(child) in {"by", "from"}:
                return self.sides(child, 1)
        return []

    # -- who acts -------------------------------------------------------------------------------

    def agent(self, predicate: Token) -> Token | None:
        """The word for who acts."""
        if predicate.pos_ in {"NOUN", "PROPN"}:
            return self._noun_agent(predicate)
        subjects = find_subjects(predicate)
        if subjects:
            return next((s for s in subjects if self.sides(s)), None)
        if is_passive(predicate):
            return self._place_of(predicate)
        if not _is_finite(predicate):
            return None
        return self._before(predicate)

    def _place_of(self, verb: Token) -> Token | None:
        """Where somebody was held, summoned or freed: whose place it is did it."""
        for child in verb.children:
            if child.dep_ == "obl" and child.i > verb.i and _case(child) in {"to", "in", "at"}:
                if self.sides(child):
                    return child
        return None

    def _before(self, verb: Token) -> Token | None:
        """The nearest side before a verb that the tree left without a subject."""
        for i in range(verb.i - 1, max(-1, verb.i - 15), -1):
            token = verb.doc[i]
            if token.text in _STOPS or token.pos_ == "VERB":
                return None
            inside = token.dep_ in _MODIFIERS and token.head.pos_ != "VERB"
            free = not inside and not _case(token)
            if _is_dateline(token):
                return None
            if free and token.pos_ in {"NOUN", "PROPN", "PRON"} and self.sides(token):
                return token
        return None

    def _noun_agent(self, noun: Token) -> Token | None:
        for relation in ("nmod:poss", "amod", "compound", "nmod"):
            for child in noun.children:
                if child.dep_ != relation or (
                    relation == "nmod" and _case(child) not in {"by", "from"}
                ):
                    continue
                if self.sides(child, 2):
                    return child
        for clause in noun.children:
            if clause.dep_ == "acl" and clause.tag_ == "VBN":
                return next(iter(find_subjects(clause)), None)
        return None

    # -- who is acted on ------------------------------------------------------------------------

    def acted_on(self, predicate: Token, kind: MoveType | None) -> Iterator[Token]:
        """The words for who is acted on, the most direct first."""
        toward = _TOWARD | _MORE.get(kind or "", set())
        if predicate.pos_ in {"NOUN", "PROPN"}:
            verb = predicate.head
            if kind == "REQUEST" and verb.pos_ == "VERB" and predicate in objects(verb):
                yield from find_subjects(verb)
            yield from _dependents(predicate, toward | {"of"})
            return
        direct = [*[c for c in predicate.children if c.dep_ == "iobj"], *objects(predicate)]
        for thing in direct:
            yield thing
        for thing in direct:
            if (owner := self._noun_agent(thing)) is not None:
                yield owner
            yield from _dependents(thing, toward)
        for child in predicate.children:
            if child.dep_ == "obl" and _case(child) in toward:
                yield child
                yield from _dependents(child, toward)
        for child in predicate.children:
            if child.dep_ in {"xcomp", "ccomp", "advcl"} and child.i > predicate.i:
                if child.dep_ == "advcl" and kind not in {"ACCUSE", "SUPPORT"}:
                    continue
                yield from _in_clause(child, toward)


def is_passive(verb: Token) -> bool:
    """Whether what a verb's subject names is acted on."""
    if any(c.dep_ in {"nsubj:pass", "aux:pass"} for c in verb.children):
        return True
    return verb.tag_ == "VBN" and not any(c.dep_ in {"aux", *_SUBJECTS} for c in verb.children) and (
        verb.dep_ in {"acl", "advcl", "amod"}
    )


def _is_finite(verb: Token) -> bool:
    return verb.tag_ in _FINITE or (
        verb.tag_ == "VBN" and any(c.dep_ == "aux" for c in verb.children)
    )


def _is_dateline(token: Token) -> bool:
    """Whether a place in front of a dash only says where the report was written."""
    following = token.doc[token.i + 1 : token.i + 8]
    return token.is_upper and len(token) > 3 and any(t.text in {"—", "–", "--"} for t in following)


def find_subjects(verb: Token, depth: int = 4) -> list[Token]:
    """Who does what a verb says: its own subject, or the one it shares with its clause's head."""
    passive = is_passive(verb)
    if passive:
        by = [c for c in verb.children if c.dep_ == "obl:agent"]
        by += [c for c in verb.children if c.dep_ == "obl" and _case(c) == "by"]
        return by[:1]
    own = [
        c
        for c in verb.children
        if c.dep_ in _SUBJECTS and together(c, verb) and not _is_dateline(c)
    ]
    if own:
        return sorted(own, key=lambda c: (c.i > verb.i, abs(c.i - verb.i)))
    head = verb.head
    if depth == 0 or head == verb or not together(verb, head):
        return []
    if verb.dep_ in {"acl:relcl", "acl"} and head.pos_ not in {"VERB", "AUX"}:
        return [head]
    if verb.dep_ in {"conj", "xcomp", "advcl", "ccomp"} and head.pos_ in {"VERB", "AUX", "ADJ"}:
        controlled = [c for c in head.children if c.dep_ in {"obj", "iobj"}]
        if verb.dep_ == "xcomp" and controlled:
            return controlled
        return find_subjects(head, depth - 1)
    return []


def together(a: Token, b: Token) -> bool:
    """Whether two words stand in one sentence as it is printed, whatever the tree says."""
    first, last = sorted((a.i, b.i))
    return not any(t.text in _STOPS for t in a.doc[first:last])


def _in_clause(clause: Token, toward: set[str]) -> Iterator[Token]:
    """Whom a clause that completes another speaks of: its subject, then its objects."""
    for child in clause.children:
        if child.dep_ in _SUBJECTS | {"nsubj:pass", "obl:agent"}:
            yield child
    for child in clause.children:
        if child.dep_ in {"obj", "iobj"}:
            yield child
            yield from _dependents(child, toward)
    for child in clause.children:
        if child.dep_ == "obl" and _case(child) in toward:
            yield child
        if child.dep_ in {"xcomp", "ccomp", "conj"} and child.pos_ == "VERB":
            yield from _in_clause(child, toward)


def _dependents(noun: Token, toward: set[str], depth: int = 2) -> Iterator[Token]:
    for child in noun.children:
        if child.dep_ in {"nmod:poss", "nmod", "amod", "compound"}:
            if child.dep_ == "nmod" and _case(child) not in toward | {"of", ""}:
                continue
            yield child
            if depth:
                yield from _dependents(child, toward, depth - 1)


def _case(token: Token) -> str:
    return next((c.lower_ for c in token.children if c.dep_ == "case"), "")


def _belongs(child: Token) -> bool:
    return _case(child) in {"of", "from", "in", "by", ""}


def _is_more_than_a_place(token: Token) -> bool:
    return token.dep_ != "dep" and not (token.dep_ in {"obl", "nmod"} and _case(token) in _PLACING)
