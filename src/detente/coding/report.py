"""A document becomes a report: the one place where everything is put together."""

from __future__ import annotations

import os
import threading
import time
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from itertools import islice
from pathlib import Path

from spacy.tokens import Token

from detente import intake, model
from detente.actors import names_two_sides
from detente.coding.cast import Cast
from detente.coding.contacts import tell_contacts
from detente.coding.dates import date_of_act, is_told
from detente.coding.encounters import find_encounters
from detente.coding.entities import Entity
from detente.coding.moves import SPOKEN, Acted, find_moves
from detente.coding.outcomes import tone_word
from detente.coding.phrases import base_phrase
from detente.coding.sayings import Said
from detente.coding.statements import (
    find_statements,
    insertions_of,
    kind_of,
    spans_of,
    stance_of,
)
from detente.coding.tellings import Telling
from detente.language import ModelError, Network, Reading, load_network, read_language
from detente.model import Document, Report, Span

_NEAR = 25  # words from a contact's trigger that its sides may stand
_SAME_STORY = 80  # words after a contact's trigger that tell what was said in it


@dataclass(frozen=True, slots=True)
class Failure:
    """A source that could not be read, and why, in one line."""

    source: str
    reason: str


@dataclass(frozen=True, slots=True)
class Skipped:
    """A source that was not read, because it names no two sides."""

    source: str


def read(
    source: str | Path, *, published: str | date | datetime | None = None, as_is: bool = False
) -> Report:
    """Read one news report or readout.

    Arguments:
        source: a path, a URL, `-` for standard input, or the text or HTML itself.
        published: when it was published, where the source does not say or is wrong.
        as_is: take the text as it stands, without cleaning; offsets are into exactly the input.

    Returns:
        The report: actors, statements, contacts and moves, each with the words it came from.

    Raises:
        UnreadableError: the source is missing, empty, no text, not English, or too long.

    """
    return code(intake.load(source, published=published, as_is=as_is))


_AHEAD = 16  # sources that each process has waiting


def read_many(
    sources: Iterable[str | Path | intake.Item],
    *,
    published: str | date | datetime | None = None,
    as_is: bool = False,
    workers: int = 1,
    gate: bool = False,
) -> Iterator[Report | Failure | Skipped]:
    """Read many sources, in order; what cannot be read is yielded as a `Failure`, never raised.

    Arguments:
        sources: paths, URLs, texts, or items of `intake.open_items`.
        published: as in `read`, for all of them.
        as_is: as in `read`.
        workers: how many processes read at once.
        gate: whether a text that names no two sides is left unread and yielded as `Skipped`; for
            feeds, where most of what comes is about something else.

    Raises:
        ModelError: the reading model's file is missing or damaged.

    """
    threads = 0 if workers <= 1 else 1  # one core for each process, else all for the one
    one = partial(_read_or_fail, published=published, as_is=as_is, threads=threads, gate=gate)
    if workers <= 1:
        yield from map(one, sources)
        return
    waiting = iter(sources)
    with ProcessPoolExecutor(workers, initializer=_end_with_parent) as pool:
        running = deque(pool.submit(one, source) for source in islice(waiting, _AHEAD * workers))
        try:
            while running:
                yield running.popleft().result()
                running.extend(pool.submit(one, source) for source in islice(waiting, 1))
        finally:  # whoever stops listening does not wait for what nobody will read
            pool.shutdown(cancel_futures=True)


def _end_with_parent() -> None:
    """Let a worker end when who started it is gone: killed, it cannot tell its workers to."""
    parent = os.getppid()

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(1)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def _read_or_fail(
    source: str | Path | intake.Item,
    *,
    published: str | date | datetime | None,
    as_is: bool,
    threads: int,
    gate: bool,
) -> Report | Failure | Skipped:
    try:
        document = intake.load(source, published=published, as_is=as_is)
        if gate and not names_two_sides(f"{document.title or ''}\n{document.text}"):
            return Skipped(str(source)[:200])
        return code(document, load_network(threads=threads))
    except intake.UnreadableError as error:
        return Failure(str(source)[:200], str(error))
    except ModelError:
        raise  # no source can be read without it
    except Exception as error:
        return Failure(str(source)[:200], f"could not be read ({type(error).__name__}: {error})")


