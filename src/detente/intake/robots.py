"""What sites ask programs not to fetch, by their robots.txt (RFC 9309).

Invariant: a page is fetched only after its site's robots.txt was read, or is known not to be there
(any status from 400 to 499 but 429). Where it cannot be had, nothing of the site is fetched.
"""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from urllib.parse import quote, urlsplit, urlunsplit

import httpx

from detente.intake.error import UnreadableError
from detente.intake.fetch import AGENT, Page, RefusedError

_MOST = 512_000  # bytes that are read; RFC 9309 asks for 500 KiB
_DAY = 86_400.0  # seconds for which a site's rules are kept
_SOON = 600.0  # seconds after which they are asked for again where they could not be had
_LONGEST = 300.0  # seconds between two requests that a site may ask for
_REFUSALS = range(400, 500)
_NAME = re.compile(r"[a-z_-]+")
_ESCAPE = re.compile(r"%([0-9A-Fa-f]{2})")
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_ASCII = "".join(map(chr, range(0x21, 0x7F)))

Fetch = Callable[[str, int], Page]


@dataclass
class Rules:
    """What a robots.txt asks of one program.

    Attributes:
        lines: whether what begins so is allowed, and how it begins: `*` stands for anything, `$`
            at the end for the end.
        delay: seconds between two requests, where it asks for any.

    """

    lines: list[tuple[bool, str]] = field(default_factory=list)
    delay: float = 0.0

    def allow(self, url: str) -> bool:
        """Whether an address may be fetched: the longest line that fits decides."""
        parts = urlsplit(url)
        path = _plain((parts.path or "/") + (f"?{parts.query}" if parts.query else ""))
        fitting = [(len(line), allowed) for allowed, line in self.lines if _fits(line, path)]
        return max(fitting, default=(0, True))[1]


def read_rules(text: str) -> Rules:
    """Read a robots.txt: the lines for this program, else those for all.

    Args:
        text: of any kind; what is no line of a robots.txt is passed over.

    """
    own, general = Rules(), Rules()
    named, current, in_names = False, list[Rules](), False
    for key, value in _lines(text):
        if key == "user-agent":
            current = current if in_names else []
            name = _NAME.match(value.lower())
            if value.startswith("*"):
                current.append(general)
            elif name and name[0] == AGENT:
                current.append(own)
                named = True
        else:
            for rules in current:
                _put(rules, key, value)
        in_names = key == "user-agent"
    return own if named else general


def _lines(text: str) -> Iterator[tuple[str, str]]:
    for line in text.removeprefix("\ufeff").splitlines():
        key, colon, value = line.partition("#")[0].partition(":")
        if colon:
            yield key.strip().lower(), value.strip()


def _put(rules: Rules, key: str, value: str) -> None:
    if key in {"allow", "disallow"} and value:
        rules.lines.append((key == "allow", _plain(value)))
    elif key == "crawl-delay":
        try:
            asked = float(value)
        except ValueError:
            return
        rules.delay = min(asked, _LONGEST) if asked > 0 else 0.0


def _plain(path: str) -> str:
    """A path as all spell it alike: only what must be escaped is, in capitals."""

    def escape(found: re.Match[str]) -> str:
        letter = chr(int(found[1], 16))
        return letter if letter in _UNRESERVED else found[0].upper()

    return _ESCAPE.sub(escape, quote(path, safe=_ASCII, errors="replace"))


def _fits(line: str, path: str) -> bool:
    """Whether a path begins as a line says; in linear time, whatever the line."""
    ends = line.endswith("$")
    first, *rest = line.removesuffix("$").split("*")
    if not path.startswith(first):
        return False
    at = len(first)
    last = rest.pop() if ends and rest else None
    for part in rest:
        found = path.find(part, at)
        if found < 0:
            return False
        at = found + len(part)
    if last is not None:
        return path.endswith(last) and len(path) - len(last) >= at
    return at == len(path) or not ends


@dataclass(frozen=True, slots=True)
class _Known:
    """A site's rules; or, where they could not be had, why."""

    rules: Rules
    wrong: UnreadableError | None
    until: float


class Robots:
    """The rules of sites, each read once a day.

    Arguments:
        fetch: gets an address, and at most so many bytes of it; raises `UnreadableError`.
        clock: tells the time in seconds.

    """

    def __init__(self, fetch: Fetch, clock: Callable[[], float] = time.monotonic) -> None:
        self._fetch, self._clock = fetch, clock
        self._sites: dict[str, _Known] = {}
        self._lock = threading.Lock()

    def allow(self, url: str) -> bool:
        """Whether a site lets a page of it be fetched.

        Raises:
            UnreadableError: its robots.txt cannot be had, or the address is none.

        """
        return self._rules(url).allow(url)

    def delay(self, url: str) -> float:
        """The seconds that a site asks for between two requests, five minutes at most."""
        return self._rules(url).delay

    def _rules(self, url: str) -> Rules:
        site = _site(url)
        with self._lock:
            known = self._sites.get(site)
        if known is None or self._clock() >= known.until:
            known = self._read(site, known)
            with self._lock:
                self._sites[site] = known
        if known.wrong is not None:
            raise known.wrong
        return known.rules

    def _read(self, site: str, known: _Known | None) -> _Known:
        now = self._clock()
        try:
            page = self._fetch(f"{site}/robots.txt", _MOST)
        except UnreadableError as error:
            status = error.status if isinstance(error, RefusedError) else None
            if status in _REFUSALS and status != httpx.codes.TOO_MANY_REQUESTS:
                return _Known(Rules(), None, now + _DAY)
            if known is not None and known.wrong is None:
                return _Known(known.rules, None, now + _SOON)  # the old ones are better than none
            return _Known(Rules(), error, now + _SOON)
        return _Known(read_rules(page.body.decode(errors="replace")), None, now + _DAY)


def _site(url: str) -> str:
    try:
        parts = urlsplit(url)
    except ValueError as error:
        raise UnreadableError(url, f"this is no address ({error})", "check it") from None
    return urlunsplit((parts.scheme, parts.netloc, "", "", ""))
