"""Which cues report: words of saying, thinking and judging, not of acting.

The reading model marks whatever looks like a source with its content; "summoned the ambassador",
"agreed to end the quarrel" and "has not said when" look like that and are acts or silence.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from spacy.tokens import Doc, Token

from detente.language import Reading

_SPEECH = {
    "accuse", "acknowledge", "add", "admit", "affirm", "allege", "announce", "apologise",
    "apologize", "appeal", "applaud", "argue", "ask", "assail", "assert", "assure", "attribute",
    "beg", "believe", "blame", "blast", "boast", "call", "caution", "characterise",
    "characterize", "charge", "chide", "cite", "claim", "commend", "comment", "complain",
    "concede", "conclude", "condemn", "confirm", "congratulate", "contend", "continue", "counter",
    "criticise", "criticize", "declare", "decry", "demand", "denounce", "deny", "deplore",
    "deride", "describe", "disclose", "dispute", "doubt", "emphasise", "emphasize", "estimate",
    "exclaim", "expect", "explain", "express", "fear", "forecast", "hail", "hint", "hope",
    "implore", "imply", "indicate", "inform", "insinuate", "insist", "joke", "lament", "laud",
    "maintain", "mention", "note", "observe", "plead", "pledge", "portray", "praise", "predict",
    "profess", "promise", "purport", "question", "quip", "quote", "reaffirm", "reason", "reassure",
    "rebuke", "rebut", "recall", "recommend", "refute", "regard", "regret", "reiterate", "remark",
    "remind", "repeat", "reply", "report", "reprimand", "respond", "retort", "reveal", "rue",
    "say", "scoff", "shout", "signal", "slam", "speculate", "state", "stress", "suggest",
    "suspect", "swear", "tell", "term", "testify", "thank", "think", "threaten", "tout", "tweet",
    "underline", "underscore", "urge", "voice", "vow", "warn", "welcome", "wonder", "worry",
    "write", "concern", "hold", "fault", "disavow", "post", "phrase", "advise", "liken", "point",
    "defend", "view", "mock", "highlight", "compare", "echo", "brag", "chant", "deem", "encourage",
    "outline", "email", "object", "ridicule", "lambast", "lambaste", "endorse", "show", "find",
    "want", "wish", "articulate", "clarify", "bemoan",
}  # fmt: skip
_NEEDS_CLAUSE = {"ask", "question", "suggest", "advise", "hold", "expect", "continue",
                 "concern", "post", "hope", "phrase", "attribute"}  # fmt: skip
_OF_WORDS = {"reject", "dismiss", "refute", "dispute", "rebut", "disavow", "deny"}
_WORDS = {"accusation", "allegation", "assertion", "charge", "claim", "criticism", "idea", "notion",
          "report", "rumor", "rumour", "speculation", "statement", "suggestion"}  # fmt: skip
_SPEECH_NOUNS = _WORDS | {"announcement", "belief", "comment", "complaint", "concern", "fear",
                          "hope", "opinion", "order", "promise", "remark", "threat", "view",
                          "warning", "word"}  # fmt: skip
_NO_REPORT = {"ensure", "mean", "make", "require", "order", "let", "help", "cause", "prove",
              "decline", "refuse", "plan", "intend", "determine", "see"}  # fmt: skip
_STILL_SAID_IF_NEGATED = {"believe", "think", "expect", "doubt", "deny", "rule", "exclude",
                          "regard", "hide", "dispute"}  # fmt: skip
_NEGATIONS = {"not", "n't", "n’t", "never", "neither", "nor"}
_CLAUSES = {"ccomp", "xcomp"}
_SUBJECTS = {"nsubj", "nsubj:pass", "nsubj:outer"}


def verb_of(doc: Doc, cue: Collection[int]) -> Token:
    """The word of a cue that governs its source and content; an adverb or helper gives its verb."""
    words = [doc[i] for i in sorted(cue)]
    if words[0].lower_ == "according":
        return words[0]
    verbs = [t for t in words if t.pos_ == "VERB" and t.dep_ not in {"aux", "aux:pass"}]
    if len(verbs) > 1 and verbs[1].dep_ == "xcomp" and _is_done_to(verbs[0]):
        return verbs[1]  # "is reported to have said"
    if verbs:
        return verbs[0]
    first = words[0]
    return first.head if first.pos_ in {"AUX", "ADV", "PART"} and first.dep_ != "root" else first


def speaks(verb: Token) -> bool:
    """Whether a verb is one of saying, thinking or judging, and is not said not to happen."""
    return verb.lemma_.lower() in _SPEECH and not is_negated(verb)


def is_negated(verb: Token) -> bool:
    """Whether somebody is told not to have said it."""
    if verb.lemma_.lower() in _STILL_SAID_IF_NEGATED:
        return False
    return any(c.lower_ in _NEGATIONS for c in verb.children if c.dep_ in {"advmod", "neg"})


def reports(reading: Reading, cue: Collection[int], content: Iterable[int]) -> bool:
    """Whether a cue with its content tells that somebody said, wrote, thought or judged.

    Arguments:
        reading: the report's language.
        cue: tokens of the cue.
        content: tokens of what it would report.

    """
    doc = reading.doc
    verb = verb_of(doc, cue)
    lemma = verb.lemma_.lower()
    if any(doc[i].lower_ in {"according", "per"} for i in cue):
        return True
    if verb.pos_ not in {"VERB", "AUX"}:
        return lemma in _SPEECH_NOUNS or not any(c.isalpha() for c in verb.text)
    if lemma in _NO_REPORT or is_negated(verb) or _is_done_to(verb):
        return False
    said = [doc[i] for i in content]
    if all(t.is_punct or t.pos_ == "ADV" for t in said):
        return False
    if lemma in _OF_WORDS:
        if any(c.dep_ == "iobj" for c in verb.children):
            return False
        return lemma not in {"reject", "dismiss"} or any(t.lemma_ in _WORDS for t in said)
    clause = _clause(verb)
    if lemma == "claim" and verb.dep_ == "acl:relcl" and clause is None:
        return _quoted(reading, said)
    if lemma == "tell" and not any(t.pos_ in {"VERB", "AUX"} for t in said):
        return _quoted(reading, said, 1)
    if lemma == "ask":
        return _asks(verb, clause) or _quoted(reading, said)
    if lemma == "call":
        return _calls(verb, [doc[i] for i in cue], said) or _quoted(reading, said, 1)
    if lemma == "hold":  # a view; else a meeting, in however quoted words
        return clause is not None and _is_finite(clause)
    if lemma == "welcome":
        return not any(c.dep_ == "obj" and c.pos_ == "PROPN" for c in verb.children)
    if lemma in _SPEECH and lemma not in _NEEDS_CLAUSE:
        return True
    if any(doc[i].lemma_ in _SPEECH_NOUNS and doc[i].pos_ == "NOUN" for i in cue):
        return True  # "expressed hope", "issued an order"
    return _quoted(reading, said) or (clause is not None and _is_finite(clause))


def _clause(verb: Token) -> Token | None:
    return next((c for c in verb.children if c.dep_ in _CLAUSES), None)


def is_clause(word: Token) -> bool:
    """Whether a word heads what is said: a finite clause, or one with "to"."""
    if word.dep_ not in _CLAUSES:
        return False
    return _is_finite(word) or any(c.lower_ == "to" and c.dep_ == "mark" for c in word.children)


def _is_finite(clause: Token) -> bool:
    if any(c.lower_ == "to" and c.dep_ == "mark" for c in clause.children):
        return False
    words = [clause, *[c for c in clause.children if c.dep_ in {"aux", "aux:pass", "cop"}]]
    return any(t.tag_ in {"VBD", "VBZ", "VBP", "MD"} for t in words)


def _is_done_to(verb: Token) -> bool:
    """Whether the subject is told or asked, and nobody is named who tells or asks."""
    kinds = {c.dep_ for c in verb.children}
    return (
        "aux:pass" in kinds
        and "obl:agent" not in kinds
        and verb.lemma_.lower() not in {"quote", "cite", "concern"}
    )


def _asks(verb: Token, clause: Token | None) -> bool:
    """Not "asked about it", "asked for a meeting", "asked to see him", "asked not to be named"."""
    if clause is None:
        return False
    asked = any(c.dep_ in {"obj", "iobj", "nsubj"} for c in verb.rights)
    return asked or any(c.dep_ in _SUBJECTS for c in clause.children) or _is_finite(clause)


def _calls(verb: Token, cue: list[Token], said: list[Token]) -> bool:
    """As in "called it a crime", "called for restraint", "called on Xi to …"; not a telephone."""
    words = {t.lower_ for t in cue}
    if "for" in words or any(c.lower_ == "for" for t in said for c in [t, *t.lefts]):
        return True
    if "on" in words:
        return any(t.lower_ == "to" and t.dep_ == "mark" for t in said)
    kinds = [c.dep_ for c in verb.rights]
    if "compound:prt" in kinds:
        return False
    named = [c for c in verb.rights if c.dep_ in {"obj", "iobj", "nsubj", "dep", "advcl"}]
    demonstrative = any(t.lower_ in {"this", "that", "it"} for t in said[:1]) and len(said) > 1
    return "xcomp" in kinds or "ccomp" in kinds or len(named) > 1 or demonstrative


def _quoted(reading: Reading, said: list[Token], least: int = 3) -> bool:
    """Whether words of the content stand in quotation marks, more than a title or a name."""
    words = [t for t in said if t.is_alpha and reading.quotation_at(t.idx)]
    return len(words) >= least
