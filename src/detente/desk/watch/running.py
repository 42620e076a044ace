"""The watch itself: what is due is fetched, rules look, what they found is sent; until stopped."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from sqlalchemy.exc import DatabaseError

from detente.assessment import Record
from detente.desk.watch import outbox
from detente.desk.watch.channels import Sender
from detente.desk.watch.config import Config
from detente.desk.watch.following import Following
from detente.desk.watch.log import log
from detente.desk.watch.looking import look
from detente.desk.watch.sending import send_due
from detente.desk.watch.visits import Visits
from detente.record import RecordError
from detente.record.adding import now as present

_LOOK = timedelta(seconds=30)  # others may add to the record, too


class Watch:
    """Follows, looks and sends.

    Arguments:
        record: where everything is kept.
        config: what is asked for.
        senders: the channels ready to send, by their names.
        stop: set when it is to stop; what is being done is finished.
        visits: fetches; by default with the configuration's pause.
        now: tells the moment, in UTC.

    """

    def __init__(  # noqa: PLR0913
        self,
        record: Record,
        config: Config,
        senders: Mapping[str, Sender],
        stop: threading.Event,
        *,
        visits: Visits | None = None,
        now: Callable[[], datetime] = present,
    ) -> None:
        self._record, self._config, self._senders = record, config, senders
        self._stop, self._now = stop, now
        visits = visits or Visits(config.watch.pause.total_seconds(), stop)
        self._look()  # what was there before anything is fetched is no news to a new rule
        self._following = Following(record.engine, config, visits, now, stop)

    @property
    def failures(self) -> int:
        """How often something could not be fetched or read."""
        return self._following.failures

    def once(self) -> None:
        """Do all that is due: fetch, read, look, send."""
        while self._step() and not self._stop.is_set():
            pass

    def run(self) -> None:
        """Go on until stopped."""
        while not self._stop.is_set():
            try:
                self.once()
                wait = self._rest()
            except (RecordError, DatabaseError) as error:  # locked, or its server is away
                log("record", reason=str(error).splitlines()[0])
                wait = _LOOK
            self._stop.wait(max(wait.total_seconds(), 0.1))

    def _step(self) -> bool:
        """Do what is due; returns whether anything was fetched."""
        asked = self._following.ask_sources()
        fetched = self._following.fetch_articles()
        self._look()
        send_due(self._record.engine, self._config, self._senders, self._now, self._stop.is_set)
        return bool(asked or fetched)

    def _look(self) -> None:
        for alert in look(self._record, self._config, self._now()):
            parties = "-".join(alert.body["parties"]) or None
            log("alert", id=alert.id, rule=alert.rule, kind=alert.body["kind"], dyad=parties)

    def _rest(self) -> timedelta:
        """How long nothing is due."""
        with self._record.engine.connect() as connection:
            names = [channel.name for channel in self._config.channels]
            sends = outbox.next_due(connection, names)
        times = [at for at in (self._following.next_due(), sends) if at is not None]
        return min([_LOOK, *(at - self._now() for at in times)])
