"""What stands in each account by itself: who asked, the tone, and direct speech."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from detente.assessment.readouts.asking import asked_by
from detente.assessment.readouts.comparison import Asked, Quotation, ToneWord
from detente.assessment.readouts.likeness import Described
from detente.assessment.readouts.text import Telling

_FEWEST = 4  # words of direct speech; fewer are a word in quotation marks


def asked_first(told: Sequence[Described], parties: Sequence[str]) -> Asked | None:
    """Who asked for the contact, as one side's points tell; None where they do not."""
    for each in told:
        if party := asked_by(each.point, parties):
            return Asked(initiator=party, words=each.point.words)
    return None


def tones(tellings: Sequence[Telling]) -> list[ToneWord]:
    """The words by which each side describes the exchange, in each account's order."""
    return list(dict.fromkeys(word for telling in tellings for word in _tones(telling)))


def quotations(tellings: Sequence[Telling]) -> list[Quotation]:
    """Direct speech in each account, in its order."""
    return [quotation for telling in tellings for quotation in _quotations(telling)]


def _tones(telling: Telling) -> Iterator[ToneWord]:
    reading = telling.text.reading
    for positions in reading.tones:
        tokens = reading.doc[positions[0] : positions[-1] + 1]
        if _is_inside(telling, tokens.start_char):
            yield ToneWord(
                word=tokens.text.lower(),
                side=telling.side,
                quoted=reading.quotation_at(tokens.start_char) is not None,
                words=telling.text.words(tokens.start_char, tokens.end_char),
            )


def _quotations(telling: Telling) -> Iterator[Quotation]:
    text = telling.text
    for quotation in text.reading.quotations:
        inside = _is_inside(telling, quotation.start + 1)
        words = text.words(quotation.start, quotation.end)
        if quotation.depth == 1 and inside and len(words.text.split()) >= _FEWEST:
            yield Quotation(side=telling.side, speaker=_speaker(telling, quotation.start),
                            words=words)  # fmt: skip


def _speaker(telling: Telling, start: int) -> str | None:
    report = telling.text.report
    names = {a.id: a.name for a in report.actors}
    for statement in report.statements:
        if statement.speaker and any(s.start <= start + 1 < s.end for s in statement.content):
            return names.get(statement.speaker)
    return None


def _is_inside(telling: Telling, at: int) -> bool:
    return any(start <= at < end for start, end in telling.ranges)
