"""Between whom a contact was: the actors around its trigger, its clause, and their owners.

The tree is asked first. Where it names fewer than two sides, the words right before and after the
trigger are, then what "bilateral", "each other" or "both sides" point back to.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from spacy.tokens import Token

from detente import actors
from detente.coding import lexicon as words
from detente.coding.cast import Cast
from detente.coding.clauses import case_of
from detente.coding.entities import PEOPLE, SIDES, Entity
from detente.coding.mediators import find_mediators
from detente.coding.phrases import possessors
from detente.coding.ranks import find_rank, rank_of_body, rank_of_people
from detente.coding.triggers import OBJECTS, SUBJECTS, is_called_in, is_noun
from detente.language import clause_tense
from detente.model import Level

_WITH = {"with", "to", "between", "among", "of", "from", "by", "for", "and", "involving",
         "alongside", "towards", "against", "opposite"}  # fmt: skip
_UPON, _CALLS = {"on", "upon"}, {"call", "visit", "pay"}  # "called on the king", not "on gas"
_HOLDERS = {"series", "lack", "request", "offer", "invitation", "proposal", "day", "hour", "round",
            "attempt", "start", "end", "failure", "collapse"}  # fmt: skip
_CLAUSES = (words.LIGHT_VERBS | words.INITIATE | words.REFUSE | words.CANCEL | words.PROPOSE
            | words.PLAN | words.TRAVEL | {"use", "be"})  # fmt: skip
_GATHERINGS = {"summit", "session", "conference", "meeting"}
_CIRCUMSTANCES = {"at", "during", "after", "before", "following", "since", "on"}
_MULTILATERAL = {"trilateral": 3, "tripartite": 3, "three-way": 3, "three-party": 3,
                 "three-sided": 3, "four-way": 4, "quadrilateral": 4, "four-party": 4}  # fmt: skip
_RECIPROCAL = {"meet", "talk", "confer", "reconvene", "negotiate", "speak", "sit", "converse",
               "meeting", "talks", "session", "sitting", "round", "consultation", "negotiation",
               "conversation", "exchange", "discussion", "deliberation", "dialogue"}  # fmt: skip
_MODIFIERS = 5  # words before a noun that tell how many
_REACH_BEFORE, _REACH_AFTER, _REACH_WITH = 30, 4, 13


@dataclass
class Sides:
    """Who takes part in an encounter.

    Attributes:
        entities: everybody who stands for a side.
        mediators: sides that brokered or carried it.
        borrowed: whether no words but "bilateral" or the like name the sides.
        rank: of people told without their sides ("officials from both sides").

    """

    entities: list[Entity] = field(default_factory=list)
    mediators: list[str] = field(default_factory=list)
    borrowed: bool = False
    rank: Level | None = None

    @property
    def parties(self) -> tuple[str, ...]:
        """The sides, sorted."""
        return tuple(sorted({e.party for e in self.entities if e.party}))

    def take(self, found: list[Entity]) -> None:
        """Add those who stand for a side."""
        known = [*self.entities, *found]
        self.entities = [e for e in dict.fromkeys(known) if e.party]


def find_sides(trigger: Token, clause: Token, cast: Cast) -> Sides:
    """Everybody whom the words around a contact's trigger name as taking part."""
    sides = Sides()
    if _is_of_others(trigger, cast):
        return sides
    if points_back(trigger):
        return _named_with(trigger, cast)
    for token in _places(trigger, clause):
        if not cast.is_place(token):
            sides.take(cast.group(token))
        sides.rank = sides.rank or _rank_alone(token, cast) or rank_of_body(token)
    travels = not is_noun(trigger) and trigger.lemma_ in words.TRAVEL
    if travels and len(sides.parties) > 1:
        return Sides()  # those who travel together are not each other's guests
    sides.rank = sides.rank or find_rank(trigger)
    between = _between(trigger, cast)
    if len({e.party for e in between if e.party}) > 1:
        sides.entities = []  # "between" names them all
    sides.take(between)
    if is_noun(trigger) and len({e.party for e in between if e.party}) < 2:
        sides.take(_side_adjectives(trigger, cast))
    sides.mediators = find_mediators(trigger, clause, cast)
    _leave_out_mediators(sides)
    if len(sides.parties) < 2:
        for source in (_named_pair, _hosts, _visited, _neighbours):
            if len(sides.parties) < 2 and not (travels and source is _neighbours):
                sides.take(source(trigger, clause, cast, sides))
                _leave_out_mediators(sides)
    if is_noun(trigger) and len(sides.parties) < _number(trigger):
        _borrow(sides, trigger, cast, _number(trigger))
    if len(sides.parties) < 2 and not travels and _is_mutual(trigger, clause):
        _borrow(sides, trigger, cast)
    if len(sides.parties) < 2 and sides.rank and _is_reciprocal(trigger):
        sides.take(_the_only_two(sides, cast))
    return sides


