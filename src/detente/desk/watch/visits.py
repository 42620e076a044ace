"""Fetching with manners: robots.txt is heeded, and each host is left a pause between requests."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from urllib.parse import urlsplit

from detente.intake import UnreadableError
from detente.intake.fetch import Page, RefusedError, Resolver, Version, fetch, fetch_changed
from detente.intake.file import MOST_BYTES
from detente.intake.robots import Robots

_PATIENCE = 60.0  # seconds that a request waits for its host; else it is put off


class PutOffError(Exception):
    """A host that is to be left alone for longer than anybody waits.

    Attributes:
        wait: for how many seconds.

    """

    def __init__(self, wait: float) -> None:
        super().__init__(f"its host is to be left alone for {wait:.0f} seconds")
        self.wait = wait


class Visits:
    """Fetches pages from many threads, each host's one after the other.

    Arguments:
        pause: the least seconds between two requests to one host.
        stop: set where nobody waits any more.

    """

    def __init__(
        self,
        pause: float,
        stop: threading.Event,
        *,
        _resolve: Resolver | None = None,
        _allow: Callable[[str], bool] | None = None,
    ) -> None:
        self._pause, self._stop = pause, stop
        self._resolve, self._allow = _resolve, _allow
        self._free: dict[str, float] = {}  # from when on a host may be asked
        self._lock = threading.Lock()
        self._robots = Robots(self._fetch_robots)

    def fetch(self, url: str, known: Version) -> Page | None:
        """Fetch a page where it is another than it was.

        Arguments:
            url: its address.
            known: by what its server knows it as it was.

        Raises:
            UnreadableError: it cannot be fetched, or is not to be.
            PutOffError: its host is to be left alone, or nobody waits any more.

        """
        host = host_of(url)
        self._robots.allow(url)  # robots.txt first, so that it takes none of the page's time
        self._wait(host, self._robots.delay(url))
        try:
            return fetch_changed(
                url, known, most=MOST_BYTES, permit=self._robots.allow,
                _resolve=self._resolve, _allow=self._allow,
            )  # fmt: skip
        except RefusedError as error:
            if error.wait:
                self._keep_off(host, error.wait)
            raise

    def _fetch_robots(self, url: str, most: int) -> Page:
        self._wait(host_of(url), 0.0)
        return fetch(url, most=most, cut=True, _resolve=self._resolve, _allow=self._allow)

    def _wait(self, host: str, delay: float) -> None:
        """Wait for a host's turn, and take it."""
        with self._lock:
            now = time.monotonic()
            at = max(self._free.get(host, now), now)
            if at - now > _PATIENCE:
                raise PutOffError(at - now)
            self._free[host] = at + max(self._pause, delay)
        if self._stop.wait(at - now):
            raise PutOffError(0.0)

    def _keep_off(self, host: str, wait: float) -> None:
        with self._lock:
            until = time.monotonic() + wait
            self._free[host] = max(self._free.get(host, until), until)


def host_of(url: str) -> str:
    """The host and port of an address.

    Raises:
        UnreadableError: it has none.

    """
    try:
        return urlsplit(url).netloc.lower()
    except ValueError as error:
        raise UnreadableError(url, f"this is no address ({error})", "check it") from None
