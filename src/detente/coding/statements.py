"""From attributions to statements: who is speaking, through whom, and how.

The reading model finds source, cue and content. Here sources become actors, an attribution inside
another's content becomes a chain, and a quotation that goes on keeps its speaker.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from detente import actors
from detente.coding.cast import Cast
from detente.coding.entities import Entity
from detente.coding.phrases import base_phrase
from detente.language import Attribution, Quotation, Reading
from detente.model import Actor, Span, Stance, StatementKind

_CLAIMED = {"claim", "allege", "purport", "insinuate", "profess", "contend", "accuse"}
_DENIED = {"deny", "reject", "refute", "dismiss", "disavow", "rebut", "dispute"}
_BRACKETED = re.compile(r"\[[^\[\]\n]{1,80}\]")
_QUOTE_MARKS = "\"“”„«»'‘’`"
_PASSED_ON = {"quote", "cite", "report", "paraphrase"}


@dataclass(eq=False)
class Said:
    """A statement while it is being worked out; positions are tokens of the `Doc`."""

    source: list[int]
    cue: list[int]
    content: list[int]
    chain: list[Entity] = field(default_factory=list)
    outer: Said | None = None

    @property
    def speaker(self) -> Entity | None:
        """The last of the chain."""
        return self.chain[-1] if self.chain else None

    @property
    def first(self) -> int:
        """Where it begins in the text."""
        return min([*self.source, *self.cue, *self.content])


def find_statements(reading: Reading, cast: Cast) -> list[Said]:
    """All statements of a reading, in the text's order, with their chains.

    An attribution whose content is nothing but another attribution is no statement of its own: it
    is the outer link of the other's chain.
    """
    said = [_said(reading, a) for a in reading.attributions]
    said = [s for s in said if s.content]
    said += [inner for s in said if (inner := _quoted_within(reading, cast, s, said))]
    _nest(reading, said)
    for one in sorted(said, key=lambda s: s.first):
        one.chain = _speakers(reading, cast, one)
    wrappers = {id(s.outer) for s in said if s.outer and _only_wraps(s.outer, s, reading)}
    for one in said:
        one.chain = _chain(one)
    kept = [s for s in said if id(s) not in wrappers and s.chain]
    return sorted(_carry_on(reading, kept), key=lambda s: s.first)


def _said(reading: Reading, attribution: Attribution) -> Said:
    doc = reading.doc
    content = _whole_quotations(reading, attribution)
    others = {i for a in reading.attributions if a is not attribution for i in a.cue}
    named = [i for i in attribution.source if i not in attribution.cue]
    source = _nearest_run(named, attribution.cue, others)
    content = [i for i in content if i not in attribution.cue and i not in source]
    while content and doc[content[0]].text in {",", ":", ".", ";", "–", "—"}:
        content = content[1:]
    while content and doc[content[-1]].text in {",", ":", ";", "–", "—"}:
        content = content[:-1]
    return Said(source, list(attribution.cue), content)


def _nearest_run(source: list[int], cue: tuple[int, ...], others: set[int]) -> list[int]:
    """Of a source in pieces with another's cue between them the piece beside its own cue."""
    runs: list[list[int]] = []
    for i in source:
        if runs and i - runs[-1][-1] <= 2:
            runs[-1].append(i)
        else:
            runs.append([i])
    between = range(runs[0][-1], runs[-1][0]) if len(runs) > 1 else range(0)
    if not any(i in between for i in others):
        return source
    return min(runs, key=lambda run: min(abs(run[0] - cue[-1]), abs(run[-1] - cue[0])))


_REPORTS = {"report", "say", "announce", "state", "write", "declare", "claim"}


