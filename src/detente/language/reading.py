"""A document, read: its words with tags, tree and lemma, and who is said to have said what.

spaCy's `Doc` carries words, tags, trees and entities, so that whoever knows spaCy can go on from
there; `Reading` adds what a `Doc` has no place for.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field, replace
from functools import lru_cache

import numpy as np
import spacy
from spacy.attrs import DEP, HEAD, LEMMA, POS, TAG  # type: ignore[import-not-found]
from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from detente.intake.dateline import agency_end, undashed_end
from detente.language.encoding import Passage
from detente.language.events import EventMention, runs
from detente.language.lemmas import lemma_of
from detente.language.mentions import KINDS, farther_back
from detente.language.network import Labelled, Network, load_network
from detente.language.quotations import Quotation, find_quotations
from detente.language.times import Tense, Time, find_times
from detente.model import Document

PASSAGE_WORDS = 180


@dataclass(frozen=True, slots=True)
class Attribution:
    """Someone is said to have said something: token positions in the `Doc`, each in order."""

    cue: tuple[int, ...]
    source: tuple[int, ...]
    content: tuple[int, ...]


@dataclass
class Reading:
    """What is understood of a document's language, before anyone in it is known.

    Attributes:
        document: what was read; every offset is into its text.
        doc: tokens with tag, pos, lemma, head, dep; sentences; names as `doc.ents`, and every
            phrase that stands for a person, an organization or a place as `doc.spans["mentions"]`.
        quotations: in order of their start.
        times: in order of their start, with values relative to the publication date.
        attributions: in order of their cue.
        antecedents: the head word of a mention → the head word of the one before it of the same.
        contacts, moves: the places that tell of one, as the model finds them, in order.
        tones: the words that describe an exchange.
        outcomes: the words that tell how an exchange ended, each with its outcome.
        paragraphs: token ranges.
        dateline: the tokens of "NIAMEY, March 18 (AP) —" at the report's head; (0, 0) without one.

    """

    document: Document
    doc: Doc
    quotations: list[Quotation] = field(default_factory=list)
    times: list[Time] = field(default_factory=list)
    attributions: list[Attribution] = field(default_factory=list)
    antecedents: dict[int, int] = field(default_factory=dict)
    contacts: list[EventMention] = field(default_factory=list)
    moves: list[EventMention] = field(default_factory=list)
    tones: list[tuple[int, ...]] = field(default_factory=list)
    outcomes: list[tuple[str, tuple[int, ...]]] = field(default_factory=list)
    paragraphs: list[tuple[int, int]] = field(default_factory=list)
    dateline: tuple[int, int] = (0, 0)
    _offsets: list[int] = field(default_factory=list)

    def token_at(self, offset: int) -> Token:
        """The token at or right before a character offset."""
        if not self._offsets:
            self._offsets = [t.idx for t in self.doc]
        return self.doc[max(0, bisect_right(self._offsets, offset) - 1)]

    def tokens(self, start: int, end: int) -> Span:
        """The tokens that a character span touches."""
        first, last = self.token_at(start).i, self.token_at(max(start, end - 1)).i
        return self.doc[first : last + 1]

    def quotation_at(self, offset: int) -> Quotation | None:
        """The outermost quotation that a character offset lies in."""
        for quotation in self.quotations:
            if quotation.depth == 1 and quotation.start <= offset < quotation.end:
                return quotation
        return None


@lru_cache(maxsize=1)
def blank() -> Language:
    """SpaCy's English tokenizer and vocabulary."""
    return spacy.blank("en")


def read_language(document: Document, network: Network | None = None) -> Reading:
    """Read a document's language.

    Arguments:
        document: what intake made of the source.
        network: the reading model; the one that ships by default.

    Returns:
        The reading; a document without words gives an empty one.

    Raises:
        ModelError: the model's file is missing or damaged.

    """
    return annotate(blank().make_doc(document.text), document, network)


