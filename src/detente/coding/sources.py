"""Whose words: the source of a cue, by its subject in the tree and the reading model's links.

The model links words to cues one by one, so that a source may pick up words of a neighbour's.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from spacy.tokens import Token

from detente.coding.phrases import base_phrase
from detente.language import Attribution, Reading

CITES = {"quote", "cite", "paraphrase"}
MEDIA = {"agency", "broadcaster", "channel", "daily", "magazine", "media", "medium", "network",
         "newspaper", "paper", "portal", "station", "television", "tv", "weekly",
         "website"}  # fmt: skip
_SUBJECTS = {"nsubj", "nsubj:pass", "nsubj:outer"}
_CLAUSES = ("acl", "advcl", "ccomp", "parataxis")
_SHARES_SUBJECT = {"conj", "xcomp", "advcl"}
_NOMINAL = {"NOUN", "PROPN", "PRON", "NUM", "DET"}
_INSIDE = {",", "-", ".", "'s", "’s", "(", ")"}
_EDGES = {",", ":", ";", "–", "—", "--"}


def subject_of(verb: Token) -> Token | None:
    """Who does what a verb tells: its subject, or the one it shares with the verb above it."""
    seen: set[int] = set()
    while verb.i not in seen:
        seen.add(verb.i)
        subjects = [c for c in verb.children if c.dep_ in _SUBJECTS and not _parted(c, verb)]
        if subjects:
            return antecedent(min(subjects, key=lambda c: _remoteness(c, verb)), verb)
        if verb.dep_ == "acl" and verb.tag_ == "VBG":
            return verb.head
        if verb.dep_ not in _SHARES_SUBJECT:
            return None
        verb = verb.head
    return None


def _remoteness(subject: Token, verb: Token) -> tuple[bool, bool, int]:
    return (subject.lower_ in {"each", "all", "both"}, subject.i > verb.i, abs(subject.i - verb.i))


def _parted(subject: Token, verb: Token) -> bool:
    """Whether a sentence ends between the two, though the tree joins them."""
    return any(t.text in {".", "!", "?"} for t in verb.doc[verb.i : subject.i])


def antecedent(subject: Token, verb: Token) -> Token:
    """Whom "who" in a relative clause stands for."""
    if subject.lower_ in {"who", "which", "that"} and verb.dep_.startswith("acl"):
        return verb.head
    return subject


def phrase_of(head: Token) -> list[int]:
    """A source's words from its head: the noun phrase with its "of …", "in …", and apposition."""
    start, end = base_phrase(head)
    for child in head.rights:
        if child.dep_ in {"nmod", "amod", "flat", "nummod"} and child.left_edge.i <= end:
            end = max(end, max(_without_clauses(child)) + 1)
    return list(range(start, max(end, name_after(head))))


def name_after(head: Token) -> int:
    """Where the name ends that follows an outlet's kind: "the state broadcaster EBC"."""
    doc, end = head.doc, head.i + 1
    if head.lemma_.lower() in MEDIA:
        while end < len(doc) and doc[end].pos_ == "PROPN" and doc[end].text[0].isupper():
            end += 1
    return end


def _without_clauses(head: Token) -> Iterator[int]:
    yield head.i
    for child in head.children:
        if not child.dep_.startswith(_CLAUSES):
            yield from _without_clauses(child)


def find_source(reading: Reading, attribution: Attribution, verb: Token) -> list[int]:
    """The model's words beside the subject; where there are none, the subject."""
    named = [i for i in attribution.source if i not in attribution.cue]
    if verb.lower_ == "according":  # who it is according to stands after it
        named = [i for i in named if i > attribution.cue[-1]] or named
    head = _governor(verb, named)
    if verb.lower_ == "according" and named and head is not None and head.i not in named:
        return _trimmed(reading, runs_of(named, 2)[0])
    if head is not None and head.i in named:
        own = _around(reading, head, set(named), in_apposition=verb.lower_ == "according")
        return _trimmed(reading, [*own, *range(*base_phrase(head))])
    if head is not None and (not named or _stands_in(reading, named) or _is_quoted(verb)):
        return phrase_of(head)
    others = {i for a in reading.attributions if a is not attribution for i in a.cue}
    return _trimmed(reading, _nearest_run(named, attribution.cue, others))


def _around(reading: Reading, head: Token, named: set[int], *, in_apposition: bool) -> list[int]:
    """The model's words that join on to the head; a dash between spaces ends a dateline."""
    doc, own = reading.doc, {head.i}
    for step in (-1, 1):
        i = head.i + step
        while 0 <= i < len(doc) and (i in named or doc[i].text in _INSIDE):
            dateline = doc[i].text == "-" and bool(doc[i - 1].whitespace_)
            if dateline or (in_apposition and doc[i].text == "," and doc[i].head != head):
                break
            own.add(i)
            i += step
    return [i for i in own if i in named and doc[i].sent.start == head.sent.start]


def _is_quoted(verb: Token) -> bool:
    """Whether the subject is quoted by somebody: "Xi was quoted by Xinhua as saying"."""
    return verb.lemma_ in CITES and any(c.dep_ == "aux:pass" for c in verb.children)


def _governor(verb: Token, named: list[int]) -> Token | None:
    """The word that a cue makes its source: an agent, a subject, the noun of "according to"."""
    if verb.lower_ == "according":
        return verb.head
    if not governs(verb) or (set(named) & _agents(verb) and not _is_quoted(verb)):
        return None
    subject = subject_of(verb)
    return subject if subject is not None and subject.pos_ in _NOMINAL else None


def governs(verb: Token) -> bool:
    """Whether a cue's word is a verb with arguments, not the "according" of "according to"."""
    return verb.pos_ == "VERB" and verb.lower_ != "according"


def _agents(verb: Token) -> set[int]:
    return {i for c in verb.children if c.dep_ == "obl:agent" for i in [t.i for t in c.subtree]}


def _stands_in(reading: Reading, named: list[int]) -> bool:
    return len(named) == 1 and reading.doc[named[0]].tag_ in {"WP", "WDT"}


def _trimmed(reading: Reading, positions: Iterable[int]) -> list[int]:
    """A source without the clause that follows it ("…, who asked not to be named")."""
    ordered = sorted(set(positions))
    clause = next((i for i in ordered[1:] if _opens_clause(reading.doc[i])), None)
    ordered = [i for i in ordered if clause is None or i < clause]
    while ordered and reading.doc[ordered[-1]].is_punct and reading.doc[ordered[-1]].text in _EDGES:
        ordered.pop()
    while ordered and reading.doc[ordered[0]].text in _EDGES:
        ordered.pop(0)
    return ordered


def _opens_clause(word: Token) -> bool:
    return word.tag_ in {"WP", "WDT", "WP$"} or (
        word.dep_.startswith("acl") and word.tag_ in {"VBN", "VBG"}
    )


def _nearest_run(source: list[int], cue: tuple[int, ...], others: set[int]) -> list[int]:
    """Of a source in pieces with another's cue between them the piece beside its own cue."""
    runs = runs_of(source, 2)
    between = range(runs[0][-1], runs[-1][0]) if len(runs) > 1 else range(0)
    if not any(i in between for i in others):
        return source
    return min(runs, key=lambda run: min(abs(run[0] - cue[-1]), abs(run[-1] - cue[0])))


def runs_of(positions: Collection[int], step: int) -> list[list[int]]:
    """Positions in order, parted where more than `step` lies between two."""
    runs: list[list[int]] = []
    for i in sorted(positions):
        if runs and i - runs[-1][-1] <= step:
            runs[-1].append(i)
        else:
            runs.append([i])
    return runs
