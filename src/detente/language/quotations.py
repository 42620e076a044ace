"""Where quotation marks open and close: curly, straight, nested, and carried over paragraphs.

A quotation that goes on in a new paragraph is written with an opening mark at each paragraph and a
closing one at the last; each paragraph's part is one `Quotation`, and the later ones say that they
continue the one before.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_DOUBLE_OPEN = {"“": "”", "„": "“", "«": "»", "``": "''", '"': '"', "''": "''"}
_DOUBLE_CLOSE = {"”", "»", "''", '"', "“"}
_MARK = re.compile(r"``|''|[“”„«»\"‘’']")
_PARAGRAPH = re.compile(r"\n[ \t]*\n\s*|\n")


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words in quotation marks: `[start, end)` with the marks; `depth` 1 is the outermost."""

    start: int
    end: int
    depth: int = 1
    continues: bool = False


def find_quotations(text: str) -> list[Quotation]:
    """The quotations of a text, in order of their start.

    Arguments:
        text: one or many paragraphs, divided by line breaks.

    Returns:
        Quotations, none of them reaching over a paragraph's end. A mark without a partner is taken
        as a quotation to the paragraph's end only where the next paragraph carries on.

    """
    found: list[Quotation] = []
    carried = False
    paragraphs = _paragraphs(text)
    for number, (start, end) in enumerate(paragraphs):
        inside, unclosed = _in_paragraph(text, start, end)
        if carried and inside and inside[0].start == start:
            inside[0] = Quotation(start, inside[0].end, 1, continues=True)
        follows = number + 1 < len(paragraphs) and text[paragraphs[number + 1][0]] in '“"„«`'
        if unclosed is not None and (follows or (carried and unclosed == start)):
            found_before = [q for q in inside if q.start < unclosed]
            tail = Quotation(unclosed, end, 1, continues=carried and unclosed == start)
            inside = [*found_before, tail, *[q for q in inside if q.start > unclosed]]
            carried = follows
        else:
            carried = False
        found += inside
    return sorted(found, key=lambda quotation: (quotation.start, -quotation.end))


def _paragraphs(text: str) -> list[tuple[int, int]]:
    bounds, start = [], 0
    for gap in _PARAGRAPH.finditer(text):
        bounds.append((start, gap.start()))
        start = gap.end()
    bounds.append((start, len(text)))
    return [(a, b) for a, b in bounds if text[a:b].strip()]


def _in_paragraph(text: str, start: int, end: int) -> tuple[list[Quotation], int | None]:
    """Quotations of one paragraph, and where an outermost mark was left open."""
    found: list[Quotation] = []
    stack: list[tuple[int, str, int]] = []
    for match in _MARK.finditer(text, start, end):
        mark, at = match.group(), match.start()
        before = text[at - 1] if at > start else " "
        after = text[match.end()] if match.end() < end else " "
        if stack and _closes(mark, (before, after), stack[-1][1], at - stack[-1][0]):
            opened, _, depth = stack.pop()
            found.append(Quotation(opened, match.end(), depth))
        elif (partner := _opens(mark, before, after, [p for _, p, _ in stack])) is not None:
            stack.append((at, partner, len(stack) + 1))
        elif mark in {"”", "»", '"', "''"}:
            _close_outer(stack, found, mark, match.end())
    unclosed = next(
        (at for at, partner, depth in stack if depth == 1 and partner not in "’'"), None
    )
    return found, unclosed


def _closes(mark: str, around: tuple[str, str], partner: str, length: int) -> bool:
    before, after = around
    if mark != partner and not (mark in {'"', "''", "”"} and partner in {'"', "''", "”"}):
        return False
    if mark in {"’", "'"}:
        return not after.isalnum() and not before.isspace() and length > 1
    if mark in {'"', "''"}:  # the same mark opens: what stands around it decides
        return not (before.isspace() and not after.isspace())
    return True


def _opens(mark: str, before: str, after: str, inside: list[str]) -> str | None:
    """The closing partner, if this mark can open a quotation here."""
    free = before.isspace() or before in "([{—–-/“‘\"'\u00a0"
    if mark in _DOUBLE_OPEN and (mark in "“„«``" or free) and not after.isspace():
        return None if _DOUBLE_OPEN[mark] in inside and mark in {'"', "''"} else _DOUBLE_OPEN[mark]
    if mark == "‘" and not after.isspace():
        return None if "’" in inside else "’"
    if mark == "'" and free and after.isalpha() and before != "'":
        return None if "'" in inside else "'"
    return None


def _close_outer(
    stack: list[tuple[int, str, int]], found: list[Quotation], mark: str, end: int
) -> None:
    """A double mark closes its quotation though an apostrophe seemed to open one inside it."""
    for place in range(len(stack) - 1, -1, -1):
        opened, partner, depth = stack[place]
        if partner == mark or (mark in {'"', "''", "”"} and partner in {'"', "''", "”"}):
            found.append(Quotation(opened, end, depth))
            del stack[place:]
            return
