"""What became of a contact: held, planned, proposed, refused, cancelled, denied, never.

The words that govern the contact are asked from its own clause outwards; the first that settles
it decides, and where none does the tense of the clause.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from spacy.tokens import Token

from detente.coding import lexicon as words
from detente.coding.clauses import case_of
from detente.coding.triggers import SUBJECTS, is_noun, is_summons
from detente.language import clause_tense
from detente.model import ContactStatus, Mode

Verdict = ContactStatus | Literal["drop"] | None
_OWN_CLAUSE = {"advcl", "acl:relcl", "parataxis", "conj", "csubj", "appos"}
_BELOW = {"obj", "xcomp", "nsubj:pass", "obl", "nmod", "conj", "acl", "ccomp"}
_MOTION = {"fly", "travel", "go", "come", "arrive", "return", "sit", "gather", "land", "manage",
           "cross", "head"}  # fmt: skip
_BACKING_OUT = {"back", "pull", "drop", "duck", "bow"}
_ARRANGED = {"schedule", "slate", "plan", "arrange", "set", "due", "agree", "pencil", "fix"}
_AIMED = {"facilitate", "enable", "allow", "encourage", "prepare", "pave"}
_TOLD = {"say", "tell", "announce", "agree", "state", "add", "report", "declare", "confirm",
         "write", "disclose", "reveal", "specify"}  # fmt: skip
_DURING = {"in", "at", "during", "after", "following", "since", "over"}
_TAKEN = {"take", "accept", "come", "return"}
_UNANSWERED = {"unanswered", "vain", "engaged"}


def find_status(trigger: Token, clause: Token, mode: Mode) -> ContactStatus | None:
    """What became of the contact; None where the text only imagines it."""
    if is_noun(trigger) and any(c.lower_ == "no" and c.dep_ == "det" for c in trigger.children):
        return None
    if trigger.lemma_ in {"touch", "contact"} and clause.lemma_ in {"remain", "stay", "keep"}:
        return None
    if mode == "call" and is_unanswered(trigger):
        return "refused"
    if is_summons(trigger):
        return "held"
    if _is_backed_out_of(trigger):
        return "cancelled"
    if is_noun(trigger) and any(_is_called_off(c) for c in _said_of(trigger)):
        return "cancelled"
    if is_noun(trigger) and any(_is_still_due(c) for c in trigger.children):
        return "planned"
    if _is_circumstance(trigger):
        will = {c.lower_ for c in clause.children if c.dep_ == "aux"} & {"will", "'ll", "shall"}
        return "planned" if will else "held"
    for governor, reached in _governors(trigger):
        verdict = _verdict(trigger, clause, governor, reached)
        if verdict is not None:
            return None if verdict == "drop" else verdict
        if reached == "ccomp":
            break
    verb = clause if is_noun(trigger) else trigger
    while _goes_on(verb):
        verb = verb.head
    return _by_tense(trigger, verb)


def _said_of(noun: Token) -> Iterator[Token]:
    """The words that tell what became of a noun: "the visit was off", "which had to be put off"."""
    if noun.dep_ in SUBJECTS:
        yield noun.head
    for clause in noun.children:
        if clause.dep_ == "acl:relcl":
            yield clause
            yield from (c for c in clause.children if c.dep_ == "xcomp")


def _is_called_off(token: Token) -> bool:
    below = {c.lower_ for c in token.children}
    if token.lower_ == "off":
        return any(c.dep_ == "cop" for c in token.children)
    passive = any(c.dep_ in {"aux:pass", "nsubj:pass"} for c in token.children)
    particle = token.lemma_ not in {"call", "put", "strike"} or "off" in below
    return passive and particle and token.lemma_ in words.CANCEL and "not" not in below


def _is_still_due(token: Token) -> bool:
    """As in "the next session, due in September"."""
    past = any(c.lower_ in {"was", "were", "had"} for c in token.children)
    return token.lower_ == "due" and token.dep_ in {"amod", "acl", "acl:relcl"} and not past


def _is_backed_out_of(trigger: Token) -> bool:
    """As in "had backed out of hosting him", "pulled out of a visit"."""
    verb = trigger.head
    after = [t.lower_ for t in verb.doc[verb.i + 1 : verb.i + 3]]
    return verb.lemma_ in _BACKING_OUT and after == ["out", "of"]


def _is_circumstance(trigger: Token) -> bool:
    """As in "urged him in a phone call", "agreed at talks", "after a meeting"."""
    if not is_noun(trigger) or trigger.dep_ not in {"obl", "nmod"}:
        return False
    cases = {c.lower_ for c in trigger.children if c.dep_ in {"case", "mark"}}
    governor = trigger.head
    plans = governor.lemma_ in words.PLAN | words.HOPE and governor.lemma_ != "agree"
    lacking = governor.pos_ == "NOUN" or plans
    return bool(cases & _DURING) and not lacking


def is_unanswered(trigger: Token) -> bool:
    """As in "left the hot line unanswered", "rang for hours, but no one answered"."""
    sentence = list(trigger.sent)
    after = {t.lower_ for t in sentence if t.i > trigger.i}
    if after & _UNANSWERED and abs(next(t.i for t in sentence if t.lower_ in _UNANSWERED and
                                        t.i > trigger.i) - trigger.i) < 12:  # fmt: skip
        return True
    for token in sentence:
        below = {c.lower_ for c in token.children}
        picked = token.lemma_ == "pick" and "up" in below
        connected = token.lemma_ == "put" and "through" in below
        if picked or connected or token.lemma_ in {"answer", "reply", "respond"}:
            denied = {"not", "n't", "n’t", "never"} & below
            nobody = any(c.dep_ in SUBJECTS and ("no" in {g.lower_ for g in c.subtree}
                         or c.lower_ == "nobody") for c in token.children)  # fmt: skip
            if denied or nobody:
                return True
    return False


def _governors(trigger: Token) -> Iterator[tuple[Token, str]]:
    """The words that govern the contact, from its own clause outwards, with how each is reached."""
    at, reached = trigger, "self"
    for _ in range(6):
        yield at, reached
        if at.head == at:
            return
        reached = at.dep_
        if reached in _OWN_CLAUSE and at.pos_ in {"VERB", "AUX"} and not _goes_on(at):
            return
        at = at.head


def _goes_on(verb: Token) -> bool:
    """Whether a verb shares what stands before another: "is to come and meet"."""
    return (
        verb.dep_ == "conj"
        and verb.tag_ == "VB"
        and not any(c.dep_ in {"aux", "mark", *SUBJECTS} for c in verb.children)
    )


def _verdict(trigger: Token, clause: Token, governor: Token, reached: str) -> Verdict:
    own_verb = governor == trigger and not is_noun(trigger)
    marks = {c.lower_ for c in governor.children if c.dep_ in {"mark", "case"}}
    if marks & words.CONDITIONAL_MARKS or (governor == trigger and "without" in marks):
        return "drop"
    return (
        _negated(trigger, governor, reached, own_verb=own_verb)
        or _aimed(governor, reached)
        or _ruled(trigger, governor, reached)
        or _hoped(clause, governor, reached)
        or (_supposed(trigger, governor) if own_verb or governor == clause else None)
    )


def _negated(trigger: Token, governor: Token, reached: str, *, own_verb: bool) -> Verdict:
    lemma, children = governor.lemma_.lower(), {c.lower_ for c in governor.children}
    outer = governor.head if own_verb else governor
    yet = "yet" in children or "yet" in {c.lower_ for c in outer.children}
    if yet and lemma == "have" and reached == "xcomp":
        return "never"
    if own_verb and yet and ({"has", "have", "had"} & children or outer.lemma_ == "have"):
        return "never"
    negated = bool(children & {"not", "n't", "n’t", "never", "yet", "neither", "nor"})
    # "Have not been in touch": the noun is its own predicate.
    carried = lemma in words.LIGHT_VERBS or any(c.dep_ == "cop" for c in trigger.children)
    if not negated or not (own_verb or (is_noun(trigger) and carried)):
        return None
    perfect = any(c.lemma_ == "have" and c.dep_ == "aux" for c in governor.children)
    since = any(t.lower_ == "since" for t in governor.subtree)
    if "never" in children or (perfect and (yet or since)):
        return "never"
    if lemma in _TAKEN and trigger.lemma_.lower() in {"call", "phone", "telephone"}:
        return "refused"  # "did not take the call", "would not come to the phone"
    if own_verb and lemma in words.TRAVEL and _is_to_come(governor, going=True):
        # "Is not coming to Oslo", "will not travel to Kigali", but "would not come to the phone".
        phone = any(c.lemma_ in {"telephone", "phone", "line"} for c in governor.children)
        return "refused" if phone else "cancelled"
    return None if lemma in words.REFUSE else "drop"


def _aimed(governor: Token, reached: str) -> Verdict:
    to = any(c.lower_ == "to" for c in governor.children)
    return "drop" if reached == "obj" and governor.lemma_ in _AIMED and to else None


def _is_due(governor: Token) -> bool:
    """As in "was due to hold", however the tree joins the words."""
    before = [t.lower_ for t in governor.doc[max(0, governor.i - 2) : governor.i]]
    return before == ["due", "to"]


def _ruled(trigger: Token, governor: Token, reached: str) -> Verdict:
    """What a governor of the contact ("refused", "put off", "request for") makes of it."""
    lemma = governor.lemma_.lower()
    children = {c.lower_ for c in governor.children}
    if _is_due(governor):
        return "planned"
    if reached == "ccomp" and lemma in words.DENY:
        return "denied"
    if reached not in _BELOW and not (reached == "nsubj" and lemma == "postpone"):
        return None
    if lemma in words.CANCELLATION and reached == "nmod":
        return "cancelled"
    if lemma == "preparation" and reached == "nmod":
        return "planned"
    if lemma in {"tell", "order", "instruct", "decide", "choose", "opt"} and reached == "xcomp":
        return "planned"
    if lemma in words.DENY:
        return None if reached == "acl" else "denied"
    if lemma in {"turn", "rule"} and not children & {"down", "out"}:
        return None
    if lemma in words.REFUSE:
        return "refused"
    if lemma in {"call", "put"}:
        after = {t.lower_ for t in governor.doc[governor.i + 1 : governor.i + 7]}
        if "off" in children or (reached != "obl" and "off" in after):
            return "cancelled"
        return "proposed" if lemma == "call" and reached == "obl" else None
    if lemma in words.CANCEL and reached != "obl":
        return "cancelled"
    if lemma in words.PROPOSE | {"request", "offer", "invitation", "proposal", "suggestion"}:
        return _offered(governor, lemma, reached)
    return _arranged(trigger, governor, reached) if lemma in _ARRANGED else None


def _offered(governor: Token, lemma: str, reached: str) -> Verdict:
    if governor.pos_ != "NOUN":
        return None if lemma == "seek" and reached == "advcl" else "proposed"
    if lemma in words.ASKING_NOUNS and governor.dep_ in {"obl", "nmod"}:
        return None
    fate, below = governor.head.lemma_.lower(), {c.lower_ for c in governor.head.children}
    if fate in words.REFUSE and (fate != "turn" or "down" in below):
        return "refused"
    return "planned" if fate == "accept" else "proposed"


def _arranged(trigger: Token, governor: Token, reached: str) -> Verdict:
    lemma = governor.lemma_.lower()
    if reached not in {"xcomp", "nsubj:pass", "obj", "obl", "ccomp"}:
        return None
    if reached == "obl" and lemma != "agree" and _is_for(trigger, governor):
        return "drop" if _is_denied(governor) else "planned"
    if lemma == "arrange" and clause_tense(governor) == "past" and reached != "xcomp":
        return None
    return None if reached == "obl" and lemma != "agree" else "planned"


def is_unarranged(trigger: Token) -> bool:
    """As in "no date has been set for the talks": neither planned nor refused."""
    return any(
        verb.lemma_.lower() in _ARRANGED and _is_for(trigger, verb) and _is_denied(verb)
        for verb, reached in _governors(trigger)
        if reached == "obl"
    )


def _is_for(trigger: Token, governor: Token) -> bool:
    """As in "the ministers are due in Rome for talks", "a date was fixed for the visit"."""
    at = trigger
    while at.head not in {at, governor}:
        at = at.head
    return case_of(at) == "for"


def _is_denied(verb: Token) -> bool:
    subjects = [c for c in verb.children if c.dep_ in SUBJECTS]
    below = [*verb.children, *(g for c in subjects for g in c.children)]
    return any(t.lower_ in {"no", "not", "n't", "n’t", "never"} for t in below)


def _hoped(clause: Token, governor: Token, reached: str) -> Verdict:
    lemma = governor.lemma_.lower()
    if reached not in {"xcomp", "acl", "advcl", "ccomp"} or lemma not in words.HOPE:
        return None
    if (lemma == "hold" and governor == clause) or lemma in words.RELUCTANT:
        return None
    return "drop"


def _supposed(trigger: Token, governor: Token) -> Verdict:
    helpers = {c.lower_ for c in governor.children if c.dep_ in {"aux", "cop"}}
    subject = next((c.i for c in governor.children if c.dep_ in SUBJECTS), -1)
    inverted = any(c.lower_ in {"had", "were"} and c.i < subject for c in governor.children)
    if inverted and not is_noun(trigger):
        return "drop"  # "Had he gone to Baghdad, …"
    if helpers & {"may", "might", "could", "should", "can", "must"}:
        return "drop"
    if "would" not in helpers:
        return None
    return "planned" if _is_told(governor) else ("drop" if not is_noun(trigger) else None)


def _is_told(verb: Token) -> bool:
    """Whether a "would" is what somebody announced: "said that he would visit"."""
    at = verb
    while at.dep_ == "conj" and at.head != at:
        at = at.head
    return at.dep_ in {"ccomp", "parataxis"} and at.head.lemma_ in _TOLD


def _by_tense(trigger: Token, verb: Token) -> ContactStatus | None:
    tense = clause_tense(verb)
    marks = {c.lower_ for c in verb.children if c.dep_ == "mark"}
    helpers = {c.lower_ for c in verb.children if c.dep_ in {"aux", "cop"}}
    if tense == "future":
        sure = helpers & {"will", "'ll", "shall", "to", "wo"} or "would" not in helpers
        return "planned" if sure or _is_told(verb) else None
    if "to" in marks:
        return _infinitive(verb)
    if (
        tense == "present"
        and not is_noun(trigger)
        and any(c.lower_ == "again" for c in trigger.children)
    ):
        return "planned"  # "The experts meet again in October"
    if tense == "present" and verb.dep_ == "advcl" and _is_to_come(verb.head):
        return "planned"  # "will be on the table when they sit down"
    going_on = verb.tag_ == "VBG" and bool(helpers & {"is", "are", "'re", "'s", "been"})
    if going_on and (not is_noun(trigger) or verb.lemma_ in {"hold", "have", "conduct",
                                                             "continue"}):  # fmt: skip
        return "ongoing"
    if (
        is_noun(trigger)
        and tense == "present"
        and (verb.lemma_ == "continue" or trigger.lemma_ == "touch")
    ):
        return "ongoing"
    return "held"


def _is_to_come(verb: Token, *, going: bool = False) -> bool:
    """Whether a verb tells what will be; with `going` also "is coming"."""
    below = {c.lower_ for c in verb.children}
    is_going = going and verb.tag_ == "VBG" and bool(below & {"is", "are", "'s", "'re"})
    return is_going or bool(below & {"will", "wo", "'ll", "shall", "would"})


def _is_somewhere(place: Token) -> bool:
    """As in "was in Vienna on Tuesday to meet"."""
    copula = any(c.dep_ == "cop" for c in place.children)
    return copula and any(c.lower_ in {"in", "at"} and c.dep_ == "case" for c in place.children)


def _infinitive(verb: Token) -> ContactStatus | None:
    """As in "flew to Rome to meet" was held; "to meet in Rome on Friday" is planned."""
    governor = verb.head
    if governor.lemma_.lower() in words.RELUCTANT:
        return "held"
    if governor == verb:
        return "planned"
    if _is_somewhere(governor):
        return "planned" if clause_tense(governor) == "future" else "held"
    if governor.lemma_ in _MOTION:
        tense = clause_tense(governor)
        return "planned" if tense == "future" or governor.tag_ == "VBG" else "held"
    if governor.lemma_ in {"be", "schedule", "plan", "due", "set", "agree", "slate"}:
        return "planned"
    return None
