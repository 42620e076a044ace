"""Noun phrases on the tree: where one begins and ends, what modifies it, whose it is."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from detente import actors

_LEFT = {"det", "det:predet", "amod", "compound", "nmod:poss", "nmod:desc", "nummod", "flat",
         "nmod", "advmod", "nmod:unmarked", "dep"}  # fmt: skip
_NAME_RIGHT = {"flat", "compound", "nmod:desc"}
_OPENERS = {"the", "a", "an", "both", "two", "three", "his", "her", "its", "their"}


def base_phrase(head: Token) -> tuple[int, int]:
    """The token range of a head with what stands before it, and the rest of a name after it.

    Relative clauses, prepositional phrases and appositions after a comma stay outside, but for
    "of" after an office ("president of Kenya").
    """
    # Asked for again and again: kept with the Doc, whose tree does not change any more.
    known: dict[int, tuple[int, int]] = head.doc.user_data.setdefault("base_phrases", {})
    if head.i not in known:
        known[head.i] = _left(head), _right(head)
    return known[head.i]


def _left(head: Token) -> int:
    start = head.i
    for child in reversed(list(head.lefts)):
        if child.dep_ not in _LEFT or child.right_edge.i != start - 1:
            if child.dep_ == "punct" and child.i == start - 1 and child.text in {"-", "–", "."}:
                start = child.i
                continue
            break
        if child.dep_ == "nmod" and any(g.dep_ == "case" and g.i < child.i for g in child.children):
            break
        start = child.left_edge.i
    if head.pos_ == "PROPN" and start > 0 and is_title_before(head.doc[start - 1], head):
        start = _left(head.doc[start - 1])
    while head.pos_ == "NOUN" and start > 0 and head.doc[start - 1].lower_ in _OPENERS:
        start -= 1  # what opens a noun phrase belongs to it, wherever the tree hangs it
    return start


def _right(head: Token) -> int:
    end = head.i + 1
    for child in head.rights:
        if child.i != end:
            if child.dep_ == "punct" and child.i == end and child.text in {"-", "–"}:
                end = child.i + 1
                continue
            if child.left_edge.i != end:
                break
        if child.dep_ in _NAME_RIGHT:
            end = child.right_edge.i + 1
        elif (child.dep_ == "appos" and child.pos_ == "PROPN" and child.left_edge.i == end) or (
            child.dep_ == "nmod" and _is_of(child) and _may_be_office(head)
        ):
            end = _right(child)
            break
        elif child.dep_ == "case" and child.lower_ in {"'s", "’s", "'", "’"}:
            end = child.i + 1
        else:
            break
    return end


def is_title_before(title: Token, name: Token) -> bool:
    """Whether a title stands right before a name, however the tree joins the two."""
    if title.pos_ not in {"NOUN", "PROPN"} or title.sent.start != name.sent.start:
        return False
    return title.i < name.i and not actors.is_title(name.text) and bool(actors.rank(title.text))


def _is_of(token: Token) -> bool:
    return any(c.dep_ == "case" and c.lower_ == "of" for c in token.children)


def _may_be_office(head: Token) -> bool:
    return head.lemma_.lower() in {
        "president", "minister", "ministry", "secretary", "head", "chief", "king", "queen",
        "ministers", "emir", "sultan", "speaker", "chairman", "government", "department",
        "director", "chancellor", "premier", "officials", "official", "commander", "house",
        "republic", "kingdom", "leader", "people", "secretaries", "presidents", "leaders",
        "university", "bank", "council", "army", "side",
    }  # fmt: skip


def modifiers(head: Token) -> Iterator[Token]:
    """The adjectives, nouns and owners that qualify a head, with those joined to them by "and"."""
    for child in head.children:
        if child.dep_ in {"amod", "compound", "nmod:poss", "nmod:desc", "nmod", "flat"}:
            if child.dep_ == "nmod" and not (
                _is_of(child)
                or any(
                    c.dep_ == "case" and c.lower_ in {"from", "for", "between"}
                    for c in child.children
                )
                or child.i < head.i
            ):
                continue
            yield from _joined(child)


def _joined(token: Token) -> Iterator[Token]:
    yield token
    for child in token.children:
        if child.dep_ in {"conj", "compound", "flat"}:
            yield from _joined(child)


def possessors(head: Token) -> list[Token]:
    """Whose it is: "his", "Biden's", "of Kenya" left out."""
    return [c for c in head.children if c.dep_ == "nmod:poss"]
