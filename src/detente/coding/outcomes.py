"""What came of a contact and what it was like, as the words around it tell."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from detente.coding import lexicon as words
from detente.coding.encounters import Encounter
from detente.language import Reading
from detente.model import Outcome

_NEGATIONS = {"no", "not", "n't", "n’t", "without", "little", "lack", "fail", "never", "hardly",
              "neither", "nor", "scant", "absence", "few", "scarcely"}  # fmt: skip


def find_outcome(encounter: Encounter) -> Outcome:
    """The outcome that the encounter's own clause tells."""
    if encounter.status not in {"held", "ongoing"}:
        return "unknown"
    around = list(_around(encounter))
    lemmas = {t.lemma_.lower() for t in around} | {t.lower_ for t in around}
    for token in around:
        particles = {c.lower_ for c in token.children if c.dep_ in {"compound:prt", "advmod"}}
        if any(token.lemma_ == verb and part in particles for verb, part in words.BREAK_PARTICLES):
            return "breakdown"
    if lemmas & words.BREAKDOWN:
        return "breakdown"
    if lemmas & (words.NO_PROGRESS | words.RELUCTANT):
        return "no-progress"
    for token in around:
        if token.lemma_.lower() in words.NEGATED_PROGRESS and _negated(token):
            return "no-progress"
    if {"produce", "yield", "bear", "achieve", "make", "reach"} & lemmas and {"nothing"} & lemmas:
        return "no-progress"
    if lemmas & {"fail"} and encounter.clause.lemma_ == "fail":
        return "no-progress"
    if lemmas & words.AGREEMENT:
        return "agreement"
    return "progress" if lemmas & words.PROGRESS else "unknown"


def _negated(token: Token) -> bool:
    for at in (token, token.head, token.head.head):
        own = {c.lemma_.lower() for c in at.children if abs(c.i - token.i) < 8} | {
            at.lemma_.lower()
        }
        if own & _NEGATIONS:
            return True
    return False


def _around(encounter: Encounter) -> Iterator[Token]:
    """The clause of a contact without clauses that tell of something else."""
    clause = encounter.clause
    stack = [clause]
    if encounter.is_noun:
        at = encounter.trigger
        while at not in (clause, at.head):
            stack.append(at)
            at = at.head
        if clause.dep_ in {
            "xcomp",
            "acl",
            "ccomp",
            "advcl",
        } and clause.head.lemma_ in words.RELUCTANT | {"fail", "end", "agree"}:
            stack.append(clause.head)
    seen: set[int] = set()
    while stack:
        token = stack.pop()
        if token.i in seen:
            continue
        seen.add(token.i)
        yield token
        for child in token.children:
            if child.dep_ in {"ccomp", "parataxis", "acl:relcl"} and token.lemma_ != "agree":
                continue
            if child.dep_ == "advcl" and any(
                c.lower_ in {"after", "before", "because", "as", "since", "while", "though"}
                for c in child.children
            ):
                continue
            if child.dep_ == "conj" and child.lemma_ in words.CONTACT_VERBS:
                continue
            stack.append(child)


def find_tone(reading: Reading, encounter: Encounter) -> list[Token]:
    """The words that describe the exchange: beside its noun, said of it, or how it went."""
    found: list[Token] = []
    trigger = encounter.trigger
    if encounter.clause.head.lemma_.lower() in words.RELUCTANT:
        return []  # what they were reluctant to hold was not so
    heads = [trigger] if encounter.is_noun else []
    if encounter.is_noun and trigger.dep_ in {"nsubj", "nsubj:pass", "nsubj:outer"}:
        heads.append(trigger.head)
    for head in heads:
        if head != trigger and head.pos_ == "ADJ":
            found += _with_joined(head)
        for child in head.children:
            if child.dep_ in {"amod", "xcomp", "obl", "advcl", "compound"} and (
                head == trigger or child.pos_ == "ADJ" or child.dep_ == "obl"
            ):
                found += _with_joined(child)
    if encounter.is_noun:
        before = range(max(trigger.sent.start, trigger.i - 9), trigger.i)
        near = [trigger.doc[i] for i in before]
        found += [t for t in near if reading.quotation_at(t.idx) and t.lower_ in words.TONE]
        after = [
            c for h in heads for c in h.children if c.dep_ == "advmod" and c.lower_ in words.TONE
        ]
        found += [t for t in after if t.i > trigger.i]
    if trigger.dep_ == "obj" and encounter.clause.lemma_ in {"describe", "call"}:
        for child in encounter.clause.children:
            if child.dep_ in {"obl", "xcomp", "advcl"}:
                found += _with_joined(child)
    unique = {t.i: t for t in found if _is_tone(reading, t) and not _negated(t)}
    return [unique[i] for i in sorted(unique)]


def _with_joined(token: Token) -> list[Token]:
    joined = [token]
    for child in token.children:
        if child.dep_ in {"conj", "amod"}:
            joined += _with_joined(child)
    return joined


def _is_tone(reading: Reading, token: Token) -> bool:
    word = token.lower_
    quoted = reading.quotation_at(token.idx) is not None
    return (
        (word in words.TONE or quoted)
        and token.pos_ in {"ADJ", "ADV", "VERB", "NOUN"}
        and (quoted or word not in words.NOT_A_TONE)
    )


def tone_word(reading: Reading, token: Token) -> str:
    """A tone word with its hyphenated parts ("in-depth")."""
    text, start, end = reading.document.text, token.idx, token.idx + len(token)
    while start > 1 and text[start - 1] in "-‐" and text[start - 2].isalpha():
        start -= 1
        while start > 0 and text[start - 1].isalpha():
            start -= 1
    while end + 1 < len(text) and text[end] in "-‐" and text[end + 1].isalpha():
        end += 1
        while end < len(text) and text[end].isalpha():
            end += 1
    return text[start:end]
