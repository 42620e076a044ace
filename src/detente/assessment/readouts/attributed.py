"""Which words of a report are whose account: sentence by sentence, who is telling.

A sentence is told by a party where its statements are ("…, the ministry said"), where what comes
after its colon is ("The agency had more: …"), where it says so itself ("Oslo's text makes no
mention …"), or where it goes on with what was told before it in the paragraph ("He had again asked
…"). Of it, all is the account but the words that say who says it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from spacy.tokens import Span, Token

from detente.actors import names_in
from detente.assessment.readouts.tellers import (
    is_official,
    names_teller,
    parties_named,
    speaks_for,
)
from detente.assessment.readouts.text import Range, Text
from detente.model import Actor, Statement
from detente.model import Span as Words

_PRONOUNS = {"it", "he", "she", "they", "him", "her", "them"}
_SAY = {"say", "add", "go", "continue", "conclude", "write", "note", "quote", "report", "state",
        "explain", "announce", "tell", "allow", "insist", "maintain", "concede",
        "claim"}  # fmt: skip
_TO_PRESS = {"report", "write", "announce", "claim"}  # also where it "had reported"
_SUBJECTS = {"nsubj", "nsubj:pass"}
_CONTAIN = {"speak", "mention", "describe", "list", "omit", "make", "contain", "put", "give",
            "pass", "leave", "call", "dwell", "have", "refer", "carry"}  # fmt: skip
_SPEAKS = {"say", "speak", "mention", "describe", "omit", "list", "insist", "add", "maintain"}
_READOUTS = {"readout", "read-out", "statement", "communiqué", "communique", "text", "account",
             "version", "summary", "release", "note", "briefing", "report", "telling",
             "transcript"}  # fmt: skip
_SAID = {"ccomp", "parataxis", "dep", "advcl", "xcomp"}  # as the tree hangs what is said
_LITTLE = 5  # words
_FRAME = 7  # words of "the deputy minister later added"
_TOLD_AS_PAST = {"had", "would"}  # what was done in the contact, as it is told afterwards


@dataclass(frozen=True)
class Attributed:
    """A sentence, or a part of one, that is a party's account."""

    side: str
    statements: tuple[Statement, ...]
    ranges: tuple[Range, ...]


