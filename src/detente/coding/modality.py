"""Whether an act was done: what a clause's helpers, governors and negation make of it."""

from __future__ import annotations

from spacy.tokens import Token

from detente.coding import lexicon as words
from detente.coding.clauses import together
from detente.language import clause_tense
from detente.model import MoveStatus

_ALLEGED = {"allegedly", "reportedly", "purportedly", "supposedly", "alleged"}
_SUPPOSED = {"can", "could", "may", "might", "should", "must"}
_WILL = {"will", "'ll", "wo", "shall"}
_CONDITIONS = {"if", "whether", "unless", "lest"}
_PLANS = {"plan", "intend", "prepare", "expect", "schedule", "decide", "order", "set", "mean"}
_SAY = {"say", "announce", "declare", "tell", "state", "add", "confirm"}
_CLAIMS = {"allege", "claim", "purport"}
# What follows these is what they demand, promise, charge or refuse, no act of its own.
_CONTENT = {
    "agree", "promise", "pledge", "vow", "undertake", "threaten", "warn", "refuse", "decline",
    "reject", "demand", "urge", "ask", "appeal", "request", "implore", "beg", "plead", "press",
    "call", "accuse", "blame", "condemn", "denounce", "criticize", "criticise", "charge", "want",
    "hope", "wish", "seek", "try", "attempt", "offer", "propose", "suggest", "consider", "need",
    "complain", "protest", "praise", "thank", "oppose", "fear", "help", "let", "allow", "permit",
    "invite", "persuade", "convince", "fail", "prevent", "ready", "willing", "able", "unwilling",
    "reluctant", "like", "avoid", "discuss", "forbid",
}  # fmt: skip
_LINKS = {"xcomp", "ccomp", "advcl", "acl", "csubj"}


def status_of(clause: Token) -> MoveStatus | None:
    """Whether the act of a clause was done; None where the clause only supposes it.

    Arguments:
        clause: the verb, or the noun, that names the act.

    """
    verb = _verb(clause)
    if verb is None:
        return "alleged" if _marks(clause) & _ALLEGED else "reported"
    helpers = {c.lower_ for c in verb.children if c.dep_ in {"aux", "aux:pass"}}
    marks = {c.lower_ for c in verb.children if c.dep_ in {"mark", "advmod"}}
    if helpers & _SUPPOSED or marks & _CONDITIONS or _is_negated(verb):
        return None
    link = _link(verb)
    governor = link.head
    if governor != link and link.dep_ in _LINKS and together(link, governor):
        if _is_content(link, governor):
            return None
        if governor.lemma_ in words.DENY and link.dep_ in {"ccomp", "xcomp"}:
            return "denied"
        if governor.lemma_ in _PLANS and link.dep_ in {"xcomp", "ccomp"}:
            return "planned"
        if governor.lemma_ in _CLAIMS and governor.pos_ == "VERB" and link.dep_ == "ccomp":
            return "alleged"
        if "would" in helpers:
            return "planned" if governor.lemma_ in _SAY and link.dep_ == "ccomp" else None
    elif "would" in helpers:
        return None
    if helpers & _WILL or clause_tense(verb) == "future":
        return "planned"
    return "alleged" if _marks(verb) & _ALLEGED else "reported"


def _link(verb: Token) -> Token:
    """The first of the verbs joined by "and", by which they hang together on what governs them."""
    while verb.dep_ == "conj" and verb.head.pos_ in {"VERB", "AUX"} and verb.head != verb:
        if any(c.dep_ in {"nsubj", "nsubj:pass"} for c in verb.children):
            break
        verb = verb.head
    return verb


def _verb(clause: Token) -> Token | None:
    return clause if clause.pos_ in {"VERB", "AUX"} else None


def _marks(token: Token) -> set[str]:
    return {c.lower_ for c in token.children if c.dep_ in {"advmod", "amod"}}


def _is_negated(verb: Token) -> bool:
    return any(c.lower_ in {"not", "n't", "never", "no", "neither", "nor"} for c in verb.children)


def _is_content(verb: Token, governor: Token) -> bool:
    """Whether a clause is only what somebody demands, promises or wants."""
    if governor.lemma_.lower() in _CONTENT and (
        governor.pos_ in {"VERB", "ADJ"} or verb.dep_ == "acl"
    ):
        if governor.pos_ == "NOUN":
            return _introduced(verb) == "to"
        return verb.dep_ != "advcl" or _introduced(verb) in {"of", "for", "to", "from", "against"}
    to = any(c.lower_ == "to" and c.dep_ == "mark" for c in verb.children)
    return (
        to
        and verb.dep_ in {"xcomp", "acl", "advcl", "csubj"}
        and governor.lemma_
        not in _PLANS
        | {"begin", "start", "continue", "move", "go", "use", "appear", "seem", "proceed"}
    )


def _introduced(verb: Token) -> str:
    return next((c.lower_ for c in verb.children if c.dep_ == "mark"), "")
