"""Every place in a text that tells of a contact, with what that place says of it.

An encounter hangs on a trigger, a verb ("met", "called") or a noun ("talks", "the call"); its
clause is the verb that says what became of it ("held", "refused", "will"). Encounters that tell of
one contact are put together in `contacts`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from spacy.tokens import Token

from detente import actors
from detente.coding import lexicon as words
from detente.coding.cast import Cast, Entity
from detente.coding.phrases import possessors
from detente.language import Reading, clause_tense
from detente.model import ContactStatus, Mode, Outcome

_SUBJECTS = {"nsubj", "nsubj:pass", "nsubj:outer"}
_OBJECTS = {"obj", "iobj"}
_MOTION = {"fly", "travel", "go", "come", "arrive", "return", "sit", "gather", "land", "manage",
           "cross", "head"}  # fmt: skip
_WITH = {"with", "to", "between", "among", "of", "from", "by", "for", "and", "involving",
         "alongside",
         "towards", "against", "opposite"}  # fmt: skip


@dataclass(eq=False)
class Encounter:
    """One mention of a contact."""

    trigger: Token
    clause: Token
    sides: list[Entity] = field(default_factory=list)
    mode: Mode = "unspecified"
    status: ContactStatus = "held"
    initiator: str | None = None
    outcome: Outcome = "unknown"
    parties: tuple[str, ...] = ()
    definite: bool = False
    borrowed: bool = False
    counting: bool = False

    @property
    def is_noun(self) -> bool:
        """Whether a noun names the contact."""
        return self.trigger.pos_ not in {"VERB", "AUX"}


def find_encounters(reading: Reading, cast: Cast) -> Iterator[Encounter]:
    """All encounters of a reading in the text's order; those that only might be are left out."""
    for token in reading.doc:
        mode = _mode(token)
        if mode is None:
            continue
        encounter = Encounter(token, _clause(token), mode=mode)
        encounter.mode = _means(encounter, mode)
        status = _status(encounter)
        if status is None:
            continue
        encounter.status = status
        encounter.counting = is_counting(token)
        encounter.definite = _is_definite(token)
        _fill_sides(encounter, cast)
        encounter.initiator = _initiator(encounter, cast)
        if _is_contact(encounter, cast):
            yield encounter


# -- what counts as a trigger ----------------------------------------------------------------------


def _mode(token: Token) -> Mode | None:
    lemma = token.lemma_.lower()
    if token.pos_ == "VERB" and lemma in words.CONTACT_VERBS:
        return words.CONTACT_VERBS[lemma] if _verb_tells(token, lemma) else None
    if token.pos_ in {"NOUN", "PROPN"} and lemma in words.CONTACT_NOUNS:
        if token.dep_ == "compound" and token.head.lemma_.lower() in words.CONTACT_NOUNS:
            return None
        return words.CONTACT_NOUNS[lemma] if _noun_tells(token, lemma) else None
    return None


def _verb_tells(token: Token, lemma: str) -> bool:
    """Whether this use of the verb can be a contact ("called on", "called it" are none)."""
    children = list(token.children)
    cases = {c.lower_ for child in children for c in child.children if c.dep_ == "case"}
    particles = {c.lower_ for c in children if c.dep_ == "compound:prt"}
    has_object = any(c.dep_ in _OBJECTS for c in children)
    if lemma in {"call", "ring", "dial"}:
        named = any(c.dep_ in {"xcomp", "ccomp"} for c in children)
        passive_from = any(c.dep_ == "nsubj:pass" for c in children) and "by" in cases
        reached = has_object or passive_from or "up" in particles
        appeal = bool(cases & {"for", "on", "upon"}) and not has_object
        return reached and not named and not appeal and not particles - {"up"}
    if lemma in {"meet", "sit", "dine", "huddle"}:
        return lemma != "sit" or "down" in particles or any(c.lower_ == "down" for c in children)
    if lemma in {"speak", "talk", "confer", "negotiate", "consult", "converse", "communicate"}:
        reciprocal = any(c.lower_ in {"each", "other", "both"} for c in token.subtree)
        plural = any(c.dep_ in _SUBJECTS and (c.tag_ in {"NNS", "NNPS"} or c.pos_ == "PRON"
                     or any(g.dep_ == "conj" for g in c.children)) for c in children)  # fmt: skip
        return bool(cases & {"with", "to"}) or has_object or reciprocal or plural
    if lemma == "write":
        return "to" in cases or any(c.dep_ == "iobj" for c in children)
    if lemma == "discuss":
        return "with" in cases or any(
            c.tag_ in {"NNS", "NNPS"}
            or c.pos_ == "PRON"
            or any(g.dep_ == "conj" for g in c.children)
            for c in children
            if c.dep_ in _SUBJECTS
        )
    return has_object or any(c.dep_ in {"nsubj:pass"} for c in children)