def points_back(trigger: Token) -> bool:
    """As in "it was their second meeting": said of a contact that was told before."""
    cop = any(c.dep_ == "cop" for c in trigger.children)
    it = any(c.dep_ in SUBJECTS and c.lower_ in {"it", "this", "that"} for c in trigger.children)
    return is_noun(trigger) and cop and it


def _named_with(trigger: Token, cast: Cast) -> Sides:
    """The sides that a noun's own words name; whoever else the sentence tells of is not meant."""
    sides = Sides(rank=find_rank(trigger))
    for token in _arguments(trigger):
        if token.dep_ not in SUBJECTS and not cast.is_place(token):
            sides.take(cast.group(token))
    sides.take(_between(trigger, cast) or _side_adjectives(trigger, cast))
    return sides


def _is_reciprocal(trigger: Token) -> bool:
    """Whether a word tells of what several do with one another, not of what one does to another."""
    return trigger.lemma_.lower() in _RECIPROCAL


def _the_only_two(sides: Sides, cast: Cast) -> list[Entity]:
    """Whose joint body or whose people met, where the text names no third state.

    As in "the experts met on Friday", "the working group at its session".
    """
    states = cast.history.states()
    if len(states) != 2 or not set(sides.parties) <= set(states):
        return []
    return [state for code in states if (state := cast.state(code))]


def _is_of_others(trigger: Token, cast: Cast) -> bool:
    """Whether it is what an organisation holds for all its members: "at the Union's summit"."""
    if trigger.lemma_.lower() not in _GATHERINGS or case_of(trigger) not in _CIRCUMSTANCES:
        return False
    owners = [e for c in trigger.children if c.i < trigger.i for e in cast.group(c)]
    owners += _side_adjectives(trigger, cast)
    return bool(owners) and all(e.actor.sector == "IGO" for e in owners)


def _rank_alone(token: Token, cast: Cast) -> Level | None:
    """The rank of people whose side is not told; a hot line is its operators'."""
    found = [e.actor.level for e in cast.at(token) if not e.party and e.actor.level]
    if found or cast.at(token):
        return next(iter(found), None)
    return rank_of_people(token) if token.tag_ == "NNS" else None


def _leave_out_mediators(sides: Sides) -> None:
    """A mediator is no party, as long as two others are left."""
    others = [e for e in sides.entities if e.party not in sides.mediators]
    if len({e.party for e in others}) >= 2 or not sides.entities:
        sides.entities = others


# -- on the tree -----------------------------------------------------------------------------------


def _places(trigger: Token, clause: Token) -> Iterator[Token]:
    """Where on the tree those who take part are told: around the trigger, then its verb."""
    if not is_noun(trigger) and trigger.lemma_ in words.TRAVEL:
        yield from (c for c in trigger.children if c.dep_ in SUBJECTS)
        yield from _outer_subjects(trigger, clause)
        return
    yield from _arguments(trigger)
    if is_noun(trigger):
        yield from possessors(trigger)
        yield from _around_noun(trigger)
    if _is_aside(trigger):
        return
    if clause != trigger and (clause.lemma_ in _CLAUSES or _is_during(trigger)):
        yield from _arguments(clause)
    if not is_noun(trigger) or clause.lemma_ in _CLAUSES:
        yield from _outer_subjects(trigger, clause)


