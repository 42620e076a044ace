"""A report as it was read: its words, what they tell, who says it, and what came of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import combinations
from typing import Any

from pydantic import BaseModel

from detente.desk.telling.article import Article, Words
from detente.desk.telling.facts import Told
from detente.desk.telling.visible import one_line
from detente.desk.web.desk import Desk
from detente.model import Actor, Contact, Move, Report, Span, Statement
from detente.record import RecordError
from detente.record.naming import actor_key, item_id
from detente.record.provenance import Provenance

Coded = Contact | Statement | Move
_FEW_SIDES = 4  # of a contact whose dyads are named one by one


@dataclass(frozen=True)
class Item:
    """A contact, statement or move of a report.

    Attributes:
        told: what it is, in labelled lines.
        words: the first of its words.
        dyads: between whom it is, in pairs.
        contact: of a contact in the record, its id there by this report.
        reports: how many reports tell that contact; 0 where it was judged to be none.

    """

    told: Told
    words: Words | None
    dyads: list[list[str]]
    contact: str | None = None
    reports: int = 0


@dataclass
class Voice:
    """Who is quoted, and whom they quote in turn.

    Attributes:
        name: of the source, as the report has it.
        actor: its key in the record, where it is somebody.
        words: where it is named.
        statements: the ids of what it says by itself.
        quotes: whom it quotes.

    """

    name: str
    actor: str | None = None
    words: Words | None = None
    statements: list[str] = field(default_factory=list)
    quotes: dict[str, Voice] = field(default_factory=dict)


@dataclass(frozen=True)
class Shown:
    """A report as it is shown.

    Attributes:
        report: as it was read.
        article: its words, marked.
        by_kind: its items: contacts, statements, moves.
        voices: who is quoted, from the outside in.
        asked: words that the address asked for.
        missing: whether some of them are not in the text.
        provenance: how it came into the record; None of what is not in it.

    """

    report: Report
    article: Article
    by_kind: list[tuple[str, list[Item]]]
    voices: list[Voice]
    asked: frozenset[Words] = frozenset()
    missing: bool = False
    provenance: Provenance | None = None

    @property
    def joined(self) -> int:
        """How many of its contacts other reports tell as well."""
        return sum(item.reports > 1 for _, items in self.by_kind for item in items)


def read_report(desk: Desk, key: str, asked: Iterable[str] = ()) -> Shown | Provenance:
    """Gather what is shown of a document.

    Arguments:
        desk: of which record.
        key: of the document.
        asked: words to be marked, each as `12-40`.

    Returns:
        The report, or only how it came in, of a table or data set: that has no text.

    Raises:
        RecordError: there is no document of that key.

    """
    with desk.record.at_once():
        provenance = desk.record.provenance(key)
        if provenance.kind in {"dataset", "table"}:
            return provenance
        report = desk.record.report(key)
        words = frozenset(map(_words, asked))
        shown = show_report(report, words)
        by_kind = [
            (kind, [_in_record(desk, key, item) for item in items] if kind == "contact" else items)
            for kind, items in shown.by_kind
        ]
    length = len(report.document.text)
    missing = any(not start < end <= length for start, end in words)
    return replace(shown, by_kind=by_kind, asked=words, missing=missing, provenance=provenance)


def show_report(report: Report, asked: frozenset[Words] = frozenset()) -> Shown:
    """Lay a report out as it was read, whether or not it is in a record.

    Arguments:
        report: the report.
        asked: words to be marked.

    """
    reached = {(span.start, span.end) for span in _spans(report)}
    article = Article(report, also=reached | asked)
    all_coded: list[Coded] = [*report.contacts, *report.statements, *report.moves]
    coded = {one.id: one for one in all_coded}
    by_kind = [
        (kind, [_item(one, coded[one.id]) for one in told]) for kind, told in article.by_kind
    ]
    return Shown(report, article, by_kind, _voices(report))


def _item(told: Told, coded: Coded) -> Item:
    if isinstance(coded, Statement):
        return Item(told, _first([*coded.content, *coded.cue, *coded.source]), [])
    sides = sorted(set(coded.parties))
    few = len(sides) <= _FEW_SIDES
    dyads = [list(pair) for pair in combinations(sides, 2)] if few else []
    return Item(told, _first(coded.evidence), dyads)


def _in_record(desk: Desk, key: str, item: Item) -> Item:
    own = item_id(key, item.told.id)
    try:
        reports = len(desk.record.contact(own)["reports"])
    except RecordError:
        reports = 0
    return Item(item.told, item.words, item.dyads, own, reports)


def _first(spans: list[Span]) -> Words | None:
    return (spans[0].start, spans[0].end) if spans else None


def _words(asked: str) -> Words:
    start, _, end = asked.partition("-")
    return int(start), int(end)


def _spans(part: Any) -> Iterator[Span]:
    """Every span of a report: other pages may lead to each of them."""
    if isinstance(part, Span):
        yield part
    elif isinstance(part, BaseModel):
        for name in type(part).model_fields:
            yield from _spans(getattr(part, name))
    elif isinstance(part, list):
        for one in part:
            yield from _spans(one)


# -- who says it -----------------------------------------------------------------------------------


def _voices(report: Report) -> list[Voice]:
    """Chains of attribution as a tree: whoever is quoted by the same sources stands together."""
    known = {actor.id: actor for actor in report.actors}
    roots: dict[str, Voice] = {}
    for statement in report.statements:
        level, voice = roots, None
        for step, who in _chain(statement, known):
            if who not in level:
                level[who] = step
            voice = level[who]
            level = voice.quotes
        if voice is not None:
            voice.statements.append(statement.id)
    return list(roots.values())


def _chain(statement: Statement, known: dict[str, Actor]) -> Iterator[tuple[Voice, str]]:
    """The sources of a statement, the outermost first; at least one, if unknown."""
    chain = [known[a] for a in statement.chain or [statement.speaker or ""] if a in known]
    own = _first(statement.source)
    if not chain:
        name = one_line(" ".join(span.text for span in statement.source))
        yield Voice(name or "source not told", words=own), name
    for actor in chain:
        words = own if actor is chain[-1] and own else _nearest(actor, statement)
        yield Voice(one_line(actor.name), actor_key(actor), words), actor.id


def _nearest(actor: Actor, statement: Statement) -> Words | None:
    """Where an actor is named nearest to a statement."""
    at = min((s.start for s in (*statement.source, *statement.cue, *statement.content)), default=0)
    nearest = min(actor.mentions, key=lambda span: abs(span.start - at), default=None)
    return (nearest.start, nearest.end) if nearest else None