def _noun_tells(token: Token, lemma: str) -> bool:
    near = [t.lower_ for t in token.doc[max(0, token.i - 3) : token.i]]
    if lemma in {"hot", "phone", "telephone"}:
        return False
    if lemma == "line":
        return "hot" in near
    if lemma == "call":
        later = [c for c in token.children if any(g.lower_ == "for" for g in c.children)]
        return not (later and not any(t in {"phone", "telephone"} for t in near))
    if lemma in {"conference"}:
        return any(t in {"video", "phone", "telephone", "peace"} for t in near)
    if lemma == "exchange":
        return "stock" not in near and "foreign" not in near and "rate" not in near
    if lemma in {"round", "session"}:
        return any(c.lemma_.lower() in words.CONTACT_NOUNS for c in token.children)
    if lemma == "note":
        return any(t in {"protest", "diplomatic", "verbale", "formal"} for t in near) or _sent(
            token
        )
    return True


def _sent(token: Token) -> bool:
    return token.head.lemma_ in {"hand", "send", "deliver", "present", "give", "pass"}


def _clause(trigger: Token) -> Token:
    """The verb that says what became of the contact."""
    if trigger.pos_ in {"VERB", "AUX"}:
        return trigger
    at = trigger
    while at.head != at and at.pos_ not in {"VERB", "AUX"}:
        if any(c.dep_ == "cop" for c in at.children) and at != trigger:
            return at
        if at.dep_ in {"acl:relcl", "advcl", "parataxis"}:
            return at
        at = at.head
    return at


# -- by which means --------------------------------------------------------------------------------


def _means(encounter: Encounter, mode: Mode) -> Mode:
    trigger = encounter.trigger
    near = {t.lower_ for t in trigger.subtree if abs(t.i - trigger.i) < 14}
    if encounter.is_noun:
        near = {t.lower_ for t in trigger.subtree if -8 < t.i - trigger.i < 6}
        near |= {t.lower_ for t in encounter.clause.children if t.dep_ in {"advmod", "compound"}}
    if near & words.VIDEO_WORDS:
        return "video"
    if "face" in near and "face-to-face" not in near:
        near |= {"face-to-face"} if {"to"} <= near else set()
    if mode != "message" and near & words.CALL_WORDS and mode != "in-person":
        return "call"
    if "telephone" in near or ("phone" in near and mode != "message"):
        return "call"
    if near & {"face-to-face", "in-person"} or _in_person(encounter):
        return "in-person"
    if encounter.clause.lemma_ in {"phone", "telephone"}:
        return "call"
    return mode


def _in_person(encounter: Encounter) -> bool:
    text = [
        t.lower_
        for t in encounter.trigger.doc[max(0, encounter.trigger.i - 4) : encounter.trigger.i + 7]
    ]
    joined = " ".join(text)
    return (
        "in person" in joined
        or "face to face" in joined
        or "in - person" in joined
        or "face - to - face" in joined
    )


# -- whether it took place -------------------------------------------------------------------------


