"""Which words of a report are whose account: sentence by sentence, who is telling.

Whoever tells has the floor until the paragraph ends or another takes it. A sentence is told by a
party where it says so: by what says it ("…, the ministry said"), by what comes before a colon ("The
agency had more: …"), by the text that it speaks of ("Oslo's text makes no mention …"). It gives the
floor, and tells nothing itself, where it only announces who comes ("In Caracas the statement was
read out", "On the Greek side, …"). All else in the paragraph goes on with what was told ("He had
again asked …", "Afghanistan was mentioned in passing"). Of a sentence, all is the account but the
words that say who says it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from spacy.tokens import Span, Token

from detente.actors import country_of, names_in
from detente.assessment.readouts.frames import (
    SAY,
    SUBJECTS,
    frame,
    parenthetic,
    runs,
    tells_press,
)
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
_CONTAIN = {"speak", "mention", "describe", "list", "omit", "make", "contain", "put", "give",
            "pass", "leave", "call", "dwell", "have", "refer", "carry"}  # fmt: skip
_SPEAKS = {"say", "speak", "mention", "describe", "omit", "list", "insist", "add", "maintain"}
_TELLS = SAY | _SPEAKS | {"declare", "relate", "disclose", "reply", "hold", "argue", "confirm",
                          "let", "respond", "record", "recount"}  # fmt: skip
_READOUTS = {"readout", "read-out", "statement", "communiqué", "communique", "text", "account",
             "version", "summary", "release", "note", "briefing", "report", "telling", "page",
             "transcript", "post"}  # fmt: skip
_SPEAKERS = {"source", "agency", "channel", "presenter", "broadcaster", "newspaper", "colonel",
             "general", "side", "diplomat", "team"}  # fmt: skip
_STORIES = {"tale", "story", "account", "version", "picture", "figure", "detail", "ring", "view",
            "statement", "otherwise", "differently", "different"}  # fmt: skip
_GIVES = {"have", "tell", "give", "carry", "put", "issue", "publish", "offer", "supply", "post",
          "draw", "paint", "run"}  # fmt: skip
_DETERMINERS = {"the", "its", "his", "her", "their", "a", "an", "another"}
_TITLES = {"mr", "ms", "mrs", "dr", "gen", "col", "minister", "foreign", "general", "colonel",
           "prime", "deputy", "state"}  # fmt: skip
_ALL = {"each", "both", "neither", "either", "all"}  # sides; the reporter speaks of them


@dataclass(frozen=True)
class Attributed:
    """A sentence, or a part of one, that is a party's account."""

    side: str
    statements: tuple[Statement, ...]
    ranges: tuple[Range, ...]


@dataclass(frozen=True)
class _Heard:
    """Who told before a sentence.

    Attributes:
        told: in its paragraph, or was spoken of there first.
        goes_on: in its paragraph, so that what follows is theirs too.
        last: in any paragraph.

    """

    told: str | None = None
    goes_on: str | None = None
    last: str | None = None

    def then(self, told: str | None, subject: str | None) -> _Heard:
        """After a sentence that somebody told, or that somebody was the subject of."""
        last = told or subject or self.told
        return _Heard(last, told or self.goes_on, last or self.last)


