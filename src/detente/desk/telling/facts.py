"""A report's items told in labelled lines: what the terminal and the page both show.

A line is made of pieces; a piece may lead to another item or to words of the document.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from detente.desk.telling import phrases
from detente.desk.telling.visible import one_line

if TYPE_CHECKING:
    from detente.model import Contact, Move, Purpose, Report, Span, Statement, Tone


@dataclass(frozen=True)
class Piece:
    """Some text, and where it leads: to the item with this id, or to these words."""

    text: str
    item: str | None = None
    words: Span | None = None


Line = tuple[Piece, ...]
EMPTY = {
    "contact": "No contact between states is told here.",
    "statement": "Nobody is reported to have said anything here.",
    "move": "No move of one side toward another is told here.",
}


@dataclass(frozen=True)
class Fact:
    """One labelled property of an item, in one or more lines."""

    label: str
    lines: Sequence[Line]


@dataclass(frozen=True)
class Told:
    """One item: its id, what it is in a few words, and its facts."""

    id: str
    kind: str
    title: str
    tags: Sequence[str]
    facts: Sequence[Fact]


def tell(report: Report) -> tuple[list[Told], list[Told], list[Told]]:
    """Tell a report's contacts, statements and moves, each in the report's order."""
    teller = _Teller(report)
    return (
        [teller.contact(contact) for contact in report.contacts],
        [teller.statement(statement) for statement in report.statements],
        [teller.move(move) for move in report.moves],
    )


def names(report: Report) -> Callable[[str | None], str]:
    """Return a function from an actor's id to its name; an unknown id names itself."""
    known = {actor.id: one_line(actor.name) for actor in report.actors}
    return lambda actor: known.get(actor, one_line(actor)) if actor else "unknown"


