"""From attributions to statements: who is speaking, through whom, and how.

The reading model finds source, cue and content. Here sources become actors, an attribution inside
another's content becomes a chain, and a quotation that goes on keeps its speaker.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import partial

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from detente import actors
from detente.coding.cast import Cast
from detente.coding.chains import (
    can_speak,
    chain_of,
    find_inner,
    nest,
    only_wraps,
    outlet_at,
    passed_on_by,
    repeats,
    settle_citing,
)
from detente.coding.contents import is_word
from detente.coding.continuation import carry_on
from detente.coding.cues import reports, verb_of
from detente.coding.entities import Entity
from detente.coding.phrases import base_phrase
from detente.coding.sayings import Said, find_sayings
from detente.coding.sources import phrase_of
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
    said = find_sayings(reading, partial(can_speak, cast))
    settle_citing(reading, cast, said)
    said = [s for s in said if s.content and reports(reading, s.cue, s.content)]
    said = [s for s in said if not _is_own_voice(reading, s)]
    said += find_inner(reading, cast, said)
    nest(reading, said)
    before: Said | None = None
    for one in sorted(said, key=lambda s: s.first):
        one.chain = _speakers(reading, cast, one, before)
        before = one if one.chain else before
    said = [s for s in said if not (s.outer and repeats(reading, s.outer, s))]
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
    if head.pos_ == "PRON" and head.lower_ in _PRONOUNS:
        found = _same_as_before(reading, cast, said, head, before) or cast.at(head)
        if not found:
            return through
    else:
        joint = any(c.dep_ == "conj" and c.i in said.source for c in head.children)
        found = [] if joint else _issuer(reading, cast, head) or _person(reading, cast, said, head)
        found = found or ([] if joint else _certain(reading, cast, said, head))
        if not any(e.actor.kind == "person" for e in found):
            found = _told_of(reading, head, before) or found
    if len(found) != 1:
        found = [_unknown(reading, cast, said, head)]
    return [*[e for e in through if e not in found], *found]


def _is_own_voice(reading: Reading, said: Said) -> bool:
    """Whether the speaker is the "I", "we" or "you" of a quotation or of the reporter."""
    words = {reading.doc[i].lower_ for i in said.source}
    return bool(words) and words <= {"i", "we", "you", "me", "us"}


_PRONOUNS = {"he", "she", "it", "they", "who", "which", "that"}
_PARTS = {"one", "some", "many", "several", "most", "both", "each", "two", "three", "none"}


def _certain(reading: Reading, cast: Cast, said: Said, head: Token) -> list[Entity]:
    """Whom the head stands for; "one of the officials" is none of those known."""
    parts = {head.lower_, *(c.lower_ for c in head.children)} & _PARTS
    if parts and not {"the", "both"} & {c.lower_ for c in head.children}:
        return []
    found = outlet_at(reading, cast, head) or cast.at(head)
    for child in head.children:
        if not found and child.dep_ in {"appos", "flat"} and child.i in said.source:
            found = cast.at(child)
    return found


def _issuer(reading: Reading, cast: Cast, head: Token) -> list[Entity]:
    """Who put out the document that says it: "a Kremlin summary", "a statement from the ministry".

    A nationality alone ("a Chinese account") leaves open which of a side's bodies it was.
    """
    if head.lemma_.lower() not in _DOCUMENTS:
        return []
    for child in head.children:
        if child.dep_ in {"nmod", "nmod:poss", "compound"} and child.pos_ in {"NOUN", "PROPN"}:
            name = reading.doc[slice(*base_phrase(child))].text
            return cast.at(child)[:1] or _actor(cast, name, child)
    return []


def _same_as_before(
    reading: Reading, cast: Cast, said: Said, pronoun: Token, before: Said | None
) -> list[Entity]:
    """The speaker before, where "he added", or where only his statement made him known.

    Speakers like "a member of his party" are not in the cast when its pronouns are resolved.
    """
    if before is None or before.speaker is None or pronoun.i - before.first > 80:
        return []
    speaker = before.speaker
    if pronoun.lower_ not in {"he", "she"} or speaker.plural:
        return []
    if speaker.actor.kind not in {"person", "anonymous", "office"}:
        return []
    goes_on = verb_of(reading.doc, said.cue).lemma_ in {"add", "continue"}
    return [speaker] if goes_on or not speaker.heads else []


def _told_of(reading: Reading, head: Token, before: Said | None) -> list[Entity]:
    """The unnamed speaker before, told of again: "two people … the people", "the official"."""
    if before is None or before.speaker is None or not before.source:
        return []
    definite = any(c.lower_ == "the" for c in head.children)
    same = any(reading.doc[i].lemma_ == head.lemma_ for i in before.source)
    unnamed = before.speaker.actor.kind in {"anonymous", "group"}
    return [before.speaker] if definite and same and unnamed and head.pos_ == "NOUN" else []


def _person(reading: Reading, cast: Cast, said: Said, head: Token) -> list[Entity]:
    """The one person whom the words of the source name, title and all."""
    doc, people = reading.doc, list[Entity]()
    for start, end in _names(reading, said.source):
        if _qualifies(reading, start, head) or (head.pos_ == "NOUN" and end == head.i):
            continue
        last = doc[start:end].text.split()[-1]
        known = [e for t in doc[start:end] for e in cast.at(t) if e.actor.kind == "person"]
        tabled = [e for e in known if not e.key.startswith("person-")]
        known = known or [e for e in cast.entities.values() if e.actor.kind == "person"]
        exact = [e for e in known if last in e.actor.name.split() and _may_be(e, doc[start:end])]
        exact = exact or tabled
        titled = start > 0 and actors.is_title(doc[start - 1].text)
        person = any(t.ent_type_ == "person" for t in doc[start:end])
        if exact or not person:
            people += exact[:1]
        elif (end - start > 1 or titled) and not _is_body(cast, head):
            people.append(_named(cast, doc[start:end]))
    unique = list(dict.fromkeys(people))
    return unique if len(unique) == 1 else []


def _is_body(cast: Cast, head: Token) -> bool:
    """Whether a head is known for a state or an organization, whatever the model calls it."""
    return any(e.actor.kind in {"state", "organization", "outlet"} for e in cast.at(head))


def _may_be(entity: Entity, name: Tokens) -> bool:
    """Whether a name is that of somebody known; one whom no table knows has no other spelling."""
    own = re.split(r"[\s-]+", entity.actor.name)
    return not entity.key.startswith("person-") or all(t.text in own for t in name if t.is_alpha)


def _names(reading: Reading, source: list[int]) -> list[tuple[int, int]]:
    """Runs of proper nouns, hyphens and all, without the titles before them."""
    doc, runs = reading.doc, list[tuple[int, int]]()
    for i in source:
        token = doc[i]
        goes_on = bool(runs) and runs[-1][1] == i
        joined = goes_on and doc[i - 1].text == "-"
        if token.text == "-" and (not goes_on or doc[i - 1].whitespace_):
            continue
        if (token.pos_ != "PROPN" and token.text != "-" and not joined) or actors.is_title(
            token.text
        ):
            continue
        runs[-1:] = [(runs[-1][0], i + 1)] if goes_on else [*runs[-1:], (i, i + 1)]
    return runs


def _qualifies(reading: Reading, start: int, head: Token) -> bool:
    """Whether a name stands in an owner or an "of …" of the head: it is not the head's own."""
    before = next((t for t in reversed(reading.doc[max(0, start - 3) : start])
                   if not actors.is_title(t.text) and t.lower_ != "the"), None)  # fmt: skip
    token = reading.doc[start]
    if start > head.i and before is not None and before.pos_ == "ADP":
        return True
    while token not in {head, token.head}:
        if token.dep_ in {"nmod:poss", "amod"}:
            return True
        token = token.head
    return False


