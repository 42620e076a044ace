"""What somebody may mean by what they wrote into the search box: two sides, a side, an id."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from pydantic import BaseModel

from detente.actors import side_of
from detente.desk.web.desk import Desk
from detente.record import RecordError

_LONGEST = 120  # characters of two names
_BETWEEN = (  # what may stand between two sides, the clearest first
    re.compile(r"\s+(?:and|with|vs\.?|versus|&)\s+|\s*[–—/,+]\s*|\s+-+\s+", re.IGNORECASE),
    re.compile(r"\s*-\s*"),
    re.compile(r"\s+"),
)
_ID = re.compile(r"([0-9a-f]{16})(?:-([csm])-?[0-9]{1,15})?")


class Named(BaseModel):
    """What an id names: a contact by its own id, else the report that it stands in."""

    kind: Literal["contact", "report"]
    id: str


def two_sides(words: str) -> tuple[str, str] | None:
    """The codes of two sides, sorted, where nothing else is named: "USA-CHN", "Greece and Turkey".

    Returns:
        None where it is not two sides of the tables.

    """
    phrase = words.strip().strip('"')
    if len(phrase) > _LONGEST:
        return None
    for one, other in _cuts(phrase):
        if (first := side(one)) and (second := side(other)) and first != second:
            return min(first, second), max(first, second)
    return None


def _cuts(phrase: str) -> Iterator[tuple[str, str]]:
    for between in _BETWEEN:
        for found in between.finditer(phrase):
            one, other = phrase[: found.start()].strip(), phrase[found.end() :].strip()
            if one and other:
                yield one, other


def side(word: str) -> str | None:
    """The code of a side, by its code, its name, or a word that stands for it."""
    return side_of(word.strip()) if len(word) <= _LONGEST else None


def named(desk: Desk, words: str) -> Named | None:
    """What an id names, where the record has it."""
    found = _ID.fullmatch(words.strip())
    if not found:
        return None
    key, letter = found.groups()
    if letter == "c":
        try:
            return Named(kind="contact", id=str(desk.record.contact(words.strip())["id"]))
        except RecordError:
            return None
    return Named(kind="report", id=key) if desk.record.documents(key) else None
