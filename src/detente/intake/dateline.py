"""Datelines: "WASHINGTON (Reuters) -", "BEIJING, Sept. 10 (Xinhua) --", "KABUL (Pajhwok):"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from detente.intake.dates import DATE

_LONGEST = 120
_DASH = re.compile(r"\s*(?:--+|[–—]|\s-)\s*")
_AGENCY = re.compile(r"\(([A-Z][\w.&'’ -]{1,30})\)\s*$")
_DAY = (
    r"(?:[A-Z][A-Za-z]{2,8}\.?\s+\d{1,2}|\d{1,2}(?:st|nd|rd|th)?\s+[A-Z][\w’'-]{2,12}\.?)"
    r"(?:,?\s+\d{4})?"
)
_ENDS_IN_DAY = re.compile(rf"[,.]?\s*{_DAY}\s*,?$")
_CAPITAL = r"[^\W\d_a-z][\w.’'-]*"
_PLACE = rf"{_CAPITAL}(?:(?:,\s+|\s+|/|-)(?:d[aeiou]|of|and|the|al|el|\[\w+\]|{_CAPITAL})){{0,4}}?"
_STATE = rf"(?:\s+\({_CAPITAL}(?:\s{_CAPITAL}){{0,2}}\))?"
_NAME = r"[A-Z][\w.&'’ /-]{1,30}"
_OPENS = r"(?=[^\W\d_a-z]|[\"“‘'])"
# Some agencies need no dash: "New Delhi, Sep 10 (PTI)", "MOSCOW, September 10. /TASS/.",
# "KABUL (Pajhwok):", "Baku. 19 October. REPORT.AZ/", "Caracas, Oct 6 (EFE).-".
_MARKED = re.compile(
    rf"(?P<front>(?P<place>{_PLACE})(?P<day>{_STATE}[,.]\s+{_DAY})?)(?P<stop>[.,]?)\s+"
    rf"(?:\((?P<agency>{_NAME})\)|/(?P<barred>[A-Z][\w.&'’ -]{{1,30}})/"
    rf"|(?P<trailed>[A-Z][\w.]{{1,20}})/)(?P<mark>\s*[.:,]?\s*-{{0,3}})\s+{_OPENS}"
)
# "YEREVAN, OCTOBER 19, ARMENPRESS.", "Doha, 19 October:", "Damascus, SANA-"
_PLAIN = re.compile(
    rf"{_PLACE}(?:[,.]\s+{_DAY}(?:\s*:|[,.]\s+[A-Z]\w{{2,12}}\.)|[,.]\s+[A-Z]{{3,12}}-)\s+(?=\S)"
)
_IN_STATE = re.compile(rf"{_STATE}[,.]?\s*$")
_AFTER_DASH = re.compile(rf"\((?P<agency>{_NAME})\)[.:]?\s+{_OPENS}")
_WORD = re.compile(r"^(?:[^\W\d_a-z][\w.'’-]*|\[\w+\]|d[aeiou]|of|and|the|al|el)$")
_MOST_WORDS = 5


@dataclass(frozen=True, slots=True)
class Dateline:
    """Which agency filed a report, and when (only where the year is given)."""

    outlet: str | None = None
    published: str | None = None


def read_dateline(paragraph: str) -> Dateline | None:
    """Read the dateline a first paragraph may begin with; it stays in the text."""
    marked = _marked(paragraph)
    if marked:
        agency = marked["agency"] or marked["barred"] or marked["trailed"]
        return _read(marked["front"], agency, "")
    dash = _DASH.search(paragraph[:_LONGEST], 1)
    if dash is None:
        return None
    front = paragraph[: dash.start()].strip()
    agency = _AGENCY.search(front)
    if agency:
        return _read(front[: agency.start()].strip(), agency[1], dash[0])
    return _read(front, None, dash[0])


def undashed_end(paragraph: str) -> int:
    """Where a dateline that ends in no dash of its own ends.

    Arguments:
        paragraph: a report's first.

    Returns:
        The offset of what follows; 0 where there is no such dateline.

    """
    found = _marked(paragraph) or _PLAIN.match(paragraph[:_LONGEST])
    return found.end() if found else 0


def agency_end(text: str) -> int:
    """Where an agency in brackets right after a dateline's dash ends: "BEIJING — (Xinhua)"."""
    found = _AFTER_DASH.match(text)
    return found.end() if found else 0


def _marked(paragraph: str) -> re.Match[str] | None:
    """A place, with or without a day, and an agency in brackets or between bars.

    "Mark Rutte (VVD):" is none: without a day, a comma or a loud place, the place is one word or
    a dash follows.
    """
    found = _MARKED.match(paragraph[:_LONGEST])
    if found is None:
        return None
    mark = found["mark"].strip()
    short = mark and (mark.endswith("-") or len(found["place"].split()) == 1)
    sure = found["day"] or found["stop"] or short or found["place"].isupper() or found["barred"]
    return found if sure else None


def _read(front: str, agency: str | None, dash: str) -> Dateline | None:
    date = DATE.search(front)
    place = front.replace(date[0], "") if date else _ENDS_IN_DAY.sub("", front)
    has_day = place != front
    place = _IN_STATE.sub("", place)
    place = place.strip(" ,.")
    loud = place.isupper() or ("," in place and dash.strip() in {"—", "--"})
    if not (agency or has_day or loud) or (place and not _is_place(place)):
        return None
    return Dateline(agency, date[0] if date else None)


def _is_place(place: str) -> bool:
    words = re.split(r"[\s,/]+", place)
    return len(words) <= _MOST_WORDS and all(_WORD.match(word) for word in words if word)
