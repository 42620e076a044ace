"""What a channel says when a message was not taken."""

from __future__ import annotations


class UnsentError(Exception):
    """A message that the other side has not taken.

    Attributes:
        wait: the seconds that the other side asks to be left alone for, where it asks.

    """

    def __init__(self, reason: str, wait: float | None = None) -> None:
        super().__init__(reason)
        self.wait = wait
