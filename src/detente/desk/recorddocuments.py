"""A record's documents and statements, by what a person knows them by."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from detente.desk import phrases
from detente.desk.facts import names

if TYPE_CHECKING:
    from detente.model import Report
    from detente.record import Record

_KEPT = 64  # reports that are looked up once while they are near each other


class Documents:
    """What the documents of a record are called; each is looked up when it is first named."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self._report = lru_cache(maxsize=_KEPT)(self._read)

    def origin(self, key: str) -> str:
        """Say who published a document, else what it is called, else its key."""
        report = self._report(key)
        document = report.document if report else None
        return (document and (document.outlet or document.title)) or key

    def day(self, key: str) -> str | None:
        """Say on which day a document was published, where that is known."""
        report = self._report(key)
        at = report.document.published_at if report else None
        return phrases.day(at.date().isoformat()) if at else None

    def told(self, key: str) -> str:
        """Say all that a document is known by: outlet, title, day, key."""
        report = self._report(key)
        if report is None:
            return key
        title = phrases.quoted(report.document.title) if report.document.title else None
        parts = [report.document.outlet, title, self.day(key) or "undated", key]
        return ", ".join(part for part in parts if part)

    def sayers(self, statement: str) -> str:
        """Say who is reported to have said a statement, through whom."""
        key, _, local = statement.rpartition("-")
        report = self._report(key)
        for one in report.statements if report else ():
            if report and one.id == local and one.chain:
                return " → ".join(map(names(report), one.chain))
        return "source not told"

    def _read(self, key: str) -> Report | None:
        from detente.record import RecordError  # noqa: PLC0415  (slow to load)

        try:
            return self._record.report(key)
        except RecordError:  # of a data set, which is no report
            return None
