"""Contacts and moves as entities of FollowTheMoney (https://followthemoney.tech), one a line.

- A side is a `PublicBody` (a state) or an `Organization`; an actor that is its state is that side.
- A person is a `Person`; a body of a government a `PublicBody`; another organization or an outlet
  an `Organization`; an office, a group and whoever is not named a `LegalEntity`, with the kind in
  `classification`.
- A contact is an `Event`: its sides and all who took part are `involved`, who asked for it is
  `organizer`. The model's `Call` is a record of a telephone line, without a name or place and with
  a caller always; its `Message` is a document with its text; so neither is used, and the mode is in
  `keywords`.
- A move is an `Event`, too: who acts is `organizer`, toward whom it acts is `involved`.
- A document is an `Article` (a `Document` where it is a file of events or a note by hand), and the
  `proof` of what it tells. Its text is not written.

Documents and actors come before what names them, each once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TextIO

from detente.actors import name_of
from detente.desk.export.countries import alpha_2, is_country
from detente.desk.export.entities import Values, entity, entity_id, name
from detente.desk.export.lookup import Known, known_of
from detente.desk.export.selection import Row, Selection, Written
from detente.desk.formats import jsontext

_AT_ONCE = 1000
_PUBLIC = {"GOV", "MIL", "LEG", "JUD", "SPY"}  # sectors of PLOVER that are a state's own
_SCHEMATA = {"person": "Person", "state": "PublicBody", "outlet": "Organization"}
_NOTHING = {None, "", "unknown", "unspecified"}
_WORDS = {
    "call": "call", "video": "video call", "in-person": "meeting", "message": "message",
    "unspecified": "contact",
}  # fmt: skip


def write(selection: Selection, out: TextIO) -> Written:
    """Write the entities of contacts or moves, and of all that they name."""
    written = Written()
    jsontext.write_lines(_entities(selection, written), out)
    return written


def _entities(selection: Selection, written: Written) -> Iterator[Row]:
    seen: set[str] = set()
    for rows in selection.parts(_AT_ONCE):
        graph = _Graph(known_of(selection.record, rows), written, seen)
        for row in rows:
            yield from graph.contact(row) if selection.kind == "contacts" else graph.move(row)
            written.items += 1


@dataclass
class _Graph:
    """Makes the entities of some rows; those that were made before are only named."""

    known: Known
    written: Written
    seen: set[str]
    made: list[Row] = field(default_factory=list)

    def contact(self, row: Row) -> Iterator[Row]:
        """A contact, after what it names that was not there yet."""
        sides = {party: self._side(party) for party in row["parties"]}
        people = [self._actor(who) for who in row["participants"]]
        asked = sides if row["initiator"] == "both" else {row["initiator"]} & sides.keys()
        held = "" if row["status"] == "held" else f" ({row['status']})"
        yield from self._event(
            "contacts",
            row,
            {
                "name": name(f"{_sides(row['parties'])}: {_WORDS[row['mode']]}{held}"),
                "date": [row["date"], *(other["date"] for other in row["other_dates"])],
                "organizer": [sides[party] for party in row["parties"] if party in asked],
                "involved": [*sides.values(), *people],
                "keywords": _keywords(row, ("mode", "level", "status", "outcome")),
                "description": [_described(row)],
                "publisher": row["outlets"],
            },
        )

    def move(self, row: Row) -> Iterator[Row]:
        """A move, after what it names that was not there yet."""
        source, target = (self._actor(row[end]) for end in ("source", "target"))
        ends = [row[end]["name"] for end in ("source", "target")]
        sides = [self._side(row[end]["party"]) for end in ("source", "target")]
        status = "" if row["status"] == "reported" else f" ({row['status']})"
        yield from self._event(
            "moves",
            row,
            {
                "name": name(f"{' → '.join(ends)}: {row['type']}{status}", row["type"]),
                "date": [row["date"]],
                "organizer": [source, sides[0]],
                "involved": [target, sides[1]],
                "keywords": _keywords(row, ("type", "code", "status")),
            },
        )

    def _event(self, kind: str, row: Row, values: Values) -> Iterator[Row]:
        documents = [self.known.documents[k] for k in row["reports"] if k in self.known.documents]
        place = row["place"]
        common: Values = {
            "country": map(alpha_2, row["parties"]),
            "location": [place["text"] if place else None],
            "summary": [span["text"] for span in row["evidence"]],
            "recordId": [row["id"]],
            "proof": [self._document(document) for document in documents],
            "sourceUrl": [document["url"] for document in documents],
        }
        self._add("Event", entity_id(kind, row["id"]), {**values, **common})
        yield from self.made
        self.made.clear()

    def _side(self, party: str | None) -> str | None:
        if party in {None, "?"}:
            return None
        schema = "PublicBody" if is_country(party) else "Organization"
        values: Values = {"name": name(name_of(party), party), "country": [alpha_2(party)]}
        return self._add(schema, entity_id("side", party), values)

    def _actor(self, who: Row) -> str | None:
        facts = self.known.actors.get(who["actor"], {"kind": None, "country": None, "sector": None})
        party = who["party"]
        if facts["kind"] == "state" or (party and who["name"] == name_of(party)):
            return self._side(party)
        country = facts["country"]
        return self._add(
            _schema(facts),
            entity_id("actor", who["actor"]),
            {
                "name": name(who["name"], who["actor"]),
                "country": [alpha_2(country) if country else None],
                "classification": [facts["kind"]],
                "sector": [facts["sector"]],
            },
        )

    def _document(self, document: Row) -> str:
        title = document["title"] or document["outlet"] or document["key"]
        values: dict[str, Sequence[str | None]] = {
            "title": [title],
            "author": [document["byline"]],
            "publisher": [document["outlet"]],
            "publishedAt": [_utc(document["published_at"])],
            "sourceUrl": [document["url"]],
            "language": [document["language"]],
        }
        schema = "Article" if document["kind"] == "report" else "Document"
        if schema == "Document":
            values["fileName"] = [title]
        return self._add(schema, entity_id("document", document["key"]), values)

    def _add(self, schema: str, identity: str, values: Values) -> str:
        if identity not in self.seen:
            self.seen.add(identity)
            self.made.append(entity(schema, identity, values, self.written.left_out))
        return identity


def _schema(facts: Mapping[str, str | None]) -> str:
    kind = facts["kind"] or ""
    if kind == "organization":
        return "PublicBody" if facts["sector"] in _PUBLIC else "Organization"
    return _SCHEMATA.get(kind, "LegalEntity")


def _sides(parties: Sequence[str]) -> str:
    return " – ".join(name_of(party) or party for party in parties)


def _keywords(row: Row, names: Sequence[str]) -> list[str | None]:
    return [row[name] for name in names if row[name] not in _NOTHING]


def _described(row: Row) -> str:
    told = [
        ("level", row["level"]),
        ("initiator", row["initiator"]),
        ("mediators", ", ".join(name_of(party) or party for party in row["mediators"])),
        ("outcome", row["outcome"]),
    ]
    return "; ".join(f"{label}: {value}" for label, value in told if value not in _NOTHING)


def _utc(moment: str | None) -> str | None:
    """A moment as the library takes it: in UTC, which is not said; without a zone, as it is."""
    if not moment:
        return None
    at = datetime.fromisoformat(moment)
    return (at.astimezone(UTC) if at.tzinfo else at).replace(tzinfo=None).isoformat()