class Attributions:
    """A report's sentences, each with whoever tells it."""

    def __init__(self, text: Text, parties: Sequence[str]) -> None:
        self._text, self._parties = text, parties
        self._doc = text.reading.doc
        self._actors = {a.id: a for a in text.report.actors}

    def __iter__(self) -> Iterator[Attributed]:
        """Yield what is a party's account, in the text's order."""
        told: str | None = None
        last: str | None = None
        paragraph = -1
        for sentence in self._doc.sents:
            if self._paragraph(sentence) != paragraph:
                told, paragraph = None, self._paragraph(sentence)
            found = list(self._sentence(sentence, told, last))
            yield from found
            told = found[-1].side if found else (self._subject_party(sentence) or told)
            last = told or last

    def _sentence(self, sentence: Span, told: str | None, last: str | None) -> Iterator[Attributed]:
        own = [s for s in self._statements if _runs_in(s, sentence)]
        said_here = [s for s in own if any(_is_in(c, sentence) for c in s.cue)]
        own = said_here or own  # what began before and runs on gives way
        sides = {s.id: self._side(s, told, last) for s in own}
        known = sorted({side for side in sides.values() if side})
        if (after := _after_colon(sentence)) and (side := self._colon_party(sentence, told)):
            yield Attributed(side, tuple(own), tuple(_runs(after, frozenset())))
        elif len(known) == 1:
            mine = tuple(s for s in own if sides[s.id])
            yield Attributed(known[0], mine, tuple(self._account(sentence, mine)))
        elif known:
            for s in own:
                if side := sides[s.id]:
                    yield Attributed(side, (s,), tuple(_within(s, sentence)))
        elif side := self._readout_party(sentence, told or last):
            yield Attributed(side, (), tuple(_runs(sentence, frozenset())))
        elif not own and told and _goes_on(sentence):
            yield Attributed(told, (), tuple(_runs(sentence, frozenset(_parenthetic(sentence)))))

    # -- who tells ---------------------------------------------------------------------------------

    def _side(self, statement: Statement, told: str | None, last: str | None) -> str | None:
        chain = [self._actors[i] for i in statement.chain if i in self._actors]
        said = self._source(statement)
        if {t.lower_ for t in said} <= _PRONOUNS:
            return told or speaks_for(chain, self._parties) or last
        known = bool(chain) and chain[0].kind == "person" and chain[0].party in self._parties
        side = None if known else names_teller(said.text, self._parties)
        if side := side or speaks_for(chain, self._parties):
            return side
        taken_up = any(t.lemma_.lower() in _READOUTS for t in said)
        told = told or (last if taken_up else None)
        if told and chain and chain[0].party is None and self._opens_officially(statement):
            return told  # "his spokesman, Ahmed al-Sahaf"
        return told if all(map(self._may_be_told, chain)) else None

    def _source(self, statement: Statement) -> Span:
        """Who says it, with what hangs from that ("the ministry in Hanoi")."""
        if not statement.source:
            return self._doc[0:0]
        root = self._text.reading.tokens(statement.source[0].start, statement.source[0].end).root
        last = root.right_edge.i if root.dep_ != "root" else root.i
        cue = [self._text.reading.token_at(c.start).i for c in statement.cue]
        last = min([last, *(i - 1 for i in cue if i > root.i)])
        return self._doc[root.left_edge.i : max(last, root.i) + 1]

    def _opens_officially(self, statement: Statement) -> bool:
        """Whether the words before what is said name an office, if not whose."""
        first = self._text.reading.token_at(statement.content[0].start)
        return is_official(self._doc[first.sent.start : first.i].text)

    def _may_be_told(self, actor: Actor) -> bool:
        """Whether a source may be the party that was telling: nobody known, or of nobody named."""
        if actor.kind in {"anonymous", "group"} and not actor.country:
            return True
        return actor.party is not None and actor.party not in self._named

    def _subject_party(self, sentence: Span) -> str | None:
        """The party that a sentence's subject names, who then goes on telling."""
        subject = next((c for c in sentence.root.children if c.dep_ in _SUBJECTS), None)
        if subject is None:
            return None
        words = self._doc[subject.left_edge.i : subject.right_edge.i + 1]
        named = parties_named(subject.text, self._parties)
        if party := names_teller(words.text, self._parties):
            return party
        if named:
            return named[0] if len(named) == 1 else None
        return self._text.party_at(words.start_char, words.end_char, self._parties)

    def _readout_party(self, sentence: Span, told: str | None) -> str | None:
        """Whose account a sentence is that says so itself.

        As in "Oslo's text makes no mention of …", "In the Iranian telling, …", "Tehran spoke of".
        """
        for token in sentence:
            by = {c.lower_ for c in token.children if c.dep_ == "case"}
            if (
                token.head == sentence.root
                and token.lemma_.lower() in _READOUTS
                and by & {"in", "by"}
            ):
                return self._named_by(token)
        root = sentence.root
        subject = next((c for c in root.children if c.dep_ in _SUBJECTS), None)
        if subject is None or root.pos_ != "VERB" or root.lemma_ not in _SAY | _CONTAIN:
            return None
        words = self._doc[subject.left_edge.i : subject.right_edge.i + 1]
        if subject.lemma_.lower() in _READOUTS or is_official(words.text):
            if named := parties_named(words.text, self._parties):
                return named[0] if len(named) == 1 else None
            return self._text.party_at(words.start_char, words.end_char, self._parties) or told
        if root.lemma_ in _SPEAKS:
            named = parties_named(subject.text, self._parties)
            return named[0] if len(named) == 1 else None
        return None

    def _named_by(self, noun: Token) -> str | None:
        words = self._doc[noun.left_edge.i : noun.right_edge.i + 1]
        named = parties_named(words.text, self._parties)
        return named[0] if len(named) == 1 else None

    def _colon_party(self, sentence: Span, told: str | None) -> str | None:
        colon = next(t for t in sentence if t.text == ":")
        before = self._doc[sentence.start : colon.i]
        chain = [n.actor for n in names_in(before.text) if n.role == "outlet"]
        side = speaks_for(chain, self._parties) or names_teller(before.text, self._parties)
        return side or (told if before[0].lower_ in _PRONOUNS else None)

    # -- which words -------------------------------------------------------------------------------

    def _account(self, sentence: Span, statements: Iterable[Statement]) -> Iterator[Range]:
        cues = {t.i for s in statements for c in s.cue
                for t in self._text.reading.tokens(c.start, c.end)}  # fmt: skip
        said = {t.i for s in statements for c in s.content
                for t in self._text.reading.tokens(c.start, c.end)}  # fmt: skip
        frames = {i for t in sentence if _tells_press(t, cues) for i in _frame(t)} - (said - cues)
        yield from _runs(sentence, frozenset(frames | set(_parenthetic(sentence))))

    def _paragraph(self, sentence: Span) -> int:
        return self._doc.text.count("\n", 0, sentence.start_char)

    @cached_property
    def _statements(self) -> list[Statement]:
        return sorted(self._text.report.statements, key=lambda s: s.content[0].start)

    @cached_property
    def _named(self) -> set[str | None]:
        return {n.actor.party for n in names_in(self._doc.text) if n.role != "person"}


