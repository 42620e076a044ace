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
from collections.abc import Callable
from dataclasses import dataclass

import httpx

from detente.intake.error import UnreadableError

_MOST_REDIRECTS = 5
_MOST_ADDRESSES = 3  # of one host, tried in turn
_TIMEOUT = 10.0  # seconds for each single step
_DEADLINE = 30.0  # seconds for all of them
_HEADERS = {
    "User-Agent": "detente (+https://pypi.org/project/detente/)",
    "Accept": "text/html,application/xhtml+xml,text/plain;q=0.9,*/*;q=0.1",
    "Accept-Encoding": "gzip, deflate",
}
_ENCODINGS = {"", "identity", "gzip", "deflate"}
_NAT64 = ipaddress.ip_network("64:ff9b::/96")

Resolver = Callable[[str, int], list[str]]


@dataclass(frozen=True, slots=True)
class Page:
    """What a server answered, and the address it was found at in the end."""

    body: bytes
    url: str
    charset: str | None
    kind: str


class _RefusedError(Exception):
    """What a server or its address may not be or do."""


def fetch(
    url: str,
    *,
    most: int,
    _resolve: Resolver | None = None,
    _allow: Callable[[str], bool] | None = None,
    _deadline: float = _DEADLINE,
) -> Page:
    """Fetch a page over http or https.

    Args:
        url: its address.
        most: the most bytes to accept, decompressed.

    Returns:
        The body, decompressed.

    Raises:
        UnreadableError: no such host, a host or redirect that is not public, an error status,
            a timeout, too many redirects, too long.

    """
    allow, resolve = _allow or is_public, _resolve or _resolve_name
    transport = _CheckedTransport(allow, resolve)
    ends = time.monotonic() + _deadline
    try:
        return _within(_deadline, lambda: _get(url, most, ends, transport))
    except _RefusedError as error:
        raise UnreadableError(url, str(error), "save the article in a file and give that") from None
    except (TimeoutError, httpx.TimeoutException):
        raise UnreadableError(
            url, f"no answer within {_deadline:.0f} seconds", "try later or give a saved page"
        ) from None
    except (httpx.HTTPError, httpx.InvalidURL, OSError, ValueError) as error:
        raise UnreadableError(
            url, f"it cannot be fetched ({error})", "check the address and the connection"
        ) from None


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


def _within(seconds: float, task: Callable[[], Page]) -> Page:
    """Run a task in a thread that is given up at the deadline: sockets time out only by step."""
    done: queue.Queue[Page | BaseException] = queue.Queue()

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


def _get(url: str, most: int, ends: float, transport: httpx.BaseTransport) -> Page:
    # Neither proxies nor ~/.netrc (trust_env): the checked address is where a request goes.
    client = httpx.Client(transport=transport, headers=_HEADERS, timeout=_TIMEOUT, trust_env=False)
    with client:
        request = client.build_request("GET", url)
        for _ in range(_MOST_REDIRECTS + 1):
            # Redirects are followed by hand: httpx would read their bodies to the end.
            response = client.send(request, stream=True)
            try:
                if response.next_request is None:
                    return _read_page(response, most, ends)
                request = response.next_request
            finally:
                response.close()
    raise _RefusedError(f"it redirects more than {_MOST_REDIRECTS} times")


def _read_page(response: httpx.Response, most: int, ends: float) -> Page:
    if response.status_code != httpx.codes.OK:
        status = f"{response.status_code} {response.reason_phrase}".strip()
        raise _RefusedError(f"the server answered {status}")
    # Encodings stacked on one another multiply: a few kilobytes could become gigabytes.
    if response.headers.get("content-encoding", "").strip().lower() not in _ENCODINGS:
        raise _RefusedError("the server sends a compression that was not asked for")
    body = bytearray()
    for chunk in response.iter_bytes():
        body += chunk
        if len(body) > most:
            raise _RefusedError(f"it is over {most // 1_000_000} MB")
        if time.monotonic() > ends:
            raise TimeoutError
    return Page(
        body=bytes(body),
        url=str(response.url),
        charset=response.charset_encoding,
        kind=response.headers.get("content-type", "").split(";")[0].strip().lower(),
    )


class _CheckedTransport(httpx.BaseTransport):
    """Sends each request, redirects too, to an address that was checked."""

    def __init__(self, allow: Callable[[str], bool], resolve: Resolver) -> None:
        self._allow, self._resolve = allow, resolve
        # One connection a request: two names on one address must not share a TLS session.
        self._inner = httpx.HTTPTransport(limits=httpx.Limits(max_keepalive_connections=0))

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

    def _send(self, request: httpx.Request, host: str, address: str) -> httpx.Response:
        return self._inner.handle_request(
            httpx.Request(
                request.method,
                request.url.copy_with(host=address),
                headers=request.headers,  # its Host is still the name
                stream=request.stream,
                extensions={**request.extensions, "sni_hostname": host},
            )
        )

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
