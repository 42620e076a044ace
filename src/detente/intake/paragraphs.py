"""Plain text to paragraphs, whether it was pasted, wrapped, or typed line by line."""

from __future__ import annotations

import re
from itertools import pairwise

_BREAK = re.compile(r"\r\n|[\r\v\f\x85\u2028\u2029]")
_EMPTY = re.compile(r"\n(?:[^\S\n]*\n)+")
_WIDEST_WRAP = 120
_NARROWEST_WRAP = 40

_SENTENCE_END = re.compile(r"[.!?…:;,。]['\"”’)\]»]*$")
_END = 20  # characters
_INITIALISM_END = re.compile(r"(?:\b[A-Z]\.){2,}['\"”’]?$")
_BULLET = re.compile(r"^(?:[-–—*•‣▪●]\s)")
_LONGEST_LINE = 110
_MOST_WORDS = 14
_LONGEST_QUESTION = 9  # words


def split_paragraphs(text: str) -> list[str]:
    """Split a text at its empty lines; lines wrapped at one width are joined by a space.

    Lines that are not wrapped (the usual paste from a site) are paragraphs of their own.
    """
    clean = _BREAK.sub("\n", text.removeprefix("\ufeff"))
    groups = [
        [line.strip() for line in group.split("\n") if line.strip()]
        for group in _EMPTY.split(clean)
    ]
    width = _width(groups)
    return [paragraph for lines in groups for paragraph in _join(lines, width)]


def _join(lines: list[str], width: int) -> list[str]:
    if _is_wrapped(lines, width):
        return [" ".join(lines)]
    paragraphs: list[str] = []
    last = ""
    for line in lines:
        if len(last) >= _NARROWEST_WRAP and line[0].islower() and not ends_sentence(last):
            paragraphs[-1] = f"{paragraphs[-1]} {line}"
        else:
            paragraphs.append(line)
        last = line
    return paragraphs


def ends_sentence(line: str) -> bool:
    """Whether a line closes as running text does, not as a headline does."""
    end = line[-_END:]
    return bool(_SENTENCE_END.search(end)) and not _INITIALISM_END.search(end)


def is_short(line: str) -> bool:
    """Whether a line has the shape of a headline.

    That is short and open-ended, or a short question; no bullet, no whole quotation.
    """
    if len(line) > _LONGEST_LINE:
        return False
    words = len(line.split())
    is_question = line[-1] == "?" and words <= _LONGEST_QUESTION
    return (
        words <= _MOST_WORDS
        and (is_question or not ends_sentence(line))
        and any(letter.isalpha() for letter in line)
        and not _BULLET.match(line)
        and not (line[0] in '"“' and line[-1] in '"”')
        and (line[0].isupper() or line[0].isdigit() or line[0] in "'‘\"“$€£")
    )


def _width(groups: list[list[str]]) -> int:
    """The width a text was wrapped at, 0 where it was not wrapped at all."""
    widest = max((len(line) for lines in groups for line in lines if " " in line), default=0)
    return widest if _NARROWEST_WRAP <= widest <= _WIDEST_WRAP else 0


def _is_wrapped(lines: list[str], width: int) -> bool:
    """Whether each line is as full as it could be: the next word would not have fitted."""
    if not width or len(lines) < 2:
        return False
    full = sum(
        len(line) + 1 + len(following.split()[0]) > width for line, following in pairwise(lines)
    )
    return full >= 0.8 * (len(lines) - 1)
