"""An account cut into points: stretches of about a clause, each of which says one thing.

A sentence is cut where the tree joins one predicate to another ("…, and asked that he be
treated"), at a semicolon, and before what tells who asked for the contact ("at the request of").
Whatever else hangs from a clause stays with it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Span, Token

from detente.assessment.readouts.asking import is_asking
from detente.assessment.readouts.comparison import Words
from detente.assessment.readouts.text import Range, Telling, Text

_JOINED = {"conj", "parataxis"}
_PREDICATES = {"VERB", "AUX"}
_FEWEST = 3  # words that say something by themselves
_IDLE = 5  # words of "the conversation had taken place"
_TAKES_PLACE = {"place", "come", "occur", "happen", "hold", "arrange"}
_LONG = 14  # words; a longer sentence that ends in a colon says something itself
_SAY = {"say", "tell", "add", "write", "report", "quote", "announce", "state", "put"}
_AUDIENCE = {"it", "this", "reporters", "journalists", "briefing", "parliament", "story", "tale"}
_NOT_WORDS = {"PUNCT", "SYM", "X", "SPACE"}
_OPENERS = {"and", "but", "that", "or"}


@dataclass(frozen=True)
class Point:
    """One thing that one side says.

    Attributes:
        telling: the account that it is of.
        first, last: its first token, and the one after its last.
        place: how far into the account it stands, from 0 to 1.

    """

    telling: Telling
    first: int
    last: int
    place: float = 0.0

    @property
    def side(self) -> str:
        """Whose account it is of."""
        return self.telling.side

    @property
    def text(self) -> Text:
        """The document."""
        return self.telling.text

    @property
    def tokens(self) -> Span:
        """Its words, with tags and trees."""
        return self.text.reading.doc[self.first : self.last]

    @property
    def start(self) -> int:
        """Where it begins, in code points of the document."""
        return self.tokens.start_char

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.tokens.end_char

    @property
    def words(self) -> Words:
        """It as words of its document."""
        return self.text.words(self.start, self.end)


def points_of(tellings: Sequence[Telling]) -> list[Point]:
    """The points of one side's accounts, in their order.

    Arguments:
        tellings: of one side.

    """
    cut = [(telling, stretch) for telling in tellings for stretch in _stretches(telling)]
    return [
        Point(t, first, last, place=number / max(1, len(cut) - 1))
        for number, (t, (first, last)) in enumerate(cut)
    ]


def _stretches(telling: Telling) -> Iterator[Range]:
    doc = telling.text.reading.doc
    for start, end in telling.ranges:
        for sentence in doc.sents:
            inside = [
                t.i for t in sentence if start <= t.idx and t.idx + len(t) <= end and not t.is_space
            ]
            if inside:
                yield from _cut(doc[inside[0] : inside[-1] + 1])


def _cut(sentence: Span) -> Iterator[Range]:
    """The clauses of a sentence, or of the part of it that is a side's account."""
    begins = [sentence.start]
    for at in sorted(_borders(sentence)):
        if _says_something(sentence.doc[begins[-1] : at]):
            begins.append(at)
    ends = [*begins[1:], sentence.end]
    if len(begins) > 1 and not _says_something(sentence.doc[begins[-1] : sentence.end]):
        ends[-2:] = [sentence.end]
        begins.pop()
    for first, last in zip(begins, ends, strict=True):
        stretch = _trimmed(sentence.doc[first:last])
        if _is_told(stretch) and not _only_introduces(stretch):
            yield stretch.start, stretch.end


def _is_told(stretch: Span) -> bool:
    """Whether it tells something: with a predicate, or who asked; a dateline does not."""
    words = _words(stretch)
    acts = any(t.pos_ in _PREDICATES or is_asking(t) for t in words)
    return len(words) >= _FEWEST and acts


def _only_introduces(stretch: Span) -> bool:
    """As in "He put forward four points:", "The ministry told reporters"."""
    doc = stretch.doc
    if stretch.end < len(doc) and doc[stretch.end].text == ":" and len(stretch) < _LONG:
        return True
    root = stretch.root
    if "anonymity" in {t.lower_ for t in stretch}:
        return True
    inside = {c.dep_ for c in root.children if stretch.start <= c.i < stretch.end}
    says_what = inside & {"ccomp", "xcomp", "parataxis", "aux", "conj"} or any(
        c.dep_ == "obj" and root.lemma_ != "quote" and c.lower_ not in _AUDIENCE
        for c in root.children
    )
    return root.lemma_ in _SAY and not says_what and len(stretch) < _LONG


def _borders(sentence: Span) -> Iterator[int]:
    for token in sentence:
        if token.text == ";":
            yield token.i + 1
        elif _joins(token) or is_asking(token):
            at = token.left_edge.i
            if at > sentence.start:
                yield at


def _joins(token: Token) -> bool:
    """Whether a predicate is joined to another, each with something of its own to say."""
    if token.dep_ not in _JOINED:
        return False
    helped = any(c.dep_ in {"cop", "nsubj", "nsubj:pass", "aux:pass"} for c in token.children)
    return (token.pos_ in _PREDICATES or helped) and token.head.i < token.i


def _says_something(stretch: Span) -> bool:
    """Whether it has a predicate with what belongs to it, so that it can stand by itself."""
    words = _words(stretch)
    if any(is_asking(t) for t in words):
        return len(words) >= _FEWEST
    if len(words) <= _IDLE and any(t.lemma_ in _TAKES_PLACE for t in words):
        return False  # "The call took place", and then why or at whose request
    predicates = [t for t in words if t.pos_ in _PREDICATES or t.dep_ in {"root", "conj"}]
    heads = {t.i for t in predicates}
    own = [t for t in words if t.head.i in heads and t.dep_ not in {"aux", "cc", "mark", "nsubj"}]
    return len(words) >= _FEWEST + 1 and bool(own)


def _trimmed(stretch: Span) -> Span:
    """Without marks at its edges, and without the word that joins it to the one before."""
    first, last = stretch.start, stretch.end
    doc = stretch.doc
    while first < last and (doc[first].is_space or _is_mark(doc[first])):
        first += 1
    while first < last and doc[first].lower_ in _OPENERS:
        first += 1
    while last > first and (doc[last - 1].is_space or _is_mark(doc[last - 1])):
        last -= 1
    if last > first and doc[last - 1].lower_ in {"and", "but", "or"}:
        return _trimmed(doc[first : last - 1])
    if last < len(doc) and _opens_quotation(doc[first:last].text) and doc[last].text in "”\"’'":
        last += 1
    return doc[first:last]


def _opens_quotation(text: str) -> bool:
    return text.count("“") > text.count("”") or text.count('"') % 2 == 1


def _is_mark(token: Token) -> bool:
    return token.pos_ == "PUNCT" and token.text not in {")", "(", "%"}


def _words(stretch: Span) -> list[Token]:
    return [t for t in stretch if t.pos_ not in _NOT_WORDS]