def _governors(encounter: Encounter) -> Iterator[tuple[Token, str]]:
    """The words that govern the contact, from its own clause outwards, with how each is reached."""
    at, reached, steps = encounter.trigger, "self", 0
    while steps < 6:
        yield at, reached
        if at.head == at:
            return
        reached = at.dep_
        if (
            reached
            in {
                "advcl",
                "acl:relcl",
                "parataxis",
                "conj",
                "ccomp",
                "csubj",
                "appos",
            }
            and at.pos_ in {"VERB", "AUX"}
            and reached != "ccomp"
        ):
            return
        at, steps = at.head, steps + 1


def _status(encounter: Encounter) -> ContactStatus | None:
    """What became of the contact; None where the text only imagines it."""
    trigger, clause = encounter.trigger, encounter.clause
    if encounter.is_noun and any(c.lower_ == "no" for c in trigger.children if c.dep_ == "det"):
        return None
    for governor, reached in _governors(encounter):
        verdict = _verdict(encounter, governor, reached)
        if verdict == "drop":
            return None
        if verdict:
            return verdict  # type: ignore[return-value]
        if reached == "ccomp":
            break
    return _by_tense(encounter, clause if encounter.is_noun else trigger)


def _verdict(encounter: Encounter, governor: Token, reached: str) -> str | None:
    lemma = governor.lemma_.lower()
    children = {c.lower_ for c in governor.children}
    particles = {c.lower_ for c in governor.children if c.dep_ == "compound:prt"}
    own_verb = governor == encounter.trigger and not encounter.is_noun
    if children & words.CONDITIONAL_MARKS and any(
        c.dep_ == "mark" and c.lower_ in words.CONDITIONAL_MARKS for c in governor.children
    ):
        return "drop"
    negated = bool(children & {"not", "n't", "n’t", "never", "yet", "neither", "nor"})
    if lemma == "have" and "yet" in {t.lower_ for t in governor.children} and reached == "xcomp":
        return "never"
    if (
        own_verb
        and governor.head.lemma_ == "have"
        and governor.dep_ == "xcomp"
        and any(c.lower_ == "yet" for c in [*governor.children, *governor.head.children])
    ):
        return "never"
    if negated and (own_verb or (encounter.is_noun and lemma in words.LIGHT_VERBS)):
        perfect = any(c.lemma_ == "have" and c.dep_ == "aux" for c in governor.children)
        if "never" in children or (perfect and ("yet" in children or _has_since(governor))):
            return "never"
        if lemma not in words.REFUSE:
            return "drop"
    aimed = {"facilitate", "enable", "allow", "encourage", "prepare", "pave"}
    if reached == "obj" and lemma in aimed and "to" in children:
        return "drop"
    if reached == "ccomp" and lemma in words.DENY:
        return "denied"
    if reached in {"obj", "xcomp", "nsubj:pass", "obl", "nmod", "conj", "acl", "ccomp"} or (
        reached in {"nsubj"} and lemma in {"postpone"}
    ):
        if lemma in words.DENY and reached != "acl":
            return "denied"
        if lemma in {"turn"} and "down" not in particles | children:
            return None
        if lemma in {"rule"} and "out" not in particles | children:
            return None
        if lemma in words.REFUSE:
            return "refused"
        if lemma in {"call", "put"} and "off" not in particles | children:
            return "proposed" if lemma == "call" and reached == "obl" else None
        if lemma in words.CANCEL and reached != "obl":
            return "cancelled"
        if lemma in words.PROPOSE | {"request", "offer", "invitation", "proposal", "suggestion"}:
            if governor.pos_ == "NOUN":
                if lemma in words.ASKING_NOUNS and governor.dep_ in {"obl", "nmod"}:
                    return None
                return _fate_of_offer(governor)
            return None if lemma == "seek" and reached == "advcl" else "proposed"
        if lemma in {"schedule", "slate", "plan", "arrange", "set", "due", "agree"} and reached in {
            "xcomp",
            "nsubj:pass",
            "obj",
            "obl",
            "ccomp",
        }:
            if lemma == "arrange" and clause_tense(governor) == "past" and reached != "xcomp":
                return None
            if reached == "obl" and lemma not in {"agree"}:
                return None
            return "planned"
    if (
        reached in {"xcomp", "acl", "advcl", "ccomp"}
        and lemma in words.HOPE
        and not (lemma in {"hold"} and governor == encounter.clause)
    ):
        return "drop" if lemma not in words.RELUCTANT else None
    if own_verb or governor == encounter.clause:
        helpers = {c.lower_ for c in governor.children if c.dep_ in {"aux", "cop"}}
        if helpers & words.HYPOTHETICAL_AUX and not encounter.is_noun:
            return "drop"
        if helpers & {"may", "might", "could", "should", "can"}:
            return "drop"
    return None


