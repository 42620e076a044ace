"""A side's own text about a contact that the reader has not tied to it.

A readout may say "the President spoke with Vladimir Putin" and never which president. Where a side
has no text of its own among the reports of a contact, one is taken that its government or state
media published within days of it, and that names the other side's people who took part; or else
the only one of those days whose first words name the other side ("with his Kyrgyz colleague").
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from detente.actors import adjective_of, name_of
from detente.assessment.readouts.tellers import parties_named, teller_of
from detente.assessment.readouts.text import Text

if TYPE_CHECKING:
    from detente.record import Record

_EARLIEST, _LATEST = timedelta(days=-1), timedelta(days=4)  # of publication, from the contact
_LOOKED_AT = 50  # documents that hold the names
_OPENING = 400  # characters


def texts_beside(record: Record, contact: dict[str, Any], sides: Sequence[str]) -> Iterator[Text]:
    """The texts of sides that have none of their own, one for each at most.

    Arguments:
        record: that holds them.
        contact: as the record gives it; where it has no day, that of its first report counts.
        sides: the parties that lack one.

    """
    day = _day(record, contact)
    for side in sides if day else ():
        near = _Near(record, contact, side, day)
        key = near.by_people() or near.by_state()
        if key is not None:
            yield Text(key, record.report(key), tied=False)


def _day(record: Record, contact: dict[str, Any]) -> date | None:
    told = contact["date"] or ""
    if len(told) < len("2021-09-09"):
        published = (d["published_at"] for d in record.documents(*contact["reports"]).values())
        told = min((p[:10] for p in published if p), default="")
    return date.fromisoformat(told) if told else None


@dataclass(frozen=True)
class _Near:
    """What one side published in the days of a contact."""

    record: Record
    contact: dict[str, Any]
    side: str
    day: date | None

    def by_people(self) -> str | None:
        """The one that best fits the names of the others who took part."""
        people = (p for p in self.contact["participants"] if p["party"] != self.side)
        names = dict.fromkeys(p["name"].split()[-1] for p in people if p["kind"] == "person")
        found = self._own(" ".join(f'"{name}"' for name in names)) if names else iter(())
        return next(found, None)

    def by_state(self) -> str | None:
        """The only one whose first words name another party, by its name or its adjective."""
        others = [p for p in self.contact["parties"] if p != self.side]
        words = (w for p in others for w in (name_of(p), adjective_of(p)) if w)
        keys = {key for word in words for key in self._own(f'"{word}"')}
        opening = [k for k in keys if parties_named(self._opening(k), others)]
        return opening[0] if len(opening) == 1 else None

    def _own(self, words: str) -> Iterator[str]:
        """The side's own texts of these days that hold some words, the best first."""
        keys = [row["key"] for row in self.record.search(words, limit=_LOOKED_AT)]
        known = self.record.documents(*keys)
        for key in keys:
            document = known[key]
            published = (document["published_at"] or "")[:10]
            if key in self.contact["reports"] or document["kind"] != "report":
                continue
            if not (self.day and published):
                continue
            near = _EARLIEST <= date.fromisoformat(published) - self.day <= _LATEST
            teller = teller_of(document["outlet"], self.contact["parties"])
            if near and teller and teller[0] == self.side:
                yield key

    def _opening(self, key: str) -> str:
        return self.record.report(key).document.text[:_OPENING]
