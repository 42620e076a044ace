"""Answers that were given, kept within so many bytes; the one asked for longest ago goes first."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable


class Kept:
    """Answers by what was asked.

    Arguments:
        most_bytes: how much is kept.

    """

    def __init__(self, most_bytes: int) -> None:
        self._most = most_bytes
        self._bytes = 0
        self._answers: OrderedDict[Hashable, bytes] = OrderedDict()
        self._building: dict[Hashable, threading.Lock] = {}
        self._lock = threading.Lock()
        self.hits = self.misses = 0  # how often an answer was there, and was not

    @property
    def size(self) -> int:
        """Bytes of all that is kept."""
        return self._bytes

    def get(self, asked: Hashable, build: Callable[[], bytes]) -> bytes:
        """The answer, as it is kept or else as it is built now, once for all who ask meanwhile."""
        with self._lock:
            if (found := self._answers.get(asked)) is not None:
                self.hits += 1
                self._answers.move_to_end(asked)
                return found
            building = self._building.setdefault(asked, threading.Lock())
        try:
            with building:
                found = self._answers.get(asked)
                if found is None:
                    found = build()
                    self._keep(asked, found)
                return found
        finally:
            self._building.pop(asked, None)

    def _keep(self, asked: Hashable, answer: bytes) -> None:
        with self._lock:
            self.misses += 1
            self._bytes += len(answer)
            self._answers[asked] = answer
            while self._bytes > self._most:
                _, oldest = self._answers.popitem(last=False)
                self._bytes -= len(oldest)
