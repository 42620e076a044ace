"""Whether a point says that something was settled, was refused, or was left open."""

from __future__ import annotations

from spacy.tokens import Token

from detente.assessment.readouts.points import Point

NOT = {"not", "n't", "n’t", "never"}
_REFUSE = {"refuse", "decline", "rule", "turn", "reject", "dismiss", "rebuff", "withhold", "oppose",
           "veto", "disagree"}  # fmt: skip
# Who rejects these, or will not comment, has refused nothing that could have been agreed.
_REPROACHES = {"accusation", "allegation", "assertion", "charge", "claim", "criticism", "reproach",
               "insinuation", "comment"}  # fmt: skip
_PARTICLES = {"rule": "out", "turn": "down"}
_BEYOND = {"impossible", "unacceptable", "inadmissible", "unthinkable", "impermissible",
           "unnecessary", "superfluous"}  # fmt: skip
_UNTRUE = {"invention", "fabrication", "fiction", "unfounded", "baseless", "groundless", "false",
           "untrue"}  # fmt: skip
_ABLE = {"position", "condition", "able", "ready", "prepared", "willing", "inclined", "disposed"}
_UNSETTLED = {"premature", "undecided", "unresolved", "inconclusive", "divided",
              "unanswered", "unsettled", "unsigned", "pending", "outstanding",
              "undetermined"}  # fmt: skip
# What is under these, or being done with an offer, is not decided yet.
_WEIGHED = {"consideration", "examination", "review", "study", "discussion", "negotiation"}
_WEIGHING = {"consider", "study", "examine", "weigh", "ponder", "explore"}
_OFFERS = {"invitation", "offer", "proposal", "request", "whether", "it"}
_HEARD_ONLY = {"note"}  # "the offer was noted" is no answer to it
_PUT_OFF = {"defer", "postpone", "adjourn", "shelve"}
_LATER = {"later", "open", "future", "aside", "expert", "next"}
# What a side says was settled: where the other says the like was refused, one of them is wrong.
_SETTLED = {"accept", "agree", "approve", "assent", "commit", "concede", "consent", "decide",
            "pledge", "promise", "settle", "undertake", "obtain", "secure", "receive", "confirm",
            "fix", "schedule", "sign", "concur", "assure", "bind", "guarantee", "vow",
            "arrange", "set", "adopt", "grant", "endorse",
            "ratify", "initial", "finalise", "finalize", "conclude", "subscribe"}  # fmt: skip
_SETTLEMENTS = {"accord", "agreement", "approval", "assurance", "commitment", "consent", "decision",
                "green", "pledge", "promise", "undertaking", "yes", "regret",
                "apology"}  # fmt: skip
_COMPLETE = {"complete", "final", "ready"}
_GLADLY = {"glad", "happy", "pleased", "delighted"}
_HELD_BACK = {*NOT, "no", "nothing", "neither", "nor"}
_NOT_DONE = {"would", "might", "could", "should", "to", "if", "until", "unless", "once"}
_TO_COME = {"will", "shall", "'ll", "’ll", "would"}  # "would", as it is told afterwards
_HELD = {"meet", "come", "visit", "host", "travel", "convene", "resume", "hold", "take", "go",
         "continue", "reconvene", "have", "see", "begin", "start"}  # fmt: skip
# What is said of what somebody wants is neither settled nor refused by that.
_WANT = {"ask", "request", "demand", "urge", "call", "insist", "wish", "hope", "want", "suggest",
         "propose", "press", "plead", "require", "seek", "appeal"}  # fmt: skip


def refuses(point: Point) -> bool:
    """Whether its words say that something was refused, or left open."""
    return any(_refuses(token) or _leaves_open(token) for token in point.tokens)


def settles(point: Point) -> bool:
    """Whether its words say that something was agreed, promised or accepted, or will be."""
    return any(
        (_settles(token) or _will_be(token)) and not is_wanted(token) for token in point.tokens
    )


def is_wanted(token: Token) -> bool:
    """Whether a word stands below a verb of wanting: "requested that a quota be assured".

    What is joined to that verb, as in "asked for it, and was assured", does not.
    """
    while token.head != token:
        joined = token.dep_ in {"conj", "parataxis"}
        token = token.head
        if not joined and token.lemma_.lower() in _WANT and token.pos_ == "VERB":
            return True
    return False


