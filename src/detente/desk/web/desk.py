"""What all requests share: the record, the settings, and what was worked out for earlier ones."""

from __future__ import annotations

import gc
import logging
import secrets
import threading
from collections.abc import Sequence
from typing import Annotated

from fastapi import Depends, Request
from sqlalchemy.exc import SQLAlchemyError

from detente.assessment import Record
from detente.assessment.ranking import LATELY, Changed
from detente.assessment.record import Refreshed
from detente.desk.web.kept import Kept
from detente.desk.web.settings import Settings
from detente.record import RecordError

_LOOKS = 2.0  # seconds between two looks at whether the record has grown
_RESTS = 5.0  # times as long as that took; a record that grows all the time would take it all
_KEPT = 64_000_000  # bytes of answers
_log = logging.getLogger(__name__)
OFFERED = (7, 30, 90)  # days within which something has changed
_NEVER = ""  # the mark of what was not worked out yet
State = tuple[int | str, ...]


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
        self._seen: State | None = None
        # Another record, or watch list, may be as many changes old, and has other answers.
        self._own = secrets.token_hex(8)
        self._ranking = threading.Lock()
        self._rankings: dict[int, tuple[str, list[Changed]]] = dict.fromkeys(
            (days for days in OFFERED if days != LATELY), (_NEVER, [])
        )  # by days, each with the mark of the refresh that it belongs to

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
        ranked = (mark for mark, _ in self._rankings.values())
        self._seen = (self.record.state(), latest.state, latest.today.isoformat(), *ranked,
                      self._own)  # fmt: skip
        return self._seen

    def seen(self) -> State | None:
        """The state that was told last, if that is still so; nothing is worked out for it."""
        seen = self._seen
        return seen if seen and seen[0] == self.record.state() else None

    def changed(self, days: int = LATELY) -> list[Changed]:
        """Every dyad, those with the greatest changes in the last days first.

        Of days that are offered it may be that of a state before, as of the latest it is.
        """
        latest = self.record.latest
        if days == LATELY:
            return latest.ranking
        mark, ranking = self._rankings.get(days, (_NEVER, []))
        if mark == _mark(latest) or (mark != _NEVER and latest.slow):
            return ranking
        with self._ranking:  # of a large record it takes so long that two at once help nobody
            ranking = self.record.changed(days=days)
        if days in self._rankings:
            self._rankings[days] = _mark(latest), ranking
        return ranking

    def _refresh(self) -> None:
        pause = _LOOKS
        while not self._over.is_set():
            try:
                latest = self.record.refresh()
                pause = max(_LOOKS, _RESTS * latest.seconds)
                if not self.ready.is_set() and latest.ranking:
                    self._warm(latest.ranking[0].parties)
                self._rank_the_others(latest)
                self._seen = None  # there may be newer answers to the same questions
                self.ready.set()
            except (RecordError, SQLAlchemyError) as error:  # away: what was worked out holds
                said = str(error).partition("\n")[0]  # what follows is of the database
                _log.warning("what rests on all dyads was not worked out: %s", said)
            self._over.wait(pause)

    def _rank_the_others(self, latest: Refreshed) -> None:
        """Rank by the other days that are offered, where nobody should wait for it."""
        own = _mark(latest)
        old = [days for days, (mark, _) in self._rankings.items() if mark != own]
        for days in old if latest.slow else ():
            if not self._over.is_set():
                self._rankings[days] = own, self.record.changed(days=days)
        if old and latest.slow:
            # What stays is looked through for garbage once and not with each page: of a million
            # moves that takes a quarter of a second.
            gc.unfreeze()
            gc.collect()
            gc.freeze()

    def _warm(self, parties: Sequence[str]) -> None:
        """Load what a board and its charts need, so that the first visitor need not wait for it."""
        import altair  # noqa: F401, PLC0415
        import vl_convert  # noqa: F401, PLC0415

        self.record.dyad(*parties)


def _mark(latest: Refreshed) -> str:
    """What tells a refresh apart: at midnight what was of a day to come may be of this one."""
    return f"{latest.state} of {latest.today.isoformat()}"


def the_desk(request: Request) -> Desk:
    """Give a request the desk of its application."""
    desk: Desk = request.app.state.desk
    return desk


TheDesk = Annotated[Desk, Depends(the_desk)]
