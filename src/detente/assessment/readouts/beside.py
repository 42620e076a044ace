"""A side's own text about a contact that the reader has not tied to it.

A readout may say "the President spoke with Vladimir Putin" and never which president. Where a side
has no text of its own among the reports of a contact, one is taken that its government or state
media published within days of it, and that names the other side's people who took part.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from detente.actors import name_of
from detente.assessment.readouts.tellers import teller_of
from detente.assessment.readouts.text import Text

if TYPE_CHECKING:
    from detente.record import Record

_EARLIEST, _LATEST = timedelta(days=-1), timedelta(days=4)  # of publication, from the contact
_LOOKED_AT = 50  # documents that hold the names


def texts_beside(record: Record, contact: dict[str, Any], sides: Sequence[str]) -> Iterator[Text]:
    """The texts of sides that have none of their own, one for each at most.

    Arguments:
        record: that holds them.
        contact: as the record gives it; where it has no day, that of its first report counts.
        sides: the parties that lack one.

    """
    day = _day(record, contact)
    for side in sides if day else ():
        for key, outlet in _near(record, contact, side, day):
            if teller_of(outlet, contact["parties"]) in {(side, "official"), (side, "state media")}:
                yield Text(key, record.report(key), tied=False)
                break


def _day(record: Record, contact: dict[str, Any]) -> date | None:
    told = contact["date"] or ""
    if len(told) < len("2021-09-09"):
        published = (d["published_at"] for d in record.documents(*contact["reports"]).values())
        told = min((p[:10] for p in published if p), default="")
    return date.fromisoformat(told) if told else None


def _near(
    record: Record, contact: dict[str, Any], side: str, day: date | None
) -> Iterator[tuple[str, str | None]]:
    """Documents of those days with the names of the others who took part, the best first."""
    others = [
        p["name"].split()[-1]
        for p in contact["participants"]
        if p["kind"] == "person" and p["party"] != side
    ]
    words = " ".join(f'"{name}"' for name in dict.fromkeys(others)) or _states(contact, side)
    keys = [row["key"] for row in record.search(words, limit=_LOOKED_AT)]
    known = record.documents(*keys)
    for key in keys:
        published = (known[key]["published_at"] or "")[:10]
        if key in contact["reports"] or known[key]["kind"] != "report" or not (day and published):
            continue
        if _EARLIEST <= date.fromisoformat(published) - day <= _LATEST:
            yield key, known[key]["outlet"]


def _states(contact: dict[str, Any], side: str) -> str:
    return " ".join(f'"{name_of(p)}"' for p in contact["parties"] if p != side)
