"""The network, on a server of our own: what is fetched, and what is refused."""

import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from detente.intake import UnreadableError, load
from detente.intake.fetch import (
    ForbiddenError,
    Page,
    RefusedError,
    Version,
    fetch,
    fetch_changed,
    is_public,
)

LEAD = "The foreign ministers of the two kingdoms spoke by telephone on Monday, both sides said."


class Site(BaseHTTPRequestHandler):
    """Answers by path; remembers which names it was called by."""

    hosts: list[str]
    left: threading.Event
    dripped = False

    def do_GET(self) -> None:
        type(self).hosts.append(self.headers["Host"])
        kind, _, target = self.path.lstrip("/").partition("/")
        if kind == "to":
            self.answer(302, Location=target)
        elif kind == "round":
            self.answer(302, Location="/round")
        elif kind == "status":
            self.answer(int(target))
        elif kind == "endless":
            self.answer(200)
            self.pour()
        elif kind == "bomb":
            self.answer(200, **{"Content-Encoding": "gzip, gzip"})
        elif kind == "busy":
            self.answer(429, **{"Retry-After": "120"})
        elif kind == "tagged" and self.headers["If-None-Match"] == '"1"':
            self.answer(304)
        elif kind == "tagged":
            self.answer(200, ETag='"1"', **{"Last-Modified": "Mon, 04 Mar 2024 10:00:00 GMT"})
        elif kind == "drip":
            self.drip()
        elif kind == "slow":
            time.sleep(1)
        else:
            self.answer(200, **{"Content-Type": "text/plain; charset=utf-8"})
            self.wfile.write(LEAD.encode())

    def answer(self, status: int, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()

    def pour(self) -> None:
        try:
            while True:
                self.wfile.write(b"x" * 65_536)
        except OSError:
            pass

    def drip(self) -> None:
        try:
            while True:  # never silent long enough for a step to time out
                self.wfile.write(b"HTTP/1.1 200 OK\r\nX: " if not self.dripped else b"x")
                self.dripped = True
                time.sleep(0.02)
        except OSError:
            type(self).left.set()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def port() -> Iterator[int]:
    Site.hosts, Site.left = [], threading.Event()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield server.server_port
    server.shutdown()
    server.server_close()


NAMES = {"news.example": ["127.0.0.1"], "inner.example": ["127.0.0.2"]}


def fetch_here(url: str, deadline: float = 10) -> Page:
    return fetch(
        url,
        most=1_000_000,
        _resolve=lambda host, _port: NAMES.get(host, []),
        _allow=lambda address: address == "127.0.0.1",
        _deadline=deadline,
    )


def test_a_page_is_fetched_under_its_own_name(port: int) -> None:
    page = fetch_here(f"http://news.example:{port}/to//a")
    assert page.body == LEAD.encode()
    assert page.url == f"http://news.example:{port}/a"
    assert (page.charset, page.kind) == ("utf-8", "text/plain")
    assert Site.hosts == [f"news.example:{port}"] * 2


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("to/http://inner.example/a", "no public address"),
        ("to/file:///etc/hostname", "cannot be fetched|only http"),
        ("to/http://user:secret@news.example/", "user name"),
        ("round", "more than 5 times"),
        ("status/404", "404"),
        ("status/500", "500"),
        ("endless", "over 1 MB"),
        ("bomb", "compression"),
    ],
)
def test_what_a_server_may_not_do(port: int, path: str, says: str) -> None:
    with pytest.raises(UnreadableError, match=says) as caught:
        fetch_here(f"http://news.example:{port}/{path}")
    assert "\n" not in str(caught.value)


def test_a_slow_server_is_given_up(port: int) -> None:
    with pytest.raises(UnreadableError, match="no answer"):
        fetch_here(f"http://news.example:{port}/slow", deadline=0.2)


def test_a_server_that_drips_holds_no_thread(port: int) -> None:
    with pytest.raises(UnreadableError, match="no answer"):
        fetch_here(f"http://news.example:{port}/drip", deadline=0.2)
    assert Site.left.wait(5)


def test_a_name_is_resolved_once_and_all_its_addresses_count(port: int) -> None:
    answers = iter([["127.0.0.1"], ["10.0.0.1"]])
    page = fetch(
        f"http://news.example:{port}/a",
        most=1000,
        _resolve=lambda _host, _port: next(answers),
        _allow=lambda address: address == "127.0.0.1",
    )
    assert page.body == LEAD.encode()
    with pytest.raises(UnreadableError, match=r"10\.0\.0\.1"):
        fetch("http://news.example/", most=1000, _resolve=lambda *_: ["93.184.215.14", "10.0.0.1"])


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://[::1]/",
        "http://localhost/",
        "http://2130706433/",
        "http://169.254.169.254/latest/meta-data",
        "http://[::ffff:10.0.0.1]/",
    ],
)
def test_no_door_to_the_inside(url: str) -> None:
    with pytest.raises(UnreadableError, match="no public address"):
        load(url)


@pytest.mark.parametrize("address", ["8.8.8.8", "2606:4700:4700::1111", "64:ff9b::808:808"])
def test_public_addresses(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        "10.1.1.1",
        "172.16.0.1",
        "192.168.1.1",
        "100.64.0.1",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "fe80::1%eth0",
        "fc00::1",
        "ff02::1",
        "::ffff:127.0.0.1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
    ],
)
def test_addresses_that_are_not_public(address: str) -> None:
    assert not is_public(address)


def test_a_url_becomes_a_document(monkeypatch: pytest.MonkeyPatch) -> None:
    answer = Page(LEAD.encode(), "https://example.org/b", None, "text/plain")
    monkeypatch.setattr("detente.intake.fetch.fetch", lambda *_, **__: answer)
    found = load("https://example.org/a")
    assert (found.text, found.url) == (LEAD, "https://example.org/b")


def test_what_has_not_changed_is_not_sent_again(port: int) -> None:
    def again(known: Version) -> Page | None:
        return fetch_changed(
            f"http://news.example:{port}/tagged",
            known,
            most=1000,
            _resolve=lambda host, _port: NAMES[host],
            _allow=lambda address: address == "127.0.0.1",
        )

    first = again(Version())
    assert first is not None
    assert first.version == Version('"1"', "Mon, 04 Mar 2024 10:00:00 GMT")
    assert again(first.version) is None


def test_a_server_may_ask_to_be_left_alone(port: int) -> None:
    with pytest.raises(RefusedError, match="429") as caught:
        fetch_here(f"http://news.example:{port}/busy")
    assert (caught.value.status, caught.value.wait) == (429, 120)


def test_each_address_on_the_way_must_be_permitted(port: int) -> None:
    with pytest.raises(ForbiddenError, match=r"robots\.txt"):
        fetch(
            f"http://news.example:{port}/to//closed",
            most=1000,
            permit=lambda url: "closed" not in url.rsplit("/", 1)[1] or "/to/" in url,
            _resolve=lambda host, _port: NAMES[host],
            _allow=lambda address: address == "127.0.0.1",
        )
    assert len(Site.hosts) == 1
