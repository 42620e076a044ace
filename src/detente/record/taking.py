"""Sources go into a record: found, read by several processes, added; what fails is set aside.

What is done with an input is written in the same transaction as what came of it. So a run that is
killed at any moment leaves nothing half-written, and the next one goes on from there: what was read
before, byte for byte, is not read again, whatever it is called.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from time import monotonic
from typing import Any, Literal, TypeAlias

from sqlalchemy import Connection, Engine, delete, insert, select
from sqlalchemy.exc import DataError

from detente.coding import Failure, Skipped, read_many
from detente.intake import Item, Unopened, open_items
from detente.language import load_network
from detente.model import Report
from detente.record import schema
from detente.record.adding import add_report, now
from detente.record.database import writing

Result: TypeAlias = Report | Failure | Skipped
State = Literal["read", "known", "skipped", "failed"]
_TOGETHER, _SECONDS = 25, 2.0  # reports in one transaction, and how long they wait for it at most
_DIED = "the reader broke down over it; it is set aside"
_SET_ASIDE = "it failed before ({}); --retry reads it again"
_UNKNOWN = ""  # the fingerprint of what is to be fetched, or cannot be read


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of one input.

    Attributes:
        name: what it is called.
        state: `read`: it is in the record; `known`: it was there already; `skipped`: it names no
            two sides; `failed`.
        reason: of a failure, in one line.
        warnings: about what was read.

    """

    name: str
    state: State
    reason: str | None = None
    warnings: tuple[str, ...] = ()


def take(  # noqa: PLR0913  (each is an option)
    engine: Engine,
    sources: Iterable[str | Item | Unopened],
    tell: Callable[[Taken], None],
    *,
    workers: int = 2,
    gate: bool = False,
    retry: bool = False,
    published: str | None = None,
    as_is: bool = False,
) -> None:
    """Read sources into a record.

    Arguments:
        engine: the record's.
        sources: files, folders, patterns, feeds, archives, addresses; or items opened already.
        tell: called with what became of each input, once that is safe in the record.
        workers: how many processes read.
        gate: whether to leave unread what names no two sides.
        retry: whether to read again what failed before.
        published: as in `read_many`.
        as_is: as in `read_many`.

    """
    options = {"gate": gate, "published": published, "as_is": as_is}
    taking = _Taking(engine, tell, options, retry=retry)
    done: list[tuple[Item, Result]] = []
    since = monotonic()
    for result in taking.results(sources, workers):
        done.append((taking.reading.popleft(), result))
        if len(done) >= _TOGETHER or monotonic() - since > _SECONDS:
            taking.keep(done)
            done, since = [], monotonic()
    taking.keep(done)


class _Taking:
    """One run over some sources."""

    def __init__(
        self, engine: Engine, tell: Callable[[Taken], None], options: dict[str, Any], *, retry: bool
    ) -> None:
        self._engine, self._tell, self._options, self._retry = engine, tell, options, retry
        self._reader = load_network().name  # here first: damaged, it is one error and not many
        self.reading: deque[Item] = deque()

    def results(self, sources: Iterable[str | Item | Unopened], workers: int) -> Iterator[Result]:
        """The results in the order of the items, also where one of them brings a reader down."""
        items = self._unread(sources)
        while True:
            try:
                yield from read_many(items, workers=max(2, workers), **self._options)
            except BrokenProcessPool:
                # One of those that were being read did it; each alone, so that no other is lost.
                for item in list(self.reading):
                    yield _alone(item, self._options)
                continue
            return

    def keep(self, done: Sequence[tuple[Item, Result]]) -> None:
        """Write what came of some items, all at once."""
        if not done:
            return
        with writing(self._engine) as connection:
            taken = [self._kept(connection, item, result) for item, result in done]
        for one in taken:
            self._tell(one)

    def _unread(self, sources: Iterable[str | Item | Unopened]) -> Iterator[Item]:
        """The items that are to be read, each put at the end of `reading`."""
        for item in (item for source in sources for item in _opened(source)):
            if isinstance(item, Unopened):
                with writing(self._engine) as connection:
                    _note(connection, item.name, _UNKNOWN, "failed", reason=item.reason)
                self._tell(Taken(item.name, "failed", item.reason))
            elif (before := self._before(item)) is not None:
                self._tell(before)
            else:
                self.reading.append(item)
                yield item

    def _before(self, item: Item) -> Taken | None:
        """What became of an item in an earlier run; None where it is to be read."""
        fingerprint = self._fingerprint(item)
        if fingerprint == _UNKNOWN:
            return None
        t = schema.inputs
        with self._engine.connect() as connection:
            row = connection.execute(
                select(t.c.state, t.c.reason)
                .where(t.c.fingerprint == fingerprint, t.c.reader == self._reader)
                .order_by(t.c.state.desc())  # under another name it may have been read since
            ).first()
        if row is None:
            return None
        state, reason = row
        if state == "skipped" and not self._options["gate"]:
            return None
        if state == "failed":
            wrong = _SET_ASIDE.format(reason)
            return None if self._retry else Taken(item.name, "failed", wrong)
        return Taken(item.name, "known")

    def _fingerprint(self, item: Item) -> str:
        """What an item is known by: its bytes, and how they were to be read."""
        own = item.fingerprint()
        if own is None:
            return _UNKNOWN
        how = [self._options["published"], self._options["as_is"]]
        return f"{own}:{how}" if any(how) else own

    def _kept(self, connection: Connection, item: Item, result: Result) -> Taken:
        fingerprint = self._fingerprint(item)

        def note(state: str, reason: str | None = None) -> None:
            _note(connection, item.name, fingerprint, state, reason=reason, reader=self._reader)

        if isinstance(result, Report):
            try:
                with connection.begin_nested():
                    new = add_report(connection, result)
            except DataError as error:
                reason = f"the database does not take it ({error.orig})"
                note("failed", reason)
                return Taken(item.name, "failed", reason)
            note("read")
            warnings = tuple(result.document.warnings)
            return Taken(item.name, "read" if new else "known", warnings=warnings)
        if isinstance(result, Skipped):
            note("skipped")
            return Taken(item.name, "skipped")
        note("failed", result.reason)
        return Taken(item.name, "failed", result.reason)


def _opened(source: str | Item | Unopened) -> Iterable[Item | Unopened]:
    return open_items(source) if isinstance(source, str) else [source]


def _alone(item: Item, options: dict[str, Any]) -> Result:
    """Read one item in a process of its own."""
    with ProcessPoolExecutor(1) as pool:
        try:
            return pool.submit(_one, item, options).result()
        except BrokenProcessPool:
            return Failure(item.name, _DIED)


def _one(item: Item, options: dict[str, Any]) -> Result:
    return next(iter(read_many([item], **options)))


def _note(connection: Connection, name: str, fingerprint: str, state: str, **more: Any) -> None:
    """Write what became of an input, in place of what became of it before."""
    t = schema.inputs
    connection.execute(delete(t).where(t.c.name == name, t.c.fingerprint == fingerprint))
    row = {"name": name, "fingerprint": fingerprint, "state": state, "at": now(), **more}
    connection.execute(insert(t).values(row))