def _settles(token: Token) -> bool:
    """As in "was signed", "have already left", "is complete", "gave its approval"."""
    lemma = token.lemma_.lower()
    below = {c.lower_ for c in token.children}
    if below & _HELD_BACK:
        return False
    if token.pos_ == "VERB":
        return _is_over(token) or (
            lemma in _SETTLED and token.dep_ != "amod" and (_gladly(token) or not below & _NOT_DONE)
        )
    if token.pos_ == "ADJ":
        return lemma in _COMPLETE and any(c.dep_ == "cop" for c in token.children)
    named = token.pos_ in {"NOUN", "INTJ"} and lemma in _SETTLEMENTS
    if {c.lower_ for c in token.head.children} & _HELD_BACK:
        return False  # "did not find consent"
    return named and token.dep_ in {"obj", "nsubj:pass", "nsubj", "obl", "discourse"}


def _is_over(verb: Token) -> bool:
    """As in "have already left"."""
    return {"already", "have"} <= {c.lemma_.lower() for c in verb.children}


def _gladly(verb: Token) -> bool:
    """As in "was glad to accept"."""
    return verb.dep_ == "xcomp" and verb.head.lemma_ in _GLADLY


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
        if _is_of_reproach(token):
            return False
        particle = _PARTICLES.get(lemma)
        return particle is None or any(c.lower_ == particle for c in token.children)
    if lemma == "early":
        return any(c.lower_ == "too" for c in token.children)
    return lemma in _BEYOND | _UNTRUE or _is_not_able(token) or _cannot(token)


def _is_of_reproach(verb: Token) -> bool:
    """As in "rejected the accusation", "declined to comment"."""
    return any(
        c.dep_ in {"obj", "nsubj:pass", "xcomp"} and c.lemma_.lower() in _REPROACHES
        for c in verb.children
    )


def _is_not_able(state: Token) -> bool:
    """As in "is not in a position to accept", "is not ready to"."""
    return state.lemma_.lower() in _ABLE and bool({c.lower_ for c in state.children} & NOT)


def _cannot(verb: Token) -> bool:
    """As in "cannot admit", "no outside team can be admitted"."""
    below = list(verb.children)
    if not {"can", "could", "ca"} & {c.lower_ for c in below}:
        return False
    nothing = any(g.lower_ == "no" for c in below for g in c.children if "subj" in c.dep_)
    return nothing or bool({c.lower_ for c in below} & _HELD_BACK)


def _leaves_open(token: Token) -> bool:
    """As in "remains to be fixed", "not yet arranged", "under study", "considers the offer"."""
    return (
        _is_unsettled(token)
        or _is_being_weighed(token)
        or _is_left(token)
        or _is_put_off(token)
        or _is_not_yet(token)
    )


def _is_unsettled(token: Token) -> bool:
    """As in "is premature", "remains to be seen", "under study", not "pending that, …"."""
    lemma = token.lemma_.lower()
    if lemma in _UNSETTLED or token.lower_ in _UNSETTLED:
        return token.dep_ != "amod" and token.tag_ != "VBG"
    if lemma in _WEIGHED and token.pos_ == "NOUN":
        return any(c.lower_ == "under" for c in token.children)
    if lemma in _HEARD_ONLY:
        return token.pos_ == "VERB" and token.tag_ == "VBN" and token.dep_ not in {"acl", "amod"}
    return lemma == "remain" and token.doc[token.i + 1 : token.i + 3].text.lower() == "to be"


def _is_put_off(verb: Token) -> bool:
    """As in "was put off", "confined themselves to listening"."""
    below = {c.lower_ for c in verb.children}
    if verb.lemma_ == "confine":
        return bool(below & {"themselves", "itself", "himself", "herself"})
    off = verb.lemma_ in _PUT_OFF or (verb.lemma_ == "put" and "off" in below)
    return off and verb.tag_ == "VBN"


def _is_left(verb: Token) -> bool:
    """As in "was left open", "left for later study", "left to the experts"."""
    below = {t.lemma_.lower() for t in verb.subtree if t.i > verb.i}
    return verb.lemma_ == "leave" and verb.tag_ in {"VBN", "VBD"} and bool(below & _LATER)


def _is_being_weighed(verb: Token) -> bool:
    """As in "will study the request", "is being considered", not "examined the arrears"."""
    if verb.lemma_.lower() not in _WEIGHING or verb.pos_ != "VERB":
        return False
    being = any(c.lower_ == "being" for c in verb.children)
    words = {c.lemma_.lower() for c in verb.subtree}
    return being if verb.tag_ == "VBN" else verb.tag_ != "VBD" and bool(words & _OFFERS)


def _is_not_yet(yet: Token) -> bool:
    """As in "not yet ready", "has yet to be done", "is still to be fixed"."""
    if yet.lower_ not in {"yet", "still"}:
        return False
    negated = bool({c.lower_ for c in yet.head.children} & NOT) and yet.lower_ == "yet"
    to = yet.i + 1 < len(yet.doc) and yet.nbor().lower_ == "to"
    return yet.head.pos_ in {"VERB", "ADJ", "AUX"} and (negated or to)