def annotate(doc: Doc, document: Document, network: Network | None = None) -> Reading:
    """Read a document that is in words already, writing what is found into the `Doc` too.

    Arguments:
        doc: the document's text, tokenized as `blank()` does.
        document: what intake made of the source.
        network: the reading model; the one that ships by default.

    Returns:
        The reading, which holds the `Doc`.

    Raises:
        ModelError: the model's file is missing or damaged.

    """
    quotations = find_quotations(document.text)
    words = [i for i, t in enumerate(doc) if not t.is_space]
    reading = Reading(document, doc, quotations)
    if not words:
        return reading
    network = network or load_network()
    paragraphs = _paragraphs(doc, words, _heading_ends(document))
    reading.paragraphs = [(words[a], words[b - 1] + 1) for a, b in paragraphs]
    inside = _inside(doc, words, quotations)
    cuts = _passages(doc, words, paragraphs)
    dateline = _dateline(doc, words, paragraphs)
    reading.dateline = (words[dateline[0]], words[dateline[1] - 1] + 1) if dateline[1] else (0, 0)
    breaks = {a for a, _ in paragraphs} | {dateline[1]}  # the sentence begins after the dash
    passages = [
        Passage(
            [doc[i].text for i in words[a:b]],
            inside[a:b],
            frozenset(i - a for i in range(a, b) if i in breaks),
        )
        for a, b in cuts
    ]
    labelled = network.read(passages)
    _annotate(doc, words, cuts, labelled)
    for (a, _), given in zip(cuts, labelled, strict=True):
        reading.attributions += _attributions(given, words, a)
        _add_events(reading, given, words[a:])
    reading.antecedents.update(_taken_up(doc, words, cuts, labelled))
    reading.times = find_times(document.text, document.published_at, _tenses(reading))
    return reading


def _heading_ends(document: Document) -> set[int]:
    return {span.end for span in document.headings}


def _paragraphs(doc: Doc, words: list[int], heading_ends: set[int]) -> list[tuple[int, int]]:
    """Ranges over `words`: a line break between two words divides paragraphs."""
    starts = [0]
    for place in range(1, len(words)):
        between = range(words[place - 1] + 1, words[place])
        if any("\n" in doc[i].text for i in between) or doc[words[place]].idx in heading_ends:
            starts.append(place)
    return list(zip(starts, [*starts[1:], len(words)], strict=True))


_DASHES = {"—", "–", "--", "---", "-"}
_LONG_DASHES = {"—", "--", "---"}
_LONGEST_DATELINE = 20
_SMALL = {"of", "de", "and", "the", "al", "el", "la", "es"}


def _dateline(doc: Doc, words: list[int], paragraphs: list[tuple[int, int]]) -> tuple[int, int]:
    """The range over `words` of a dateline with its dash, at the head of the first paragraphs."""
    for start, end in paragraphs[:2]:
        for place in range(start, min(end - 1, start + _LONGEST_DATELINE)):
            token = doc[words[place]]
            spaced = bool(token.whitespace_) and place > start and doc[words[place] - 1].whitespace_
            if token.text in _DASHES and (spaced or token.text in _LONG_DASHES) and place > start:
                after = doc[words[place] + 1].idx
                return start, _words_before(doc, words, after + agency_end(doc.text[after:]))
            if token.text[:1].islower() and token.lower_ not in _SMALL:
                break
        begin = doc[words[start]].idx
        if ends := undashed_end(doc.text[begin:]):
            return start, _words_before(doc, words, begin + ends)
    return (0, 0)


def _words_before(doc: Doc, words: list[int], offset: int) -> int:
    return bisect_left(words, offset, key=lambda i: doc[i].idx)


def _inside(doc: Doc, words: list[int], quotations: list[Quotation]) -> list[bool]:
    flags, place = [], 0
    outer = [q for q in quotations if q.depth == 1]
    for i in words:
        at = doc[i].idx
        while place < len(outer) and outer[place].end <= at:
            place += 1
        flags.append(place < len(outer) and outer[place].start <= at)
    return flags


