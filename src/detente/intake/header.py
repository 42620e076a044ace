"""The header lines a text file may begin with."""

from __future__ import annotations

import re

from detente.intake.article import Imprint

_LINE = re.compile(
    r"^(title|kicker|published|source|url|byline)[^\S\n]*:[^\S\n]*(.*)$", re.IGNORECASE
)
_FIRST_GROUP = re.compile(
    r"\A\ufeff?\s*?((?:[^\r\n]+(?:\r\n|\r|\n|\Z))+)(?:[^\S\r\n]*(?:\r\n|\r|\n)|\Z)"
)


def read_header(text: str) -> tuple[Imprint, str]:
    """Take the header off a text.

    A header is a first group of lines that all begin with `title:`, `kicker:`, `published:`,
    `source:` (the outlet), `url:` or `byline:`, and an empty line. With any other key it is
    no header, and the text is returned whole.

    Returns:
        What the header says (all None without one), and the text after it.

    """
    group = _FIRST_GROUP.match(text)
    lines = group[1].splitlines() if group else []
    matches = [_LINE.match(line) for line in lines]
    if group is None or not all(matches):
        return Imprint(), text
    values = {match[1].lower(): match[2].strip() or None for match in matches if match}
    return (
        Imprint(
            title=values.get("title"),
            kicker=values.get("kicker"),
            byline=values.get("byline"),
            outlet=values.get("source"),
            published=values.get("published"),
            url=values.get("url"),
        ),
        text[group.end() :],
    )
