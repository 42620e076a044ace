"""What all requests share: the record, the settings, and what was worked out for earlier ones."""

from __future__ import annotations

import logging
import threading
from typing import Annotated

from fastapi import Depends, Request

from detente.assessment import Record
from detente.assessment.ranking import LATELY, Changed
from detente.desk.web.kept import Kept
from detente.desk.web.settings import Settings
from detente.record import RecordError

_LOOKS = 2.0  # seconds between two looks at whether the record has grown
_RESTS = 5.0  # times as long as that took; a record that grows all the time would take it all
_KEPT = 64_000_000  # bytes of answers
_log = logging.getLogger(__name__)
State = tuple[int, int, str]


class Desk:
    """The record that is served, and answers kept until something is added or judged.

    What rests on all dyads is worked out beside the requests: of a large record it takes seconds.
    Meanwhile they get that of the state before.

    Arguments:
        settings: how it is served.

    Raises:
        RecordError: the record cannot be opened.

    """

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.record = Record(settings.db, lagging=True)
        self.answers = Kept(_KEPT)
        self.ready = threading.Event()
        self._over = threading.Event()
        self._keeper = threading.Thread(target=self._refresh, name="refresh", daemon=True)
        self._changed: dict[int, tuple[int, list[Changed]]] = {}  # by days, each of a state

    def open(self) -> None:
        """Begin to work out beside the requests what rests on all dyads."""
        self._keeper.start()

    def close(self) -> None:
        """End that, and let go of the record."""
        self._over.set()
        if self._keeper.is_alive():
            self._keeper.join()
        self.record.close()

    def state(self) -> State:
        """What tells two answers to the same question apart: of which record, on which day."""
        latest = self.record.latest
        return self.record.state(), latest.state, latest.today.isoformat()

    def changed(self, days: int = LATELY) -> list[Changed]:
        """Every dyad, those with the greatest changes in the last days first."""
        latest = self.record.latest
        if days == LATELY:
            return latest.ranking
        if self._changed.get(days, (-1, []))[0] != latest.state:
            self._changed[days] = latest.state, self.record.changed(days=days)
        return self._changed[days][1]

    def _refresh(self) -> None:
        pause = _LOOKS
        while not self._over.is_set():
            try:
                pause = max(_LOOKS, _RESTS * self.record.refresh().seconds)
                self.ready.set()
            except RecordError as error:  # the database is away: what was worked out holds
                _log.warning("what rests on all dyads was not worked out: %s", error)
            self._over.wait(pause)


def the_desk(request: Request) -> Desk:
    """Give a request the desk of its application."""
    desk: Desk = request.app.state.desk
    return desk


TheDesk = Annotated[Desk, Depends(the_desk)]
