"""Answers that were given, kept within so many bytes; the one asked for longest ago goes first."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Hashable


class Kept:
    """Answers by what was asked.

    Arguments:
        most_bytes: how much is kept.

    """

    def __init__(self, most_bytes: int) -> None:
        self._most = most_bytes
        self._bytes = 0
        self._answers: OrderedDict[Hashable, bytes] = OrderedDict()
        self._lock = threading.Lock()
        self.hits = self.misses = 0  # how often an answer was there, and was not

    @property
    def size(self) -> int:
        """Bytes of all that is kept."""
        return self._bytes

    def get(self, asked: Hashable) -> bytes | None:
        """The answer, if it is kept."""
        with self._lock:
            if asked not in self._answers:
                self.misses += 1
                return None
            self.hits += 1
            self._answers.move_to_end(asked)
            return self._answers[asked]

    def keep(self, asked: Hashable, answer: bytes) -> None:
        """Keep an answer."""
        with self._lock:
            self._bytes += len(answer) - len(self._answers.pop(asked, b""))
            self._answers[asked] = answer
            while self._bytes > self._most:
                _, oldest = self._answers.popitem(last=False)
                self._bytes -= len(oldest)
