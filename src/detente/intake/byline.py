"""Who wrote an article and when, as the lines under a headline say it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from detente.intake.dates import DATE
from detente.intake.paragraphs import ends_sentence

_LONGEST = 300
_MOST_WORDS = 30

_SEPARATOR = re.compile(r"\s*[|•·]\s*|\s+[–—-]\s+|\s{2,}|\t")
_SOURCE = re.compile(r"^source\s*:\s*(\w.{1,40})$", re.IGNORECASE)
_BAR = re.compile(r"[|•·]")
_LABEL = re.compile(
    r"^(?:(?:first|originally|last)\s+)?(?:published|posted|updated|modified|created|date|issued)?"
    r"\s*(?:on|at)?\s*:?\s*$",
    re.IGNORECASE,
)
_UPDATED = re.compile(r"\b(?:updated|modified)\b[^|]{0,8}$", re.IGNORECASE)
_BY = re.compile(
    r"^(?:(?:story|words|text|written|reported|reporting|report|analysis|opinion)\s+)?by[:\s]\s*(?=\S)"
    r"|^(?:author|writer|reporter|correspondent)s?\s*:\s*(?=\S)",
    re.IGNORECASE,
)
_LONGEST_NAME = 8  # words
_NAME_WORD = re.compile(r"^[^\W\d_a-z][\w.’'-]*$")
_PARTICLE = re.compile(
    r"^(?:and|&|de|da|del|della|di|do|dos|van|von|der|den|bin|ibn|al|el|la|le|ter|y|in|for|of|the)$"
)
_FURNITURE = re.compile(
    r"^(?:\d+[-\s]min(?:ute)?s?\s+read|\d+\s+\w+\s+ago|\(?updated\b.*|\(?edited\b.*|editors?:.*"
    r"|today|yesterday|just\s+now)$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Signature:
    """What one line says of author, outlet and day; any may be missing."""

    byline: str | None = None
    outlet: str | None = None
    published: str | None = None


def read_signature(
    line: str, *, below_title: bool = True, beside_date: bool = False
) -> Signature | None:
    """Read a byline, a date line, or both in one line.

    Args:
        line: a line from above the article's first paragraph.
        below_title: a title stands above; the first line of all is rather a title that ends
            with a date than a name and a date, unless a bar or bullet parts the two.
        beside_date: the line above or below is a date line, so that a bare name is a byline.

    Returns:
        What the line says; None where it is neither.

    """
    if len(line) > _LONGEST or len(line.split()) > _MOST_WORDS:
        return None
    pieces = [piece.strip(" ,;:()[]/") for piece in _SEPARATOR.split(DATE.sub(" | ", line))]
    pieces = [piece for piece in pieces if not _LABEL.match(piece) and not _FURNITURE.match(piece)]
    sources = [_SOURCE.match(piece) for piece in pieces]
    names = [piece for piece, source in zip(pieces, sources, strict=True) if not source]
    outlet = next((source[1] for source in sources if source), None)
    published = _choose_date(line)
    signed = next((_BY.sub("", name) for name in names if _is_signed(name)), None)
    if signed or not names:
        return Signature(signed, outlet, published)
    dated = published is not None and (below_title or bool(_BAR.search(line)))
    if not (dated or (beside_date and below_title)) or not all(map(_is_name, names)):
        return None
    return Signature(next((name for name in names if " " in name), None), outlet, published)


def _choose_date(line: str) -> str | None:
    """The date of first publication: of several, the first that is not one of an update."""
    dates = list(DATE.finditer(line))
    first = next((date for date in dates if not _UPDATED.search(line[: date.start()])), None)
    chosen = first or next(iter(dates), None)
    return chosen[0] if chosen else None


def is_date_line(line: str) -> bool:
    """Whether a line gives a date and, besides it, nothing but a name."""
    signature = read_signature(line)
    return signature is not None and signature.published is not None


def _is_signed(piece: str) -> bool:
    name = _BY.sub("", piece)
    return name != piece and not ends_sentence(piece) and (name[0].isupper() or name[0] == "@")


def _is_name(piece: str) -> bool:
    """Whether a few words are all capitalised, as names of people, agencies and places are."""
    words = [word for word in re.split(r"[\s,]+", piece) if word]
    return (
        0 < len(words) <= _LONGEST_NAME
        and words[0][0].isupper()
        and all(_NAME_WORD.match(word) or _PARTICLE.match(word) for word in words)
    )
