"""Texts that are read for who waits: one at a time, and kept from the record until they are saved.

Invariants
- A reading takes no thread from those that answer pages, and only so many wait for one.
- What is held was read for somebody who may save it, and only they get it back.
"""

from __future__ import annotations

import secrets
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Annotated, TypeVar

from anyio import CapacityLimiter, fail_after, to_thread
from fastapi import Depends, HTTPException, Request

from detente.desk.web.apart import Apart, NoReaderError, NotReadError
from detente.desk.web.given import Body, Given, fetched
from detente.intake import UnreadableError
from detente.model import Report

_READ, _FETCH = 1, 4  # at once
_WAITING = 6  # for each
_PATIENCE = 40.0  # seconds
_BUSY = "the reader is busy with other texts: try again in a moment"
_MOST_HELD = 32  # reports
_HELD_FOR = 1800.0  # seconds
T = TypeVar("T")


@dataclass(frozen=True)
class _Held:
    report: Report
    who: str
    until: float


@dataclass
class Readings:
    """Reads texts, and holds what was read.

    Attributes:
        done: how many texts were read.
        seconds: that this took.

    """

    done: int = 0
    seconds: float = 0.0
    _apart: Apart = field(default_factory=Apart)
    _reading: CapacityLimiter = field(default_factory=lambda: CapacityLimiter(_READ))
    _fetching: CapacityLimiter = field(default_factory=lambda: CapacityLimiter(_FETCH))
    _held: OrderedDict[str, _Held] = field(default_factory=OrderedDict)

    async def read(self, given: Given, body: Body | None) -> Report:
        """Read a text; nothing of it is kept.

        Arguments:
            given: what is known of it.
            body: its bytes; None where they are to be fetched.

        Raises:
            HTTPException: it is no readable English article, cannot be fetched or takes too long
                (422); too many wait, or the reading model is missing (503).

        """
        try:
            if body is None:
                body = await _in_turn(self._fetching, partial(fetched, given.url or ""))
            return await _in_turn(self._reading, partial(self._timed, given, body))
        except (UnreadableError, NotReadError) as error:
            raise HTTPException(422, str(error)) from None
        except NoReaderError as error:
            raise HTTPException(503, str(error)) from None

    def close(self) -> None:
        """End what reads."""
        self._apart.close()

    def _timed(self, given: Given, body: Body) -> Report:
        began = time.perf_counter()
        report = self._apart.read(given, body)
        self.done, self.seconds = self.done + 1, self.seconds + time.perf_counter() - began
        return report

    def hold(self, report: Report, who: str) -> str:
        """Hold a report for a while, for somebody to save it.

        Returns:
            By which they get it back.

        """
        key = secrets.token_urlsafe(16)
        self._held[key] = _Held(report, who, time.monotonic() + _HELD_FOR)
        while len(self._held) > _MOST_HELD:
            self._held.popitem(last=False)
        return key

    def held(self, key: str, who: str) -> Report | None:
        """The report that is held, if it still is, and for them."""
        found = self._held.get(key)
        if found is None or found.who != who or found.until < time.monotonic():
            return None
        return found.report


def the_readings(request: Request) -> Readings:
    """Give a request the readings of its application."""
    readings: Readings = request.app.state.readings
    return readings


TheReadings = Annotated[Readings, Depends(the_readings)]


async def _in_turn(turns: CapacityLimiter, work: Callable[[], T]) -> T:
    busy = HTTPException(503, _BUSY, {"Retry-After": "5"})
    if turns.statistics().tasks_waiting >= _WAITING:
        raise busy
    try:
        with fail_after(_PATIENCE):
            return await to_thread.run_sync(work, limiter=turns)
    except TimeoutError:
        raise busy from None
