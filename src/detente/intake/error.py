"""What intake says when it cannot read something."""

from __future__ import annotations

_LONGEST = 200  # characters of a path or address that a line can show


class UnreadableError(ValueError):
    """A source that holds no readable English article.

    The message is one line for people: where, what is wrong, and what to do.
    """

    def __init__(self, where: str, wrong: str, remedy: str) -> None:
        shown = where if len(where) <= _LONGEST else f"{where[:_LONGEST]}…"
        super().__init__(" ".join(f"{shown}: {wrong}; {remedy}".split()))
