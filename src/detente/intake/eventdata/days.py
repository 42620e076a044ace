"""Dates of events: checked, and written as ISO has them."""

from __future__ import annotations

from datetime import date
from functools import lru_cache


@lru_cache(maxsize=1 << 14)
def day(text: str) -> str | None:
    """Return a date as `YYYY-MM-DD`.

    Args:
        text: `YYYY-MM-DD`, with or without a time of day after it, or `YYYYMMDD`.

    Returns:
        The date, or None where it is none.

    """
    text = text.strip()
    digits = text if len(text) == 8 else text.partition(" ")[0].partition("T")[0]
    if len(digits) not in (8, 10):
        return None
    try:
        return date.fromisoformat(digits).isoformat()
    except ValueError:
        return None