def code(document: Document, network: Network | None = None) -> Report:
    """Code a document: its language read, its actors resolved, and what they said and did.

    Arguments:
        document: from `detente.intake`.
        network: the reading model; the one that ships by default.

    """
    network = network or load_network()
    reading = read_language(document, network)
    published = document.published_at.date() if document.published_at else None
    cast = Cast(reading, published)
    said = find_statements(reading, cast)
    encounters = list(find_encounters(reading, cast))
    tellings = tell_contacts(reading, cast, encounters, said)
    acted = find_moves(reading, cast)
    return _Writer(reading, said, tellings, acted).report(network.name)


class _Writer:
    """Numbers everything in the text's order and writes it as the report's types."""

    def __init__(
        self, reading: Reading, said: list[Said], tellings: list[Telling], acted: list[Acted]
    ) -> None:
        self.reading, self.said, self.tellings, self.acted = reading, said, tellings, acted
        used: list[Entity] = [e for s in said for e in s.chain]
        used += [e for t in tellings for e in t.sides]
        used += [e for t in tellings for _, e in t.tone if e]
        used += [e for m in acted for e in (m.source, m.target)]
        unique = {e.key: e for e in used}.values()
        ordered = sorted(unique, key=lambda e: e.spans[0] if e.spans else (10**9, 0))
        self.actor_ids = {e.key: f"a{n}" for n, e in enumerate(ordered, 1)}
        self.entities = ordered
        self.statement_ids = {id(s): f"s{n}" for n, s in enumerate(said, 1)}
        self.contact_ids = {id(t): f"c{n}" for n, t in enumerate(tellings, 1)}
        self.move_ids = {id(m): f"m{n}" for n, m in enumerate(acted, 1)}

    def report(self, reader: str) -> Report:
        """The whole report."""
        return Report(
            reader=reader,
            document=self.reading.document,
            actors=[self.actor(e) for e in self.entities],
            statements=[self.statement(s) for s in self.said],
            contacts=[self.contact(t) for t in self.tellings],
            moves=[self.move(m) for m in self.acted],
        )

    def actor(self, entity: Entity) -> model.Actor:
        text = self.reading.document.text
        mentions = [Span(start=a, end=b, text=text[a:b]) for a, b in sorted(set(entity.spans))]
        return entity.actor.model_copy(
            update={"id": self.actor_ids[entity.key], "mentions": mentions}
        )

    def statement(self, said: Said) -> model.Statement:
        chain = [self.actor_ids[e.key] for e in said.chain]
        return model.Statement(
            id=self.statement_ids[id(said)],
            source=spans_of(self.reading, said.source),
            cue=spans_of(self.reading, said.cue),
            content=spans_of(self.reading, said.content),
            kind=kind_of(self.reading, said),
            chain=chain,
            speaker=chain[-1] if chain else None,
            stance=stance_of(self.reading, said),
            insertions=insertions_of(self.reading, said),
            about=self.about(said),
        )

    def about(self, said: Said) -> list[str]:
        words = set(said.content)
        contacts = [
            self.contact_ids[id(t)]
            for t in self.tellings
            if any(e.trigger.i in words for e in t.encounters)
        ]
        return contacts + [self.move_ids[id(m)] for m in self.acted if m.clause.i in words]

    def according_to(self, positions: Iterable[int]) -> list[str]:
        told = set(positions)
        return [self.statement_ids[id(s)] for s in self.said if told & set(s.content)]

    def contact(self, telling: Telling) -> model.Contact:
        return model.Contact.model_validate(
            {
                "id": self.contact_ids[id(telling)],
                "parties": list(telling.parties),
                "participants": self.participants(telling),
                "level": telling.level,
                "mode": telling.mode,
                "initiator": telling.initiator,
                "date": telling.date,
                "date_range": telling.narrower_range,
                "date_zone": telling.date_zone,
                "other_dates": [
                    {"date": d, "date_zone": z} for d, z in dict.fromkeys(telling.other_dates)
                ],
                "since": telling.since,
                "status": telling.status,
                "mediators": telling.mediators,
                "place": telling.place,
                "duration": telling.duration,
                "topics": telling.topics,
                "purpose": [
                    {**s.model_dump(), "by": self.actor_ids.get(e.key) if e else None}
                    for s, e in telling.purpose
                ],
                "outcome": telling.outcome,
                "tone": [self.tone(t, e) for t, e in telling.tone],
                "counts": telling.counts,
                "follows": [self.contact_ids[id(t)] for t in telling.follows],
                "evidence": self.evidence(telling),
                "according_to": self.according_to(e.trigger.i for e in telling.encounters),
            }
        )

    def participants(self, telling: Telling) -> list[dict[str, str | None]]:
        people = {e.party for e in telling.sides if e.actor.level}
        acting = [e for e in telling.sides if e.actor.kind != "state" and (
            e.actor.level or e.actor.kind == "person" or e.party not in people)]  # fmt: skip
        return [
            {"actor": self.actor_ids[e.key], "party": e.party, "level": e.actor.level}
            for e in acting
        ]

    def tone(self, token: Token, entity: Entity | None) -> dict[str, object]:
        return {
            "word": tone_word(self.reading, token),
            "by": self.actor_ids[entity.key] if entity else None,
            "quoted": self.reading.quotation_at(token.idx) is not None,
        }

    def evidence(self, telling: Telling) -> list[Span]:
        """Each encounter's words: from the first to the last of its trigger, clause and sides.

        A side that stands beyond the words of another contact is left out.
        """
        doc, text = self.reading.doc, self.reading.document.text
        others = {e.trigger.i for t in self.tellings if t is not telling for e in t.encounters}
        found: list[tuple[int, int]] = []
        for encounter in telling.encounters:
            trigger = encounter.trigger
            clause = encounter.clause
            told = [*doc[slice(*base_phrase(trigger))], clause, trigger]
            told += [c for c in clause.children if c.dep_ in {"compound:prt", "aux:pass"}]
            own = [(t.idx, t.idx + len(t)) for t in told]
            own += [
                span
                for entity in encounter.sides
                for i, span in zip(entity.heads, entity.spans, strict=False)
                if abs(i - trigger.i) < _NEAR
                and doc[i].sent.start == encounter.sentence
                and others.isdisjoint(range(min(i, trigger.i), max(i, trigger.i)))
            ]
            found.append((min(a for a, _ in own), max(b for _, b in own)))
        return [Span(start=a, end=b, text=text[a:b]) for a, b in dict.fromkeys(found)]

    def move(self, acted: Acted) -> model.Move:
        tokens = self.reading.doc[acted.span[0] : acted.span[1]]
        return model.Move.model_validate(
            {
                "id": self.move_ids[id(acted)],
                "source": self.actor_ids[acted.source.key],
                "target": self.actor_ids[acted.target.key],
                "parties": [acted.source.party, acted.target.party],
                "type": acted.type,
                "status": acted.status,
                "date": self.date_of(acted),
                "reciprocal": self.answer_to(acted),
                "evidence": [Span(start=tokens.start_char, end=tokens.end_char, text=tokens.text)],
                "according_to": self.according_to([acted.clause.i]),
            }
        )

    def date_of(self, acted: Acted) -> str | None:
        """The date that its words tell; else that of the contact in which it was said."""
        own = date_of_act(self.reading, acted.clause)
        if own is not None:
            return own.value
        if acted.type not in SPOKEN or acted.status == "planned" or not is_told(acted.clause):
            return None
        parties = {acted.source.party, acted.target.party}
        before = [
            (e.trigger.i, telling.date)
            for telling in self.tellings
            if telling.status == "held" and parties <= set(telling.parties) and telling.dated
            for e in telling.encounters
            if 0 <= acted.clause.i - e.trigger.i < _SAME_STORY
        ]
        return max(before, key=lambda told: told[0])[1] if before else None

    def answer_to(self, acted: Acted) -> str | None:
        if not acted.mutual:
            return None
        return next(
            (
                self.move_ids[id(o)]
                for o in self.acted
                if o.mutual
                and o.clause == acted.clause
                and o.type == acted.type
                and (o.source, o.target) == (acted.target, acted.source)
            ),
            None,
        )
