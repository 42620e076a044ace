"""Pages from the network, from public addresses only.

Invariants
- A connection is made only to an address that was checked, on every hop: the name is resolved
  once, all its addresses are checked, and the checked address itself is connected to, so that
  a name which resolves differently a moment later changes nothing.
- No more bytes are read than asked for, and a fetch ends within `_DEADLINE` whatever a server does.
"""

from __future__ import annotations

import ipaddress
import queue
import socket
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from types import MappingProxyType
from typing import Any

import httpx

from detente.intake.error import UnreadableError

_MOST_REDIRECTS = 5
_MOST_ADDRESSES = 3  # of one host, tried in turn
_TIMEOUT = 10.0  # seconds for each single step
_DEADLINE = 30.0  # seconds for all of them
_LONGEST_WAIT = 7 * 86_400  # seconds that a server may ask to be left alone for
AGENT = "detente"  # by which robots.txt knows it
_HEADERS = {
    "User-Agent": f"{AGENT} (+https://pypi.org/project/detente/)",
    "Accept": "text/html,application/xhtml+xml,text/plain;q=0.9,*/*;q=0.1",
    "Accept-Encoding": "gzip, deflate",
}
_ENCODINGS = {"", "identity", "gzip", "deflate"}
_NAT64 = ipaddress.ip_network("64:ff9b::/96")

Resolver = Callable[[str, int], list[str]]


@dataclass(frozen=True, slots=True)
class Version:
    """By what a server knows a page as it was: its `ETag`, its `Last-Modified`, if it sent any."""

    etag: str | None = None
    modified: str | None = None

    @property
    def headers(self) -> dict[str, str]:
        """What asks for the page only where it is another by now."""
        told = {"If-None-Match": self.etag, "If-Modified-Since": self.modified}
        return {name: value for name, value in told.items() if value}


@dataclass(frozen=True, slots=True)
class Page:
    """What a server answered, and the address it was found at in the end."""

    body: bytes
    url: str
    charset: str | None
    kind: str
    version: Version = field(default_factory=Version)


class RefusedError(UnreadableError):
    """A server that answered, and not with a page.

    Attributes:
        status: the HTTP status.
        wait: the seconds that it asks to be left alone for, where it asks.

    """

    def __init__(self, where: str, status: int, reason: str, wait: float | None) -> None:
        self.status, self.wait = status, wait
        told = f"{status} {reason}".strip()
        super().__init__(
            where, f"the server answered {told}", "save the article in a file and give that"
        )


class ForbiddenError(UnreadableError):
    """An address that its site asks programs not to fetch."""

    def __init__(self, where: str) -> None:
        super().__init__(where, "its site's robots.txt asks programs not to", "leave it out")


class _RefusedError(Exception):
    """What a server or its address may not be or do."""


def fetch(
    url: str,
    *,
    most: int,
    cut: bool = False,
    permit: Callable[[str], bool] | None = None,
    _resolve: Resolver | None = None,
    _allow: Callable[[str], bool] | None = None,
    _deadline: float = _DEADLINE,
) -> Page:
    """Fetch a page over http or https.

    Args:
        url: its address.
        most: the most bytes to accept, decompressed.
        cut: whether what is longer is cut there instead of refused.
        permit: asked of each address on the way whether it may be fetched.

    Returns:
        The body, decompressed.

    Raises:
        UnreadableError: no such host, a host or redirect that is not public, an error status,
            a timeout, too many redirects, too long.

    """
    asked = _Asked(most=most, cut=cut, permit=permit, ends=time.monotonic() + _deadline)
    page = _fetched(url, asked, _resolve, _allow, _deadline)
    if page is None:  # nobody asked for it
        raise RefusedError(url, httpx.codes.NOT_MODIFIED, "Not Modified", None)
    return page


