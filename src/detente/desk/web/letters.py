"""In which letters forms are written: UTF-8, as every browser has it.

A form may name any encoding, and some are none of text, or make halves of characters that can be
neither kept nor shown.
"""

from __future__ import annotations

import codecs

from fastapi import HTTPException, Request
from python_multipart.multipart import parse_options_header


def check_letters(request: Request) -> None:
    """Let through what is in UTF-8.

    Raises:
        HTTPException: a form is in another encoding (415).

    """
    _, told = parse_options_header(request.headers.get("content-type"))
    named = told.get(b"charset", b"utf-8").decode("latin-1")
    try:
        known = codecs.lookup(named).name
    except (LookupError, ValueError):
        known = ""
    if known != "utf-8":
        raise HTTPException(415, "send it in UTF-8")