def _is_during(trigger: Token) -> bool:
    """Whether the clause tells what was done in the contact: "in a call, they settled …"."""
    cases = {c.lower_ for c in trigger.children if c.dep_ == "case"}
    return trigger.dep_ == "obl" and bool(cases & {"in", "at", "during", "over", "by"})


def _is_aside(noun: Token) -> bool:
    """Whether it only tells when or where another was: "a conversation at the summit"."""
    return noun.dep_ == "nmod" and case_of(noun) in _CIRCUMSTANCES


def _around_noun(trigger: Token) -> Iterator[Token]:
    """Those named with a noun over the trigger's: "a series of talks with …"."""
    at = trigger
    inside = {"nmod", "compound", "conj", "obj", "obl", "appos", "nmod:poss"}
    while at.head != at and at.dep_ in inside and at.head.pos_ == "NOUN":
        if _is_aside(at):
            return
        at = at.head
        if at.lemma_ in words.CONTACT_NOUNS or at.lemma_ in _HOLDERS:
            yield from _arguments(at)
            yield from possessors(at)


def _outer_subjects(trigger: Token, clause: Token) -> Iterator[Token]:
    """As in "refused to meet", "agreed to hold talks": the subject is the outer verb's."""
    verb = clause
    for _ in range(3):
        if any(c.dep_ == "mark" and c.lower_ != "to" for c in verb.children):
            return  # a clause with a conjunction has its own
        own = any(c.dep_ in SUBJECTS for c in verb.children)
        if verb.dep_ == "acl:relcl" and (not own or not is_noun(trigger)):
            yield verb.head
            return
        if own or verb.dep_ not in {"xcomp", "advcl", "conj", "acl"}:
            return
        if verb.dep_ == "advcl" and clause_tense(verb):
            return  # a finite clause has its own subject, even where the tree misses it
        outer = verb.head
        if verb.dep_ == "acl" and outer.pos_ in {"NOUN", "PROPN", "PRON"}:
            yield outer
            if outer.lemma_ in _HOLDERS:
                yield from _arguments(outer)
                yield from possessors(outer)
                yield from _side_owners(outer)
            return
        controlled = {"obj"} if verb.dep_ == "xcomp" else set()
        yield from (c for c in outer.children if c.dep_ in SUBJECTS | controlled | {"obl:agent"})
        verb = outer


def _side_owners(noun: Token) -> Iterator[Token]:
    """As in "an American request to …"."""
    yield from (c for c in noun.children if c.dep_ in {"amod", "compound"})


def _arguments(token: Token) -> Iterator[Token]:
    """Subjects, objects and those named after "with", "between", "to", with their conjuncts."""
    for child in token.children:
        if child.dep_ == "obl:agent" and token.lemma_ == "attend":
            continue  # "the meeting was also attended by the ambassadors"
        if child.dep_ in SUBJECTS | OBJECTS | {"obl:agent"}:
            yield child
        elif child.dep_ in {"obl", "nmod", "nmod:desc"}:
            cases = {c.lower_ for c in child.children if c.dep_ in {"case", "fixed"}}
            if cases & (_WITH | (_UPON if token.lemma_.lower() in _CALLS else set())):
                yield child
        elif child.dep_ in {"acl", "acl:relcl"} and child.lemma_ in {
            "involve", "bring", "include", "lead", "hand", "send", "deliver",
            "present"}:  # fmt: skip
            yield from _arguments(child)


def _side_adjectives(trigger: Token, cast: Cast) -> list[Entity]:
    """As in "U.S.-China talks", "Russian-Turkish contacts"."""
    found, held_in = [], False  # "the Khartoum summit" names a place
    for child in trigger.children:
        if child.i > trigger.i or child.dep_ not in {"amod", "compound", "nmod", "nmod:poss"}:
            continue
        for token in child.subtree:
            code = actors.country_of(token.text)
            if code and not cast.is_place(token) and (state := cast.state(code)):
                found.append(state)
                held_in |= token.pos_ == "PROPN" and trigger.lemma_ in _GATHERINGS
    return [] if held_in and len(found) == 1 else found


