"""Contacts and moves as PLOVER's events, one JSON object a line.

The fields are those of POLECAT (doi:10.7910/DVN/AJGVIT), which PLOVER's authors publish:
`event_id`, `event_date`, `event_type`, `event_mode`, `quad_code`, `intensity`, `contexts` (empty:
Détente codes none), `actor` and `recipient` (lists of `name`, `country`, `sector`), `location`,
`text`, `publication`, `publication_date`, `headline`, `url`, `coder`. Two are ours:

- `date_precision`: whether the day is told (`day`), is the first of a told `month` or `year`, or is
  that of the `publication`;
- `symmetric`: of a contact for which no side is told to have asked. There is an event for each of
  the sides as actor, and all of them are one contact.

PLOVER's events are what took place. Contacts that were not held, and moves that are only planned or
are denied, are left out and counted.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TextIO

from detente.actors import country_of, name_of
from detente.assessment import SCALE
from detente.desk.export.countries import is_country
from detente.desk.export.days import first_and_last
from detente.desk.export.lookup import Known, known_of
from detente.desk.export.selection import Row, Selection, Written
from detente.desk.formats import jsontext

CODER = "detente"
_AT_ONCE = 1000
_TOOK_PLACE = {"contacts": {"held", "ongoing"}, "moves": {"reported", "alleged"}}
_PRECISIONS = {4: "year", 7: "month", 10: "day"}  # by the length of a prefix date
_MODES = {"call": "phone", "video": "phone", "message": None}


def write(selection: Selection, out: TextIO) -> Written:
    """Write the events of contacts or moves."""
    written = Written()
    jsontext.write_lines(_events(selection, written), out)
    return written


def _events(selection: Selection, written: Written) -> Iterator[Row]:
    took_place = _TOOK_PLACE[selection.kind]
    for rows in selection.parts(_AT_ONCE):
        known = known_of(selection.record, rows)
        for row in rows:
            if row["status"] not in took_place:
                reason = f"{selection.kind} with status {row['status']}, no events of PLOVER"
                written.left_out[reason] += 1
                continue
            yield from _contact(row, known) if selection.kind == "contacts" else _move(row, known)
            written.items += 1


def _move(row: Row, known: Known) -> Iterator[Row]:
    kind, _, mode = (row["code"] or "").partition("-")  # POLECAT's codes are kept as TYPE-mode
    yield _event(
        row["id"], row["type"], mode if kind == row["type"] and mode else None,
        [_actor(row["source"], known)], [_actor(row["target"], known)], row, known,
    )  # fmt: skip


def _contact(row: Row, known: Known) -> Iterator[Row]:
    sides = {party: _side(party, row, known) for party in row["parties"]}
    asked = row["initiator"] if row["initiator"] in sides else None
    for party in [asked] if asked else sides:
        others = [who for other, side in sides.items() if other != party for who in side]
        number = row["id"] if asked else f"{row['id']}-{party}"
        event = _event(number, "CONSULT", _mode(row), sides[party], others, row, known)
        yield event | {"symmetric": asked is None}


def _event(  # noqa: PLR0913, PLR0917  (what tells a contact's event from a move's)
    number: str, kind: str, mode: str | None, actor: list[Row], recipient: list[Row], row: Row,
    known: Known,
) -> Row:  # fmt: skip
    told = next((known.documents[key] for key in row["reports"] if key in known.documents), {})
    published = (told.get("published_at") or "")[:10] or None
    day, precision = _dated(row["date"], published)
    place = row["place"]
    return {
        "event_id": number,
        "event_date": day,
        "date_precision": precision,
        "event_type": kind,
        "event_mode": mode,
        "quad_code": SCALE[kind].quad,
        "intensity": SCALE[kind].intensity,
        "contexts": [],
        "actor": actor,
        "recipient": recipient,
        "location": place["text"] if place else None,
        "text": " … ".join(span["text"] for span in row["evidence"]),
        "publication": told.get("outlet"),
        "publication_date": published,
        "headline": told.get("title"),
        "url": told.get("url"),
        "coder": CODER,
    }


def _dated(date: str | None, published: str | None) -> tuple[str | None, str | None]:
    first, _ = first_and_last(date)
    if date and first:
        return first.isoformat(), _PRECISIONS[len(date)]
    return published, "publication" if published else None


def _mode(row: Row) -> str | None:
    """PLOVER's mode of a contact: it tells visits, third places, gatherings and telephone apart."""
    if row["mode"] in _MODES:
        return _MODES[row["mode"]]
    if len(row["parties"]) > 2:
        return "multilateral"
    if row["mode"] == "in-person":
        at = country_of(row["place"]["text"]) if row["place"] else None
        return "visit" if at in {None, *row["parties"]} else "third-party"
    return None


def _side(party: str, row: Row, known: Known) -> list[Row]:
    """Who took part for a side; where nobody is told, the side itself."""
    people = [_actor(who, known) for who in row["participants"] if who["party"] == party]
    if people:
        return people
    state = is_country(party)
    return [
        {
            "name": name_of(party) or party,
            "country": party if state else None,
            "sector": "GOV" if state else "IGO",
        }
    ]


def _actor(who: Row, known: Known) -> Row:
    facts = known.actors.get(who["actor"], {})
    return {
        "name": who["name"],
        "country": facts.get("country"),
        "sector": facts.get("sector"),
    }
