"""Text from outside, made safe to show.

Invariant: one code point stays one code point, so that spans stay true.
"""

from __future__ import annotations

_KEPT = "\t\n"
_C1 = range(0x80, 0xA0)
_SURROGATES = range(0xD800, 0xE000)
_BIDI = (*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C)
_REPLACEMENTS: dict[int, str] = {
    **{code: chr(0x2400 + code) for code in range(0x20) if chr(code) not in _KEPT},
    0x7F: "\u2421",
    **dict.fromkeys((*_C1, *_BIDI, *_SURROGATES), "\ufffd"),
    0x2028: "\n",
    0x2029: "\n",
}


def visible(text: str) -> str:
    """Replace what a terminal or browser would obey instead of show.

    Control characters become their pictures (ESC is shown as ␛); C1 controls, characters that
    turn the direction of writing, and lone surrogates become U+FFFD. Tabs and line ends stay.
    """
    return text.translate(_REPLACEMENTS)


def one_line(text: str) -> str:
    """`visible`, with every run of white space made one space."""
    return " ".join(visible(text).split())
