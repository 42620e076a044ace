"""Clauses on the tree: who a verb's subject is, what it acts on, what stands in one sentence."""

from __future__ import annotations

from spacy.tokens import Token

SUBJECTS = {"nsubj", "nsubj:outer", "csubj"}
_FINITE = {"VBD", "VBZ", "VBP"}
_STOPS = {".", "!", "?", ";"}


def objects(verb: Token) -> list[Token]:
    """What is acted on, in the active or the passive, or the noun a clause describes."""
    found = [c for c in verb.children if c.dep_ in {"obj", "nsubj:pass"}]
    if not found and verb.dep_ == "acl" and verb.tag_ == "VBN":
        found = [verb.head]
    return found


def find_subjects(verb: Token, depth: int = 4) -> list[Token]:
    """Who does what a verb says: its own subject, or the one it shares with its clause's head.

    Arguments:
        verb: the verb.
        depth: how many clauses to go up.

    Returns:
        Likely subjects, the nearest before the verb first; a passive verb has those after "by".

    """
    if is_passive(verb):
        by = [c for c in verb.children if c.dep_ == "obl:agent"]
        by += [c for c in verb.children if c.dep_ == "obl" and case_of(c) == "by"]
        return by[:1]
    own = [c for c in verb.children if c.dep_ in SUBJECTS and together(c, verb)]
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


def is_passive(verb: Token) -> bool:
    """Whether what a verb's subject names is acted on."""
    if any(c.dep_ in {"nsubj:pass", "aux:pass"} for c in verb.children):
        return True
    bare = verb.tag_ == "VBN" and not any(c.dep_ in {"aux", *SUBJECTS} for c in verb.children)
    return bare and verb.dep_ in {"acl", "advcl", "amod"}


def is_finite(verb: Token) -> bool:
    """Whether a verb makes a clause of its own: "seized", "has seized"."""
    return verb.tag_ in _FINITE or (
        verb.tag_ == "VBN" and any(c.dep_ == "aux" for c in verb.children)
    )


def together(a: Token, b: Token) -> bool:
    """Whether two words stand in one sentence as it is printed, whatever the tree says."""
    first, last = sorted((a.i, b.i))
    return not any(ends_sentence(t) for t in a.doc[first:last])


def ends_sentence(token: Token) -> bool:
    """Whether a token is the stop after a sentence."""
    return token.text in _STOPS


def case_of(token: Token) -> str:
    """The preposition that a phrase begins with, or nothing."""
    return next((c.lower_ for c in token.children if c.dep_ == "case"), "")
