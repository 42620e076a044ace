"""Two sides' accounts of one contact, compared."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Any

from detente.assessment.readouts.accounts import account, in_order, tellings_of
from detente.assessment.readouts.beside import texts_beside
from detente.assessment.readouts.comparison import (
    Asked,
    Compared,
    Comparison,
    Pair,
    Words,
)
from detente.assessment.readouts.contradiction import contradictions, lengths_apart
from detente.assessment.readouts.copies import without_copies
from detente.assessment.readouts.fields import asked_apart, fields_apart, own_texts, told_initiator
from detente.assessment.readouts.likeness import Described, described, features, likelihoods
from detente.assessment.readouts.listed import asked_first, quotations, tones
from detente.assessment.readouts.pairing import paired
from detente.assessment.readouts.points import Point, points_of
from detente.assessment.readouts.scorer import Scorer, shipped
from detente.assessment.readouts.text import Range, Telling, Text
from detente.assessment.readouts.topics import topics_of
from detente.assessment.readouts.wording import wording
from detente.coding import code
from detente.model import Document
from detente.record import RecordError

if TYPE_CHECKING:
    from detente.record import Record

_CONTACT = ("id", "parties", "date", "level", "mode", "status")


@dataclass(frozen=True)
class GivenAccount:
    """An account that is given as it is.

    Attributes:
        side: the party whose account it is; None for a report, of which the parties' statements
            are taken.
        document: the text.
        ranges: which of its code points are the account; all of them where there are none.

    """

    side: str | None
    document: Document
    ranges: tuple[Range, ...] = ()


def compare(record: Record, contact: str, *, scorer: Scorer | None = None) -> Comparison:
    """Set the sides' accounts of a contact side by side.

    Arguments:
        record: that tells of it.
        contact: its id, or that of a mention of it.
        scorer: what weighs how like two points are; the one that ships where None.

    Returns:
        The comparison; where fewer than two sides tell of the contact, only who does, and why
        there is nothing to compare.

    Raises:
        RecordError: there is no such contact.
        ModelError: the reading model's files are missing or damaged.
        ModuleNotFoundError: scipy, of the extra `assess`, is not installed.

    """
    row = record.contact(contact)
    texts = list(_texts(record, row["reports"]))
    tellings = tellings_of(texts, row)
    own = {t.side for t in tellings if t.kind != "reported"}
    lacking = [p for p in row["parties"] if p not in own]
    beside = list(texts_beside(record, row, lacking))
    return _compared(row, [*tellings, *tellings_of(beside, row)], scorer or shipped())


def compare_texts(
    accounts: Sequence[GivenAccount], parties: Sequence[str], *, scorer: Scorer | None = None
) -> Comparison:
    """Set accounts side by side that no record holds.

    Arguments:
        accounts: of the same contact.
        parties: of the contact.
        scorer: what weighs how like two points are; the one that ships where None.

    """
    contact: dict[str, Any] = {"parties": sorted(parties), "mentions": []}
    tellings: list[Telling] = []
    for given in accounts:
        text = Text(given.document.id, code(given.document))
        if given.side is None:
            tellings += tellings_of([text], contact)
        else:
            whole = ((0, len(given.document.text)),)
            tellings.append(Telling(given.side, "official", text, given.ranges or whole))
    return _compared(contact, tellings, scorer or shipped())


def _texts(record: Record, keys: Sequence[str]) -> Iterator[Text]:
    for key in keys:
        try:
            yield Text(key, record.report(key))
        except RecordError:  # of a data set, which has no text
            continue


def _compared(row: dict[str, Any], found: Sequence[Telling], scorer: Scorer) -> Comparison:
    tellings = without_copies(in_order(found))
    contact = Compared(**{name: row.get(name) for name in _CONTACT})
    accounts = [account(t) for t in tellings]
    told = {side: _points(tellings, side, scorer) for side in sorted({t.side for t in tellings})}
    sides = [side for side, points in told.items() if points]
    if len(sides) < 2:
        return Comparison(contact=contact, accounts=accounts, reason=_reason(sides, contact))
    shared = [pair for one, other in combinations(sides, 2)
              for pair in _pairs(told[one], told[other], contact.parties, scorer)]  # fmt: skip
    apart = [c for pair in shared for c in pair.contradictions]
    asked = _asked(row, told, tellings)
    apart += asked_apart(asked, apart)
    apart += lengths_apart({s: _of_itself(points) for s, points in told.items()}, apart)
    return Comparison(
        contact=contact,
        accounts=accounts,
        asked=asked,
        shared=shared,
        only={side: _only(side, told[side], shared) for side in sides},
        contradictions=[*apart, *fields_apart(row, tellings, apart)],
        topics=topics_of(told, contact.parties),
        tone=tones(tellings),
        quotations=quotations(tellings),
    )


def _points(tellings: Sequence[Telling], side: str, scorer: Scorer) -> list[Described]:
    """The points of a side's accounts; what a later one only says again is left out."""
    found: list[Described] = []
    own = [t for t in tellings if t.side == side]
    all_points = described(points_of(own))
    for telling in own:
        new = [d for d in all_points if d.point.telling == telling]
        if found and new:
            again = scorer.likelihood(features(found, new)).max(0) >= scorer.threshold
            new = [d for d, told in zip(new, again, strict=True) if not told]
        found += new
    return found


def _pairs(ours: Sequence[Described], theirs: Sequence[Described],
           parties: Sequence[str], scorer: Scorer) -> list[Pair]:  # fmt: skip
    if not ours or not theirs:
        return []
    table = features(ours, theirs)
    likely = likelihoods(ours, theirs, table, scorer)
    return [
        Pair(
            words={d.point.side: d.point.words for d in (ours[i], theirs[j])},
            likeness=round(float(likely[i, j]), 3),
            contradictions=contradictions(ours[i].point, theirs[j].point, parties),
            wording=wording(ours[i], theirs[j], parties),
            reasons=scorer.reasons(table[i, j]),
        )
        for i, j in paired(likely, scorer.threshold)
    ]


def _asked(
    row: dict[str, Any], told: Mapping[str, Sequence[Described]], tellings: Sequence[Telling]
) -> dict[str, Asked]:
    """Who asked, as each side says: in its points, else as its own texts were read."""
    found = {}
    for side, points in told.items():
        known = Asked(initiator=told_initiator(row, own_texts(tellings, side)))
        found[side] = asked_first(points, row["parties"]) or known
    return found


def _of_itself(points: Sequence[Described]) -> list[Point]:
    """The points that tell of the contact itself: that it was, and how long it took."""
    return [d.point for d in points if d.kind in {"opening", "length"}]


def _only(side: str, told: Sequence[Described], shared: Sequence[Pair]) -> list[Words]:
    in_pairs = {p.words[side] for p in shared if side in p.words}
    return [d.point.words for d in told if d.point.words not in in_pairs]


def _reason(sides: Sequence[str], contact: Compared) -> str:
    if not sides:
        return "No side's own account of this contact is in the record: only reports tell of it."
    others = [p for p in contact.parties if p not in sides]
    return (
        f"Only {sides[0]} tells of this contact; add a readout of {' or '.join(others)}, "
        "or a report that quotes it."
    )
