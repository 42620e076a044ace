"""Reports as CSV: one row for each contact, statement and move.

`text` holds the words it rests on (several stretches joined by ` … `), `start` where the first
begins and `end` where the last ends; `spans` lists each as `start:end`.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, TextIO

from detente.desk.formats.cell import cell
from detente.desk.telling.facts import names

if TYPE_CHECKING:
    from detente.model import Contact, Move, Report, Span, Statement

COLUMNS = (
    *("kind", "id", "document", "title", "published_at", "parties", "level", "mode", "status"),
    *("initiator", "date", "type", "outcome", "source", "chain", "target", "according_to"),
    *("about", "text", "start", "end", "spans"),
)
Row = dict[str, str]


def write(reports: Iterable[Report], out: TextIO) -> None:
    """Write a header, then the rows of each report as it comes."""
    table = csv.DictWriter(out, COLUMNS, restval="", lineterminator="\n")
    table.writeheader()
    for report in reports:
        for row in rows(report):
            table.writerow({column: cell(value) for column, value in row.items()})
        out.flush()


def rows(report: Report) -> Iterator[Row]:
    """Yield one row a coded item: contacts, then statements, then moves."""
    name = names(report)
    at = report.document.published_at
    common = {
        "document": report.document.id,
        "title": report.document.title or "",
        "published_at": at.isoformat() if at else "",
    }
    for contact in report.contacts:
        yield common | _contact(contact)
    for statement in report.statements:
        yield common | _statement(statement, name)
    for move in report.moves:
        yield common | _move(move, name)


def _contact(contact: Contact) -> Row:
    return {
        "kind": "contact",
        "id": contact.id,
        "parties": " ".join(contact.parties),
        "level": contact.level or "",
        "mode": contact.mode,
        "status": contact.status,
        "initiator": contact.initiator or "",
        "date": contact.date or "",
        "outcome": contact.outcome,
        "according_to": " ".join(contact.according_to),
        **_words(contact.evidence),
    }


def _statement(statement: Statement, name: Callable[[str | None], str]) -> Row:
    return {
        "kind": "statement",
        "id": statement.id,
        "status": statement.stance,
        "type": statement.kind,
        "source": name(statement.speaker) if statement.speaker else "",
        "chain": " → ".join(name(actor) for actor in statement.chain),
        "about": " ".join(statement.about),
        **_words(statement.content or statement.source),
    }


def _move(move: Move, name: Callable[[str | None], str]) -> Row:
    return {
        "kind": "move",
        "id": move.id,
        "parties": " ".join(move.parties),
        "status": move.status,
        "date": move.date or "",
        "type": move.type,
        "source": name(move.source),
        "target": name(move.target),
        "according_to": " ".join(move.according_to),
        **_words(move.evidence),
    }


def _words(spans: list[Span]) -> Row:
    if not spans:
        return {}
    return {
        "text": " … ".join(span.text for span in spans),
        "start": str(min(span.start for span in spans)),
        "end": str(max(span.end for span in spans)),
        "spans": " ".join(f"{span.start}:{span.end}" for span in spans),
    }
