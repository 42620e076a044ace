"""A record's documents and statements, by what a person knows them by."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from detente.desk.telling import phrases
from detente.desk.telling.facts import names

if TYPE_CHECKING:
    from detente.model import Report
    from detente.record import Record

_KNOWN = 1024  # documents that are looked up once while they are near each other
_READ = 64  # reports of which the same holds
_WRITTEN = {"report", "note"}  # kinds that have words; rows of tables and data sets go by their key


class Documents:
    """What the documents of a record are called; each is looked up when it is first named."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self._row = lru_cache(maxsize=_KNOWN)(self._looked_up)
        self._report = lru_cache(maxsize=_READ)(self._read)

    def row(self, key: str) -> dict[str, Any] | None:
        """What the record knows of a document that has words: a report, or a note by hand."""
        row = self._row(key)
        return row if row and row["kind"] in _WRITTEN else None

    def origin(self, key: str) -> str:
        """Say who published a document, else what it is called, else its key."""
        row = self.row(key)
        return (row and (row["outlet"] or row["title"])) or key

    def day(self, key: str) -> str | None:
        """Say on which day a document was published, where that is known."""
        row = self.row(key)
        at = row and row["published_at"]
        return phrases.day(datetime.fromisoformat(at).date().isoformat()) if at else None

    def told(self, key: str) -> str:
        """Say all that a document is known by: outlet, title, day, key."""
        row = self.row(key)
        if row is None:
            return key
        title = phrases.quoted(row["title"]) if row["title"] else None
        parts = [row["outlet"], title, self.day(key) or "undated", key]
        return ", ".join(part for part in parts if part)

    def sayers(self, statement: str) -> str:
        """Say who is reported to have said a statement, through whom."""
        key, _, local = statement.rpartition("-")
        report = self._report(key)
        for one in report.statements if report else ():
            if report and one.id == local and one.chain:
                return " → ".join(map(names(report), one.chain))
        return "source not told"

    def _looked_up(self, key: str) -> dict[str, Any] | None:
        return self._record.documents(key).get(key)

    def _read(self, key: str) -> Report | None:
        from detente.record import RecordError  # noqa: PLC0415  (slow to load)

        try:
            return self._record.report(key)
        except RecordError:  # of a data set, which is no report
            return None