# -- where the tree names fewer than two -----------------------------------------------------------


def _named_pair(trigger: Token, _clause: Token, cast: Cast, _sides: Sides) -> list[Entity]:
    """From "Sino-American", "inter-Korean"."""
    codes: list[str] = []
    for child in trigger.children:
        if child.i < trigger.i:
            around = trigger.doc[child.left_edge.i : child.i + 1].text.lower().replace(" ", "")
            codes += [c for form, pair in words.PAIR_FORMS.items() if form in around
                      for c in pair.split()]  # fmt: skip
    return [state for code in codes if (state := cast.state(code))]


def _hosts(trigger: Token, _clause: Token, cast: Cast, sides: Sides) -> list[Entity]:
    """Who summons where no one is named: the state whose capital the ambassador sits in."""
    summons = trigger.lemma_ == "summon" or is_called_in(trigger)
    if not summons or is_noun(trigger) or len(sides.parties) != 1:
        return []
    for child in trigger.children:
        if child.dep_ in SUBJECTS | OBJECTS:
            for place in child.children:
                if any(c.lower_ in {"in", "to"} and c.dep_ == "case" for c in place.children):
                    return cast.at(place)
    meant = cast.sides_meant(trigger, 1, without={p for p in sides.parties if p})
    return [state for party in meant if (state := cast.state(party))]


def _visited(trigger: Token, clause: Token, cast: Cast, sides: Sides) -> list[Entity]:
    """Whose guest a visitor is: "a trip to Beijing", "will come to Ankara".

    Who only travels somewhere is a guest where the place's own side is told to act.
    """
    if trigger.lemma_ not in words.VISITS or len(sides.parties) != 1:
        return []
    acting = set(cast.history.sides())
    heads = [trigger, clause] if is_noun(trigger) else [trigger]
    for head in heads:
        for child in head.children:
            cases = {c.lower_ for c in child.children if c.dep_ == "case"}
            bare = head.lemma_ == "visit" and not cases and child.i > head.i
            if child.dep_ in {"obl", "nmod"} and (bare or cases & {"to", "in", "into"}):
                hosts = [e for e in cast.at(child) if e.party not in sides.parties]
                told = trigger.lemma_ not in words.TRAVEL or any(e.party in acting for e in hosts)
                if hosts and told:
                    return hosts
    return []


def _between(trigger: Token, cast: Cast) -> list[Entity]:
    """Everybody listed after "between" or "among", whatever the tree makes of the list."""
    doc = trigger.doc
    after = range(trigger.i + 1, min(trigger.i + _REACH_WITH, len(doc)))
    start = next((i for i in after if doc[i].lower_ in {"between", "among"}), None)
    stops = {"VERB", "AUX", "SCONJ", "PUNCT"}
    # "The talks held on Monday in Quito between …" are still theirs.
    telling = {"hold", "take", "conduct"} if is_noun(trigger) else set()
    if start is None or any(
        doc[i].pos_ in stops and doc[i].lemma_ not in telling for i in range(trigger.i + 1, start)
    ):
        return []
    found: list[Entity] = []
    for i in range(start + 1, min(start + _REACH_BEFORE, len(doc))):
        token = doc[i]
        if token.is_sent_start or token.pos_ in {"VERB", "AUX", "SCONJ"}:
            break
        listed = len({e.party for e in found if e.party}) >= 2
        if (token.pos_ == "ADP" and token.lower_ not in {"of", "for"}) or (
            token.text == "," and listed
        ):
            break
        if not cast.is_place(token):
            found += [e for e in cast.at(token) if e not in found]
    people = [e for e in found if e.actor.kind != "state"]
    return people if len({e.party for e in people}) >= 2 else found


