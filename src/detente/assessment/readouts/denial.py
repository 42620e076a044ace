"""Whether a point says that something was not done, agreed or said in the contact."""

from __future__ import annotations

from spacy.tokens import Token

from detente.assessment.readouts.points import Point
from detente.assessment.readouts.settling import NOT

# What is done, or comes about, between those who speak with each other.
_ACTS = {
    "accept", "adopt", "agree", "announce", "apologise", "apologize", "arise", "arrange", "ask",
    "bring", "broach", "come", "commit", "concede", "conclude", "consent", "decide", "discuss",
    "draw", "endorse", "enter", "feature", "figure", "fix", "give", "hold", "initial", "initiate",
    "invite", "issue", "make", "meet", "mention", "mind", "move", "name", "occur", "offer", "open",
    "owe", "pledge", "promise", "propose", "publish", "put", "raise", "reach", "read", "receive",
    "request", "say", "seek", "set", "settle", "sign", "speak", "subscribe", "take", "talk", "tell",
    "touch", "undertake", "yield",
}  # fmt: skip
_OUTCOMES = {
    "accord", "agreement", "answer", "apology", "assurance", "breakthrough", "commitment",
    "concession", "consent", "contract", "date", "deal", "decision", "discussion", "guarantee",
    "invitation", "mention", "offer", "pledge", "progress", "promise", "proposal", "question",
    "reference", "request", "result", "talk", "talks", "timetable", "understanding", "undertaking",
    "word",
}  # fmt: skip
# What something is that was spoken of, or belongs to what was settled: "was no part of the talks".
_MATTERS = {"agenda", "matter", "part", "point", "subject", "theme", "topic", "thing", "item",
            "calendar", "table", "programme", "program",
            "question"}  # fmt: skip
_CLAIMS = {"claim", "demand", "accusation", "charge", "argument", "reading", "version", "view",
           "allegation", "assertion", "contention", "criticism", "protest"}  # fmt: skip
_NOT_DONE = {"would", "should", "must", "may", "might", "will", "shall", "can", "could", "to"}
_NEVER = {*NOT, "nowhere", "neither", "nor"}
_NONE = {"no", "none", "nothing", "neither", "nobody"}
_AT_NO = {"time", "point", "stage", "moment", "juncture"}
_LEFT_UNDONE = {"fail", "omit", "neglect"}
_PASSED_OVER = {"avoid", "skip", "bypass", "sidestep", "omit"}
_LACKING = {"lack", "lacked", "lacking", "absent", "missing"}
_UNSAID = {"unmentioned", "undiscussed", "unaddressed", "unraised", "unsaid"}
_SILENT = {"silent", "silence"}
_ABOUT = {"on", "about", "over", "regarding", "concerning"}
# Verbs that tell in the present what a text has in it: "the statement does not mention".
_HAS_IN_IT = {"mention", "say", "speak", "touch", "feature", "figure", "make", "name", "contain"}


def denies(point: Point) -> bool:
    """Whether its words deny that something was done or came about.

    "No date was fixed", "was not mentioned", "was not a subject" do; "does not want to decouple"
    and "did not accept that …" say what a side wants or thinks, and deny nothing.
    """
    return any(_denies(token) for token in point.tokens)


def only_lacks_outcome(point: Point) -> bool:
    """As in "was touched on without result": that it was touched on is granted."""
    denials = [t.lower_ for t in point.tokens if _denies(t)]
    return bool(denials) and set(denials) == {"without"}


def _denies(token: Token) -> bool:
    word = token.lower_
    if word == "nowhere" or (word == "no" and token.head.lower_ in _AT_NO):
        return any(_is_act(t) for t in (*token.ancestors, *token.head.subtree))
    if word in _NEVER and token.dep_ in {"advmod", "neg", "cc", "cc:preconj"}:
        verb = token.head.pos_ in {"VERB", "AUX"}  # "by deeds, not by promises" denies none
        return (
            (verb and _is_act(token.head)) or _is_matter(token.head) or token.head.lower_ == "word"
        )
    if word == "without":
        return _ends_without(token)
    if word in _NONE:
        return _is_outcome(token)
    return word in _UNSAID or _is_silent(token) or _is_left_undone(token)


