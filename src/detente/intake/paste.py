"""An article as people paste it from a site: told apart, line by line, from what surrounds it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from detente.intake.article import Article, Block, Imprint
from detente.intake.caption import take_captions
from detente.intake.dateline import read_dateline
from detente.intake.dates import DATE
from detente.intake.head import read_head
from detente.intake.paragraphs import is_short
from detente.intake.promotion import drop_promotion

_MOST_HEADINGS = 2  # more short lines in a row are a list
_WEEKDAY = re.compile(r"^\w+day,")
_CAPITAL = re.compile(r"\s+(?=[A-Z\"“])")


def sort_article(blocks: Sequence[Block], known: Imprint) -> Article:
    """Tell title, kicker, byline, date, captions and promotion from the article itself.

    Args:
        blocks: the paragraphs and lines of a page or a paste, in order.
        known: what a header or a page's metadata says; it wins over what the lines say.

    Returns:
        The article. Its body is empty only where nothing but promotion and captions was there.

    """
    remaining, captions = take_captions(blocks)
    remaining = _part_date(drop_promotion(remaining))
    head = read_head(remaining, known)
    body = remaining[head.length :]
    imprint = known.filled(head.imprint)
    dateline = read_dateline(body[0].text) if body else None
    if dateline:
        imprint = imprint.filled(Imprint(outlet=dateline.outlet, published=dateline.published))
    return Article(imprint, _mark_headings(body), [*head.captions, *captions])


def _part_date(blocks: list[Block]) -> list[Block]:
    """Part a date line that a lost line break glued to the first paragraph."""
    for i, block in enumerate(blocks[:2]):
        date = DATE.match(block.text)
        gap = date and _CAPITAL.match(block.text, date.end())
        if date and gap and _WEEKDAY.match(block.text) and not is_short(block.text):
            rest = replace(block, text=block.text[gap.end() :])
            return [*blocks[:i], Block(date[0]), rest, *blocks[i + 1 :]]
    return blocks


def _mark_headings(body: Sequence[Block]) -> list[Block]:
    """Mark subheads: a short line or two above a paragraph, or what the page marked as one."""
    headings: set[int] = set()
    run: list[int] = []
    for i, block in enumerate(body):
        if block.heading or (block.heading is None and is_short(block.text)):
            run.append(i)
            continue
        headings.update(j for j in run if len(run) <= _MOST_HEADINGS or body[j].heading)
        run = []
    return [replace(block, heading=i in headings) for i, block in enumerate(body)]
