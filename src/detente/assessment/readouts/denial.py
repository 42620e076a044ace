"""Whether a point says that something was not done, agreed or said in the contact."""

from __future__ import annotations

from spacy.tokens import Token

from detente.assessment.readouts.points import Point

# What is done, or comes about, between those who speak with each other.
_ACTS = {
    "accept", "agree", "announce", "apologise", "apologize", "arise", "ask", "bring", "broach",
    "come", "commit", "conclude", "concede", "consent", "decide", "discuss", "enter", "feature",
    "figure", "fix", "give", "hold", "initiate", "invite", "make", "mention", "mind", "occur",
    "offer", "open",
    "pledge", "promise", "propose", "put", "raise", "reach", "receive", "request", "say", "seek",
    "set", "settle", "sign", "speak", "take", "talk", "touch", "undertake", "yield",
}  # fmt: skip
_OUTCOMES = {
    "accord", "agreement", "apology", "assurance", "commitment", "concession", "consent", "date",
    "deal", "decision", "discussion", "guarantee", "mention", "offer", "pledge", "promise",
    "proposal", "question", "reference", "request", "talk", "talks", "timetable", "undertaking",
    "understanding", "word",
}  # fmt: skip
# What something is that was spoken of, or belongs to what was settled: "was no part of the talks".
_MATTERS = {"agenda", "matter", "part", "point", "subject", "theme", "topic", "thing"}
_NEVER = {"not", "n't", "n’t", "never", "nowhere", "neither", "nor"}
_NONE = {"no", "none", "nothing", "neither", "nobody"}
_REFUSE = {"refuse", "decline", "rule", "turn", "reject", "dismiss", "rebuff", "withhold"}
_PARTICLES = {"rule": "out", "turn": "down"}
_UNSETTLED = {"premature", "undecided", "unresolved", "untrue", "inconclusive", "divided"}
# What is under these, or being done with an offer, is not decided yet.
_WEIGHED = {"consideration", "examination", "review", "study"}
_WEIGHING = {"consider", "study", "examine", "weigh"}
_OFFERS = {"invitation", "offer", "proposal", "request", "whether", "it"}
# What a side says was settled: where the other says the like was refused, one of them is wrong.
_SETTLED = {"accept", "agree", "approve", "assent", "commit", "concede", "consent", "decide",
            "pledge", "promise", "settle", "undertake", "obtain", "secure", "receive", "confirm",
            "fix", "schedule", "sign", "concur", "assure", "bind"}  # fmt: skip
_SETTLEMENTS = {"accord", "agreement", "approval", "assurance", "commitment", "consent", "decision",
                "green", "pledge", "promise", "undertaking", "yes"}  # fmt: skip
_HELD_BACK = {"not", "n't", "n’t", "never", "no", "nothing"}
_TO_COME = {"will", "shall", "'ll", "would"}  # "would", as it is told afterwards
_HELD = {"meet", "come", "visit", "host", "travel", "convene", "resume", "hold", "take", "go",
         "continue", "reconvene"}  # fmt: skip


def denies(point: Point) -> bool:
    """Whether its words deny that something was done or came about.

    "No date was fixed", "was not mentioned", "was not a subject" do; "does not want to decouple"
    and "did not accept that …" say what a side wants or thinks, and deny nothing.
    """
    return any(_denies(token) for token in point.tokens)


def refuses(point: Point) -> bool:
    """Whether its words say that something was refused, or left open."""
    return any(_refuses(token) or _leaves_open(token) for token in point.tokens)


def settles(point: Point) -> bool:
    """Whether its words say that something was agreed, promised or accepted, or will be."""
    return any(_settles(token) or _will_be(token) for token in point.tokens)


def _settles(token: Token) -> bool:
    lemma = token.lemma_.lower()
    below = {c.lower_ for c in token.children}
    if below & _HELD_BACK:
        return False
    if token.pos_ == "VERB":
        return lemma in _SETTLED and not below & {"would", "might", "could", "should", "to"}
    return token.pos_ in {"NOUN", "INTJ"} and lemma in _SETTLEMENTS and token.dep_ in {
        "obj", "nsubj:pass", "nsubj", "obl"}  # fmt: skip


