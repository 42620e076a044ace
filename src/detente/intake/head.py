"""The lines above an article's first paragraph: title, kicker, byline, date.

What a page puts there is told by its order. Lines above the byline are title and kicker; a line
between the byline and the first paragraph is a caption. Without a byline or date line, one short
line is a title and a second one a kicker.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from detente.intake.article import Block, Imprint
from detente.intake.byline import Signature, is_date_line, read_signature
from detente.intake.dateline import read_dateline
from detente.intake.paragraphs import ends_sentence, is_short

_MOST_LINES = 8
_MOST_LOOSE = 3  # lines that are neither byline nor date: a section's name, title, kicker
_LONGEST_TITLE = 35  # words
_LONGEST_KICKER = 60  # words: a standfirst may be long, a paragraph is longer
_SENTENCE = 12  # words from which a line that ends as a sentence may be a paragraph
_LONGEST_LOWER = 20  # words

_SECTION = re.compile(
    r"^(?:world|news|politics|asia|europe|africa|americas|middle\s+east|china|opinion|analysis"
    r"|business|international|national|diplomacy|security|defen[cs]e|us|u\.s\.|uk|latest|exclusive"
    r"|breaking(?:\s+news)?|(?:world|us|uk)\s+news|press\s+releases?|briefing\s+room"
    r"|statements?(?:\s+and\s+releases)?)$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Head:
    """What the head says, how many blocks it takes, and the captions among them."""

    imprint: Imprint
    length: int
    captions: list[str]


def read_head(blocks: Sequence[Block], known: Imprint) -> Head:
    """Read the lines above the first paragraph.

    Args:
        blocks: an article's blocks, without promotion.
        known: what a header or a page's metadata says already.

    Returns:
        The head; of length 0 where the blocks begin with the article itself.

    """
    signatures = _find_signatures(blocks, known)
    signed = max(signatures, default=-1) + 1
    length = _measure(blocks, signed, known)
    above, below = (
        [blocks[i].text for i in part if i not in signatures and not _repeats(blocks[i], known)]
        for part in (range(min(signed, length)), range(signed, length))
    )
    lines = above if signatures and (above or known.title) else above + below
    captions = [] if lines is not above else below
    if len(lines) > 1 and _SECTION.match(lines[0]):
        lines = lines[1:]
    title, kicker = known.title, None
    if lines and not title:
        title, *lines = lines
    if lines and not known.kicker:
        kicker, *lines = lines
    imprint = Imprint(title=title, kicker=kicker)
    for signature in signatures.values():
        imprint = imprint.filled(
            Imprint(byline=signature.byline, outlet=signature.outlet, published=signature.published)
        )
    return Head(imprint, length, [*lines, *captions])


def _find_signatures(blocks: Sequence[Block], known: Imprint) -> dict[int, Signature]:
    """Find the byline and date lines, by index."""
    signatures: dict[int, Signature] = {}
    lines = [block.text for block in blocks[:_MOST_LINES]]
    loose = sentences = 0
    for i, line in enumerate(lines):
        if _repeats(blocks[i], known):
            continue
        near = [*lines[max(0, i - 1) : i], *lines[i + 1 : i + 2]]
        signature = read_signature(
            line,
            below_title=bool(loose or known.title),
            beside_date=any(is_date_line(other) for other in near),
        )
        if signature is not None:
            signatures[i] = signature
            continue
        loose += 1
        sentences += ends_sentence(line) and len(line.split()) >= _SENTENCE
        long = len(line.split()) > _LONGEST_KICKER
        if blocks[i].heading or loose > _MOST_LOOSE or sentences > 1 or long or _is_filed(line):
            break
    return signatures


def _measure(blocks: Sequence[Block], signed: int, known: Imprint) -> int:
    """The number of blocks in the head: to the last byline, and the short lines after it."""
    end = signed
    has_title = bool(known.title) or signed > 0
    while end < min(len(blocks), _MOST_LINES):
        block = blocks[end]
        if not _repeats(block, known):
            if block.heading or _is_filed(block.text):
                break
            if not (_is_loose(block.text) or (not has_title and _is_title(block.text))):
                break
        has_title, end = True, end + 1
    if any(not is_short(block.text) for block in blocks[end:]):
        return end
    # No paragraph at all: whatever is not signed is the article.
    return signed if signed < len(blocks) else 0


def _is_loose(line: str) -> bool:
    # A paragraph begins with a capital; a caption cut off from its credit may not.
    return is_short(line) or (line[0].islower() and len(line.split()) <= _LONGEST_LOWER)


def _is_title(line: str) -> bool:
    open_ended = not ends_sentence(line) or line[-1] in "?!’'"
    return open_ended and len(line.split()) <= _LONGEST_TITLE and line[0] not in "-–—*•"


def _repeats(block: Block, known: Imprint) -> bool:
    return known.title is not None and _bare(block.text) == _bare(known.title)


def _bare(line: str) -> str:
    return re.sub(r"\W+", " ", line).strip().casefold()


def _is_filed(line: str) -> bool:
    return ends_sentence(line) and read_dateline(line) is not None
