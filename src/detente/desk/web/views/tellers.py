"""Who tells something, as pages name them."""

from __future__ import annotations

from textwrap import shorten
from typing import Any

from detente.desk.telling import phrases
from detente.desk.telling.visible import one_line

Row = dict[str, Any]
_LONGEST = 50  # characters of a title that stands for an outlet


def teller(document: Row) -> str | None:
    """Who published a document; else its title, short and in quotes; else None.

    Arguments:
        document: as `Record.documents` gives it.

    """
    title = shorten(one_line(document.get("title") or ""), _LONGEST, placeholder="…")
    return document.get("outlet") or (phrases.quoted(title) if title else None)