def fetch_changed(
    url: str,
    known: Version,
    *,
    most: int,
    permit: Callable[[str], bool] | None = None,
    _resolve: Resolver | None = None,
    _allow: Callable[[str], bool] | None = None,
    _deadline: float = _DEADLINE,
) -> Page | None:
    """Fetch a page where it is another than it was; arguments and errors else as of `fetch`.

    Args:
        url: its address.
        known: by what its server knows it as it was.
        most: as of `fetch`.
        permit: as of `fetch`.

    Returns:
        The page; None where its server says that it is the same.

    """
    headers = MappingProxyType(known.headers)
    asked = _Asked(most=most, permit=permit, headers=headers, ends=time.monotonic() + _deadline)
    return _fetched(url, asked, _resolve, _allow, _deadline)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """How a page is asked for: see `fetch`."""

    most: int
    ends: float
    cut: bool = False
    permit: Callable[[str], bool] | None = None
    headers: Mapping[str, str] = field(default_factory=dict)


def _fetched(
    url: str,
    asked: _Asked,
    resolve: Resolver | None,
    allow: Callable[[str], bool] | None,
    deadline: float,
) -> Page | None:
    transport = _CheckedTransport(allow or is_public, resolve or _resolve_name)
    try:
        return _within(deadline, lambda: _get(url, asked, transport))
    except UnreadableError:
        raise
    except _RefusedError as error:
        raise UnreadableError(url, str(error), "save the article in a file and give that") from None
    except (TimeoutError, httpx.TimeoutException):
        raise UnreadableError(
            url, f"no answer within {deadline:.0f} seconds", "try later or give a saved page"
        ) from None
    except (httpx.HTTPError, httpx.InvalidURL, OSError, ValueError) as error:
        raise UnreadableError(
            url, f"it cannot be fetched ({error})", "check the address and the connection"
        ) from None
    finally:
        transport.give_up()


def is_public(address: str) -> bool:
    """Whether an IP address, and an IPv4 address wrapped in it, is on the public internet."""
    ip = ipaddress.ip_address(address)
    wrapped = None
    if isinstance(ip, ipaddress.IPv6Address):
        if ip in _NAT64:
            ip = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        else:
            wrapped = ip.sixtofour
    return all(
        each.is_global and not each.is_multicast and not each.is_reserved
        for each in (ip, wrapped)
        if each is not None
    )


def _resolve_name(host: str, port: int) -> list[str]:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def _within(seconds: float, task: Callable[[], Page | None]) -> Page | None:
    """Run a task in a thread that is given up at the deadline: sockets time out only by step."""
    done: queue.Queue[Page | BaseException | None] = queue.Queue()

    def run() -> None:
        try:
            done.put(task())
        except BaseException as error:  # handed to the caller, whatever it is
            done.put(error)

    threading.Thread(target=run, daemon=True).start()
    try:
        outcome = done.get(timeout=seconds)
    except queue.Empty:
        raise TimeoutError from None
    if isinstance(outcome, BaseException):
        raise outcome
    return outcome


def _get(url: str, asked: _Asked, transport: httpx.BaseTransport) -> Page | None:
    # Neither proxies nor ~/.netrc (trust_env): the checked address is where a request goes.
    client = httpx.Client(transport=transport, headers=_HEADERS, timeout=_TIMEOUT, trust_env=False)
    with client:
        request = client.build_request("GET", url, headers=asked.headers)
        for _ in range(_MOST_REDIRECTS + 1):
            if asked.permit is not None and not asked.permit(str(request.url)):
                raise ForbiddenError(str(request.url))
            # Redirects are followed by hand: httpx would read their bodies to the end.
            response = client.send(request, stream=True)
            try:
                if response.next_request is None:
                    return _read_page(response, asked)
                request = response.next_request
            finally:
                response.close()
    raise _RefusedError(f"it redirects more than {_MOST_REDIRECTS} times")