def _is_silent(token: Token) -> bool:
    """As in "the statement is silent on the canal", not "the guns fall silent"."""
    below = [c for c in token.children if c.dep_ in {"obl", "nmod"}]
    return token.lower_ in _SILENT and any(
        g.lower_ in _ABOUT for c in below for g in c.children if g.dep_ == "case"
    )


def _ends_without(without: Token) -> bool:
    """As in "ended without a date", "without the two sides reaching agreement"."""
    what = without.head
    return without.dep_ in {"case", "mark"} and (
        what.lemma_.lower() in _OUTCOMES or (what.tag_ == "VBG" and _is_act(what))
    )


def _is_left_undone(verb: Token) -> bool:
    """As in "failed to reach agreement", "omitted to mention", "progress was lacking"."""
    below = list(verb.children)
    if verb.lemma_ in _PASSED_OVER | {"leave"}:  # "was left out", not "so that it be avoided"
        after = verb.doc[verb.i + 1 : verb.i + 2].text.lower()
        passed = verb.lemma_ in _PASSED_OVER or after == "out"
        return passed and any(c.lower_ in {"was", "were"} for c in below)
    if verb.lemma_ in _LEFT_UNDONE:
        return any(c.dep_ == "xcomp" and c.lemma_ in _ACTS for c in below)
    return verb.lower_ in _LACKING and any(c.lemma_.lower() in _OUTCOMES for c in below)


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
    if _is_ahead(verb) or _is_ahead(noun) or _goes_along(noun):
        return False
    acted = noun.dep_ in {"nsubj:pass", "obj", "iobj", "nsubj", "obl"} and _is_act(verb)
    acted = acted or (noun.dep_ == "nsubj:pass" and _is_over(verb))
    acted = acted or any(c.dep_ == "acl" and c.lemma_ in _ACTS for c in nothing.children)
    return acted or (noun.lemma_.lower() in _OUTCOMES and not _is_called(noun))


def _is_called(noun: Token) -> bool:
    """As in "this was no answer", which says what something is, not that it is lacking."""
    return any(c.dep_ == "cop" for c in noun.children)


def _goes_along(noun: Token) -> bool:
    """As in "spoke with no aides in the room", which tells how they spoke."""
    accompanies = noun.dep_ == "obl" and any(c.lower_ == "with" for c in noun.children)
    return accompanies and noun.pos_ == "NOUN" and noun.lemma_.lower() not in _OUTCOMES


def _is_ahead(verb: Token) -> bool:
    """As in "there will be no talks": what is to be, and no account of what was."""
    return bool({c.lower_ for c in verb.children} & {"will", "would", "shall", "can", "could"})


def _is_over(verb: Token) -> bool:
    """Whether a verb is in the past: "no figure had yet been closed"."""
    return any(c.lower_ in {"was", "were", "had", "has", "have"} for c in verb.children)


def _is_act(verb: Token) -> bool:
    """Whether a verb tells what was done in the contact, not what should or will be."""
    lemma = verb.lemma_.lower()
    if lemma not in _ACTS or (lemma == "accept" and _is_of_view(verb)):
        return False
    helpers = {c.lower_ for c in verb.children if c.dep_ in {"aux", "aux:pass", "mark"}}
    if lemma not in _HAS_IN_IT and (helpers & {"do", "does"} or _is_under_way(verb, helpers)):
        return False  # "the government does not give orders to judges"
    return not helpers & _NOT_DONE


def _is_under_way(verb: Token, helpers: set[str]) -> bool:
    """As in "the water is not reaching us"."""
    return verb.tag_ == "VBG" and bool(helpers & {"is", "are"})


def _is_of_view(accept: Token) -> bool:
    """As in "did not accept that …", "did not accept the claim": of a view, not of an offer."""
    return any(
        c.dep_ == "ccomp" or (c.dep_ == "obj" and c.lemma_.lower() in _CLAIMS)
        for c in accept.children
    )
