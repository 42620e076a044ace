"""Something that a rule has found: what is told of it, and by which names it is known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from detente.desk.telling.phrases import quoted
from detente.desk.telling.visible import one_line

_MOST = 4  # quotes
_LONGEST = 600  # characters of a sentence
Row = Mapping[str, Any]


@dataclass(frozen=True)
class Quote:
    """Words that tell something, and who reports them."""

    outlet: str | None
    document: str | None
    start: int | None
    end: int | None
    text: str | None


@dataclass(frozen=True)
class Finding:
    """Something that a rule has found.

    Attributes:
        names: every name by which the rule knows it: told under one of them, it is not told again.
        parties: the sides, where they are known.
        kind: in a word: `contact`, `cut`, `claim` …
        title: in a few words.
        sentence: in one sentence.
        why: the rule in words.
        evidence: the words it rests on.
        path: where the desk shows it, as `/contacts/3fa9…-c1`.

    """

    names: tuple[str, ...]
    parties: tuple[str, ...]
    kind: str
    title: str
    sentence: str
    why: str
    evidence: tuple[Quote, ...]
    path: str

    def body(self) -> dict[str, Any]:
        """What is kept of it beside its title."""
        return {
            "kind": self.kind,
            "parties": list(self.parties),
            "sentence": cut(self.sentence),
            "why": cut(self.why),
            "evidence": [asdict(quote) for quote in self.evidence[:_MOST]],
            "path": self.path,
        }


def cut(text: str, most: int = _LONGEST) -> str:
    """One line that nothing obeys, cut where it is very long."""
    line = one_line(text)
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"


def quotes(spans: Iterable[Row], outlets: Mapping[str, str | None]) -> tuple[Quote, ...]:
    """Spans, each with its document, as quotes: the first of each document, then the longest.

    Arguments:
        spans: with `document`, `start`, `end`, `text`.
        outlets: of documents, by their keys.

    """
    listed = [span for span in spans if span.get("text")]
    firsts = {span["document"]: span for span in reversed(listed)}
    longest = sorted(listed, key=lambda span: -len(span["text"]))
    found = [
        _quote(outlets.get(span["document"]), span["document"], span["start"], span["end"],
               span["text"])
        for span in [*reversed(firsts.values()), *longest]
    ]  # fmt: skip
    return tuple(dict.fromkeys(found))[:_MOST]


def _quote(
    outlet: str | None, document: str | None, start: int | None, end: int | None, text: str
) -> Quote:
    return Quote(cut(outlet, 120) if outlet else None, document, start, end, quoted(text))


def quotes_of(evidence: Iterable[Any]) -> tuple[Quote, ...]:
    """The same of an assessment's evidence."""
    told = [one for one in evidence if one.text]
    return tuple(
        _quote(one.outlet, one.document, one.start, one.end, one.text) for one in told[-_MOST:]
    )