class Attributions:
    """A report's sentences, each with whoever tells it."""

    def __init__(self, text: Text, parties: Sequence[str]) -> None:
        self._text, self._parties = text, parties
        self._doc = text.reading.doc
        self._actors = {a.id: a for a in text.report.actors}
        self._heard: dict[str, str] = {}  # names of those who told, and for whom

    def __iter__(self) -> Iterator[Attributed]:
        """Yield what is a party's account, in the text's order."""
        heard = _Heard()
        paragraph = -1
        self._heard = {}
        for sentence in (part for whole in self._doc.sents for part in _parts(whole)):
            if self._paragraph(sentence) != paragraph:
                heard, paragraph = _Heard(last=heard.last), self._paragraph(sentence)
            floor = self._floor(sentence)
            found = list(self._sentence(sentence, heard, floor))
            yield from found
            told = found[-1].side if found else floor
            heard = heard.then(told, self._subject_party(sentence))

    def _sentence(self, sentence: Span, heard: _Heard, floor: str | None) -> Iterator[Attributed]:
        own = [s for s in self._statements if _runs_in(s, sentence)]
        said_here = [s for s in own if any(_is_in(c, sentence) for c in s.cue)]
        own = said_here or own  # what began before and runs on gives way
        if _is_of_all(sentence):
            return
        if (after := _after_colon(sentence)) and (side := self._colon_party(sentence, heard.told)):
            yield Attributed(side, tuple(own), tuple(runs(after, frozenset())))
        elif floor and _only_takes_the_floor(sentence):
            return
        elif side := self._frame_party(sentence, floor or heard.told):
            yield Attributed(side, tuple(own), tuple(self._account(sentence, own)))
        else:
            yield from self._by_statements(sentence, own, heard, floor or heard.told)

    def _by_statements(
        self, sentence: Span, own: Sequence[Statement], heard: _Heard, floor: str | None
    ) -> Iterator[Attributed]:
        sides = {s.id: self._side(s, floor, heard.last) for s in own}
        known = sorted({side for side in sides.values() if side})
        if len(known) > 1 and floor and any(self._is_pronoun(s) for s in own):
            known, sides = [floor], dict.fromkeys(sides, floor)
        if len(known) == 1:
            mine = tuple(s for s in own if sides[s.id])
            yield Attributed(known[0], mine, tuple(self._account(sentence, mine)))
        elif known:
            for s in own:
                if side := sides[s.id]:
                    yield Attributed(side, (s,), tuple(_within(s, sentence)))
        elif side := self._readout_party(sentence, heard.told or heard.last):
            yield Attributed(side, (), tuple(runs(sentence, frozenset())))
        elif not own and heard.goes_on and not self._is_of_a_text(sentence):
            without = frozenset(parenthetic(sentence))
            yield Attributed(heard.goes_on, (), tuple(runs(sentence, without)))

    # -- who tells ---------------------------------------------------------------------------------

    def _frame_party(self, sentence: Span, told: str | None) -> str | None:
        """The party whose words a sentence says it gives, by its subject and its verb.

        As in "It declares that …", "The sources held that …", "Mr Peña confirmed that …".
        """
        subject = _subject(sentence)
        if subject is None or sentence.root.lemma_ not in _TELLS or _has_another_teller(sentence):
            return None
        words = self._doc[subject.left_edge.i : subject.right_edge.i + 1]
        if subject.lower_ in _PRONOUNS or (_takes_up(words) and not self._is_named(words)):
            return told
        return self._heard_of(words)

    def _is_named(self, words: Span) -> bool:
        return bool(parties_named(words.text, self._parties))

    def _is_pronoun(self, statement: Statement) -> bool:
        said = self._source(statement)
        return len(said) > 0 and {t.lower_ for t in said} <= _PRONOUNS

    def _is_of_a_text(self, sentence: Span) -> bool:
        """As in "Nothing on the firm was to be found in the Colombian paper"."""
        return any(
            t.lemma_.lower() in _READOUTS | {"paper"}
            and self._is_named(self._doc[t.left_edge.i : t.i + 1])
            for t in sentence
        )

    def _side(self, statement: Statement, told: str | None, last: str | None) -> str | None:
        chain = [self._actors[i] for i in statement.chain if i in self._actors]
        said = self._source(statement)
        if len(said) == 0 or self._is_pronoun(statement):
            return told or speaks_for(chain, self._parties) or last
        known = bool(chain) and chain[0].kind == "person" and chain[0].party in self._parties
        side = None if known else self._teller(said)
        if side := side or self._heard_of(said) or speaks_for(chain, self._parties):
            return side
        taken_up = any(t.lemma_.lower() in _READOUTS for t in said)
        told = told or (last if taken_up else None)
        if told and chain and chain[0].party is None and self._opens_officially(statement):
            return told  # "his spokesman, Ahmed al-Sahaf"
        return told if all(map(self._may_be_told, chain)) else None

    def _teller(self, words: Span) -> str | None:
        """The party whose government or media some words name; its names are kept."""
        outlets = [n.actor for n in names_in(words.text) if n.role == "outlet"]
        side = names_teller(words.text, self._parties) or speaks_for(outlets, self._parties)
        if side:
            self._heard |= dict.fromkeys(_names(words), side)
        return side

    def _heard_of(self, words: Span) -> str | None:
        """For whom somebody spoke who is named again ("Mr Peña", "the Joint Staff")."""
        sides = {self._heard[name] for name in _names(words) if name in self._heard}
        return sides.pop() if len(sides) == 1 else None

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

    def _floor(self, sentence: Span) -> str | None:
        """The party that takes the floor: named before the verb, where somebody speaks or tells.

        As in "On the Greek side, diplomatic sources insisted", "In Caracas the statement was
        read out", "Col. Dave Butler, spokesman of the Joint Staff in Washington, gave an account".
        """
        opening = _opening(sentence)
        if len(opening) == 0:
            return None
        lemmas = {t.lemma_.lower() for t in opening}
        if lemmas & (_READOUTS | _SPEAKERS):
            named = parties_named(opening.text, self._parties)
            if len(named) == 1:
                if not any(_runs_in(s, sentence) for s in self._statements):
                    self._heard |= dict.fromkeys(_names(sentence), named[0])
                return named[0]
        return self._teller(opening)

    def _subject_party(self, sentence: Span) -> str | None:
        """The party that a sentence's subject names, who then goes on telling."""
        subject = _subject(sentence)
        if subject is None:
            return None
        words = self._doc[subject.left_edge.i : subject.right_edge.i + 1]
        named = parties_named(subject.text, self._parties)
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
        root, subject = sentence.root, _subject(sentence)
        if subject is None or root.pos_ != "VERB" or root.lemma_ not in SAY | _CONTAIN:
            return None
        words = self._doc[subject.left_edge.i : subject.right_edge.i + 1]
        if subject.lemma_.lower() in _READOUTS or is_official(words.text):
            if named := parties_named(words.text, self._parties):
                return named[0] if len(named) == 1 else None
            return self._text.party_at(words.start_char, words.end_char, self._parties) or told
        if root.lemma_ in _SPEAKS:
            named = parties_named(subject.text, self._parties)
            return (named[0] if len(named) == 1 else None) or self._heard_of(words)
        return None

    def _named_by(self, noun: Token) -> str | None:
        words = self._doc[noun.left_edge.i : noun.right_edge.i + 1]
        named = parties_named(words.text, self._parties)
        return named[0] if len(named) == 1 else None

    def _colon_party(self, sentence: Span, told: str | None) -> str | None:
        colon = next(t for t in sentence if t.text == ":")
        before = self._doc[sentence.start : colon.i]
        if told and _takes_up(before) and not self._subject_named(before):
            return told
        return self._teller(before)

    def _subject_named(self, words: Span) -> bool:
        subject = next((t for t in words if t.dep_ in SUBJECTS), words[-1])
        return self._is_named(self._doc[words.start : subject.i + 1])

    # -- which words -------------------------------------------------------------------------------

    def _account(self, sentence: Span, statements: Iterable[Statement]) -> Iterator[Range]:
        cues = {t.i for s in statements for c in s.cue
                for t in self._text.reading.tokens(c.start, c.end)}  # fmt: skip
        said = {t.i for s in statements for c in s.content
                for t in self._text.reading.tokens(c.start, c.end)}  # fmt: skip
        frames = {i for t in sentence if tells_press(t, cues) for i in frame(t)} - (said - cues)
        yield from runs(sentence, frozenset(frames | set(parenthetic(sentence))))

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


