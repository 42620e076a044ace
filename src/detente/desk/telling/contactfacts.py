"""A contact of a record told in labelled lines: in brief, for a list, and whole, by itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from detente.desk.telling import phrases
from detente.desk.telling.facts import Fact, Line, Piece, Told
from detente.desk.telling.recorddocuments import Documents

Row = dict[str, Any]
# The fields that are chosen among what is told, in the order in which they are shown.
CHOSEN = ("date", "level", "mode", "status", "initiator", "outcome", "place")
_UNDISPUTED = {None, "only value", "not told"}
# What a field holds where nothing is known of it; others hold nothing.
VAGUE = {"mode": "unspecified", "outcome": "unknown"}


def brief(row: Row, documents: Documents) -> Told:
    """Tell a contact in a few lines: what it was, who took part, who tells it, what is disputed."""
    facts = [
        *(fact(name, [choice(row, name, documents)]) for name in CHOSEN if _is_listed(row, name)),
        fact("took part", [", ".join(map(_participant, row["participants"]))]),
        fact("told in", [_telling(row)]),
    ]
    return Told(
        row["id"], "contact", phrases.pair(row["parties"]), tags(row, documents), filled(facts)
    )


def shipped(row: Row) -> Fact:
    """Tell what a table's row says beside its fields: place, words, address."""
    told = (row.get("shipped") or {}).items()
    return fact("in the table", (f"{name}: {phrases.quoted(str(value))}" for name, value in told))


def whole(row: Row, documents: Documents, more: Iterable[Fact]) -> Told:
    """Tell a contact with all that led to it.

    Args:
        row: as the record gives it.
        documents: of the record.
        more: what else the record knows about it: earlier contacts, claims, judgements.

    """
    facts = [
        *(fact(name, _told_so(row, name, documents)) for name in CHOSEN),
        fact(
            "other dates",
            (_dated(other["date"], other["date_zone"]) for other in row["other_dates"]),
        ),
        fact("none since", [phrases.day(row["since"])] if row["since"] else []),
        fact("took part", map(_participant, row["participants"])),
        fact("mediators", [", ".join(row["mediators"])]),
        fact("duration", [phrases.quoted(row["duration"]["text"])] if row["duration"] else []),
        fact("topics", (phrases.quoted(topic["text"]) for topic in row["topics"])),
        fact("purpose", (phrases.quoted(p["text"]) + _by(p["by"]) for p in row["purpose"])),
        fact("tone", map(_tone, row["tone"])),
        fact("count", (f"{count(c)} – {documents.origin(c['document'])}" for c in row["counts"])),
        fact("evidence", (_evidence(span, documents) for span in row["evidence"])),
        fact("according to", (f"{documents.sayers(s)} ({s})" for s in row["according_to"])),
        shipped(row),
        fact("told in", [_telling(row), *map(documents.told, row["reports"])]),
        fact("mentions", row["mentions"] if len(row["mentions"]) > 1 else []),
        fact("put together", map(_link, row["links"])),
        *more,
    ]
    return Told(
        row["id"], "contact", phrases.pair(row["parties"]), tags(row, documents), filled(facts)
    )


def tags(row: Row, documents: Documents) -> list[str]:
    """Say in a few words what a contact was: when, level, mode, status."""
    status = f"{row['status']}, overdue" if row.get("overdue") else row["status"]
    return [when(row, documents), row["level"] or "level unknown", row["mode"], status]


def when(row: Row, documents: Documents) -> str:
    """Say when a contact was; where that is not told, when it was first told of."""
    if row["date"]:
        between = f", {phrases.days(*row['date_range'])}" if row.get("date_range") else ""
        return _dated(row["date"], row["date_zone"]) + between
    told = documents.day(row["reports"][0])
    return f"told {told}" if told else "undated"


def choice(row: Row, name: str, documents: Documents) -> str:
    """Say what was chosen for a field, and where it is disputed, among what and by which rule."""
    rule, values = row["rules"].get(name), row["values"].get(name, [])
    chosen = say(name, value_of(row, name))
    if rule in _UNDISPUTED:
        return chosen if _tells(row, name) else ""
    told = ", ".join(
        f"{say(name, v['value'])} ({', '.join(_tellers(row, v, documents))})" for v in values
    )
    if rule == "corrected":
        return f"{chosen}, corrected by hand; told: {told or 'nothing'}"
    if rule == "disputed":
        return f"disputed: {told}; left open"
    return f"disputed: {told}; chosen: {chosen} ({rule})"