def _fate_of_offer(noun: Token) -> str:
    governor = noun.head
    lemma = governor.lemma_.lower()
    below = {c.lower_ for c in governor.children}
    if lemma in words.REFUSE and (lemma != "turn" or "down" in below):
        return "refused"
    if lemma in {"accept"}:
        return "planned"
    return "proposed"


def _has_since(governor: Token) -> bool:
    return any(t.lower_ == "since" for t in governor.subtree)


def _by_tense(encounter: Encounter, verb: Token) -> ContactStatus | None:
    tense = clause_tense(verb)
    marks = {c.lower_ for c in verb.children if c.dep_ == "mark"}
    helpers = {c.lower_ for c in verb.children if c.dep_ == "aux"}
    if tense == "future":
        return (
            "planned"
            if helpers & {"will", "'ll", "shall", "to", "wo"} or not helpers & {"would"}
            else None
        )
    if "to" in marks:
        return _infinitive(verb)
    if verb.tag_ == "VBG" and helpers & {"is", "are", "'re", "'s"} and not encounter.is_noun:
        return "ongoing"
    if (
        encounter.is_noun
        and verb.tag_ == "VBG"
        and helpers & {"is", "are"}
        and verb.lemma_ in {"hold", "have", "conduct", "continue"}
    ):
        return "ongoing"
    if encounter.is_noun and tense == "present" and verb.lemma_ == "continue":
        return "ongoing"
    return "held"


def _infinitive(verb: Token) -> ContactStatus | None:
    """As in "flew to Rome to meet" was held; "to meet in Rome on Friday" is planned."""
    governor = verb.head
    if governor.lemma_.lower() in words.RELUCTANT:
        return "held"
    if governor == verb:
        return "planned"
    if governor.lemma_ in _MOTION:
        tense = clause_tense(governor)
        return "planned" if tense == "future" or governor.tag_ == "VBG" else "held"
    if governor.lemma_ in {"be", "schedule", "plan", "due", "set", "agree", "slate"}:
        return "planned"
    return None


def _is_definite(token: Token) -> bool:
    if token.pos_ in {"VERB", "AUX"}:
        return False
    dets = {c.lower_ for c in token.children if c.dep_ == "det"}
    return bool(dets & {"the", "this", "that", "these", "those"})


def is_counting(token: Token) -> bool:
    """Whether the trigger stands inside "the second time … (that) they spoke"."""
    at = token
    for _ in range(3):
        if (
            at.dep_ in {"acl:relcl", "acl", "ccomp", "advcl:relcl", "advcl"}
            and at.head.lemma_ == "time"
        ):
            return True
        at = at.head
    own = {t.lower_ for t in token.subtree}
    return (
        "time" in own and bool(own & set(words.ORDINALS)) and token.sent.text[:4].lower() == "only"
    )


# -- between whom ----------------------------------------------------------------------------------