class _Teller:
    def __init__(self, report: Report) -> None:
        self.name = names(report)
        self.contacts = {contact.id: contact for contact in report.contacts}
        self.statements = {statement.id: statement for statement in report.statements}
        self.moves = {move.id: move for move in report.moves}

    def contact(self, contact: Contact) -> Told:
        tags = [contact.level or "level unknown", contact.mode, contact.status]
        facts = [
            _fact("date", [_dates(contact)]),
            _fact("none since", [phrases.day(contact.since)] if contact.since else []),
            _fact("initiator", [contact.initiator or "not told"]),
            Fact("participants", list(self._participants(contact))),
            _fact("mediators", [", ".join(contact.mediators)]),
            _quotes("place", [contact.place]),
            _quotes("duration", [contact.duration]),
            _quotes("topics", contact.topics),
            Fact("purpose", [self._purpose(purpose) for purpose in contact.purpose]),
            _fact("outcome", [contact.outcome] if contact.outcome != "unknown" else []),
            Fact("tone", [self._tone(tone) for tone in contact.tone]),
            Fact(
                "count", [_count(claim.evidence, phrases.count(claim)) for claim in contact.counts]
            ),
            Fact("follows", [self._earlier(id_) for id_ in contact.follows]),
            _quotes("evidence", contact.evidence),
            self._according_to(contact.according_to),
        ]
        return Told(contact.id, "contact", phrases.pair(contact.parties), tags, _filled(facts))

    def statement(self, statement: Statement) -> Told:
        stance = [statement.stance] if statement.stance != "factual" else []
        facts = [
            _quotes("content", statement.content),
            Fact("attribution", [_side_by_side([*statement.source, *statement.cue])]),
            _quotes("insertions", statement.insertions),
            Fact("about", [self._about(id_) for id_ in statement.about]),
        ]
        title = self._chain(statement)
        return Told(statement.id, "statement", title, [statement.kind, *stance], _filled(facts))

    def move(self, move: Move) -> Told:
        title = f"{self.name(move.source)} → {self.name(move.target)}"
        twin = (
            [(Piece(f"with {move.reciprocal}", item=move.reciprocal),)] if move.reciprocal else []
        )
        facts = [
            _fact("date", [phrases.day(move.date)] if move.date else []),
            _quotes("place", [move.place]),
            Fact("reciprocal", twin),
            _quotes("evidence", move.evidence),
            self._according_to(move.according_to),
        ]
        tags = [move.type, phrases.pair(move.parties, " → "), move.status]
        return Told(move.id, "move", title, tags, _filled(facts))

    def _participants(self, contact: Contact) -> Iterator[Line]:
        for one in contact.participants:
            rank = f"{one.party}, {one.level}" if one.level else one.party
            yield (Piece(f"{self.name(one.actor)} ({rank})"),)

    def _purpose(self, purpose: Purpose) -> Line:
        return (Piece(phrases.quoted(purpose.text), words=purpose), *self._by(purpose.by))

    def _tone(self, tone: Tone) -> Line:
        word = phrases.quoted(tone.word) if tone.quoted else one_line(tone.word)
        return (Piece(word), *self._by(tone.by))

    def _by(self, actor: str | None) -> Line:
        return (Piece(f" – {self.name(actor)}"),) if actor else ()

    def _earlier(self, id_: str) -> Line:
        return (Piece("after "), *self._about(id_))

    def _about(self, id_: str) -> Line:
        link = Piece(id_, item=id_)
        if contact := self.contacts.get(id_):
            outcome = contact.outcome if contact.outcome != "unknown" else None
            tags = filter(None, [contact.level, contact.mode, contact.status, outcome])
            return link, Piece(f": {phrases.pair(contact.parties)}, {' · '.join(tags)}")
        if move := self.moves.get(id_):
            return link, Piece(f": {phrases.pair(move.parties, ' → ')}, {move.type}")
        return (Piece(id_),)

    def _according_to(self, ids: Iterable[str]) -> Fact:
        said = [(id_, self.statements.get(id_)) for id_ in ids]
        return Fact(
            "according to",
            [
                (Piece(id_, item=id_), Piece(f": {self._chain(statement)}"))
                for id_, statement in said
                if statement
            ],
        )

    def _chain(self, statement: Statement) -> str:
        if statement.chain:
            return " → ".join(self.name(actor) for actor in statement.chain)
        if statement.speaker:
            return self.name(statement.speaker)
        return one_line(" ".join(span.text for span in statement.source)) or "source not told"


def _dates(contact: Contact) -> str:
    dates = [(contact.date, contact.date_zone)] if contact.date else []
    dates += [(other.date, other.date_zone) for other in contact.other_dates]
    said = [phrases.day(date) + (f" ({one_line(zone)})" if zone else "") for date, zone in dates]
    if contact.date_range:
        said[0] += f", {phrases.days(*contact.date_range)}"
    return "; ".join(said) or "not told"


def _side_by_side(spans: list[Span]) -> Line:
    pieces = [Piece(phrases.quoted(span.text), words=span) for span in spans]
    return tuple(chain.from_iterable((Piece(" "), piece) for piece in pieces))[1:]


def _count(evidence: list[Span], said: str) -> Line:
    return (Piece(said, words=evidence[0] if evidence else None),)


def _fact(label: str, lines: Iterable[str]) -> Fact:
    return Fact(label, [(Piece(line),) for line in lines if line])


def _quotes(label: str, spans: Iterable[Span | None]) -> Fact:
    return Fact(label, [(Piece(phrases.quoted(s.text), words=s),) for s in spans if s])


def _filled(facts: list[Fact]) -> list[Fact]:
    return [fact for fact in facts if any(fact.lines)]


def linked_words(items: Iterable[Told]) -> set[tuple[int, int]]:
    """Collect the spans that any piece leads to."""
    lines = chain.from_iterable(fact.lines for item in items for fact in item.facts)
    return {(p.words.start, p.words.end) for p in chain.from_iterable(lines) if p.words}
