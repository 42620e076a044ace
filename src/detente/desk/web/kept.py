"""Answers that were given, kept within so many bytes; the one tag for longest ago goes first."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

_BESIDE = 500  # bytes that keeping an answer takes beside its body


@dataclass(frozen=True)
class Answer:
    """An answer.

    Attributes:
        media: its type.
        zipped: its body, compressed: as most ask for it, and once for all of them.
        route: which part of the application gave it.

    """

    media: str
    zipped: bytes
    route: Any

    @property
    def size(self) -> int:
        """Bytes that it takes while it is kept."""
        return len(self.zipped) + _BESIDE


class Kept:
    """Answers by their tags, which tell what was tag of which state of the record.

    Arguments:
        most_bytes: how much is kept.

    """

    def __init__(self, most_bytes: int) -> None:
        self._most = most_bytes
        self._bytes = 0
        self._answers: OrderedDict[str, Answer] = OrderedDict()
        self._building: dict[str, threading.Lock] = {}
        self._lock = threading.Lock()
        self.hits = self.misses = 0  # how often an answer was there, and was not

    @property
    def size(self) -> int:
        """Bytes of all that is kept."""
        return self._bytes

    def peek(self, tag: str) -> Answer | None:
        """The answer, if it is kept."""
        with self._lock:
            if (found := self._answers.get(tag)) is not None:
                self.hits += 1
                self._answers.move_to_end(tag)
            return found

    def get(self, tag: str, build: Callable[[], Answer]) -> Answer:
        """The answer, as it is kept or else as it is built now, once for all who ask meanwhile."""
        if (found := self.peek(tag)) is not None:
            return found
        with self._lock:
            building = self._building.setdefault(tag, threading.Lock())
        try:
            with building:
                found = self._answers.get(tag)
                if found is None:
                    found = build()
                    self._keep(tag, found)
                return found
        finally:
            self._building.pop(tag, None)

    def _keep(self, tag: str, answer: Answer) -> None:
        with self._lock:
            self.misses += 1
            former = self._answers.pop(tag, None)  # two may have built it where a third failed
            self._bytes += answer.size - (former.size if former else 0)
            self._answers[tag] = answer
            while self._bytes > self._most:
                _, oldest = self._answers.popitem(last=False)
                self._bytes -= oldest.size