def _named(cast: Cast, name: Tokens) -> Entity:
    words = actors.strip_titles(name.text) or name.text
    actor = Actor(id=actors.stranger_id(words), name=words, kind="person")
    return cast.add(actor, (name.start_char, name.end_char))


def _head(reading: Reading, positions: list[int]) -> Token:
    own = set(positions)
    for i in positions:
        token = reading.doc[i]
        top = token.head.i not in own or token.head.i == i
        if top and token.pos_ in {"NOUN", "PROPN", "PRON", "NUM", "ADJ"}:
            return token
    nouns = [i for i in positions if reading.doc[i].pos_ in {"NOUN", "PROPN", "PRON"}]
    return reading.doc[[*nouns, *positions][0]]


def _unknown(reading: Reading, cast: Cast, said: Said, head: Token) -> Entity:
    """An actor for a source that nothing is known of but its words."""
    own = [i for i in phrase_of(head) if i in said.source] or [head.i]
    joined = [i for c in head.conjuncts for i in phrase_of(c) if i in said.source]
    return _actor(cast, reading.doc[own[0] : max(own + joined) + 1].text, head, bool(joined))[0]


def _actor(cast: Cast, words: str, head: Token, joined: bool = False) -> list[Entity]:
    name = words.removesuffix("'s").removesuffix("’s")
    known = None if joined else actors.actor_named(name, on=cast.on)
    several = joined or head.tag_ in {"NNS", "NNPS"} or head.lower_ in _PARTS - {"one"}
    actor = Actor(
        id=f"source-{name.lower()}",
        name=name,
        kind="group" if several else "anonymous",
        country=known.country if known else None,
        level=known.level if known else None,
    )
    return [cast.add(actor, (head.idx, head.idx + len(head)))]


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


_FUNCTION = {"ADP", "CCONJ", "DET", "PART", "PRON", "SCONJ"}


def kind_of(reading: Reading, said: Said) -> StatementKind:
    """Wholly, partly or not at all in quotation marks, a word or two that lead in left out."""
    words = [i for i in said.content if is_word(reading.doc[i])]
    quoted = [reading.quotation_at(reading.doc[i].idx) is not None for i in words]
    if not any(quoted):
        return "indirect"
    lead = quoted.index(True)
    leads_in = lead <= 2 and all(_leads_in(reading.doc[i]) for i in words[:lead])
    return "direct" if all(quoted[lead if leads_in else 0 :]) else "mixed"


def _leads_in(word: Token) -> bool:
    return word.pos_ in _FUNCTION and not word.tag_.startswith("NN")


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