def _parts(sentence: Span) -> Iterator[Span]:
    """A sentence, cut at semicolons behind which there is another subject with its verb."""
    doc, first = sentence.doc, sentence.start
    for token in sentence:
        rest = doc[token.i + 1 : sentence.end]
        if token.text == ";" and any(t.dep_ in SUBJECTS for t in rest):
            yield doc[first : token.i + 1]
            first = token.i + 1
    yield doc[first : sentence.end]


def _opening(sentence: Span) -> Span:
    """The subject with what stands before it, if that is not what is said, else the subject."""
    doc, root, subject = sentence.doc, sentence.root, _subject(sentence)
    said = any(c.i < root.i and c.dep_ in {"ccomp", "parataxis"} for c in root.children)
    quoted = any(t.text in '"“' for t in sentence[:2])
    if subject is None:
        return doc[sentence.start : sentence.start if said or quoted else root.i]
    first = subject.left_edge.i if said or quoted else sentence.start
    last = max(first, subject.right_edge.i + 1)
    tells = (t.i for t in doc[first:last] if t.pos_ == "VERB" and t.lemma_ in _TELLS)
    return doc[first : next(tells, last)]


def _subject(sentence: Span) -> Token | None:
    return next((c for c in sentence.root.children if c.dep_ in SUBJECTS), None)


def _names(words: Span) -> list[str]:
    """The names in some words, without those of states and offices, and without titles."""
    return [
        t.lower_
        for t in words
        if t.pos_ == "PROPN" and t.lower_.strip(".") not in _TITLES
        and not country_of(t.text) and not is_official(t.text) and not names_in(t.text)
    ]  # fmt: skip


def _is_of_all(sentence: Span) -> bool:
    """As in "Each ministry put out its own version", "Neither side said": the reporter's words."""
    subject = _subject(sentence)
    return subject is not None and any(
        c.lower_ in _ALL for c in subject.children if c.dep_ in {"det", "det:predet", "amod"}
    )


def _only_takes_the_floor(sentence: Span) -> bool:
    """As in "Myanmar's ministry had its own figures", "The agency carried another picture"."""
    root = sentence.root
    stories = [t for t in sentence if t.i > root.i and t.lemma_.lower() in _STORIES]
    return root.lemma_ in _GIVES and any(
        not any(g.lower_ in {"of", "on"} for c in t.children for g in c.children)
        or any(c.lemma_.lower() == "own" for c in t.children)
        or t.head.lemma_.lower() == "own"
        for t in stories
    )


def _has_another_teller(sentence: Span) -> bool:
    """Whether another verb that tells is joined to the sentence's, with a subject of its own."""
    return any(
        t.lemma_ in _TELLS and t.dep_ in {"conj", "parataxis"} and t.head == sentence.root
        and any(c.dep_ in SUBJECTS for c in t.children)
        for t in sentence
    )  # fmt: skip


def _takes_up(words: Span) -> bool:
    """Whether words begin with a pronoun, or with an office, a source or a text not named."""
    subject = next((t for t in words if t.dep_ in SUBJECTS), words[0])
    if subject.lower_ in _PRONOUNS:
        return True
    own = [t for t in words if t.i <= subject.i]
    if any(t.pos_ == "PROPN" for t in own) or own[0].lower_ not in _DETERMINERS:
        return False
    return subject.lemma_.lower() in _READOUTS | _SPEAKERS or is_official(subject.text)
