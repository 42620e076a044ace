"""`detente add` and `detente import`: what goes into a record, and what went wrong with it."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Annotated

import typer

from detente.desk.commands.choices import Published
from detente.desk.commands.complaints import complain
from detente.desk.commands.opening import DEFAULT, Db, opened
from detente.desk.commands.output import say
from detente.desk.commands.whois import Actors

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from detente.record.importing import Imported
    from detente.record.taking import Taken

_TOLD = 10  # bad lines that are told one by one


def add(  # noqa: PLR0913, PLR0917  (each is an option of the command)
    source: Annotated[
        list[str],
        typer.Argument(
            metavar="SOURCE",
            help="Articles, folders, patterns, JSON lines, feeds, web archives (WARC), addresses.",
            show_default=False,
        ),
    ],
    db: Db = DEFAULT,
    published: Published = None,
    as_is: Annotated[
        bool, typer.Option("--as-is", help="Keep the text exactly: no cleaning, no header.")
    ] = False,
    workers: Annotated[int, typer.Option(min=1, metavar="N", help="Processes that read.")] = 2,
    gate: Annotated[
        bool, typer.Option("--gate", help="Leave unread what names no two sides (for feeds).")
    ] = False,
    retry: Annotated[
        bool, typer.Option("--retry", help="Read again what failed in an earlier run.")
    ] = False,
    actors: Actors = None,
) -> None:
    """Read articles into the record; what is there already is left as it is."""
    from detente.record.taking import take  # noqa: PLC0415  (loads the reading model)

    with opened(db, new=True) as record, _counting() as (states, tell):
        take(
            record.engine, source, tell, workers=workers, gate=gate, retry=retry,
            published=published, as_is=as_is,
        )  # fmt: skip
        record.settle()
    if states["failed"]:
        raise typer.Exit(1)


@contextmanager
def _counting() -> Iterator[tuple[Counter[str], Callable[[Taken], None]]]:
    """Count what becomes of inputs, shown as it goes on; failures are told at the end."""
    states: Counter[str] = Counter()
    failures: list[Taken] = []
    started = monotonic()
    with _bar("reading") as shown:

        def tell(taken: Taken) -> None:
            states[taken.state] += 1
            if taken.state == "failed":
                failures.append(taken)
            for warning in taken.warnings:
                complain(taken.name, "warning", warning)
            shown(states.total(), _rate(states.total(), started))

        try:
            yield states, tell
        finally:
            for taken in failures:
                complain(taken.name, (taken.reason or "").removeprefix(f"{taken.name}: "))
    say(f"{_told(states)} ({_rate(states.total(), started)})")


def _told(states: Counter[str]) -> str:
    words = {
        "read": "read", "known": "already there", "skipped": "without two sides",
        "failed": "failed",
    }  # fmt: skip
    parts = [f"{states[state]:,} {word}" for state, word in words.items() if states[state]]
    return ", ".join(parts) or "nothing to read"


def _rate(count: int, started: float) -> str:
    return f"{count / max(1e-3, monotonic() - started):,.1f} a second"


@contextmanager
def _bar(what: str) -> Iterator[Callable[[int, str], None]]:
    """A line that tells how far it is, where a person waits."""
    if not sys.stderr.isatty():
        yield lambda _count, _rate: None
        return
    from rich.console import Console  # noqa: PLC0415  (only for a person who waits)
    from rich.progress import Progress, SpinnerColumn, TextColumn  # noqa: PLC0415

    columns = (
        SpinnerColumn(),
        TextColumn("{task.description} {task.completed:,} {task.fields[r]}"),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=None, r="")
        yield lambda count, rate: bar.update(task, completed=count, r=rate)


def import_(
    dataset: Annotated[
        str,
        typer.Argument(metavar="icews|gdelt|polecat|plain|csv", help="What the file is."),
    ],
    file: Annotated[Path, typer.Argument(metavar="FILE", help="As its publisher ships it.")],
    map: Annotated[  # noqa: A002
        Path | None,
        typer.Option(metavar="FILE", help="For csv: which column is what (TOML)."),
    ] = None,
    db: Db = DEFAULT,
) -> None:
    """Take the rows of an event data set, or of a table of your own, into the record."""
    from detente.intake.eventdata import FORMATS  # noqa: PLC0415  (loads tables)

    if dataset not in {*FORMATS, "csv"}:
        raise typer.BadParameter(f"{dataset!r} is none: use {', '.join(FORMATS)} or csv")
    if (dataset == "csv") != (map is not None):
        raise typer.BadParameter("csv needs --map FILE, and only csv; see docs/record.md")
    started = monotonic()
    with _bar("importing") as shown:

        def tell(imported: Imported) -> None:
            shown(imported.rows, _rate(imported.rows, started))

        with opened(db, new=True) as record:
            done = _import(record.engine, file, dataset, map, tell)
            record.settle()
    _tell_imported(done, started)
    if done.bad == done.rows and done.rows:  # no such file at all, most likely
        raise typer.Exit(1)


def _import(
    engine: Engine,
    file: Path,
    dataset: str,
    map: Path | None,  # noqa: A002
    tell: Callable[[Imported], None],
) -> Imported:
    from detente.intake import UnreadableError  # noqa: PLC0415
    from detente.intake.eventdata import read_rows  # noqa: PLC0415  (loads tables)
    from detente.record.events import tell_events  # noqa: PLC0415
    from detente.record.importing import import_rows  # noqa: PLC0415
    from detente.record.tables import Map, tell_table  # noqa: PLC0415

    try:
        if map:
            given = Map(map)
            rows = tell_table(file, given)
            return import_rows(
                engine, file, given.outlet, rows,
                kind="table", content=given.kind, version=given.version, tell=tell,
            )  # fmt: skip
        rows = tell_events(read_rows(file, dataset))
        return import_rows(engine, file, dataset.upper(), rows, tell=tell)
    except UnreadableError as error:
        complain(str(error))
        raise typer.Exit(1) from None


def _tell_imported(done: Imported, started: float) -> None:
    for line, reason in done.reasons[:_TOLD]:
        complain(f"line {line}", reason)
    if done.bad > _TOLD:
        complain(f"and {done.bad - _TOLD:,} more lines that cannot be read")
    parts = [f"{done.rows:,} rows", f"{done.moves:,} moves", f"{done.contacts:,} contacts"]
    if done.known:
        parts.append(f"{done.known:,} already there")
    parts += [f"{count:,} left aside: {why}" for why, count in sorted(done.aside.items())]
    if done.bad:
        parts.append(f"{done.bad:,} bad")
    say(f"{', '.join(parts)} ({_rate(done.rows, started)})")