def _quoted_within(reading: Reading, cast: Cast, outer: Said, said: list[Said]) -> Said | None:
    """The inner speaker of "Xinhua reported that …, according to RTHK", "Xi as saying that …"."""
    doc, own = reading.doc, set(outer.content)
    cues = {i for s in said for i in s.cue}
    for i in outer.content[1:14]:
        token = doc[i]
        after = doc[i + 1].lower_ if i + 1 < len(doc) else ""
        if i in cues or token.lemma_ not in _REPORTS or i - 1 not in own:
            continue
        saying = token.tag_ == "VBG" and doc[i - 1].lower_ == "as"
        if not (saying or (after == "that" and token.pos_ == "VERB")):
            continue
        last = i - 2 if saying else i - 1
        speaker = next((doc[k] for k in range(last, max(last - 3, 0), -1) if cast.at(doc[k])), None)
        if speaker is None:
            continue
        start, end = base_phrase(speaker)
        content = [k for k in outer.content if k > i]
        cue = [i - 1, i] if saying else [i]
        source = [k for k in range(start, max(end, speaker.i + 1)) if k < cue[0]]
        return Said(source, cue, content, outer=outer)
    return None


def _whole_quotations(reading: Reading, attribution: Attribution) -> list[int]:
    """The content, with any quotation that is mostly in it taken in whole."""
    content = set(attribution.content)
    blocked = set(attribution.cue) | set(attribution.source)
    for quotation in reading.quotations:
        if quotation.depth > 1:
            continue
        inside = reading.tokens(quotation.start, quotation.end)
        own = [t.i for t in inside if not t.is_space]
        if len(content & set(own)) * 2 > len(own) and not blocked & set(own):
            content |= set(own)
    return sorted(content)


def _nest(reading: Reading, said: list[Said]) -> None:
    """Find for each the smallest other whose content holds its source and cue."""
    for inner in said:
        if inner.outer is not None:
            continue
        core = set(inner.cue) | set(inner.source)
        holders = [o for o in said if o is not inner and core <= set(o.content)]
        if holders:
            inner.outer = min(holders, key=lambda o: len(o.content))
        else:
            _same_sentence(reading, inner, said)


def _same_sentence(reading: Reading, inner: Said, said: list[Said]) -> None:
    """As in "X, according to Y": Y's content covers X's content though it may miss X's cue."""
    own = set(inner.content)
    for outer in said:
        if outer is inner or outer.outer is inner:
            continue
        if own == set(outer.content) and reading.doc[outer.cue[0]].lower_ == "according":
            inner.outer = outer
            return
        shared = own & set(outer.content)
        if len(shared) * 10 >= len(own) * 9 and inner.cue[0] in range(
            min(outer.content), max(outer.content) + 1
        ) and len(outer.content) > len(own):  # fmt: skip
            inner.outer = outer
            return


def _only_wraps(outer: Said, inner: Said, reading: Reading) -> bool:
    rest = set(outer.content) - set(inner.content) - set(inner.cue) - set(inner.source)
    words = [reading.doc[i] for i in rest]
    return sum(t.pos_ in {"NOUN", "PROPN", "VERB", "ADJ", "NUM"} for t in words) <= 3


def _chain(said: Said) -> list[Entity]:
    links: list[Entity] = []
    at: Said | None = said
    seen: set[int] = set()
    while at is not None and id(at) not in seen:
        seen.add(id(at))
        own = at.chain[-1:] if at is not said and at.outer else at.chain
        links = [*[e for e in own if e not in links], *links]
        at = at.outer
    return links


def _speakers(reading: Reading, cast: Cast, said: Said) -> list[Entity]:
    """Who speaks, preceded by who passes it on in the same words ("CCTV quoted Xi")."""
    through = _passed_on(reading, cast, said)
    if not said.source:
        return through
    head = _head(reading, said.source)
    found = cast.at(head) or [e for t in reading.doc[min(said.source) : max(said.source) + 1]
                              for e in cast.at(t)][:1]  # fmt: skip
    person = _named_person(reading, cast, said)
    if person is not None and not any(e.actor.kind == "person" for e in found):
        found = [person]
    if not found and head.pos_ == "PRON":
        return through
    if not found:
        found = [_unknown(reading, cast, said, head)]
    return [*[e for e in through if e not in found], *found]


def _named_person(reading: Reading, cast: Cast, said: Said) -> Entity | None:
    """The one person whom the words of the source name, title and all."""
    named = [e for i in said.source for e in cast.at(reading.doc[i])]
    people = [e for e in dict.fromkeys(named) if e.actor.kind == "person"]
    return people[0] if len(people) == 1 and reading.doc[said.source[-1]].pos_ == "PROPN" else None


