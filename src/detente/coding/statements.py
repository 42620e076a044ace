"""From attributions to statements: who is speaking, through whom, and how.

The reading model finds source, cue and content. Here sources become actors, an attribution inside
another's content becomes a chain, and a quotation that goes on keeps its speaker.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from detente import actors
from detente.coding.cast import Cast, Entity
from detente.coding.chains import (
    chain_of,
    find_inner,
    nest,
    only_wraps,
    passed_on_by,
    settle_citing,
)
from detente.coding.continuation import carry_on
from detente.coding.cues import reports, verb_of
from detente.coding.sayings import Said, find_sayings, phrase_of
from detente.language import Reading
from detente.model import Actor, Span, Stance, StatementKind

_CLAIMED = {"claim", "allege", "purport", "insinuate", "profess", "contend"}
_DENIED = {"deny", "reject", "refute", "dismiss", "disavow", "rebut", "dispute"}
_BRACKETED = re.compile(r"\[[^\[\]\n]{1,80}\]")
_DOCUMENTS = {"statement", "readout", "summary", "text", "account", "communiqué", "communique",
              "release", "transcript", "note"}  # fmt: skip


def find_statements(reading: Reading, cast: Cast) -> list[Said]:
    """All statements of a reading, in the text's order, with their chains.

    A saying whose content is nothing but another's is no statement of its own: it is the outer
    link of the other's chain.
    """
    said = find_sayings(reading)
    settle_citing(reading, said)
    said = [s for s in said if s.content and reports(reading, s.cue, s.content)]
    said += find_inner(reading, said)
    nest(reading, said)
    before: Said | None = None
    for one in sorted(said, key=lambda s: s.first):
        one.chain = _speakers(reading, cast, one, before)
        before = one if one.chain else before
    wrappers = {id(s.outer) for s in said if s.outer and only_wraps(reading, s.outer, s)}
    chains = [chain_of(s) for s in said]
    for one, chain in zip(said, chains, strict=True):
        one.chain = chain
    kept = [s for s in said if id(s) not in wrappers and s.chain]
    carry_on(reading, kept)
    return sorted(kept, key=lambda s: s.first)


def _speakers(reading: Reading, cast: Cast, said: Said, before: Said | None) -> list[Entity]:
    """Who speaks, preceded by who passes it on in the same words ("CCTV quoted Xi")."""
    through = passed_on_by(reading, cast, said)
    if not said.source:
        return through[-1:]
    head = _head(reading, said.source)
    person = _named_person(reading, cast, said, head)
    found = _issuer(cast, head) or cast.at(head) or _beside(cast, head)
    if head.pos_ == "PRON" and head.lower_ in _PRONOUNS:
        found = _same_as_before(reading, said, head, before) or found
    if person is not None and not any(e.actor.kind == "person" for e in found):
        found = [person]
    if not found and head.pos_ == "PRON" and head.lower_ in _PRONOUNS:
        return through
    if not found:
        found = [_unknown(reading, cast, said, head)]
    return [*[e for e in through if e not in found], *found]


_PRONOUNS = {"he", "she", "it", "they", "who", "which", "that"}


def _beside(cast: Cast, head: Token) -> list[Entity]:
    """Whom an apposition or the rest of the name tells."""
    for child in head.children:
        if child.dep_ in {"appos", "flat"} and cast.at(child):
            return cast.at(child)
    return []


def _issuer(cast: Cast, head: Token) -> list[Entity]:
    """Who put out the document that says it: "a Kremlin summary", "a statement from the ministry".

    A nationality alone ("a Chinese account") leaves open which of a side's bodies it was.
    """
    if head.lemma_.lower() not in _DOCUMENTS:
        return []
    for child in head.children:
        if child.dep_ in {"nmod", "nmod:poss", "compound"} and child.pos_ != "ADJ":
            return cast.at(child)[:1]
    return []


def _same_as_before(
    reading: Reading, said: Said, pronoun: Token, before: Said | None
) -> list[Entity]:
    """The speaker before, where the pronoun goes on with him: "he added", or nobody between.

    Speakers whom only their statement makes known ("a member of his party") are not in the cast
    when its pronouns are resolved.
    """
    if before is None or not before.source or before.speaker is None:
        return []
    speaker = before.speaker
    thing = pronoun.lower_ == "it"
    if pronoun.lower_ == "they" or speaker.plural or thing == (speaker.actor.kind in {"person"}):
        return []
    goes_on = verb_of(reading.doc, said.cue).lemma_ in {"add", "continue"}
    unnamed = speaker.key.startswith("source-")
    return [speaker] if (goes_on or unnamed) and pronoun.i - before.first < 80 else []


def _named_person(reading: Reading, cast: Cast, said: Said, head: Token) -> Entity | None:
    """The one person whom the words of the source name, title and all."""
    named = [e for i in said.source for e in cast.at(reading.doc[i])
             if not _qualifies(reading.doc[i], head)]  # fmt: skip
    people = [e for e in dict.fromkeys(named) if e.actor.kind == "person"]
    return people[0] if len(people) == 1 else None


def _qualifies(token: Token, head: Token) -> bool:
    """Whether a word stands within an owner or an "of …" of the head, not in its own name."""
    while token != head and token.head != token:
        if token.dep_ in {"nmod", "nmod:poss", "obl", "amod"}:
            return True
        token = token.head
    return False


def _head(reading: Reading, positions: list[int]) -> Token:
    own = set(positions)
    for i in positions:
        token = reading.doc[i]
        top = token.head.i not in own or token.head.i == i
        if top and token.pos_ in {"NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET"}:
            return token
    return reading.doc[positions[0]]


def _unknown(reading: Reading, cast: Cast, said: Said, head: Token) -> Entity:
    """An actor for a source that nothing is known of but its words."""
    own = [i for i in phrase_of(head) if i in said.source] or [head.i]
    span = reading.doc[own[0] : own[-1] + 1]
    name = span.text.removesuffix("'s").removesuffix("’s")
    person = head.pos_ == "PROPN" and any(
        e.label_ == "person" for e in reading.doc[head.i : head.i + 1].ents
    )
    bare = actors.strip_titles(name) if person else ""
    known = None if person else actors.resolve(name, on=cast.on)
    actor = Actor(
        id=f"source-{name.lower()}",
        name=bare or name,
        kind="person" if person else ("group" if head.tag_ == "NNS" else "anonymous"),
        country=known.country if known else None,
    )
    return cast.add(actor, (span.start_char, span.end_char))


def spans_of(reading: Reading, positions: Iterable[int]) -> list[Span]:
    """Token positions as character spans, neighbours joined (white space between them included)."""
    runs: list[list[int]] = []
    ordered = sorted(set(positions))
    for i in ordered:
        if runs and all(reading.doc[k].is_space for k in range(runs[-1][-1] + 1, i)):
            runs[-1].append(i)
        else:
            runs.append([i])
    return [_span(reading.doc[run[0] : run[-1] + 1]) for run in runs]


def _span(tokens: Tokens) -> Span:
    return Span(start=tokens.start_char, end=tokens.end_char, text=tokens.text)


def kind_of(reading: Reading, said: Said) -> StatementKind:
    """Wholly, partly or not at all in quotation marks."""
    words = [i for i in said.content if any(c.isalnum() for c in reading.doc[i].text)]
    inside = [i for i in words if reading.quotation_at(reading.doc[i].idx)]
    if not inside:
        return "indirect"
    outside = len(words) - len(inside)
    first = reading.doc[words[0]].lower_ if words else ""
    return "direct" if outside == 0 or (outside == 1 and first == "that") else "mixed"


def stance_of(reading: Reading, said: Said) -> Stance:
    """Whether the reporter's verb backs what is said."""
    lemmas = {reading.doc[i].lemma_.lower() for i in said.cue}
    if lemmas & _DENIED:
        return "denied"
    return "claimed" if lemmas & _CLAIMED else "factual"


def insertions_of(reading: Reading, said: Said) -> list[Span]:
    """The reporter's bracketed words inside quotations of a statement."""
    text = reading.document.text
    return [
        Span(start=span.start + m.start(), end=span.start + m.end(), text=m.group())
        for span in spans_of(reading, said.content)
        for m in _BRACKETED.finditer(text[span.start : span.end])
        if reading.quotation_at(span.start + m.start())
    ]