def _passages(
    doc: Doc, words: list[int], paragraphs: list[tuple[int, int]]
) -> list[tuple[int, int]]:
    """Whole paragraphs together up to a passage's length; a longer one is cut after a sentence."""
    cuts: list[tuple[int, int]] = []
    begin = 0
    for start, end in paragraphs:
        if end - begin > PASSAGE_WORDS and start > begin:
            cuts.append((begin, start))
            begin = start
        while end - begin > PASSAGE_WORDS:
            cut = _sentence_end(doc, words, begin, min(begin + PASSAGE_WORDS, end))
            cuts.append((begin, cut))
            begin = cut
    if begin < len(words):
        cuts.append((begin, len(words)))
    return cuts


def _sentence_end(doc: Doc, words: list[int], begin: int, limit: int) -> int:
    for place in range(limit - 1, begin + 20, -1):
        if doc[words[place]].text in {".", "!", "?", "”"}:
            return place + 1
    return limit


def _annotate(
    doc: Doc, words: list[int], cuts: list[tuple[int, int]], labelled: list[Labelled]
) -> None:
    """Write tags, trees, lemmas and entities into the `Doc`."""
    strings = doc.vocab.strings
    table = np.zeros((len(doc), 5), dtype=np.uint64)
    heads = np.zeros(len(doc), dtype=np.int64)
    known: set[int] = set(words)
    previous = words[0]
    for i in range(len(doc)):
        if i in known:
            previous = i
        else:  # white space hangs from the word before it
            heads[i] = previous - i
    mentions: list[Span] = []
    for (a, b), given in zip(cuts, labelled, strict=True):
        at = words[a:b]
        lemmas = map(lemma_of, [doc[i].text for i in at], given.pos, given.tags)
        heads[at] = [words[a + head] - i for i, head in zip(at, given.heads, strict=True)]
        for column, values in enumerate((given.deps, given.tags, given.pos, lemmas), 1):
            table[at, column] = [strings.add(value) for value in values]
        mentions += [
            Span(doc, words[a + m.start], words[a + m.end - 1] + 1, label=m.kind)
            for m in given.mentions
            if m.kind in KINDS and m.start <= m.head < m.end
        ]
    table[:, 0] = heads.astype(np.int64).view(np.uint64)
    doc.from_array([HEAD, DEP, TAG, POS, LEMMA], table)  # type: ignore[arg-type]
    doc.set_ents(_names(mentions), default="outside")
    doc.spans["mentions"] = mentions


def _names(mentions: list[Span]) -> list[Span]:
    """The outermost mentions that are names."""
    names: list[Span] = []
    for span in sorted(mentions, key=lambda m: (m.start, -m.end)):
        if span.root.pos_ == "PROPN" and (not names or span.start >= names[-1].end):
            names.append(span)
    return names


def _add_events(reading: Reading, given: Labelled, words: list[int]) -> None:
    """What the model finds in a passage, with its positions as tokens."""

    def tokens(positions: tuple[int, ...]) -> tuple[int, ...]:
        return tuple(words[i] for i in positions)

    def moved(event: EventMention) -> EventMention:
        roles = {r: {words[i]: s for i, s in played.items()} for r, played in event.roles.items()}
        return replace(event, trigger=tokens(event.trigger), roles=roles)

    reading.antecedents.update(
        (words[m.head], words[m.antecedent]) for m in given.mentions if m.antecedent is not None
    )
    reading.contacts += [moved(e) for e in given.contacts]
    reading.moves += [moved(e) for e in given.moves]
    reading.tones += [tokens(t) for t in given.tones]
    reading.outcomes += [(value, tokens(told)) for value, told in given.outcomes]


