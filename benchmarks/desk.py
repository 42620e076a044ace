"""The desk under load: `python -m benchmarks.desk [--db FILE] [--minutes N] [--users N] [--grow]`.

A record of a million moves and 100,000 documents is made for it as `benchmarks.store` makes one
(a quarter of an hour; `--db` keeps it, or uses what is there), served by `detente serve` as one
process, and visited by so many users at once. Each goes from the home page to a dyad, a contact, a
report, a search, an outlet and lists of the API, drawn so that what is told of most is asked for
most; no two users ask in step.

- walking: each user waits a second between two pages, as somebody does who clicks fast.
- hurrying: each asks for the next page as soon as the last has come: how it is at its limit.

For each kind of page: how many, median, 95th percentile and most in milliseconds, the bytes that
went over the wire, and errors. Beside it datasette (`pip install datasette`), serving the same
file: a dyad's moves as a filtered table, a contact as a row, a search, visited in the same run in
the same ways. And what the server holds in memory at the beginning, half-way and at the end.

With `--grow` a report is added every ten seconds meanwhile.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import socket
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from statistics import median
from urllib.parse import quote

import httpx
import psutil
from sqlalchemy import text

import detente
from benchmarks.store import reports, write_icews
from detente.intake.eventdata import read_rows
from detente.record.events import tell_events
from detente.record.importing import import_rows

MOVES, DOCUMENTS = 1_000_000, 100_000
MIX = {"home": 2, "dyad": 6, "contact": 5, "report": 3, "search": 2, "outlet": 1, "api": 1}
PEER = {"dyad": 6, "contact": 5, "search": 2}
GROWS = 10.0  # seconds
WAIT = 30.0  # seconds that a client waits for a page


@dataclass
class Seen:
    """What the users saw of one kind of page."""

    ms: list[float] = field(default_factory=list)
    size: list[int] = field(default_factory=list)
    errors: int = 0


def build(path: Path, moves: int, documents: int) -> None:
    """Make a record."""
    with detente.Record(path) as record, tempfile.TemporaryDirectory() as folder:
        table = Path(folder) / "icews.tab"
        write_icews(table, moves)
        import_rows(record.engine, table, "ICEWS", tell_events(read_rows(table, "icews")))
        made = reports(documents)
        while some := list(islice(made, 50)):
            record.add(*some)
        record.settle()


def addresses(path: Path) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """What there is to visit: of the desk and of datasette."""
    rng = random.Random(11)  # noqa: S311
    with detente.Record(path) as record, record.engine.connect() as connection:

        def column(query: str) -> list[str]:
            return [str(row[0]) for row in connection.execute(text(query))]

        dyads = record.dyads()
        told = [dyad["contacts"] + dyad["moves"] for dyad in dyads]
        drawn = [dyad["parties"] for dyad in rng.choices(dyads, told, k=400)]
        contacts = rng.sample(found := column("SELECT id FROM contacts"), min(2000, len(found)))
        keys = column("SELECT key FROM documents WHERE kind = 'report'")
        outlets = column("SELECT DISTINCT outlet FROM documents WHERE outlet IS NOT NULL")
        bodies = column("SELECT text FROM documents WHERE kind = 'report' LIMIT 200")
    words = [rng.choice(body.split()) for body in bodies if body.split()]
    desk = {
        "home": ["/"],
        "dyad": [f"/dyads/{a}-{b}" for a, b in drawn],
        "contact": [f"/contacts/{quote(one, safe='')}" for one in contacts],
        "report": [
            f"/reports/{quote(one, safe='')}" for one in rng.sample(keys, min(2000, len(keys)))
        ],
        "search": [f"/search?q={quote(word)}" for word in words],
        "outlet": [f"/outlets/{quote(one, safe='')}" for one in outlets],
        "api": [f"/api/v1/contacts?parties={a},{b}&limit=50" for a, b in drawn],
    }
    name = path.stem
    peer = {
        "dyad": [f"/{name}/moves?parties={a}%3E{b}" for a, b in drawn],
        "contact": [f"/{name}/contacts/{quote(one, safe='')}" for one in contacts],
        "search": [
            f"/{name}/documents?_where=id+in+(select+rowid+from+documents_words+where+"
            f"documents_words+match+%27{quote(word)}%27)" for word in words
        ],
    }  # fmt: skip
    return desk, peer


@contextmanager
def serving(command: Sequence[str], port: int, ready: str) -> Iterator[psutil.Process]:
    """A server, once it is ready."""
    with subprocess.Popen(command, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL) as server:
        try:
            until_ready(f"http://127.0.0.1:{port}{ready}", server)
            yield psutil.Process(server.pid)
        finally:
            server.terminate()


def until_ready(address: str, server: subprocess.Popen[bytes]) -> None:
    ends = time.monotonic() + 300
    while time.monotonic() < ends:
        if server.poll() is not None:
            sys.exit(f"the server ended with status {server.returncode}")
        try:
            if httpx.get(address, timeout=WAIT).status_code == httpx.codes.OK:
                return
        except httpx.HTTPError:
            pass
        time.sleep(0.5)
    sys.exit("the server was not ready after five minutes")


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


@dataclass(frozen=True)
class Site:
    """What is visited: a server, its pages by kind, and how often each kind is asked for."""

    name: str
    port: int
    pages: dict[str, list[str]]
    mix: dict[str, int]

    def draw(self, rng: random.Random) -> tuple[str, str]:
        kind = rng.choices(list(self.mix), list(self.mix.values()))[0]
        return kind, rng.choice(self.pages[kind])


async def visit(site: Site, users: int, seconds: float, pause: float) -> dict[str, Seen]:
    """Send users through the pages, and tell what they saw."""
    seen: dict[str, Seen] = defaultdict(Seen)
    ends = time.monotonic() + seconds
    base = f"http://127.0.0.1:{site.port}"

    async def walk(number: int) -> None:
        rng = random.Random(number)  # noqa: S311
        await asyncio.sleep(rng.random() * pause)
        async with httpx.AsyncClient(base_url=base, timeout=WAIT) as client:
            while time.monotonic() < ends:
                kind, address = site.draw(rng)
                await look(client, address, seen[kind])
                await asyncio.sleep(pause * rng.uniform(0.5, 1.5))

    await asyncio.gather(*(walk(number) for number in range(users)))
    return seen


async def look(client: httpx.AsyncClient, address: str, seen: Seen) -> None:
    began = time.perf_counter()
    try:
        async with client.stream("GET", address) as answer:
            async for _ in answer.aiter_raw():
                pass
    except httpx.HTTPError:
        seen.errors += 1
        return
    seen.ms.append(1000 * (time.perf_counter() - began))
    seen.size.append(answer.num_bytes_downloaded)
    seen.errors += answer.status_code != httpx.codes.OK


def show(title: str, seen: dict[str, Seen]) -> None:
    heads = ("pages", "median ms", "95% ms", "most ms", "KB", "errors")
    print(f"\n{title}\n  {'':8}" + "".join(f"{head:>10}" for head in heads))
    every = Seen(
        [ms for one in seen.values() for ms in one.ms],
        [size for one in seen.values() for size in one.size],
        sum(one.errors for one in seen.values()),
    )
    for kind, one in [*sorted(seen.items()), ("all", every)]:
        ms = sorted(one.ms) or [0.0]
        numbers = (len(one.ms), median(ms), ms[int(0.95 * (len(ms) - 1))], ms[-1])
        size = median(one.size or [0]) / 1000
        print(
            f"  {kind:8}" + "".join(f"{n:10.0f}" for n in numbers) + f"{size:10.1f}{one.errors:10}"
        )


async def visited(site: Site, process: psutil.Process, given: argparse.Namespace) -> None:
    memory = [process.memory_info().rss]
    for how, pause in (("walking", 1.0), ("hurrying", 0.0)):
        seen = await visit(site, given.users, 30 * given.minutes, pause)
        memory.append(process.memory_info().rss)
        show(f"{site.name}, {given.users} users {how}", seen)
    print(f"  memory, MB: {', '.join(f'{m / 1e6:.0f}' for m in memory)}")


def first_page(port: int) -> None:
    """What a browser loads for the home page: it, its style, its script."""
    sizes = {}
    with httpx.Client(base_url=f"http://127.0.0.1:{port}") as client:
        for address in ("/", "/static/desk.css", "/static/desk.js", "/static/icon.svg"):
            with client.stream("GET", address) as answer:
                for _ in answer.iter_raw():
                    pass
                sizes[address] = answer.num_bytes_downloaded
    print(f"\nthe first page: {sum(sizes.values()) / 1000:.1f} KB ({json.dumps(sizes)})")


async def grow(path: Path) -> None:
    """Add a report now and then."""
    made = reports(10**6)
    with detente.Record(path) as record:
        for report in islice(made, DOCUMENTS, None):  # those before are there
            await asyncio.to_thread(record.add, report)
            await asyncio.sleep(GROWS)


async def measure(path: Path, given: argparse.Namespace) -> None:
    desk, peer = addresses(path)
    port = free_port()
    own = [sys.executable, "-m", "detente", "serve", "--db", str(path), "--port", str(port)]
    began = time.monotonic()
    with serving(own, port, "/readyz") as process:
        print(f"ready after {time.monotonic() - began:.1f} s")
        first_page(port)
        growing = asyncio.create_task(grow(path)) if given.grow else None
        await visited(Site("detente", port, desk, MIX), process, given)
        if growing:
            growing.cancel()
    if not given.alone:
        port = free_port()
        other = [sys.executable, "-m", "datasette", str(path), "-p", str(port)]
        other += ["--setting", "sql_time_limit_ms", "10000"]
        with serving(other, port, "/-/versions.json") as process:
            await visited(Site("datasette", port, peer, PEER), process, given)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--db", type=Path, help="the record; made where there is none")
    parser.add_argument("--moves", type=int, default=MOVES)
    parser.add_argument("--documents", type=int, default=DOCUMENTS)
    parser.add_argument("--users", type=int, default=20)
    parser.add_argument("--minutes", type=float, default=2, help="half of it walking")
    parser.add_argument("--grow", action="store_true", help="add a report every ten seconds")
    parser.add_argument("--alone", action="store_true", help="without datasette")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = given.db or Path(folder) / "record.db"
        if not path.exists():
            build(path, given.moves, given.documents)
        asyncio.run(measure(path, given))


if __name__ == "__main__":
    main()
