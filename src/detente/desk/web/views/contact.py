"""One contact: every field by whom it is told, who took part, what came before, what is judged."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from detente.actors import name_of
from detente.desk.telling import phrases
from detente.desk.telling.contactfacts import CHOSEN, VAGUE, say, tags, value_of, when
from detente.desk.telling.recorddocuments import Documents
from detente.desk.telling.recordfacts import (
    claimed,
    claims_about,
    counted,
    judged,
    judgements_about,
)
from detente.desk.web.desk import Desk
from detente.desk.web.views.tellers import teller

Row = dict[str, Any]
RULES = {
    "corrected": "put right by hand",
    "agreed": "sources of more than one side say so",
    "official": "the official texts that tell it say so",
    "most sources": "no other value is told by more stories",
    "only value": "nobody says anything else",
    "disputed": "as many stories say one as the other: left open",
}
_MODES = {"call": "Call", "video": "Video call", "in-person": "Meeting", "message": "Message"}


class Place(BaseModel):
    """A document, and the words there that tell of a contact."""

    outlet: str = Field(description="Who published it; else its title, else its key.")
    document: str
    start: int | None = None
    end: int | None = None
    text: str | None = None


class Value(BaseModel):
    """One value of a field, and who tells it."""

    value: str
    chosen: bool
    sides: list[str] = Field(description="The sides whose own sources tell it so.")
    stories: int
    by: list[Place]


class FieldTold(BaseModel):
    """A field: what was chosen, by which rule, among what."""

    name: str
    value: str | None
    rule: str
    values: list[Value]
    judgement: Row | None = Field(description="The judgement that put it right, if one did.")


class Neighbour(BaseModel):
    """Another contact, in a line."""

    id: str
    parties: list[str]
    about: str


class Source(BaseModel):
    """A document that tells of the contact, with the words, and those that copy it."""

    document: str
    outlet: str | None
    title: str | None
    kind: str
    published_at: str | None
    words: list[Place]
    mentions: list[str]
    copies: list[Source]


class Claim(BaseModel):
    """What a report claims about how many contacts there were, and what the record says of it."""

    claim: str
    by: Place
    verdict: str | None = Field(description="None for a claim that cannot be counted.")
    counted: str
    found: list[Neighbour]
    missing: int


class Whole(BaseModel):
    """A contact as `detente contact --format json` gives it, and what stands around it."""

    model_config = ConfigDict(extra="allow")

    id: str
    parties: list[str]
    followed_by: list[str] = Field(description="The contacts that have this one as their reason.")
    claims: list[Row] = Field(description="Counts that count it, with the record's verdict.")
    judgements: list[Row] = Field(description="What people judged of it, also what was undone.")
    copies: dict[str, str] = Field(description="Of which document each of `reports` is a copy.")


def own_id(desk: Desk, wanted: str) -> str:
    """The id of a contact, given that or the id of any mention of it.

    Raises:
        RecordError: there is none.

    """
    return str(desk.record.contact(wanted)["id"])


def whole(desk: Desk, wanted: str) -> Whole:
    """Gather a contact for a program."""
    record = desk.record
    with record.at_once():
        row = record.contact(wanted)
        return Whole(
            **row,
            followed_by=[other["id"] for other in record.followed_by(row)],
            claims=claims_about(row, record),
            judgements=judgements_about(row, record),
            copies=record.stories(*row["reports"]),
        )


def contact(desk: Desk, wanted: str) -> Row:
    """Gather a contact for its page."""
    with desk.record.at_once():
        row = desk.record.contact(wanted)
        return _Shown(desk, row).whole()


class _Shown:
    """A contact as its page shows it."""

    def __init__(self, desk: Desk, row: Row) -> None:
        self.record, self.row = desk.record, row
        self.documents = Documents(desk.record)
        self.known = desk.record.documents(*row["reports"])
        self.judgements = judgements_about(row, desk.record)
        self.words: dict[str, Row] = {}
        for span in row["evidence"]:
            self.words.setdefault(span["document"], span)

    def whole(self) -> Row:
        row = self.row
        return {
            "row": row,
            "title": title(row),
            "told": None if row["date"] else when(row, self.documents),
            "tags": tags(row, self.documents)[1:],
            "other_dates": self._other_dates(),
            "fields": [self._field(name) for name in CHOSEN],
            "sides": [(p, [w for w in row["participants"] if w["party"] == p])
                      for p in row["parties"]],
            "tone": [(tone, self._first(tone["document"])) for tone in row["tone"]],
            "spans": [(label, self._spans(row[label])) for label in ("topics", "purpose")],
            "duration": self._spans([row["duration"]] if row["duration"] else []),
            "statements": list(self._statements()),
            "follows": [self._neighbour(self.record.contact(i)) for i in row["follows"]],
            "followed_by": [self._neighbour(other) for other in self.record.followed_by(row)],
            "claims": list(self._claims()),
            "sources": self._sources(),
            "links": [self._link(link) for link in row["links"]],
            "judgements": [j | {"said": judged(j)} for j in reversed(self.judgements)],
            "heard": sorted({s for v in row["values"].get("status", ()) for s in v["sides"]}),
            "rules": RULES,
        }  # fmt: skip

    def _field(self, name: str) -> FieldTold:
        values = self.row["values"].get(name, [])
        rule = self.row["rules"].get(name, "not told")
        by_hand = [j for j in self.judgements if j["stands"] and j["field"] == name]
        return FieldTold(
            name=name,
            value=told_as(name, value_of(self.row, name)),
            rule=rule,
            values=[self._value(name, v) for v in values if v["value"] != VAGUE.get(name)],
            judgement=by_hand[-1] if rule == "corrected" and by_hand else None,
        )

    def _other_dates(self) -> list[Row]:
        """Days by other clocks, and those that are not among the values anyway."""
        told = {value["value"] for value in self.row["values"].get("date", ())}
        return [d for d in self.row["other_dates"] if d["date_zone"] or d["date"] not in told]

    def _value(self, name: str, value: Row) -> Value:
        place = self.row["place"] if name == "place" else None
        tellers: dict[str, Place] = {}
        for key in value["reports"]:
            at = place if place and place["document"] == key and value["chosen"] else None
            told = self._place(at) if at else self._first(key)
            tellers.setdefault(told.outlet, told)
        return Value(
            value=told_as(name, value["value"]) or "not told",
            chosen=value["chosen"],
            sides=value["sides"],
            stories=value["stories"],
            by=list(tellers.values()),
        )

    def _first(self, document: str) -> Place:
        """The first words of a document that tell of the contact."""
        span = self.words.get(document)
        return self._place(span) if span else Place(outlet=self._name(document), document=document)

    def _place(self, span: Row) -> Place:
        return Place(
            outlet=self._name(span["document"]), document=span["document"],
            start=span["start"], end=span["end"], text=span["text"],
        )  # fmt: skip

    def _name(self, document: str) -> str:
        """What a document goes by; of a table or data set too, which has no words."""
        known = self.known.get(document, {})
        return teller(known) or self.documents.origin(document)

    def _spans(self, spans: list[Row]) -> list[tuple[Place, str | None]]:
        return [(self._place(s), (s.get("by") or {}).get("name")) for s in spans]

    def _statements(self) -> Iterator[tuple[str, Place]]:
        said = self.record.said(self.row["according_to"])
        for id_ in self.row["according_to"]:
            spans = said.get(id_)
            place = self._place(spans[0]) if spans else self._first(id_.rpartition("-")[0])
            yield self.documents.sayers(id_), place

    def _neighbour(self, row: Row) -> Neighbour:
        about = " · ".join(tags(row, self.documents))
        return Neighbour(id=row["id"], parties=row["parties"], about=about)

    def _claims(self) -> Iterator[Claim]:
        for claim in claims_about(self.row, self.record):
            evidence = claim["claim"] != "never" and claim["claim"].get("evidence")
            by = self._first(claim["document"])
            if evidence:
                by = self._place(evidence[0] | {"document": claim["document"]})
            yield Claim(
                claim=claimed(claim), by=by, verdict=claim["verdict"], counted=counted(claim),
                found=[self._neighbour(self.record.contact(i)) for i in claim["found"]],
                missing=claim["missing"],
            )  # fmt: skip

    def _sources(self) -> list[Source]:
        """The documents that tell it, each story told first by one, its copies beneath."""
        stories = self.record.stories(*self.row["reports"])
        found: dict[str, Source] = {}
        for key in sorted(self.row["reports"], key=lambda key: key != stories[key]):
            source = self._source(key)
            first = found.setdefault(stories[key], source)
            if first is not source:
                first.copies.append(source)
        return sorted(found.values(), key=lambda s: self.row["reports"].index(s.document))

    def _source(self, key: str) -> Source:
        known = self.known[key]
        return Source(
            document=key, outlet=known["outlet"], title=known["title"], kind=known["kind"],
            published_at=known["published_at"],
            words=[self._place(s) for s in self.row["evidence"] if s["document"] == key],
            mentions=[m for m in self.row["mentions"] if m.rpartition("-")[0] == key],
            copies=[],
        )  # fmt: skip

    def _link(self, link: Row) -> Row:
        return link | {"names": [self._name(m.rpartition("-")[0]) for m in link["mentions"]]}


def title(row: Row) -> str:
    """What a contact is called: "Call between Greece and Turkey"."""
    *first, last = (name_of(party) or party for party in row["parties"])
    what = _MODES.get(row["mode"], "Contact")
    return f"{what} between {', '.join(first)} and {last}" if first else f"{what} of {last}"


def told_as(name: str, value: Any) -> str | None:
    """A field's value as a page shows it; None where there is none."""
    if value in {None, VAGUE.get(name)}:
        return None
    if name == "initiator":
        return "both sides" if value == "both" else name_of(value) or str(value)
    return phrases.quoted(value) if name == "place" else say(name, value)