def _head(reading: Reading, positions: list[int]) -> Token:
    own = set(positions)
    for i in positions:
        token = reading.doc[i]
        top = token.head.i not in own or token.head.i == i
        if top and token.pos_ in {"NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET"}:
            return token
    return reading.doc[positions[0]]


def _passed_on(reading: Reading, cast: Cast, said: Said) -> list[Entity]:
    """The reporter of "X reported/quoted/cited Y as saying"."""
    cue = reading.doc[said.cue[0]]
    for verb in (cue, cue.head):
        if verb.lemma_ not in _PASSED_ON:
            continue
        for child in verb.children:
            if child.dep_ == "nsubj" and child.i not in said.source:
                return cast.at(child)
            if child.dep_ == "obl:agent" and child.i not in said.source:
                return cast.at(child)
    return []


def _unknown(reading: Reading, cast: Cast, said: Said, head: Token) -> Entity:
    """An actor for a source that nothing is known of but its words."""
    start, end = base_phrase(head)
    span = reading.doc[start:end]
    name = span.text.removesuffix("'s").removesuffix("’s")
    person = head.pos_ == "PROPN" and any(e.label_ == "person" for e in span.ents)
    bare = actors.strip_titles(name) if person else ""
    actor = Actor(
        id=f"source-{name.lower()}",
        name=bare or name,
        kind="person" if person else ("group" if head.tag_ == "NNS" else "anonymous"),
    )
    return cast.add(actor, (span.start_char, span.end_char))


def _carry_on(reading: Reading, said: list[Said]) -> list[Said]:
    """Quotations that nobody is said to have spoken belong to whoever spoke before.

    A quotation that continues the one before it (an opening mark at the paragraph, none closing
    the one before), or that is a paragraph by itself right after a quotation by a known speaker,
    or that follows in the same paragraph, carries on the statement before.
    """
    covered = {i for s in said for i in [*s.content, *s.source, *s.cue]}
    ordered = sorted(said, key=lambda s: s.first)
    for quotation in reading.quotations:
        own = [t.i for t in reading.tokens(quotation.start, quotation.end) if not t.is_space]
        if quotation.depth > 1 or len(own) < 5 or covered & set(own):
            continue
        if not (quotation.continues or _stands_alone(reading, quotation)):
            continue
        before = [s for s in ordered if s.first < own[0]]
        if not before:
            continue
        last = max(before, key=lambda s: max(s.content))
        quoted = reading.quotation_at(reading.doc[max(last.content) - 1].idx)
        near = _paragraph(reading, own[0]) - _paragraph(reading, max(last.content)) <= 1
        if near and (quoted or quotation.continues):
            last.content = sorted({*last.content, *own})
            covered |= set(own)
    return said


def _stands_alone(reading: Reading, quotation: Quotation) -> bool:
    """Whether the paragraph, or the sentences from here on, are nothing but the quotation."""
    for start, end in reading.paragraphs:
        first, last = reading.doc[start], reading.doc[end - 1]
        if first.idx <= quotation.start < last.idx + len(last):
            rest = reading.document.text[quotation.end : last.idx + len(last)]
            before = reading.document.text[first.idx : quotation.start].rstrip()
            return not rest.strip(" .") and (not before or before[-1] in ".!?" + _QUOTE_MARKS)
    return False


def _paragraph(reading: Reading, position: int) -> int:
    for number, (start, end) in enumerate(reading.paragraphs):
        if start <= position < end:
            return number
    return len(reading.paragraphs)


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
    return "claimed" if lemmas & _CLAIMED - {"accuse"} else "factual"


def insertions_of(reading: Reading, said: Said) -> list[Span]:
    """The reporter's bracketed words inside quotations of a statement."""
    text = reading.document.text
    return [
        Span(start=span.start + m.start(), end=span.start + m.end(), text=m.group())
        for span in spans_of(reading, said.content)
        for m in _BRACKETED.finditer(text[span.start : span.end])
        if reading.quotation_at(span.start + m.start())
    ]
