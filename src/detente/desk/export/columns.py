"""The columns of the tables: their order, their types, and what each holds.

They are a contract: a column may be added at the end, and is never renamed, moved or dropped.

Sorts of columns, in CSV and in Parquet:
- text: a string; empty, or null, where nothing is told.
- texts: a JSON list; list<string>.
- day: 2021-09-09; date32.
- whole, number, flag: 3, -7.5, true; int64, float64, bool.
- span: its words alone; struct<document, start, end, text>.
- spans: a JSON list of such structs; list<struct<document, start, end, text>>.
- people: a JSON list; list<struct<actor, name, kind, party, level>>.
- purposes: a JSON list; as spans, with `by`, the name of who says so.
- tones: a JSON list; list<struct<word, by, quoted, document>>.
- json: JSON in both.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any, Literal

from detente.assessment import SCALE
from detente.desk.export.days import first_and_last
from detente.desk.export.selection import Kind, Row

Sort = Literal[
    "text", "texts", "day", "whole", "number", "flag", "span", "spans", "people", "purposes",
    "tones", "json",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    Attributes:
        name: as in the header.
        sort: what its values are.
        told: what it holds.
        take: takes it from a row; by default the field of its name.

    """

    name: str
    sort: Sort
    told: str
    take: Callable[[Row], Any] | None = None

    def value(self, row: Row) -> Any:
        """Its value in a row, shaped as its sort says."""
        found = self.take(row) if self.take else row.get(self.name)
        shaped = _SHAPES.get(self.sort)
        return shaped(found, row) if shaped else found


def _span(span: Row | None, row: Row) -> Row | None:
    if span is None:
        return None
    document = span.get("document") or row.get("document")
    return {"document": document} | {name: span[name] for name in ("start", "end", "text")}


def _spans(spans: Iterable[Row] | None, row: Row) -> list[Row | None]:
    return [_span(span, row) for span in spans or ()]


def _purposes(purposes: Iterable[Row] | None, row: Row) -> list[Row]:
    return [(_span(p, row) or {}) | {"by": _name(p["by"])} for p in purposes or ()]


def _tones(tones: Iterable[Row] | None, _: Row) -> list[Row]:
    return [
        {"word": t["word"], "by": _name(t["by"]), "quoted": t["quoted"],
         "document": t.get("document")}
        for t in tones or ()
    ]  # fmt: skip


def _people(people: Iterable[Row] | None, _: Row) -> list[Row]:
    names = ("actor", "name", "kind", "party", "level")
    return [{name: who.get(name) for name in names} for who in people or ()]


def _name(actor: Row | None) -> str | None:
    return actor["name"] if actor else None


_SHAPES: dict[str, Callable[[Any, Row], Any]] = {
    "texts": lambda found, _: list(found or ()),
    "span": _span,
    "spans": _spans,
    "people": _people,
    "purposes": _purposes,
    "tones": _tones,
    "json": lambda found, _: json.dumps(found, ensure_ascii=False) if found else None,
}


def _day(place: int, name: str = "date") -> Callable[[Row], date | None]:
    def of(row: Row) -> date | None:
        if row.get("date_range"):
            return date.fromisoformat(row["date_range"][place])
        return first_and_last(row.get(name))[place]

    return of


def _of(side: str, name: str) -> Callable[[Row], Any]:
    return lambda row: row[side][name]


def _published(row: Row) -> date | None:
    return first_and_last((row.get("published_at") or "")[:10])[0]


_CONTACTS = (
    Column("id", "text", "the contact's id in the record"),
    Column("parties", "texts", "the sides, sorted: ISO alpha-3 codes, or IGOs' acronyms"),
    Column("level", "text", "the lower of the two sides' highest ranks"),
    Column("mode", "text", "call, video, in-person, message or unspecified"),
    Column("status", "text", "held, ongoing, planned, proposed, refused, cancelled, denied, never"),
    Column("initiator", "text", "the side that asked for it, both, or nothing"),
    Column("date", "text", "a prefix date: 2021, 2021-03 or 2021-09-09"),
    Column("first_day", "day", "the first day that it may be", _day(0)),
    Column("last_day", "day", "the last day that it may be", _day(1)),
    Column("date_zone", "text", "the clock that the date goes by, where one is named"),
    Column("other_dates", "texts", "days that others, or other clocks, give it",
           lambda row: [d["date"] for d in row.get("other_dates") or ()]),
    Column("since", "text", "of a contact that never was: since when"),
    Column("participants", "people", "who took part, for which side, at which level"),
    Column("mediators", "texts", "the sides that brokered or carried it"),
    Column("place", "span", "where it was"),
    Column("duration", "span", "how long it took"),
    Column("topics", "spans", "what it was about"),
    Column("purpose", "purposes", "why it was sought, and who says so"),
    Column("outcome", "text", "agreement, progress, no-progress, breakdown or unknown"),
    Column("tone", "tones", "words that describe it, and whose they are"),
    Column("counts", "json", "what is claimed of how many there were"),
    Column("follows", "texts", "ids of the contacts whose failure led to it"),
    Column("evidence", "spans", "the words that tell of it"),
    Column("according_to", "texts", "ids of the statements to which it is owed"),
    Column("reports", "texts", "keys of the documents that tell of it"),
    Column("outlets", "texts", "who published them"),
    Column("stories", "whole", "how many of them tell it by themselves, copies counted once"),
    Column("by_hand", "flag", "whether only people who keep the record entered it"),
    Column("overdue", "flag", "whether its day passed without a word of it"),
    Column("values", "json", "for each field all that was told, and by whom"),
    Column("rules", "json", "for each field what decided between these"),
)  # fmt: skip