def _neighbours(trigger: Token, clause: Token, cast: Cast, sides: Sides) -> list[Entity]:
    """Whoever stands right before and after the trigger, whatever the tree makes of it."""
    found = list(_after(trigger, cast))
    if is_noun(trigger):
        found += _officials_before(trigger, cast)
    if is_noun(trigger) and clause.lemma_ not in words.LIGHT_VERBS:
        return found
    subject = any(cast.group(c) for c in clause.children if c.dep_ in SUBJECTS)
    if not subject:
        found += _before(clause if is_noun(trigger) else trigger, cast)
    return found


def _after(trigger: Token, cast: Cast) -> list[Entity]:
    doc = trigger.doc
    joined = False
    reach = trigger.i + 1 + (_REACH_WITH if _with_follows(trigger) else _REACH_AFTER)
    for i in range(trigger.i + 1, min(reach, len(doc))):
        token = doc[i]
        if token.is_sent_start or token.pos_ in {"VERB", "AUX", "SCONJ", "PUNCT"}:
            return []
        joined = joined or token.lower_ in {"with", "to", "between"}
        acts = token.dep_ != "nmod:poss" and cast.at(token) and not cast.is_place(token)
        near = joined or token.i <= trigger.i + _REACH_AFTER
        if acts and near:
            return cast.group(token) if joined or not is_noun(trigger) else []
    return []


def _with_follows(trigger: Token) -> bool:
    """As in "spoke for the first time over the new line with his counterpart"."""
    after = trigger.doc[trigger.i + 1 : trigger.i + _REACH_WITH]
    return not is_noun(trigger) and any(t.lower_ == "with" for t in after)


def _before(verb: Token, cast: Cast) -> list[Entity]:
    """The nearest who could act before a verb, with those listed together with them."""
    doc = verb.doc
    found: list[Entity] = []
    start = max(verb.sent.start, verb.i - _REACH_BEFORE)
    tops = [
        i
        for i in range(start, verb.i)
        if (doc[i].dep_ == "root" or (doc[i].dep_ in SUBJECTS and doc[i].head == verb))
        and cast.at(doc[i])
    ]
    last = tops[-1] if tops else verb.i - 1
    for i in range(last, start - 1, -1):
        token = doc[i]
        ends = token.pos_ in {"VERB", "AUX", "SCONJ"} or (
            token.pos_ == "ADP" and token.lower_ != "of"
        )
        if found and ends:
            break
        people = [e for e in cast.at(token) if e.actor.kind != "state" and e.party]
        if people and not cast.is_place(token) and token.dep_ not in {"obl", "amod", "nmod:poss"}:
            found += [e for e in people if e not in found]
    return found


def _officials_before(noun: Token, cast: Cast) -> list[Entity]:
    """Officials told right before a contact's noun."""
    start = max(noun.sent.start, noun.i - 12)
    return [e for i in range(start, noun.i) for e in cast.at(noun.doc[i])
            if e.plural and e.actor.level == "officials"]  # fmt: skip


def _is_mutual(trigger: Token, clause: Token) -> bool:
    """Whether the words themselves say that there is another side, without naming it."""
    near = [t for t in trigger.subtree if abs(t.i - trigger.i) < 12]
    if {t.lower_ for t in near} & (words.BILATERAL | {"each", "both"}):
        return True
    if any(t.lower_ == "among" for t in near):  # "calls among trade officials"
        return True
    return any(
        token.dep_ in SUBJECTS
        and (token.lemma_.lower() in SIDES | PEOPLE | {"both", "two"} or token.pos_ == "PRON")
        and {t.lower_ for t in token.subtree} & {"both", "two", "sides"}
        for token in clause.children
    )


def _number(noun: Token) -> int:
    """How many sides a noun says there are, beyond two: "the trilateral meeting"."""
    before = noun.doc[max(noun.sent.start, noun.i - _MODIFIERS) : noun.i].text.lower()
    words_before = before.replace(" - ", "-").split()
    return next((n for word, n in _MULTILATERAL.items() if word in words_before), 0)


def _borrow(sides: Sides, trigger: Token, cast: Cast, number: int = 2) -> None:
    own = sides.parties
    pair = cast.sides_meant(trigger, number)
    if pair and set(own) <= set(pair):
        sides.borrowed = not own
        sides.take([s for p in pair if p not in own and (s := cast.state(p))])
