"""A comparison of readouts as one self-contained web page, without script and with nothing loaded.

Its Content-Security-Policy forbids scripts, foreign content and any style but its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from detente.desk.formats.page import templates
from detente.desk.formats.sheet import sealed
from detente.desk.telling import comparefacts as facts
from detente.desk.telling.highlight import Mark, cut

if TYPE_CHECKING:
    from detente.assessment.readouts import Account, Comparison

STYLE = (
    Path(__file__).parents[1] / "web" / "static" / "readouts.css"
)  # the desk's pages show it too


def write(comparison: Comparison, out: TextIO, *, why: bool) -> None:
    """Write a comparison as a page.

    Args:
        comparison: of the accounts of one contact.
        out: where to.
        why: whether what weighed in each pair is told.

    """
    given = shown(comparison)
    frame = templates().get_template("compare.css").render(sides=max(1, len(given["sides"])))
    style = frame + STYLE.read_text(encoding="utf-8")
    page = templates().get_template("compare.html")
    out.write(page.render(**given, why=why, live=False, **sealed(style)))


def shown(comparison: Comparison) -> dict[str, Any]:
    """Give what `compareparts.html` shows of a comparison.

    It is also told `why`, as above, and whether the page is `live`: part of the desk on the web,
    so that documents can be followed and the words of a pair light up together.
    """
    return {
        "told": comparison,
        "sides": facts.sides_of(comparison),
        "facts": facts,
        "accounts": [_Marked(comparison, account) for account in comparison.accounts],
    }


@dataclass(frozen=True)
class _Stretch:
    """Words of an account: of which pair they are a part, if any, and whether that is disputed."""

    text: str
    pair: int | None
    apart: bool
    last: bool


class _Marked:
    """An account's own words, the points that another side has too marked in them."""

    def __init__(self, comparison: Comparison, account: Account) -> None:
        self.account = account
        self._marks = {
            number: pair.words[account.side]
            for number, pair in enumerate(comparison.shared, start=1)
            if account.side in pair.words and pair.words[account.side].document == account.document
        }
        self._apart = {n for n, p in enumerate(comparison.shared, start=1) if p.contradictions}

    def paragraphs(self) -> Iterator[list[_Stretch]]:
        """Yield the paragraphs, or what else stands apart in the document."""
        for words in self.account.words:
            at = words.start
            for line in words.text.split("\n"):
                if line.strip():
                    yield list(self._stretches(at, line))
                at += len(line) + 1

    def _stretches(self, start: int, text: str) -> Iterator[_Stretch]:
        marks = [
            Mark(max(0, w.start - start), min(len(text), w.end - start), str(n), "", "")
            for n, w in self._marks.items()
        ]
        for run in cut(len(text), marks):
            pair = min((int(m.item) for m in run.marks), default=None)
            ends = pair is not None and self._marks[pair].end <= start + run.end
            yield _Stretch(text[run.start : run.end], pair, pair in self._apart, ends)
