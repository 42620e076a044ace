"""Whether a point says that something was not done, agreed or said in the contact."""

from __future__ import annotations

from spacy.tokens import Token

from detente.assessment.readouts.points import Point

# What is done, or comes about, between those who speak with each other.
_ACTS = {
    "accept", "agree", "announce", "apologise", "apologize", "arise", "ask", "bring", "broach",
    "come", "commit", "conclude", "concede", "consent", "decide", "discuss", "enter", "feature",
    "figure", "fix", "give", "hold", "initiate", "make", "mention", "mind", "occur", "offer",
    "pledge", "promise", "propose", "put", "raise", "reach", "receive", "request", "say", "seek",
    "set", "settle", "sign", "speak", "take", "talk", "touch", "undertake", "yield",
}  # fmt: skip
_OUTCOMES = {
    "accord", "agreement", "apology", "assurance", "commitment", "concession", "consent", "date",
    "deal", "decision", "discussion", "guarantee", "mention", "offer", "pledge", "promise",
    "proposal", "question", "reference", "request", "talk", "talks", "timetable", "undertaking",
    "understanding", "word",
}  # fmt: skip
_NEVER = {"not", "n't", "n’t", "never", "nowhere", "neither", "nor"}
_NONE = {"no", "none", "nothing", "neither"}
_REFUSE = {"refuse", "decline", "rule", "turn", "reject", "dismiss", "rebuff", "withhold"}
_PARTICLES = {"rule": "out", "turn": "down"}
_UNSETTLED = {"premature", "undecided", "unresolved", "untrue", "inconclusive", "consider",
              "study", "examine"}  # fmt: skip
# What a side says was settled: where the other says the like was refused, one of them is wrong.
_SETTLED = {"accept", "agree", "approve", "assent", "commit", "concede", "consent", "decide",
            "pledge", "promise", "settle", "undertake", "obtain", "secure", "receive", "confirm",
            "fix", "schedule"}  # fmt: skip
_HELD_BACK = {"not", "n't", "n’t", "never"}


def denies(point: Point) -> bool:
    """Whether its words deny that something was done or came about.

    "No date was fixed", "was not mentioned", "nowhere … is a meeting put forward" do; "does not
    want to decouple" says what a side wants, and denies nothing.
    """
    return any(_denies(token) for token in point.tokens)


def refuses(point: Point) -> bool:
    """Whether its words say that something was refused, or left open."""
    return any(_refuses(token) for token in point.tokens)


def settles(point: Point) -> bool:
    """Whether its words say that something was agreed, promised or accepted."""
    return any(
        t.lemma_.lower() in _SETTLED
        and t.pos_ in {"VERB", "NOUN"}
        and not any(c.lower_ in _HELD_BACK for c in t.children)
        for t in point.tokens
    )


def _refuses(token: Token) -> bool:
    lemma = token.lemma_.lower()
    if lemma in _REFUSE:
        particle = _PARTICLES.get(lemma)
        return particle is None or any(c.lower_ == particle for c in token.children)
    return lemma in _UNSETTLED or (lemma == "early" and any(c.lower_ == "too" for c in
                                                            token.children))  # fmt: skip


def _denies(token: Token) -> bool:
    word = token.lower_
    if word == "nowhere" or (word == "no" and token.head.lower_ in {"time", "point", "stage"}):
        return any(_is_act(t) for t in (*token.ancestors, *token.head.subtree))
    if word in _NEVER and token.dep_ in {"advmod", "neg", "cc", "cc:preconj"}:
        return _is_act(token.head)
    if word in _NONE:
        return _is_outcome(token)
    return False


def _is_outcome(nothing: Token) -> bool:
    """As in "no commitment … was made", "nothing was agreed", but not "has no intention of"."""
    noun = nothing.head if nothing.dep_ == "det" else nothing
    verb = noun.head
    acted = noun.dep_ in {"nsubj:pass", "obj", "nsubj"} and _is_act(verb)
    acted = acted or (noun.dep_ == "nsubj:pass" and _is_over(verb))
    return acted or noun.lemma_.lower() in _OUTCOMES


def _is_over(verb: Token) -> bool:
    """Whether a verb is in the past: "no figure had yet been closed"."""
    return any(c.lower_ in {"was", "were", "had", "has", "have"} for c in verb.children)


def _is_act(verb: Token) -> bool:
    """Whether a verb tells what was done in the contact, not what should or will be."""
    if verb.lemma_.lower() not in _ACTS:
        return False
    helpers = {c.lower_ for c in verb.children if c.dep_ in {"aux", "aux:pass"}}
    return not helpers & {"would", "should", "must", "will", "shall", "can", "could", "to"}