def say(name: str, value: Any) -> str:
    """Say a value of a field."""
    if value is None:
        return "none"
    return phrases.day(value) if name == "date" else str(value)


def count(claim: Row) -> str:
    """Say what a report claims about how many contacts there were."""
    from detente.model import Count  # noqa: PLC0415  (loads pydantic)

    return phrases.count(Count.model_construct(**claim))


def many(number: int, one: str, several: str) -> str:
    """Say how many there are of something."""
    return f"{number} {one if number == 1 else several}"


def fact(label: str, lines: Iterable[str]) -> Fact:
    """Make a fact of plain lines; empty ones are left out."""
    return Fact(label, [(Piece(line),) for line in lines if line])


def column(label: str, value: object) -> Fact:
    """Make a fact that is a column of a table; there even an empty one has its place."""
    return Fact(label, [(Piece(str(value)),)])


def filled(facts: Iterable[Fact]) -> list[Fact]:
    """Keep the facts that say something."""
    return [each for each in facts if each.lines]


def linked(id_: str, about: str = "") -> Line:
    """Make a line that leads to another item."""
    return (Piece(id_, item=id_), Piece(f": {about}" if about else ""))


def _is_listed(row: Row, name: str) -> bool:
    """Whether a list has a line for a field: the head has some of them, unless in dispute."""
    if row["rules"].get(name) not in _UNDISPUTED:
        return True
    return name in {"initiator", "outcome", "place"} and _tells(row, name)


def _tells(row: Row, name: str) -> bool:
    return value_of(row, name) not in {None, VAGUE.get(name)}


def value_of(row: Row, name: str) -> Any:
    """What a contact's field holds; of a place its words."""
    return row[name]["text"] if name == "place" and row[name] else row[name]


def _told_so(row: Row, name: str, documents: Documents) -> Iterator[str]:
    """Say a field, then who tells it how, and what chose."""
    chosen = say(name, value_of(row, name))
    values, rule = row["values"].get(name, []), row["rules"].get(name)
    said = [f"{say(name, v['value'])} – {_telling_so(row, v, documents)}" for v in values]
    if len(said) == 1 and rule in _UNDISPUTED:
        yield said[0]
    elif rule:
        yield f"{chosen} (rule: {rule})"
        yield from said
    elif _tells(row, name):
        yield chosen


def _telling_so(row: Row, value: Row, documents: Documents) -> str:
    sides = f", for {', '.join(value['sides'])}" if value["sides"] else ""
    stories = many(value["stories"], "story", "stories")
    return f"{', '.join(_tellers(row, value, documents))} ({stories}{sides})"


def _tellers(row: Row, value: Row, documents: Documents) -> list[str]:
    """Name those who tell a value; a document without an outlet stands there by its key."""
    return [documents.origin(by) if by in row["reports"] else by for by in value["by"]]


def _telling(row: Row) -> str:
    if row["by_hand"]:
        return "a note by hand"
    stories = many(row["stories"], "story", "stories")
    reports = f" in {many(len(row['reports']), 'report', 'reports')}"
    by = f": {', '.join(row['outlets'])}" if row["outlets"] else ""
    return f"{stories}{reports if len(row['reports']) != row['stories'] else ''}{by}"


def _dated(date: str, zone: str | None) -> str:
    return phrases.day(date) + (f" ({zone})" if zone else "")


def _participant(one: Row) -> str:
    rank = f"{one['party']}, {one['level']}" if one["level"] else one["party"]
    return f"{one['name']} ({rank})"


def _tone(tone: Row) -> str:
    return (phrases.quoted(tone["word"]) if tone["quoted"] else tone["word"]) + _by(tone["by"])


def _by(actor: Row | None) -> str:
    return f" – {actor['name']}" if actor else ""


def _evidence(span: Row, documents: Documents) -> str:
    return f"{documents.origin(span['document'])}: {phrases.quoted(span['text'])}"


def _link(link: Row) -> str:
    why = "; ".join(f"{reason['why']} ({reason['weight']:+g})" for reason in link["reasons"])
    return f"{' and '.join(link['mentions'])}, score {link['score']:g}: {why}"
