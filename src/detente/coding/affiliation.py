"""Which side an office belongs to where its phrase does not say: "the premier", "the ministry".

Nobody deals with their own side: the parties that the clause sets opposite are left out, and of
the others the one told last is taken.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from spacy.tokens import Token

from detente.coding.phrases import modifiers

_SUBJECTS = {"nsubj", "nsubj:pass", "nsubj:outer"}
_OPPOSITE_CASES = {"with", "to", "from", "by", "against", "between", "on", "upon", "at"}
_DEALINGS = {"between"}

Parties = Callable[[Token], list[str]]


def find_opposites(token: Token, parties: Parties) -> set[str]:
    """The sides that a phrase's clause sets opposite to it.

    Arguments:
        token: the phrase's head.
        parties: the sides that a token's phrase stands for, as far as is known.

    """
    verb, branch = _governor(token)
    found: set[str] = set()
    for argument in _arguments(verb):
        together = argument.dep_ in _SUBJECTS and branch.dep_ in _SUBJECTS
        if argument != branch and not (together and argument.head == branch.head):
            found |= _sides(argument, parties)
    for sibling in _dealt_with(token):
        found |= _sides(sibling, parties)
    return found


def _governor(token: Token) -> tuple[Token, Token]:
    """The verb over a phrase, and the verb's own child on the way to it."""
    at = branch = token
    while at.head != at:
        branch, at = at, at.head
        if at.pos_ in {"VERB", "AUX"}:
            break
    return at, branch


def _arguments(verb: Token) -> Iterator[Token]:
    subject = False
    for child in verb.children:
        if child.dep_ in _SUBJECTS:
            subject = True
            yield child
        elif child.dep_ in {"obj", "iobj", "obl:agent"} or (
            child.dep_ == "obl" and {c.lower_ for c in child.children} & _OPPOSITE_CASES
        ):
            yield child
    at = verb
    for _ in range(3):  # "flew in and saw", "refused to receive": the outer verb's subject
        if subject or at.head == at:
            return
        if at.dep_ == "acl:relcl":
            yield at.head
            return
        if at.dep_ not in {"conj", "xcomp", "advcl"}:
            return
        at = at.head
        for child in at.children:
            if child.dep_ in _SUBJECTS:
                subject = True
                yield child


def _dealt_with(token: Token) -> Iterator[Token]:
    """Those on the other side of "between A and B"."""
    at = token.head if token.dep_ == "conj" else token
    if not any(c.lower_ in _DEALINGS and c.dep_ == "case" for c in at.children):
        return
    if at != token:
        yield at
    yield from (c for c in at.children if c.dep_ == "conj" and c != token)


def _sides(phrase: Token, parties: Parties) -> set[str]:
    own = parties(phrase)
    return set(own or [p for word in modifiers(phrase) for p in parties(word)])
