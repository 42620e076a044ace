"""A record's moves, statements, documents, claims and judgements told in labelled lines."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any

from detente.desk.telling import phrases
from detente.desk.telling.contactfacts import (
    column,
    count,
    fact,
    filled,
    linked,
    say,
    shipped,
    tags,
)
from detente.desk.telling.facts import Fact, Line, Told
from detente.desk.telling.judgements import judgements

if TYPE_CHECKING:
    from detente.desk.telling.recorddocuments import Documents
    from detente.record import Record

Row = dict[str, Any]


def move(row: Row, documents: Documents) -> Told:
    """Tell a move: who did what to whom, in whose words."""
    statuses = [status for status in row["statuses"] if status != row["status"]]
    reports = len(row["reports"])
    facts = [
        fact("place", [phrases.quoted(row["place"]["text"])] if row["place"] else []),
        fact("evidence", (phrases.quoted(span["text"]) for span in row["evidence"])),
        shipped(row),
        fact("also told as", [", ".join(statuses)]),
        fact("reciprocal", [f"with {row['reciprocal']}" if row["reciprocal"] else ""]),
        fact("told in", [", ".join(map(documents.origin, row["reports"]))]),
        fact("stories", [f"{row['stories']} in {reports} reports" if reports > 1 else ""]),
        fact("code", [row["code"] or ""]),
    ]
    told = documents.day(row["reports"][0]) if not row["date"] else None
    date = phrases.day(row["date"]) if row["date"] else f"told {told}" if told else "undated"
    title = f"{row['source']['name']} → {row['target']['name']}"
    head = [date, row["type"], phrases.pair(row["parties"], " → "), row["status"]]
    return Told(row["id"], "move", title, head, filled(facts))


def statement(row: Row) -> Told:
    """Tell a statement: who said what, through whom, where."""
    source = " ".join(span["text"] for span in row["source"])
    title = " → ".join(actor["name"] for actor in row["chain"]) or source or "source not told"
    stance = row["stance"] if row["stance"] != "factual" else None
    facts = [
        fact("content", (phrases.quoted(span["text"]) for span in row["content"])),
        fact("told in", [_published(row)]),
        Fact("about", [linked(item) for item in row["about"]]),
    ]
    head = [part for part in (row["party"], row["kind"], stance) if part]
    return Told(row["id"], "statement", title, head, filled(facts))


def document(row: Row) -> Told:
    """Tell a document that was found, with the words that were sought."""
    facts = [fact("words", [row["snippet"]]), fact("told in", [_published(row)])]
    return Told(row["key"], "document", row["title"] or "Untitled", [], filled(facts))


def claim(row: Row, record: Record, documents: Documents) -> Told:
    """Tell a claim: what was counted, by whom, what the record has, and what it lacks."""
    label = "contradicted by" if row["verdict"] == "contradicted" else "in the record"
    facts = [
        fact("claim", [claimed(row)]),
        fact("counted", [counted(row)]),
        Fact(label, [_found(id_, record, documents) for id_ in row["found"]]),
        fact("missing", [f"{row['missing']} of those counted" if row["missing"] else ""]),
        Fact("told of", [linked(row["contact"])] if row["contact"] not in row["found"] else []),
    ]
    head = [row["verdict"], row["outlet"] or documents.origin(row["document"])]
    return Told(row["mention"], "claim", phrases.pair(row["parties"]), head, filled(facts))


def claimed(row: Row) -> str:
    """Say what a claim claims."""
    if row["claim"] == "never":
        since = f" since {phrases.day(row['from'])}" if row["from"] else ""
        return f"none so far{since}"
    return count(row["claim"])


def judgement(row: Row) -> Told:
    """Tell a judgement: what, by whom, when, why, and whether it stands; each fact is a column."""
    facts = [
        column("number", row["id"]),
        column("judgement", judged(row)),
        column("by", row["user"]),
        column("on", datetime.fromisoformat(row["made_at"]).strftime("%Y-%m-%d %H:%M")),
        column("reason", row["reason"] or ""),
        column("", "" if row["stands"] else "undone"),
    ]
    return Told(str(row["id"]), "judgement", judged(row), [], facts)


def judged(row: Row) -> str:
    """Say what was judged."""
    subject = mention_of(row["subject"])
    match row["verdict"]:
        case "same":
            return f"{subject} and {mention_of(row['object'])} are one contact"
        case "different":
            return f"{subject} and {mention_of(row['object'])} are two contacts"
        case "reject":
            return f"{subject} is no contact"
        case "correct":
            return f"{row['field']} of {subject} is {say(row['field'], row['value'])}"
    return f"{row['undoes']} is undone"


def known_of(contact: Row, record: Record, documents: Documents) -> Iterator[Fact]:
    """Tell what else a record knows of a contact: what it follows, claims, judgements."""
    yield Fact("follows", [_found(id_, record, documents) for id_ in contact["follows"]])
    yield fact(
        "claims",
        (
            f"{claimed(c)} – {documents.origin(c['document'])}: {c['verdict']}"
            for c in claims_about(contact, record)
        ),
    )
    own = (j for j in judgements_about(contact, record) if j["stands"])
    yield fact("judged", (f"{j['id']}: {judged(j)}, by {j['user']}" for j in own))


def claims_about(contact: Row, record: Record) -> list[Row]:
    """The claims that count a contact, or are told with it."""
    return [
        claim
        for claim in record.claims(*contact["parties"])
        if contact["id"] in {claim["contact"], *claim["found"]}
    ]


def judgements_about(contact: Row, record: Record) -> list[Row]:
    """The judgements on any mention of a contact, standing or undone, in their order."""
    mentions = set(contact["mentions"])
    return [j for j in judgements(record) if mentions_of(j) & mentions]


def mentions_of(judgement: Row) -> set[str]:
    """The ids of the mentions that a judgement is about."""
    return {mention_of(anchor) for anchor in (judgement["subject"], judgement["object"]) if anchor}


def mention_of(anchor: Row) -> str:
    """The id of the mention that a judgement names as its subject or object."""
    return f"{anchor['document']}-{anchor['local']}"


def _found(id_: str, record: Record, documents: Documents) -> Line:
    return linked(id_, " · ".join(tags(record.contact(id_), documents)))


def counted(row: Row) -> str:
    """Say which contacts a claim counts: held ones, of a level and mode, between two days."""
    start = f"from {phrases.day(row['from'])} " if row["from"] else ""
    level = f"{row['level']} level" if row["level"] else None
    return " · ".join(filter(None, [level, row["mode"], f"{start}to {phrases.day(row['to'])}"]))


def _published(row: Row) -> str:
    at = row["published_at"]
    published = phrases.moment(datetime.fromisoformat(at)) if at else "undated"
    return ", ".join(part for part in (row["outlet"], published) if part)
