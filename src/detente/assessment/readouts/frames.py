"""The words of a sentence of a report that say who says it, and what is left without them."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Span, Token

from detente.assessment.readouts.text import Range

SAY = {"say", "add", "go", "continue", "conclude", "write", "note", "quote", "report", "state",
       "explain", "announce", "tell", "allow", "insist", "maintain", "concede",
       "claim"}  # fmt: skip
SUBJECTS = {"nsubj", "nsubj:pass"}
_TO_PRESS = {"report", "write", "announce", "claim"}  # also where it "had reported"
_SAID = {"ccomp", "parataxis", "dep", "advcl", "xcomp"}  # as the tree hangs what is said
_LITTLE = 5  # words
_FRAME = 7  # words of "the deputy minister later added"
_TOLD_AS_PAST = {"had", "would"}  # what was done in the contact, as it is told afterwards


def is_told_as_past(verb: Token) -> bool:
    """Whether a verb tells what was done in the contact ("had urged"), not what is said of it."""
    joined = verb.dep_ == "conj" and verb.head.i < verb.i
    own = any(c.lower_ in _TOLD_AS_PAST for c in verb.children if c.dep_ == "aux")
    return own or (joined and not any(c.dep_ in SUBJECTS for c in verb.children)
                   and is_told_as_past(verb.head))  # fmt: skip


def parenthetic(sentence: Span) -> Iterator[int]:
    """The words of "…, the ministry went on, …": between marks, with a subject before the verb.

    The tree hangs them in many ways; where they stand is told by the marks.
    """
    doc = sentence.doc
    for verb in sentence:
        if verb.lemma_ not in SAY or verb.pos_ != "VERB" or is_told_as_past(verb):
            continue
        end = verb.i + 2 if verb.i + 1 < len(doc) and doc[verb.i + 1].lower_ == "on" else verb.i + 1
        first = next((i for i in range(verb.i - 1, max(sentence.start, verb.i - _FRAME), -1)
                      if doc[i].text == ","), None)  # fmt: skip
        closed = end >= sentence.end or doc[end].is_punct
        if first is not None and closed and any(c.dep_ in SUBJECTS for c in verb.children):
            yield from range(first, end)


def tells_press(token: Token, cues: set[int]) -> bool:
    """Whether a word says who says it: "said", "according", not what was done ("had urged")."""
    if token.lower_ == "according":
        return True
    if token.lemma_ not in SAY or token.pos_ != "VERB":
        return False
    if is_told_as_past(token) and token.lemma_ not in _TO_PRESS:
        return False
    said = any(c.dep_ == "ccomp" for c in token.children)
    return said or token.i in cues


def frame(cue: Token) -> Iterator[int]:
    """The words that hang from "said" but are not what is said, nor what else was done."""
    if cue.lower_ == "according":
        yield from (t.i for t in cue.doc[cue.left_edge.i : cue.right_edge.i + 1])
        yield from (t.i for t in cue.head.subtree if _is_obl_of(cue, t))
        return
    kept = {
        t.i for c in cue.children if c.dep_ in _SAID or (c.i > cue.i and c.dep_ == "conj")
        for t in c.subtree
    }  # fmt: skip
    said = [c.left_edge.i for c in cue.children if c.dep_ in _SAID and c.i > cue.i]
    yield from (t.i for t in cue.subtree if t.i not in kept)
    if said and min(said) - cue.i < _FRAME:
        yield from range(cue.i, min(said))


def _is_obl_of(according: Token, token: Token) -> bool:
    """As "the ministry" in "according to the ministry", which the tree makes the head of it."""
    head = according.head
    return according.dep_ == "case" and (token == head or head in token.ancestors) and (
        head.dep_ in {"obl", "nmod"}
    )  # fmt: skip


def runs(words: Span, without: frozenset[int]) -> Iterator[Range]:
    """The stretches of some words that are left when others are taken out.

    What begins a clause that goes on behind is joined to it: "The minister made clear, it said,
    that …".
    """
    doc, found = words.doc, list[tuple[int, int]]()
    for i in range(words.start, words.end):
        if i in without or doc[i].is_space:
            continue
        if found and (found[-1][1] == i or _says_little(doc[slice(*found[-1])])):
            found[-1] = (found[-1][0], i + 1)
        else:
            found.append((i, i + 1))
    for first, last in found:
        if sum(not t.is_punct for t in doc[first:last]) > 1:
            yield doc[first].idx, doc[last - 1].idx + len(doc[last - 1])


def _says_little(words: Span) -> bool:
    count = sum(not t.is_punct for t in words)
    return 1 < count < _LITTLE