def _fill_sides(encounter: Encounter, cast: Cast) -> None:
    sides: list[Entity] = []

    def take(found: list[Entity]) -> None:
        for entity in found:
            if entity not in sides and entity.party:
                sides.append(entity)

    for token in _places(encounter):
        take(cast.group(token))
        take(_side_adjectives(token, cast) if token == encounter.trigger else [])
    parties = {e.party for e in sides}
    if len(parties) < 2:
        for code in _named_pair(encounter.trigger, cast):
            state = cast.state(code)
            take([state] if state else [])
    if encounter.trigger.lemma_ == "summon" and len(parties) == 1:
        take(_hosts(encounter.trigger, cast))
    if encounter.is_noun and len({e.party for e in sides}) < 2:
        take(_officials_before(encounter.trigger, cast))
    if len({e.party for e in sides}) < 2 and _is_mutual(encounter):
        pair = cast.pair_at(encounter.trigger)
        if pair and (not parties or parties <= set(pair)):
            take([s for p in pair if p not in parties and (s := cast.state(p))])
            encounter.borrowed = not parties
    encounter.sides = sides
    encounter.parties = tuple(sorted({e.party for e in sides if e.party}))


def _officials_before(noun: Token, cast: Cast) -> list[Entity]:
    """Officials told right before a contact's noun, whatever the tree makes of the sentence."""
    start = max(noun.sent.start, noun.i - 12)
    return [
        e
        for i in range(start, noun.i)
        for e in cast.at(noun.doc[i])
        if e.plural and e.actor.level == "officials"
    ]


def _hosts(summon: Token, cast: Cast) -> list[Entity]:
    """Who summons where no one is named: the state whose capital the ambassador sits in."""
    for child in summon.children:
        if child.dep_ in _SUBJECTS | _OBJECTS:
            for place in child.children:
                if any(c.lower_ in {"in", "to"} and c.dep_ == "case" for c in place.children):
                    return cast.at(place)
    return []


def _places(encounter: Encounter) -> Iterator[Token]:
    """Where on the tree those who take part are told: around the trigger, then its verb."""
    trigger = encounter.trigger
    yield from _arguments(trigger)
    if encounter.is_noun:
        yield from possessors(trigger)
        at = trigger
        while (
            at.head != at
            and at.dep_ in {"nmod", "compound", "conj", "obj", "obl", "appos", "nmod:poss"}
            and at.head.pos_ == "NOUN"
        ):
            at = at.head
            if at.lemma_ in words.CONTACT_NOUNS or at.lemma_ in {
                "series",
                "lack",
                "request",
                "offer",
                "invitation",
                "proposal",
                "day",
                "hour",
            }:
                yield from _arguments(at)
                yield from possessors(at)
    clause = encounter.clause
    if (
        clause != trigger
        and clause.lemma_
        in words.LIGHT_VERBS
        | words.INITIATE
        | words.REFUSE
        | words.CANCEL
        | words.PROPOSE
        | words.PLAN
        | {"use", "be"}
    ):
        yield from _arguments(clause)
    verb = clause
    for _ in range(3):  # "refused to meet", "agreed to hold": the subject is the outer verb's
        if any(c.dep_ == "mark" and c.lower_ != "to" for c in verb.children):
            return  # a clause with a conjunction has its own
        if verb.dep_ in {"xcomp", "advcl", "conj", "acl", "acl:relcl"} and not any(
            c.dep_ in _SUBJECTS for c in verb.children
        ):
            outer = verb.head
            if verb.dep_ in {"acl", "acl:relcl"} and outer.pos_ in {"NOUN", "PROPN", "PRON"}:
                yield outer
                return
            for child in outer.children:
                if child.dep_ in _SUBJECTS | ({"obj"} if verb.dep_ == "xcomp" else set()) | {
                    "obl:agent"
                }:
                    yield child
            verb = outer
        elif verb.dep_ == "acl:relcl":
            yield verb.head
            return
        else:
            return