def _within(statement: Statement, sentence: Span) -> Iterator[Range]:
    """What of a statement's content stands in a sentence."""
    for content in statement.content:
        start = max(content.start, sentence.start_char)
        end = min(content.end, sentence.end_char)
        if start < end:
            yield start, end


def _is_in(words: Words, sentence: Span) -> bool:
    return sentence.start_char <= words.start < sentence.end_char


def _runs_in(statement: Statement, sentence: Span) -> bool:
    return any(c.start < sentence.end_char and sentence.start_char < c.end
               for c in statement.content)  # fmt: skip


def _after_colon(sentence: Span) -> Span | None:
    colon = next((t.i for t in sentence if t.text == ":"), None)
    if colon is None or sentence.end - colon < 5:
        return None
    return sentence.doc[colon + 1 : sentence.end]


def _goes_on(sentence: Span) -> bool:
    """As in "He had again asked …", "The reply would …", "It also quoted …", "…, it went on"."""
    root = sentence.root
    if _is_told_as_past(root) or any(_parenthetic(sentence)):
        return True
    subject = next((c for c in root.children if c.dep_ in _SUBJECTS), None)
    if subject is None or subject.lower_ not in _PRONOUNS or root.pos_ != "VERB":
        return False
    return root.lemma_ in (_SAY | _CONTAIN if subject.lower_ == "it" else _SAY)


def _is_told_as_past(verb: Token) -> bool:
    joined = verb.dep_ == "conj" and verb.head.i < verb.i
    own = any(c.lower_ in _TOLD_AS_PAST for c in verb.children if c.dep_ == "aux")
    return own or (joined and not any(c.dep_ in _SUBJECTS for c in verb.children)
                   and _is_told_as_past(verb.head))  # fmt: skip


def _parenthetic(sentence: Span) -> Iterator[int]:
    """The words of "…, the ministry went on, …": between marks, with a subject before the verb.

    The tree hangs them in many ways; where they stand is told by the marks.
    """
    doc = sentence.doc
    for verb in sentence:
        if verb.lemma_ not in _SAY or verb.pos_ != "VERB" or _is_told_as_past(verb):
            continue
        end = verb.i + 2 if verb.i + 1 < len(doc) and doc[verb.i + 1].lower_ == "on" else verb.i + 1
        first = next((i for i in range(verb.i - 1, max(sentence.start, verb.i - _FRAME), -1)
                      if doc[i].text == ","), None)  # fmt: skip
        closed = end >= sentence.end or doc[end].is_punct
        if first is not None and closed and any(c.dep_ in _SUBJECTS for c in verb.children):
            yield from range(first, end)


def _tells_press(token: Token, cues: set[int]) -> bool:
    """Whether a word says who says it: "said", "according", not what was done ("had urged")."""
    if token.lower_ == "according":
        return True
    if token.lemma_ not in _SAY or token.pos_ != "VERB":
        return False
    if _is_told_as_past(token) and token.lemma_ not in _TO_PRESS:
        return False
    said = any(c.dep_ == "ccomp" for c in token.children)
    return said or token.i in cues


def _frame(cue: Token) -> Iterator[int]:
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


def _runs(words: Span, without: frozenset[int]) -> Iterator[Range]:
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
