"""Whose accounts of a contact there are, and in which words of which documents they stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from detente.assessment.readouts.attributed import Attributed, Attributions
from detente.assessment.readouts.comparison import Account, AccountKind
from detente.assessment.readouts.tellers import is_official, teller_of
from detente.assessment.readouts.text import Range, Telling, Text
from detente.model import Contact, Report

_ORDER: list[AccountKind] = ["official", "state media", "reported"]
_OVER = {"held", "ongoing", "refused", "cancelled", "denied"}  # what is over is another story


def tellings_of(texts: Iterable[Text], contact: dict[str, Any]) -> list[Telling]:
    """Each side's accounts of a contact.

    Arguments:
        texts: the documents that tell of it, without copies.
        contact: as the record gives it.

    """
    return [telling for text in texts for telling in _in_text(text, contact)]


def in_order(tellings: Iterable[Telling]) -> list[Telling]:
    """Tellings by side, official texts first, then state media, then what reports quote."""
    return sorted(tellings, key=lambda t: (t.side, _ORDER.index(t.kind)))


def account(telling: Telling) -> Account:
    """A telling as it is given out."""
    document = telling.text.report.document
    at = document.published_at
    return Account(
        side=telling.side,
        kind=telling.kind,
        document=telling.text.key,
        outlet=document.outlet,
        title=document.title,
        published=at.date().isoformat() if at else None,
        tied=telling.text.tied,
        words=[telling.text.words(*r) for r in telling.ranges],
    )


def _in_text(text: Text, contact: dict[str, Any]) -> Iterator[Telling]:
    parties: list[str] = contact["parties"]
    document = text.report.document
    if teller := teller_of(document.outlet, parties) or _unnamed(text, parties):
        yield Telling(*teller, text, ((0, len(document.text)),))
        return
    own = {i.rpartition("-")[2] for i in contact["mentions"] if i.rpartition("-")[0] == text.key}
    ranges: dict[str, list[Range]] = {}
    for told in Attributions(text, parties):
        if _is_about(told, own, text.report):
            ranges.setdefault(told.side, []).extend(told.ranges)
    for side in sorted(ranges):
        yield Telling(side, "reported", text, tuple(sorted(ranges[side])))


def _unnamed(text: Text, parties: Sequence[str]) -> tuple[str, AccountKind] | None:
    """The party of an official text whose outlet does not say of which state it is.

    "Presidency of the Republic" is that of whoever its first sentence is about.
    """
    if not is_official(text.report.document.outlet):
        return None
    opening = next((s for s in text.reading.doc.sents if any(t.dep_ == "nsubj" for t in s)), None)
    subject = opening and next(t for t in opening if t.dep_ == "nsubj")
    if not subject:
        return None
    start, end = subject.left_edge.idx, subject.right_edge.idx + len(subject.right_edge)
    party = text.party_at(start, end, parties)
    return (party, "official") if party else None


def _is_about(told: Attributed, own: set[str], report: Report) -> bool:
    """Whether what a side tells is of the contact, and of none else that is over."""
    about = {a for s in told.statements for a in s.about}
    mine = [c for c in report.contacts if c.id in own]
    if own & about or any(s.id in c.according_to for c in mine for s in told.statements):
        return True
    others = [c for c in report.contacts if c.id in about]
    return not any(_is_another(c, mine) for c in others)


def _is_another(contact: Contact, mine: Sequence[Contact]) -> bool:
    """Whether it took place, or did not, on another day than the one compared."""
    if not mine or contact in mine or contact.status not in _OVER or not contact.date:
        return False
    return not any(
        m.date is None or m.date.startswith(contact.date) or contact.date.startswith(m.date)
        for m in mine
    )