def _will_be(verb: Token) -> bool:
    """As in "the ministers will meet", "is to come": told as sure."""
    below = {c.lower_ for c in verb.children if c.dep_ in {"aux", "aux:pass"}}
    held_back = {c.lower_ for c in verb.children} & (_HELD_BACK | {"only", "if"})
    is_to = any(c.lemma_ == "be" for c in verb.children) and any(
        c.lower_ == "to" for c in verb.children
    )
    return verb.lemma_.lower() in _HELD and (bool(below & _TO_COME) or is_to) and not held_back


def _refuses(token: Token) -> bool:
    lemma = token.lemma_.lower()
    if lemma in _REFUSE and token.pos_ == "VERB":
        particle = _PARTICLES.get(lemma)
        return particle is None or any(c.lower_ == particle for c in token.children)
    return lemma == "early" and any(c.lower_ == "too" for c in token.children)


def _leaves_open(token: Token) -> bool:
    """As in "remains to be fixed", "not yet arranged", "under study", "considers the offer"."""
    lemma = token.lemma_.lower()
    if lemma in _UNSETTLED:
        return True
    if lemma in _WEIGHED and token.pos_ == "NOUN":
        return any(c.lower_ == "under" for c in token.children)
    if lemma in _WEIGHING and token.pos_ == "VERB":
        return _is_being_weighed(token)
    if lemma == "remain":
        return token.doc[token.i + 1 : token.i + 3].text.lower() == "to be"
    if lemma == "confine":
        return any(c.lower_ in {"themselves", "itself", "himself"} for c in token.children)
    return token.lower_ == "yet" and _is_not_yet(token)


def _is_being_weighed(verb: Token) -> bool:
    """As in "will study the request", "is being considered", not "examined the arrears"."""
    being = any(c.lower_ == "being" for c in verb.children)
    words = {c.lemma_.lower() for c in verb.subtree}
    return being if verb.tag_ == "VBN" else verb.tag_ != "VBD" and bool(words & _OFFERS)


def _is_not_yet(yet: Token) -> bool:
    negated = bool({c.lower_ for c in yet.head.children} & _NEVER)
    to = yet.i + 1 < len(yet.doc) and yet.nbor().lower_ == "to"
    return yet.head.pos_ in {"VERB", "ADJ", "AUX"} and (negated or to)


def _denies(token: Token) -> bool:
    word = token.lower_
    if word == "nowhere" or (word == "no" and token.head.lower_ in {"time", "point", "stage"}):
        return any(_is_act(t) for t in (*token.ancestors, *token.head.subtree))
    if word in _NEVER and token.dep_ in {"advmod", "neg", "cc", "cc:preconj"}:
        return _is_act(token.head) or _is_matter(token.head)
    if word in _NONE:
        return _is_outcome(token)
    return False


def _is_matter(noun: Token) -> bool:
    """As in "was not a subject of the talk", "was not on the agenda"."""
    told = any(c.dep_ == "cop" and c.lower_ in {"was", "were", "been"} for c in noun.children)
    return told and noun.lemma_.lower() in _MATTERS


def _is_outcome(nothing: Token) -> bool:
    """As in "no commitment … was made", "nothing was agreed", but not "has no intention of"."""
    noun = nothing.head if nothing.dep_ == "det" else nothing
    verb = noun.head
    if _is_matter(noun):
        return True
    if _is_ahead(verb) or _is_ahead(noun):
        return False
    acted = noun.dep_ in {"nsubj:pass", "obj", "nsubj", "obl"} and _is_act(verb)
    acted = acted or (noun.dep_ == "nsubj:pass" and _is_over(verb))
    return acted or noun.lemma_.lower() in _OUTCOMES


def _is_ahead(verb: Token) -> bool:
    """As in "there will be no talks": what is to be, and no account of what was."""
    return bool({c.lower_ for c in verb.children} & {"will", "would", "shall", "can", "could"})


def _is_over(verb: Token) -> bool:
    """Whether a verb is in the past: "no figure had yet been closed"."""
    return any(c.lower_ in {"was", "were", "had", "has", "have"} for c in verb.children)


def _is_act(verb: Token) -> bool:
    """Whether a verb tells what was done in the contact, not what should or will be."""
    lemma = verb.lemma_.lower()
    if lemma not in _ACTS or (lemma == "accept" and any(c.dep_ == "ccomp" for c in verb.children)):
        return False
    helpers = {c.lower_ for c in verb.children if c.dep_ in {"aux", "aux:pass", "mark"}}
    return not helpers & {"would", "should", "must", "will", "shall", "can", "could", "to"}