def _arguments(token: Token) -> Iterator[Token]:
    """Subjects, objects and those named after "with", "between", "to", with their conjuncts."""
    for child in token.children:
        if child.dep_ in _SUBJECTS | _OBJECTS | {"obl:agent"}:
            yield child
        elif child.dep_ in {"obl", "nmod", "nmod:desc"}:
            cases = {c.lower_ for c in child.children if c.dep_ in {"case", "fixed"}}
            if cases & _WITH:
                yield child
        elif child.dep_ in {"acl", "acl:relcl"} and child.lemma_ in {
            "involve",
            "bring",
            "include",
            "lead",
        }:
            yield from _arguments(child)


def _side_adjectives(trigger: Token, cast: Cast) -> list[Entity]:
    """As in "U.S.-China talks", "Russian-Turkish contacts"."""
    if trigger.pos_ not in {"NOUN", "PROPN"}:
        return []
    found = []
    for child in trigger.children:
        if child.dep_ not in {"amod", "compound", "nmod", "nmod:poss"}:
            continue
        for token in child.subtree:
            code = actors.country_of(token.text)
            if code and token.dep_ != "obl" and (state := cast.state(code)):
                found.append(state)
    return found


def _named_pair(trigger: Token, cast: Cast) -> list[str]:
    """Codes from "Sino-American", "inter-Korean"."""
    codes: list[str] = []
    for child in trigger.children:
        if child.i >= trigger.i:
            continue
        text = child.lower_
        around = trigger.doc[child.left_edge.i : child.i + 1].text.lower().replace(" ", "")
        for form, code in words.PAIR_FORMS.items():
            if form in text or form in around:
                codes += code.split()
    return codes


def _is_mutual(encounter: Encounter) -> bool:
    """Whether the words themselves say that there is another side, without naming it."""
    own = {t.lower_ for t in encounter.trigger.subtree if abs(t.i - encounter.trigger.i) < 12}
    if own & (words.BILATERAL | {"each", "both"}):
        return True
    for token in encounter.clause.children:
        if token.dep_ in _SUBJECTS and {t.lower_ for t in token.subtree} & {"both", "two", "sides"}:
            return True
    return False


def _is_contact(encounter: Encounter, cast: Cast) -> bool:
    """Two sides by name, or a word that points back at a contact told before."""
    lemma = encounter.trigger.lemma_.lower()
    if len(encounter.parties) >= 2:
        return _represent(encounter, lemma)
    loose = lemma in words.LOOSE_NOUNS
    return (encounter.is_noun and not loose) or encounter.counting


def _represent(encounter: Encounter, lemma: str) -> bool:
    """Whether those named can deal for their states, and with each other."""
    by_party: dict[str, list[Entity]] = {}
    for entity in encounter.sides:
        by_party.setdefault(entity.party or "", []).append(entity)
    if lemma in {"receive", "welcome", "greet", "host", "call", "phone"} and not encounter.is_noun:
        return all(any(e.actor.level or e.actor.kind == "person" or lemma in {"call", "phone"}
                       for e in group) for group in by_party.values())  # fmt: skip
    if lemma in {"visit", "trip"}:
        return any(e.actor.level for e in encounter.sides)
    if lemma in {"letter", "message", "note", "cable", "telegram", "contact", "exchange", "write"}:
        return True
    return True


# -- who asked for it ------------------------------------------------------------------------------