_MOVES = (
    Column("id", "text", "the move's id in the record"),
    Column("source", "text", "the name of who acts", _of("source", "name")),
    Column("source_actor", "text", "its key in the record", _of("source", "actor")),
    Column("source_party", "text", "its side", _of("source", "party")),
    Column("target", "text", "the name of whom it acts toward", _of("target", "name")),
    Column("target_actor", "text", "its key in the record", _of("target", "actor")),
    Column("target_party", "text", "its side", _of("target", "party")),
    Column("parties", "texts", "both sides, the source's first"),
    Column("type", "text", "one of PLOVER's sixteen types"),
    Column("quad", "text", "verbal or material, cooperation or conflict",
           lambda row: SCALE[row["type"]].quad),
    Column("intensity", "number", "of the type, after the Goldstein scale",
           lambda row: SCALE[row["type"]].intensity),
    Column("code", "text", "as the data set that it is from codes it"),
    Column("status", "text", "reported, planned, alleged or denied"),
    Column("statuses", "texts", "every status told"),
    Column("date", "text", "a prefix date: 2021, 2021-03 or 2021-09-09"),
    Column("first_day", "day", "the first day that the date stands for", _day(0)),
    Column("last_day", "day", "the last day that the date stands for", _day(1)),
    Column("reciprocal", "text", "the id of the move that answers it"),
    Column("place", "span", "where it was"),
    Column("evidence", "spans", "the words that tell of it"),
    Column("according_to", "texts", "ids of the statements to which it is owed"),
    Column("reports", "texts", "keys of the documents that tell of it"),
    Column("stories", "whole", "how many of them tell it by themselves, copies counted once"),
)  # fmt: skip

_STATEMENTS = (
    Column("id", "text", "the statement's id in the record"),
    Column("document", "text", "the key of the document that it stands in"),
    Column("outlet", "text", "who published it"),
    Column("published_at", "text", "when: ISO 8601, with the zone where it is known"),
    Column("published_day", "day", "the day of that", _published),
    Column("speaker", "text", "the key of who is reported to have said it"),
    Column("name", "text", "the speaker's name"),
    Column("party", "text", "the speaker's side"),
    Column("kind", "text", "direct, indirect or mixed"),
    Column("stance", "text", "factual, claimed or denied"),
    Column("chain", "people", "from the outermost reporter to the speaker"),
    Column("source", "spans", "the words for who said it"),
    Column("cue", "spans", "the words that say so"),
    Column("content", "spans", "what was said"),
    Column("insertions", "spans", "what the reporter put in"),
    Column("about", "texts", "ids of the contacts and moves that it tells of"),
)

_DOCUMENTS = (
    Column("key", "text", "the document's key in the record"),
    Column("kind", "text", "report, note (by hand), dataset (event data) or table"),
    Column("title", "text", "its title"),
    Column("byline", "text", "who wrote it"),
    Column("outlet", "text", "who published it"),
    Column("published_at", "text", "when: ISO 8601, with the zone where it is known"),
    Column("published_day", "day", "the day of that", _published),
    Column("url", "text", "where"),
    Column("language", "text", "its language"),
)

_DYADS = (
    Column("parties", "texts", "the two sides, sorted"),
    Column("contacts", "whole", "how many contacts of both the record has"),
    Column("moves", "whole", "how many moves of one toward the other"),
    Column("first", "text", "the first day of anything between them"),
    Column("last", "text", "the last"),
    Column("score", "number", "how much has changed of late"),
    Column("changes", "json", "what has changed, and why that is said"),
)

_CLAIMS = (
    Column("mention", "text", "the id of the contact, as its report tells it, that is counted"),
    Column("contact", "text", "the id of the contact that it is a part of"),
    Column("document", "text", "the key of the document that claims it"),
    Column("outlet", "text", "who published it"),
    Column("parties", "texts", "the sides, sorted"),
    Column("level", "text", "which contacts are counted: of this level"),
    Column("mode", "text", "of this mode"),
    Column("from", "text", "from this day"),
    Column("to", "text", "to this"),
    Column("claim", "json", "what is claimed"),
    Column("verdict", "text", "confirmed, contradicted or not enough"),
    Column("missing", "whole", "how many of those counted the record does not have"),
    Column("found", "texts", "ids of those that it has"),
)

COLUMNS: Mapping[Kind, tuple[Column, ...]] = MappingProxyType(
    {
        "contacts": _CONTACTS, "moves": _MOVES, "statements": _STATEMENTS,
        "documents": _DOCUMENTS, "dyads": _DYADS, "claims": _CLAIMS,
    }
)  # fmt: skip
