"""Captions and picture credits, told by what photographers and agencies sign with."""

from __future__ import annotations

import re
from collections.abc import Sequence

from detente.intake.article import Block
from detente.intake.paragraphs import ends_sentence

_LONGEST = 500
_FEWEST_PROSE_WORDS = 16

_PICTURE = (
    r"(?:images?|photos?|photographs?|pictures?|pics?|videos?|audio|graphics?|illustrations?"
    r"|screenshots?|screengrabs?|footage|artwork|maps?)"
)
_AGENCY = (
    r"(?:Reuters|AP(?:\s+(?:Photo|Images))?|Associated\s+Press|AFP|Agence\s+France-Presse|Getty"
    r"(?:\s+Images)?|Bloomberg|EPA(?:-EFE)?|EFE|Xinhua|TASS|Sputnik|Yonhap|Kyodo|KCNA|ANI|PTI|UPI|dpa"
    r"|Anadolu|Shutterstock|Alamy|NurPhoto|Zuma\s?Press|PA(?:\s+(?:Media|Images|Wire))?|Handout|Pool)"
)
_NAME = r"(?-i:[A-Z])[\w.'’-]*(?:\s+(?-i:[A-Z])[\w.'’-]*){0,4}"

_BEGINS = re.compile(
    rf"""^[^\w"“]*(?:
      (?:(?:top|lead|cover|main|featured?|header|banner|file|stock|handout)\s+)?{_PICTURE}
        (?:\s*:|\s+(?:credits?|source|caption)\s*[:,]|\s+credits?\b|\s+(?:via|courtesy)\b)
    | (?:top|lead|cover|main|featured?|header|banner)\s+{_PICTURE}\b
    | (?:file|handout|stock)\s+(?:photo|image|picture)\b
    | file\s+[-–—]\s
    | (?:credits?|caption)\s*:
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_SIGNED_BY = re.compile(rf"^\W*{_PICTURE}\s+(?:by|from)\s+\S", re.IGNORECASE)
_ENDS = re.compile(
    rf"""(?:
      \b(?:image|photo|picture|video|audio|illustration|graphic|credit)s?\s*:\s?[^:]{{1,80}}
    | [(\[](?:{_PICTURE}|credit)\s*(?:by|via|:|courtesy)[^()]{{1,80}}[)\]]
    | [(\[]\s*(?:{_AGENCY})(?:\s*/\s*[^()]{{1,60}}|\s+{_PICTURE})[)\]]
    | (?:/|\bvia\s)\s?{_AGENCY}\s*[)\]]?
    | \b{_AGENCY}\s?/\s?{_NAME}(?:/\s?files?(?:\s+photo)?)?[)\]]?
    )[.\s]*$""",
    re.IGNORECASE | re.VERBOSE,
)
_BARE_AGENCY = re.compile(rf"^\W*{_AGENCY}\W*$", re.IGNORECASE)


def is_caption(line: str) -> bool:
    """Whether a line is a caption or credit of a picture rather than running text."""
    if len(line) > _LONGEST:
        return False
    if _BEGINS.match(line) or _BARE_AGENCY.match(line) or _ENDS.search(line):
        return True
    signed = _SIGNED_BY.match(line) and len(line.split()) < _FEWEST_PROSE_WORDS
    return bool(signed) and not ends_sentence(line)


def take_captions(blocks: Sequence[Block]) -> tuple[list[Block], list[str]]:
    """Part captions from the other blocks.

    Returns:
        The other blocks, and the captions.

    """
    kept: list[Block] = []
    captions: list[str] = []
    for block in blocks:
        if block.heading or not is_caption(block.text):
            kept.append(block)
        else:
            captions.append(block.text)
    return kept, captions