def _initiator(encounter: Encounter, cast: Cast) -> str | None:
    trigger, clause = encounter.trigger, encounter.clause
    lemma = trigger.lemma_.lower()

    def party(token: Token) -> str | None:
        return next((e.party for e in cast.group(token) if e.party), None)

    def child(of: Token, *deps: str) -> str | None:
        return next((p for c in of.children if c.dep_ in deps and (p := party(c))), None)

    def after(of: Token, *cases: str) -> str | None:
        for c in of.children:
            if (
                c.dep_ in {"obl", "nmod", "obl:agent"}
                and any(g.lower_ in cases for g in c.children)
                and (found := party(c))
            ):
                return found
        return None

    asked = _at_request(encounter, cast)
    if asked:
        return asked
    if not encounter.is_noun:
        if lemma in {"call", "phone", "telephone", "ring", "dial", "summon", "write", "cable"}:
            if any(c.dep_ == "nsubj:pass" for c in trigger.children):
                return child(trigger, "obl:agent") or after(trigger, "by")
            return child(trigger, "nsubj") or _outer_subject(trigger, cast)
        if encounter.status in {"proposed"}:
            return _outer_subject(trigger, cast)
        return None
    verb = clause.lemma_.lower()
    if lemma in {"letter", "message", "cable", "telegram", "note"}:
        if verb in {"receive", "get"}:
            return after(trigger, "from") or after(clause, "from")
        return (
            after(trigger, "from") or child(clause, "nsubj") if verb not in {"exchange"} else None
        )
    if (
        verb in {"take", "receive", "accept", "get", "field", "answer"}
        and trigger.dep_ == "obj"
        and encounter.mode == "call"
    ):
        return after(trigger, "from") or after(clause, "from")
    passive = any(c.dep_ == "nsubj:pass" for c in clause.children)
    if verb in words.INITIATE and verb not in {"make", "invite"} | (
        {"arrange"} if passive else set()
    ):
        if passive or trigger.dep_ == "nsubj:pass":
            return child(clause, "obl:agent") or after(clause, "by")
        if trigger.dep_ in {"obj", "obl", "xcomp", "conj"}:
            return child(clause, "nsubj") or _outer_subject(clause, cast)
    if verb == "make" and encounter.mode == "call" and trigger.dep_ == "obj":
        return child(clause, "nsubj") or _outer_subject(clause, cast)
    if encounter.mode == "call" and after(trigger, "from"):
        return after(trigger, "from")
    for c in trigger.children:  # "a call requested by Paris"
        if c.dep_ in {"acl", "acl:relcl"} and c.lemma_ in words.INITIATE:
            return child(c, "obl:agent") or after(c, "by") or child(c, "nsubj")
    if encounter.status == "proposed":
        return child(clause, "nsubj") or _outer_subject(clause, cast)
    if encounter.mode == "call" and lemma == "call" and possessors(trigger):
        owners = [p for o in possessors(trigger) if (p := party(o))]
        if owners and after(trigger, "to"):
            return owners[0]
    return None


def _outer_subject(verb: Token, cast: Cast) -> str | None:
    at = verb
    for _ in range(4):
        for child in at.children:
            if child.dep_ in {"nsubj"}:
                return next((e.party for e in cast.group(child) if e.party), None)
        if at.dep_ not in {"xcomp", "advcl", "conj", "acl", "ccomp"} or at.head == at:
            return None
        at = at.head
    return None


def _at_request(encounter: Encounter, cast: Cast) -> str | None:
    """As in "at the request of Washington", "at Seoul's invitation", "a request by Paris"."""
    for token in encounter.trigger.sent:
        lemma = token.lemma_.lower()
        if token.pos_ != "NOUN" or lemma not in words.ASKING_NOUNS - {"call", "appeal"}:
            continue
        if abs(token.i - encounter.trigger.i) > 40:
            continue
        at_request = any(
            c.lower_ in {"at", "on", "upon", "following"} and c.dep_ == "case"
            for c in token.children
        )
        over = encounter.trigger in token.subtree and lemma != "bid"
        if not (at_request or over):
            continue
        for child in token.children:
            if child.dep_ in {"nmod:poss", "nmod", "compound", "amod"}:
                cases = {c.lower_ for c in child.children if c.dep_ == "case"}
                if child.dep_ == "nmod" and not cases & {"of", "from", "by"} and child.i > token.i:
                    continue
                found = next((e.party for e in cast.group(child) if e.party), None)
                found = found or actors.country_of(child.text)
                if found:
                    return found
    return None
