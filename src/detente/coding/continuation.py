"""Quotations that nobody is said to have spoken belong to whoever spoke before."""

from __future__ import annotations

from detente.coding.sayings import Said
from detente.language import Quotation, Reading

_QUOTE_MARKS = "\"“”„«»'‘’`"


def carry_on(reading: Reading, said: list[Said]) -> None:
    """Give each quotation without a speaker to the statement it carries on.

    A quotation that continues the one before it (an opening mark at the paragraph, none closing
    the one before), or that is a paragraph by itself right after a quotation by a known speaker,
    or that follows in the same paragraph, carries on the statement before.
    """
    covered = {i for s in said for i in [*s.content, *s.source, *s.cue]}
    ordered = sorted(said, key=lambda s: s.first)
    for quotation in reading.quotations:
        own = [t.i for t in reading.tokens(quotation.start, quotation.end) if not t.is_space]
        if quotation.depth > 1 or len(own) < 5 or covered & set(own):
            continue
        if not (quotation.continues or _stands_alone(reading, quotation)):
            continue
        before = [s for s in ordered if s.first < own[0]]
        if not before:
            continue
        last = max(before, key=lambda s: max(s.content))
        quoted = reading.quotation_at(reading.doc[max(last.content) - 1].idx)
        near = _paragraph(reading, own[0]) - _paragraph(reading, max(last.content)) <= 1
        if near and (quoted or quotation.continues):
            last.content = sorted({*last.content, *own})
            covered |= set(own)


def _stands_alone(reading: Reading, quotation: Quotation) -> bool:
    """Whether the paragraph, or the sentences from here on, are nothing but the quotation."""
    for start, end in reading.paragraphs:
        first, last = reading.doc[start], reading.doc[end - 1]
        if first.idx <= quotation.start < last.idx + len(last):
            rest = reading.document.text[quotation.end : last.idx + len(last)]
            before = reading.document.text[first.idx : quotation.start].rstrip()
            return not rest.strip(" .") and (not before or before[-1] in ".!?" + _QUOTE_MARKS)
    return False


def _paragraph(reading: Reading, position: int) -> int:
    for number, (start, end) in enumerate(reading.paragraphs):
        if start <= position < end:
            return number
    return len(reading.paragraphs)
