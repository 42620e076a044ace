"""Telling markup from plain text, without parsing either."""

from __future__ import annotations

import re

_MARKUP = re.compile(
    r"\A\ufeff?\s*(?:<\?xml[^>]{0,200}>\s*|<!--.{0,2000}?-->\s*){0,9}"
    r"<(?:!doctype\s+html|html|head|body|article|main|section|div|p|h[1-6]|meta|title|link|script"
    r"|header|figure|table|ul|ol|blockquote|span|style|nav)\b",
    re.IGNORECASE | re.DOTALL,
)
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{2,20})", re.IGNORECASE)
_FIRST_BYTES = 4096


def is_html(text: str) -> bool:
    """Whether a text begins as markup does."""
    return bool(_MARKUP.match(text))


def declared_charset(raw: bytes) -> str | None:
    """The encoding an HTML page declares in its first lines."""
    found = _CHARSET.search(raw[:_FIRST_BYTES])
    return found[1].decode("ascii") if found else None