def _taken_up(
    doc: Doc, words: list[int], cuts: list[tuple[int, int]], labelled: list[Labelled]
) -> dict[int, int]:
    """The descriptions that take up a noun from before their passage, and where that was last."""
    told: dict[str, int] = {}
    found = {}
    for (a, _), given in zip(cuts, labelled, strict=True):
        nouns = [(words[a + m.head], m) for m in given.mentions if given.pos[m.head] != "PRON"]
        for at, mention in nouns:
            opens = doc[words[a + mention.start]].text
            earlier = farther_back(doc[at].text, opens, mention.score, told)
            if earlier is not None:
                found[at] = earlier
        told.update((doc[at].lower_, at) for at, _ in nouns)
    return found


def _attributions(given: Labelled, words: list[int], offset: int) -> list[Attribution]:
    """One attribution for each cue; its source and content are the words linked to it."""
    found = []
    cues = runs(given.roles[:, 1].tolist())
    for start, end in cues:
        source = np.flatnonzero(given.source_of[start] > 0)
        content = np.flatnonzero(given.content_of[start] > 0)
        if not len(content):
            continue
        found.append(
            Attribution(
                tuple(words[offset + i] for i in range(start, end)),
                tuple(words[offset + int(i)] for i in source),
                tuple(words[offset + int(i)] for i in content),
            )
        )
    return found


class _Tenses:
    """The tense of the clause that a character offset stands in."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading

    def __call__(self, offset: int) -> Tense | None:
        token = self._reading.token_at(offset)
        for ancestor in [token, *token.ancestors]:
            tense = clause_tense(ancestor)
            if tense == "future" and _is_refusal(ancestor):
                return "past"
            if tense == "present" and ancestor.tag_ == "VBG":
                return "future"  # "is coming to Oslo on Wednesday"
            if tense == "present" and ancestor.dep_ in {"advcl", "acl:relcl"}:
                continue  # "will be signed when they meet on Saturday"
            if tense:
                return tense
        return None


def _is_refusal(verb: Token) -> bool:
    """As in "in November he would not take the call"; "said that he would not go" looks ahead."""
    below = {c.lower_ for c in verb.children}
    return "would" in below and bool(below & {"not", "n't", "n’t"}) and verb.dep_ != "ccomp"


def _tenses(reading: Reading) -> _Tenses:
    return _Tenses(reading)


def _is_due(verb: Token, helpers: set[str]) -> bool:
    """As in "is to meet"."""
    to = any(c.lower_ == "to" and c.dep_ in {"aux", "mark"} for c in verb.children)
    bare = verb.tag_ == "VB" or (verb.tag_ == "VBN" and "be" in helpers)
    return to and bare and bool(helpers & {"is", "are", "am"})


def clause_tense(verb: Token) -> Tense | None:
    """`past`, `present` or `future` of a finite clause's head, or None for any other word."""
    helpers = [c for c in verb.children if c.dep_ in {"aux", "aux:pass", "cop"}]
    words = {h.lower_ for h in helpers}
    if verb.pos_ not in {"VERB", "AUX"} and not helpers:
        return None
    if words & {"will", "'ll", "shall", "would", "wo"} or (
        verb.tag_ == "VBG"
        and any(c.dep_ == "xcomp" for c in verb.children)
        and verb.lower_ == "going"
    ):
        return "future"
    if _is_due(verb, words):
        return "future"
    if verb.tag_ == "VBD" or words & {"was", "were", "had", "did", "has", "have", "'d"}:
        return "past"
    if verb.lemma_ in {"plan", "expect", "schedule", "intend"} and words & {"is", "are", "to"}:
        return "future"
    if verb.tag_ in {"VBZ", "VBP"} or words & {"is", "are", "am"}:
        return "present"
    if "to" in {c.lower_ for c in verb.children if c.dep_ == "mark"}:
        governor = verb.head
        if governor.lemma_ in {"be", "plan", "expect", "schedule", "agree", "intend", "due", "set"}:
            return "future"
    return None


__all__ = ["Attribution", "Reading", "annotate", "blank", "clause_tense", "read_language"]
