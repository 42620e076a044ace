"""Feeds and pages are asked for what is new, and what is new is read into the record."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from itertools import islice
from time import monotonic

from sqlalchemy import Engine

from detente.desk.watch import polls
from detente.desk.watch.backoff import later
from detente.desk.watch.config import Config, Source
from detente.desk.watch.log import log
from detente.desk.watch.polls import Poll
from detente.desk.watch.visits import PutOffError, Visits, host_of
from detente.intake import Item, Unopened, UnreadableError
from detente.intake.feed import is_feed, open_feed
from detente.intake.fetch import ForbiddenError, Page, RefusedError, Version
from detente.intake.streams import open_page
from detente.record.database import writing
from detente.record.taking import Taken, take

_HOSTS = 8  # asked at a time
_SOURCES, _ARTICLES = 50, 50  # in one go
_SECONDS = 60.0  # after which no more articles are fetched in one go
_ENTRIES = 500  # of a feed, new ones
_ATTEMPTS = 6  # at an article
_GONE = 410
_PASSING = frozenset({408, 425, 429})  # refusals that may pass
_LONGEST = timedelta(days=1)  # between two attempts


@dataclass(frozen=True)
class _Got:
    """What came of fetching: a page, None where it is as it was, or what went wrong."""

    poll: Poll
    page: Page | None = None
    wrong: UnreadableError | PutOffError | None = None


class Following:
    """Follows the sources of a configuration.

    Arguments:
        engine: of the record.
        config: what is followed.
        visits: fetches.
        now: tells the moment, in UTC.
        stop: set where no more is to be begun.

    """

    def __init__(
        self, engine: Engine, config: Config, visits: Visits, now: Callable[[], datetime],
        stop: threading.Event,
    ) -> None:  # fmt: skip
        self._engine, self._visits, self._now, self._stop = engine, visits, now, stop
        self._sources = {source.url: source for source in config.sources}
        self.failures = 0
        with writing(engine) as connection:
            polls.enroll(connection, config.sources, now())

    def next_due(self) -> datetime | None:
        """When something is to be fetched next."""
        with self._engine.connect() as connection:
            return polls.next_due(connection, list(self._sources))

    # -- feeds and pages ---------------------------------------------------------------------------

    def ask_sources(self) -> int:
        """Ask the sources that are due; returns how many."""
        due = [poll for poll in self._due(("feed", "page"), 10**6) if poll.address in self._sources]
        for got in list(self._fetch(due[:_SOURCES])):  # no thread may run where readers are begun
            self._take_source(got, self._sources[got.poll.address])
        return len(due[:_SOURCES])

    def _take_source(self, got: _Got, source: Source) -> None:
        if got.wrong is not None:
            self._note_failure(got.poll, got.wrong, source)
            return
        again = self._now() + source.every
        if got.page is None:
            with writing(self._engine) as connection:
                polls.checked(connection, source.url, None, self._now(), again)
            log("unchanged", source=source.url)
            return
        if source.kind == "feed" and not is_feed(got.page.body):
            wrong = UnreadableError(source.url, "it is no feed", 'check it, or say kind = "page"')
            self._note_failure(got.poll, wrong, source)
            return
        new = self._new_items(got.page, source)
        ready = [item for item in new if isinstance(item, Unopened) or item.body is not None]
        links = [item for item in new if isinstance(item, Item) and item.body is None]
        # Of more entries than are taken at once the rest must be sent again.
        version = got.page.version if len(new) < _ENTRIES else Version()
        self._read(ready)
        with writing(self._engine) as connection:
            polls.checked(connection, source.url, version, self._now(), again)
            polls.queue(connection, links, self._now())
        log("asked", source=source.url, new=len(new))

    def _new_items(self, page: Page, source: Source) -> list[Item | Unopened]:
        """What was not taken in before; a page that has changed is new."""
        if source.kind == "page":
            return [_by(open_page(page, source.url), source)]
        entries = list(open_feed(page.body, source.url, page.url))
        with self._engine.connect() as connection:
            urls = {item.url for item in entries if isinstance(item, Item) and item.url}
            seen = polls.seen(connection, sorted(urls))
        fresh = (
            entry
            for entry in entries
            if isinstance(entry, Item) and (entry.url is None or entry.url not in seen)
        )
        return [_by(item, source) for item in islice(fresh, _ENTRIES)]

    # -- articles ----------------------------------------------------------------------------------

    def fetch_articles(self) -> int:
        """Fetch and read articles that wait, as many as are well done in one go."""
        due = self._due(("article",), _ARTICLES)
        ready: list[Item | Unopened] = []
        for got in self._fetch(due):
            if got.page is not None:
                beside = asdict(got.poll.beside)
                ready.append(replace(open_page(got.page, got.poll.address), **beside))
            elif (given_up := self._article_failed(got)) is not None:
                ready.append(given_up)
        self._read(ready)
        with writing(self._engine) as connection:
            polls.done(connection, [item.name for item in ready])
        return len(due)

    def _article_failed(self, got: _Got) -> Unopened | None:
        """Put an article off; or give it up, so that it is never fetched again."""
        poll, wrong = got.poll, got.wrong or UnreadableError(got.poll.address, "it is empty", "")
        if isinstance(wrong, UnreadableError) and (
            _is_for_good(wrong) or poll.failures + 1 >= _ATTEMPTS
        ):
            return Unopened.because(poll.address, wrong)
        self._note_failure(poll, wrong, None)
        return None

    # -- both --------------------------------------------------------------------------------------

    def _due(self, kinds: Sequence[str], most: int) -> list[Poll]:
        with self._engine.connect() as connection:
            return polls.due(connection, kinds, self._now(), most)

    def _fetch(self, due: Sequence[Poll]) -> Iterator[_Got]:
        """Fetch from several hosts at a time, from each one after the other."""
        by_host: dict[str, list[Poll]] = {}
        for poll in due:
            by_host.setdefault(_host(poll.address), []).append(poll)
        ends = monotonic() + _SECONDS
        with ThreadPoolExecutor(_HOSTS) as pool:
            for results in pool.map(lambda some: self._fetch_each(some, ends), by_host.values()):
                yield from results

    def _fetch_each(self, due: Sequence[Poll], ends: float) -> list[_Got]:
        found: list[_Got] = []
        for poll in due:
            if self._stop.is_set() or monotonic() > ends:
                break  # it stays due
            try:
                found.append(_Got(poll, self._visits.fetch(poll.address, poll.version)))
            except (UnreadableError, PutOffError) as error:
                found.append(_Got(poll, wrong=error))
        return found

    def _note_failure(
        self, poll: Poll, wrong: UnreadableError | PutOffError, source: Source | None
    ) -> None:
        now = self._now()
        if isinstance(wrong, PutOffError):
            with writing(self._engine) as connection:
                polls.put_off(connection, poll.address, now + timedelta(seconds=wrong.wait))
            return
        self.failures += 1
        gone = isinstance(wrong, RefusedError) and wrong.status == _GONE
        first = source.every if source else timedelta(minutes=5)
        wait = wrong.wait if isinstance(wrong, RefusedError) else None
        again = None if gone else now + later(poll.failures + 1, first, _LONGEST, wait)
        with writing(self._engine) as connection:
            polls.failed(connection, poll.address, str(wrong), now, again)
        log("gone" if gone else "not-fetched", address=poll.address, reason=wrong,
            again=again and again.isoformat(timespec="seconds"))  # fmt: skip

    def _read(self, items: Sequence[Item | Unopened]) -> None:
        """Read items into the record; what cannot be read is noted there and told."""
        if not items:
            return

        def tell(taken: Taken) -> None:
            self.failures += taken.state == "failed"
            log(taken.state, name=taken.name, reason=taken.reason)

        take(self._engine, items, tell, gate=True)


def _by(item: Item, source: Source) -> Item:
    return replace(item, publisher=source.outlet) if source.outlet else item


def _host(address: str) -> str:
    try:
        return host_of(address)
    except UnreadableError:
        return ""  # fetching it tells what is wrong


def _is_for_good(wrong: UnreadableError) -> bool:
    if isinstance(wrong, RefusedError):
        return 400 <= wrong.status < 500 and wrong.status not in _PASSING
    return isinstance(wrong, ForbiddenError)