def _read_page(response: httpx.Response, asked: _Asked) -> Page | None:
    headers = response.headers
    if response.status_code == httpx.codes.NOT_MODIFIED and asked.headers:
        return None
    if response.status_code != httpx.codes.OK:
        wait = read_wait(headers.get("retry-after", ""))
        raise RefusedError(str(response.url), response.status_code, response.reason_phrase, wait)
    # Encodings stacked on one another multiply: a few kilobytes could become gigabytes.
    if headers.get("content-encoding", "").strip().lower() not in _ENCODINGS:
        raise _RefusedError("the server sends a compression that was not asked for")
    body = bytearray()
    for chunk in response.iter_bytes():
        body += chunk
        if len(body) > asked.most:
            if asked.cut:
                break
            raise _RefusedError(f"it is over {asked.most // 1_000_000} MB")
        if time.monotonic() > asked.ends:
            raise TimeoutError
    return Page(
        body=bytes(body[: asked.most]),
        url=str(response.url),
        charset=response.charset_encoding,
        kind=headers.get("content-type", "").split(";")[0].strip().lower(),
        version=Version(headers.get("etag"), headers.get("last-modified")),
    )


def read_wait(retry_after: str) -> float | None:
    """How long a server asks to be left alone: a number of seconds, or until a date."""
    told = retry_after.strip()
    if told.isascii() and told.isdigit():
        return float(min(int(told[:10]), _LONGEST_WAIT))
    try:
        at = parsedate_to_datetime(told)
    except (TypeError, ValueError, IndexError, OverflowError):
        return None
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    return min(max(0.0, (at - datetime.now(UTC)).total_seconds()), float(_LONGEST_WAIT))


class _CheckedTransport(httpx.BaseTransport):
    """Sends each request, redirects too, to an address that was checked."""

    def __init__(self, allow: Callable[[str], bool], resolve: Resolver) -> None:
        self._allow, self._resolve = allow, resolve
        # One connection a request: two names on one address must not share a TLS session.
        self._inner = httpx.HTTPTransport(limits=httpx.Limits(max_keepalive_connections=0))
        self._given_up = False
        self._connected: Any = None

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        host = request.url.raw_host.decode("ascii")
        *others, last = self._checked_addresses(request.url, host)
        for address in others:
            try:
                return self._send(request, host, address)
            except (httpx.ConnectError, httpx.ConnectTimeout):
                continue
        return self._send(request, host, last)

    def close(self) -> None:
        self._inner.close()

    def give_up(self) -> None:
        """End a connection that goes on, and begin no other: a thread that waits for it ends."""
        self._given_up = True
        connected = self._connected and self._connected.get_extra_info("socket")
        if connected is not None:
            with suppress(OSError):
                # Not closed: the thread may be about to read, and its number be another's by then.
                connected.shutdown(socket.SHUT_RDWR)

    def _send(self, request: httpx.Request, host: str, address: str) -> httpx.Response:
        return self._inner.handle_request(
            httpx.Request(
                request.method,
                request.url.copy_with(host=address),
                headers=request.headers,  # its Host is still the name
                stream=request.stream,
                extensions={**request.extensions, "sni_hostname": host, "trace": self._follow},
            )
        )

    def _follow(self, event: str, told: Mapping[str, Any]) -> None:
        if event.endswith(("connect_tcp.complete", "start_tls.complete")):
            self._connected = told["return_value"]
        if self._given_up:
            raise TimeoutError

    def _checked_addresses(self, url: httpx.URL, host: str) -> list[str]:
        if url.scheme not in {"http", "https"}:
            raise _RefusedError("only http and https addresses are fetched")
        if url.userinfo:
            raise _RefusedError("addresses with a user name are not fetched")
        try:
            addresses = self._resolve(host, url.port or (443 if url.scheme == "https" else 80))
        except (OSError, UnicodeError):
            addresses = []
        if not addresses:
            raise _RefusedError(f"there is no host {host!r}")
        refused = next((address for address in addresses if not self._allow(address)), None)
        if refused:
            raise _RefusedError(f"{host!r} is at {refused}, which is no public address")
        return addresses[:_MOST_ADDRESSES]
