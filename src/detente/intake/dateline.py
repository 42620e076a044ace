"""Datelines: "WASHINGTON (Reuters) -", "BEIJING, Sept. 10 (Xinhua) --", "MOSCOW —"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from detente.intake.dates import DATE

_LONGEST = 120
_DASH = re.compile(r"\s*(?:--+|[–—]|\s-)\s*")
_AGENCY = re.compile(r"\(([A-Z][\w.&'’ -]{1,30})\)\s*$")
_DAY = r"(?:[A-Z][a-z]{2,8}\.?\s+\d{1,2}|\d{1,2}\s+[A-Z][a-z]{2,8})(?:,?\s+\d{4})?"
_ENDS_IN_DAY = re.compile(rf"[,.]?\s*{_DAY}\s*,?$")
# Some agencies need no dash: "New Delhi, Sep 10 (PTI)", "MOSCOW, September 10. /TASS/."
_UNDASHED = re.compile(
    rf"^(?P<front>[^()/]{{2,40}}?,\s+{_DAY})\.?\s+"
    r"(?:\((?P<agency>[A-Z][\w.&'’ -]{1,30})\)|/(?P<barred>[A-Z][\w.&'’ -]{1,30})/)[:.]?\s+(?=\S)"
)
_WORD = re.compile(r"^(?:[^\W\d_a-z][\w.'’-]*|\[\w+\]|d[aeiou]|of|and|the|al|el)$")
_MOST_WORDS = 5


@dataclass(frozen=True, slots=True)
class Dateline:
    """Which agency filed a report, and when (only where the year is given)."""

    outlet: str | None = None
    published: str | None = None


def read_dateline(paragraph: str) -> Dateline | None:
    """Read the dateline a first paragraph may begin with; it stays in the text."""
    undashed = _UNDASHED.match(paragraph)
    if undashed:
        return _read(undashed["front"], undashed["agency"] or undashed["barred"], "")
    dash = _DASH.search(paragraph[:_LONGEST], 1)
    if dash is None:
        return None
    front = paragraph[: dash.start()].strip()
    agency = _AGENCY.search(front)
    if agency:
        return _read(front[: agency.start()].strip(), agency[1], dash[0])
    return _read(front, None, dash[0])


def _read(front: str, agency: str | None, dash: str) -> Dateline | None:
    date = DATE.search(front)
    place = front.replace(date[0], "") if date else _ENDS_IN_DAY.sub("", front)
    has_day = place != front
    place = place.strip(" ,")
    loud = place.isupper() or ("," in place and dash.strip() in {"—", "--"})
    if not (agency or has_day or loud) or (place and not _is_place(place)):
        return None
    return Dateline(agency, date[0] if date else None)


def _is_place(place: str) -> bool:
    words = re.split(r"[\s,/]+", place)
    return len(words) <= _MOST_WORDS and all(_WORD.match(word) for word in words if word)
