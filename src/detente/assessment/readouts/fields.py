"""What the record's own fields tell differently: date, mode, place and who asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import combinations
from typing import Any

from detente.actors import names_in
from detente.assessment.readouts.comparison import Asked, Contradiction, Matter, Words
from detente.assessment.readouts.text import Telling

_FIELDS: tuple[Matter, ...] = ("initiator", "date", "mode", "place")
_PLACES = {"state", "capital", "seat"}
_NOTHING = {None, "unspecified"}


def fields_apart(
    contact: dict[str, Any], tellings: Sequence[Telling], known: Sequence[Contradiction]
) -> Iterator[Contradiction]:
    """The fields of a contact for which two sides' texts stand for different values.

    Arguments:
        contact: as the record gives it.
        tellings: of the sides.
        known: contradictions that the points show; what they show is not told again.

    """
    seen = {(c.matter, *sorted(c.says)) for c in known}
    where = {t.side: t for t in reversed(tellings)}
    for field in _FIELDS:
        values = contact.get("values", {}).get(field, ())
        for one, other in combinations(sorted(where), 2):
            if (field, one, other) in seen:
                continue
            ours, theirs = (_told(values, own_texts(tellings, s)) for s in (one, other))
            if ours and theirs and not _agree(field, ours, theirs):
                yield Contradiction(
                    matter=field,
                    says={one: _said(field, ours[0]), other: _said(field, theirs[0])},
                    words={s: _evidence(contact, where[s]) for s in (one, other)},
                )


def asked_apart(
    asked: Mapping[str, Asked], known: Sequence[Contradiction]
) -> Iterator[Contradiction]:
    """Who asked, where two sides tell it differently and no pair of points shows it.

    Arguments:
        asked: for each side who asked, as it says.
        known: contradictions that the pairs show.

    """
    seen = {(c.matter, *sorted(c.says)) for c in known}
    for one, other in combinations(sorted(asked), 2):
        ours, theirs = asked[one], asked[other]
        if ("initiator", one, other) in seen or not (ours.initiator and theirs.initiator):
            continue
        if ours.words and theirs.words and ours.initiator != theirs.initiator:
            yield Contradiction(
                matter="initiator",
                says={s: _said("initiator", asked[s].initiator or "") for s in (one, other)},
                words={one: ours.words, other: theirs.words},
            )


def own_texts(tellings: Sequence[Telling], side: str) -> set[str]:
    """The keys of a side's own texts, of its government or its media."""
    return {t.text.key for t in tellings if t.side == side and t.kind != "reported"}


def told_initiator(contact: Mapping[str, Any], texts: set[str]) -> str | None:
    """Who asked for a contact, as the record has it from some texts."""
    found = _told(contact.get("values", {}).get("initiator", ()), texts)
    return found[0] if len(found) == 1 else None


def _told(values: Sequence[dict[str, Any]], texts: set[str]) -> list[str]:
    return [v["value"] for v in values if texts & set(v["reports"]) and v["value"] not in _NOTHING]


def _agree(field: str, ours: Sequence[str], theirs: Sequence[str]) -> bool:
    return any(
        a == b
        or (field == "date" and _one_moment(a, b))
        or (field == "place" and _may_be_one_place(a, b))
        for a in ours
        for b in theirs
    )


def _one_moment(one: str, other: str) -> bool:
    """Whether two dates may be one: as exact as both are, a day apart at most (two clocks)."""
    if one.startswith(other) or other.startswith(one):
        return True
    if len(one) == len(other) == len("2021-09-09"):
        return abs(date.fromisoformat(one) - date.fromisoformat(other)).days <= 1
    return False


def _may_be_one_place(one: str, other: str) -> bool:
    """Whether the one may lie in the other, as "the Great Hall" in "Beijing": not in two states."""
    ours, theirs = _states(one), _states(other)
    return not ours or not theirs or bool(ours & theirs)


def _states(place: str) -> set[str]:
    return {n.actor.party for n in names_in(place) if n.role in _PLACES and n.actor.party}


def _said(field: Matter, value: str) -> str:
    return f"{value} asked for it" if field == "initiator" else value


def _evidence(contact: dict[str, Any], telling: Telling) -> Words:
    """The words by which a side's text tells of the contact, else its first."""
    for span in contact.get("evidence", ()):
        inside = any(a <= span["start"] < b for a, b in telling.ranges)
        if span["document"] == telling.text.key and inside:
            return telling.text.words(span["start"], span["end"])
    start, end = telling.ranges[0]
    sentence = telling.text.reading.token_at(start).sent
    return telling.text.words(start, min(end, sentence.end_char))
