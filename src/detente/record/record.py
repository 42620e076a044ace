"""The record: many reports, and the one history behind them."""

from __future__ import annotations

import getpass
import json
import threading
import zlib
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, Self

from sqlalchemy import Connection, select
from sqlalchemy.exc import DatabaseError

from detente.model import Report
from detente.record import judging, kin, library, queries, schema
from detente.record.adding import add_report
from detente.record.columns import Contacts, Moves, contact_columns, move_columns
from detente.record.database import backup, open_engine, refusal, shown, writing
from detente.record.error import NotThereError, RecordError
from detente.record.judging import Judgement
from detente.record.logging import contact_entry, move_entry
from detente.record.naming import among, document_key, item_id
from detente.record.news import News, last_document, news
from detente.record.outlets import Telling, telling
from detente.record.provenance import Provenance, provenance
from detente.record.rows import Rows
from detente.record.settling import is_settled, settle, unsettle
from detente.record.told import Told, contacts_told, is_newest


class Record:
    """A record of how states deal with one another, kept in SQLite or PostgreSQL.

    What was read and what people judged is only added to; the history behind it (which mentions are
    one contact, which documents are copies, which counts hold) is worked out from that and can be
    worked out anew at any time.

    Arguments:
        url: a file, made where there is none, or `postgresql://user@host/name`.

    Raises:
        RecordError: it cannot be opened, is no record, or was written by a newer Détente.

    """

    def __init__(self, url: str | Path = "detente.db") -> None:
        self.url = str(url)
        self.engine = open_engine(self.url)
        self._held = threading.local()  # the connection of `at_once`, of each thread its own
        self._settling = threading.Lock()
        self._begun = self._ended = 0  # how often it began; which one ended last

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database."""
        self.engine.dispose()

    # -- reports -----------------------------------------------------------------------------------

    def add(self, *reports: Report) -> int:
        """Add reports, all of them or none.

        Returns:
            How many were new: the same text of the same outlet, read by the same reader, is not
            added twice.

        Raises:
            RecordError: a text is no Unicode that can be written (it has half of a pair).

        """
        try:
            with self._writing() as connection:
                return sum(add_report(connection, report) for report in reports)
        except UnicodeEncodeError as error:
            where = f"{error.object[max(0, error.start - 20) : error.start]!r}"
            raise RecordError(
                "a report", f"its text cannot be written as UTF-8 after {where}", "read it again"
            ) from None

    def report(self, document: str) -> Report:
        """A report exactly as it was read, by its document's key.

        Raises:
            RecordError: there is none of that key.

        """
        d, r = schema.documents, schema.readings
        query = select(d, r.c.report).join(r).where(d.c.key == document, is_newest(r))
        with self._reading() as connection:
            row = connection.execute(query).first()
        if row is None or row.report is None:
            raise NotThereError(
                document, "the record has no report of this key", "see `detente search`"
            )
        told = json.loads(zlib.decompress(row.report))
        told["document"] |= {
            name: row._mapping[name]
            for name in ("title", "kicker", "byline", "outlet", "published_at", "url", "language",
                         "text", "captions")
        }  # fmt: skip
        return Report.model_validate(told)

    def provenance(self, document: str) -> Provenance:
        """How a document came in, what it brought and which are copies of it, by its key.

        Raises:
            RecordError: there is none of that key.

        """
        with self._settled() as connection:
            found = provenance(connection, document)
        if found is None:
            raise NotThereError(
                document, "the record has no report of this key", "see `detente search`"
            )
        return found

    # -- what it tells -----------------------------------------------------------------------------

    def contacts(self, *parties: str, **wanted: Any) -> Rows:
        """The contacts in which all of some sides took part.

        Arguments:
            parties: codes of sides, none for all contacts.
            wanted: other fields of `Wanted`: level, mode, status, since, until, outlet, person,
                limit, newest_first, after.

        Returns:
            Rows that are fetched when they are gone through; `to_pandas()`, `to_arrow()`.

        """
        return self._rows(queries.contacts, parties, wanted)

    def moves(self, *parties: str, **wanted: Any) -> Rows:
        """The moves of one side, or of two toward each other; `wanted` as above, with type.

        `newest_first` walks back along the key that they are kept by, so that a page of them comes
        as quickly from a long history as from a short one.
        """
        return self._rows(queries.moves, parties, wanted)

    def statements(self, *parties: str, **wanted: Any) -> Rows:
        """Statements of speakers of some sides.

        `wanted`: speaker, outlet, since, until, limit, newest_first, after.
        """
        return self._rows(queries.statements, parties, wanted)

    def contact(self, contact: str) -> dict[str, Any]:
        """One contact, by its id or by that of any mention that is a part of it.

        Raises:
            RecordError: there is none.

        """
        with self._settled() as connection:
            found = queries.contact(connection, contact)
        if found is None:
            raise NotThereError(
                contact, "the record has no contact of this id", "see `detente contacts`"
            )
        return found

    def followed_by(self, contact: dict[str, Any]) -> list[dict[str, Any]]:
        """The contacts of which a report gives this one as the reason: those that it `follows`."""
        with self._settled() as connection:
            beside = kin.told_in(connection, contact["reports"])
            others = [i for i in beside if i != contact["id"]]
            rows = queries.contacts_by_id(connection, others, reasoned=False)
        return [row for row in rows if contact["id"] in row["follows"]]

    def stories(self, *keys: str) -> dict[str, str]:
        """Which document each of some documents is a copy of; itself, where it is none."""
        with self._settled() as connection:
            return kin.stories(connection, keys)

    def search(
        self, words: str, limit: int = 20, skip: int = 0, *, newest: bool = False
    ) -> list[dict[str, Any]]:
        """The documents that hold some words, the best first; words in quotes stand together.

        `skip` leaves out the first; `newest` has those published last come first instead.
        """
        with self._reading() as connection:
            return queries.search(connection, words, limit, skip, newest=newest)

    def codes(self, *sides: str) -> tuple[str, ...]:
        """The codes of sides, by codes or names in any case; what no table knows stays as it is."""
        return queries.ask(sides).parties

    def library(self, **wanted: Any) -> list[dict[str, Any]]:
        """The documents, from the newest back, without their texts.

        `wanted`: outlet, since, until, limit, after (a document's key).
        """
        with self._reading() as connection:
            return list(library.documents(connection, queries.ask((), **wanted)))

    def documents_of(self, outlet: str, **wanted: Any) -> list[dict[str, Any]]:
        """The documents of one outlet, by its whole name; else as `library`."""
        asked = queries.ask((), outlet=outlet, **wanted)
        with self._reading() as connection:
            return list(library.documents(connection, asked, exact=True))

    def when_added(self, *keys: str) -> dict[str, datetime]:
        """When some documents came into the record (UTC), by their keys."""
        with self._reading() as connection:
            return library.when_added(connection, keys)

    def outlets_named(self, part: str, limit: int) -> list[str]:
        """The outlets in whose names some words stand, those that told most first."""
        with self._reading() as connection:
            return library.outlets_named(connection, part, limit)

    def actors_named(self, *words: str, limit: int) -> list[dict[str, Any]]:
        """Who has some words in the name, those with the most contacts first."""
        with self._settled() as connection:
            return library.actors_named(connection, words, limit)

    def telling(self, outlet: str) -> Telling | None:
        """What an outlet tells, how often first and how often alone; None of an unknown one."""
        with self._settled() as connection:
            return telling(connection, outlet)

    def documents(self, *keys: str) -> dict[str, dict[str, Any]]:
        """What the record knows of some documents, by their keys, without their texts."""
        with self._reading() as connection:
            return queries.documents(connection, keys)

    def actors(self, *keys: str) -> dict[str, dict[str, Any]]:
        """Who some actors are, by their keys."""
        with self._reading() as connection:
            return queries.actors(connection, keys)

    def dyads(self) -> list[dict[str, Any]]:
        """Every two sides with anything between them, and how much."""
        with self._settled() as connection:
            return queries.dyads(connection)

    def claims(self, *parties: str) -> list[dict[str, Any]]:
        """What reports claim about how many contacts there were, with the record's verdict."""
        with self._settled() as connection:
            return queries.claims(connection, queries.ask(parties))

    # -- what is counted and compared --------------------------------------------------------------

    def columns(self, *pair: str, on: int | None = None) -> tuple[Contacts, Moves]:
        """The contacts and moves as columns of numbers.

        Arguments:
            pair: two codes, none for all of the record.
            on: a day as an ordinal: as was known then. None for all that is known.

        """
        sides = (pair[0], pair[1]) if pair else None
        with self._settled() as connection:
            return contact_columns(connection, sides, on), move_columns(connection, sides, on)

    def contacts_by_id(
        self, ids: Sequence[str], on: int | None = None, *, reasoned: bool = True
    ) -> list[dict[str, Any]]:
        """Some contacts, in the order of their ids, as known on a day.

        Not `reasoned`: without `values`, `rules` and `links`, which of a contact told by many take
        longest.
        """
        with self._settled() as connection:
            return queries.contacts_by_id(connection, ids, on, reasoned=reasoned)

    def moves_by_key(
        self, pair: tuple[str, str], keys: Sequence[tuple[int, int]], on: int | None = None,
        days: Collection[int] = (),
    ) -> dict[tuple[int, int], dict[str, Any]]:  # fmt: skip
        """Some moves of two sides by their reading and number, as known on a day.

        `days` may name those they are of, where all is known: then they are found quicker.
        """
        with self._settled() as connection:
            return queries.moves_by_key(connection, pair, keys, on, days)

    def said(self, ids: Sequence[str]) -> dict[str, list[dict[str, Any]]]:
        """What some statements say, by their ids: spans, each with its document."""
        with self._reading() as connection:
            return queries.said(connection, ids)

    @contextmanager
    def at_once(self) -> Iterator[None]:
        """Within this, all that a thread asks is answered from one state of the record."""
        if getattr(self._held, "connection", None) is not None:
            yield
            return
        with self._told_plainly():
            self._settle_first()
            with self.engine.connect() as connection:
                if connection.dialect.name == "postgresql":
                    connection.execution_options(isolation_level="REPEATABLE READ")
                self._held.whole = is_settled(connection)
                self._held.connection = connection
                try:
                    yield
                finally:
                    self._held.connection = None

    def reach(self) -> tuple[int, int] | None:
        """The first and the last day, as ordinals, on which something was told; None if never."""
        with self._settled() as connection:
            return queries.reach(connection)

    def state(self) -> int:
        """What grows whenever something is added, imported or judged; the same: nothing was."""
        with self._reading() as connection:
            return queries.state(connection)

    def news(self, after: int | None) -> News:
        """What reports came in after a document, by its number; None for its number alone."""
        with self._settled() as connection:
            return News(last_document(connection)) if after is None else news(connection, after)

    # -- what people say of it ---------------------------------------------------------------------

    def judge_same(self, one: str, other: str, *, user: str | None = None,
                   reason: str | None = None) -> int:  # fmt: skip
        """Judge two contacts, by their ids or those of mentions, to be one; returns its number."""
        return self._judge_pair("same", one, other, user, reason)

    def judge_different(self, one: str, other: str, *, user: str | None = None,
                        reason: str | None = None) -> int:  # fmt: skip
        """Judge two mentions that were put together not to be one contact."""
        return self._judge_pair("different", one, other, user, reason)

    def reject(self, mention: str, *, user: str | None = None, reason: str | None = None) -> int:
        """Judge a mention to be no contact at all."""
        return self._judge({"verdict": "reject"}, mention, user, reason)

    def correct(self, contact: str, field: str, value: Any, *, user: str | None = None,
                reason: str | None = None) -> int:  # fmt: skip
        """Put a field of a contact right."""
        with self._settled() as connection:
            told = self._told(connection, contact)
        found = {"verdict": "correct", "field": field,
                 "value": judging.checked(field, value, told.parties)}  # fmt: skip
        return self._judge(found, contact, user, reason)

    def undo(self, judgement: int, *, user: str | None = None, reason: str | None = None) -> int:
        """Undo a judgement, by another."""
        with self._writing() as connection:
            found = [j for j in judging.read_all(connection) if j.id == judgement]
            if not found:
                raise RecordError(
                    str(judgement), "there is no such judgement", "see `detente judge list`"
                )
            row = {"verdict": "undo", "subject": found[0].subject, "undoes": judgement,
                   "user": user or _login(), "reason": reason}  # fmt: skip
            return judging.write(connection, row, among(found[0].subject["parties"]))

    def judgements(self) -> list[Judgement]:
        """Every judgement, in the order they were made."""
        with self._reading() as connection:
            return judging.read_all(connection)

    def log_contact(self, parties: Sequence[str], **told: Any) -> str:
        """Enter a contact by hand; see `record.logging.contact_entry` for what may be told.

        Returns:
            The id of its mention.

        """
        return self._log(contact_entry(parties, **told), told.get("user"), "c1")

    def log_move(
        self,
        source_side: str,
        target_side: str,
        type: str,  # noqa: A002
        /,
        **told: Any,
    ) -> str:
        """Enter a move by hand; see `record.logging.move_entry` for what may be told."""
        return self._log(move_entry(source_side, target_side, type, **told), told.get("user"), "m1")

    # -- the whole ---------------------------------------------------------------------------------

    def settle(self) -> int:
        """Work out what came in since this was last done; questions do it by themselves.

        Returns:
            How many parts of the history were worked out.

        """
        with self._told_plainly():
            return settle(self.engine)

    def rebuild(self) -> int:
        """Drop all that was concluded and work it out anew, with the same result."""
        with self._writing() as connection:
            unsettle(connection)
        return self.settle()

    def backup(self, target: str | Path) -> None:
        """Copy the record to another file while it may be written to.

        Raises:
            RecordError: it is not in SQLite, or the target exists.

        """
        backup(self.engine, Path(target))

    # -- inside ------------------------------------------------------------------------------------

    def _rows(self, query: Any, parties: Sequence[str], wanted: dict[str, Any]) -> Rows:
        asked = queries.ask(parties, **wanted)

        def fetched() -> Iterator[dict[str, Any]]:
            with self._settled() as connection:
                yield from query(connection, asked)

        return Rows(fetched)

    @contextmanager
    def _settled(self) -> Iterator[Connection]:
        held = getattr(self._held, "connection", None)
        if held is None:
            with self._told_plainly():
                self._settle_first()
        with self._reading() as connection:
            yield connection

    def _settle_first(self) -> None:
        """Work out what came in until now; of many who ask at once one does it for all."""
        begun = self._begun
        if self._is_settled():
            return
        with self._settling:
            if self._ended > begun:  # one that began after we asked
                return
            self._begun += 1
            settle(self.engine)
            self._ended = self._begun

    def _is_whole(self) -> bool:
        """Whether this thread sees nothing that came in and was not worked out yet."""
        held = getattr(self._held, "connection", None)
        return held is None or self._held.whole

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        held = getattr(self._held, "connection", None)
        if held is not None:
            yield held
            return
        with self._told_plainly(), self.engine.connect() as connection:
            yield connection

    def _is_settled(self) -> bool:
        with self.engine.connect() as connection:
            return is_settled(connection)

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with self._told_plainly(), writing(self.engine) as connection:
            yield connection

    @contextmanager
    def _told_plainly(self) -> Iterator[None]:
        try:
            yield
        except DatabaseError as error:
            raise refusal(shown(self.url), error) from error

    def _log(self, report: Report, user: str | None, local: str) -> str:
        with self._writing() as connection:
            add_report(connection, report, kind="note", by=user or _login())
        return item_id(document_key(report.document), local)

    def _told(self, connection: Connection, wanted: str) -> Told:
        """A mention by its id, or the first mention of a contact."""
        own = queries.contact_of(connection, wanted) or wanted
        parties = connection.scalar(
            select(schema.contacts.c.parties).where(schema.contacts.c.id == own)
        )
        found = [
            t for t in contacts_told(connection, [parties or ""])[parties or ""] if t.id == wanted
        ]
        if not found:
            raise NotThereError(
                wanted, "the record has no contact of this id", "see `detente contacts`"
            )
        return found[0]

    def _judge(self, judgement: dict[str, Any], subject: str, user: str | None,
               reason: str | None) -> int:  # fmt: skip
        with self._settled() as connection:
            told = self._told(connection, subject)
        row = judgement | {"subject": judging.anchor(told), "user": user or _login(),
                           "reason": reason}  # fmt: skip
        with self._writing() as connection:
            return judging.write(connection, row, among(told.parties))

    def _judge_pair(self, verdict: str, one: str, other: str, user: str | None,
                    reason: str | None) -> int:  # fmt: skip
        with self._settled() as connection:
            first, second = self._told(connection, one), self._told(connection, other)
        if first.parties != second.parties:
            wrong = "the two are contacts of different parties"
            raise RecordError(f"{one}, {other}", wrong, "only contacts of the same can be one")
        if first.id == second.id:
            raise RecordError(one, "the two are the same mention", "give two")
        return self._judge(
            {"verdict": verdict, "object": judging.anchor(second)}, one, user, reason
        )


def _login() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # a container may have no name for who runs it
        return "unknown"
