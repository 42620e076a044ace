"""`detente watch`: feeds are followed, and who asked is told what changed."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from detente.desk.commands.complaints import complain
from detente.desk.commands.output import say
from detente.desk.export.extra import MissingExtraError, needing

if TYPE_CHECKING:
    from detente.desk.watch import Config

_PACKAGES = ("ruptures", "scipy", "statsmodels")

app = typer.Typer(invoke_without_command=True)
ConfigFile = Annotated[
    Path,
    typer.Option(
        "--config", metavar="FILE", envvar="DETENTE_CONFIG",
        help="What is followed and who is told (TOML); see docs/watch.md.",
    ),
]  # fmt: skip
_DEFAULT = Path("detente.toml")


@app.callback()
def watch(
    context: typer.Context,
    config: ConfigFile = _DEFAULT,
    once: Annotated[
        bool, typer.Option("--once", help="Do what is due and end, for a timer to start it.")
    ] = False,
) -> None:
    """Follow feeds and pages, read what is new, and tell who asked what changed."""
    if context.invoked_subcommand is not None:
        context.obj = config
        return
    given = _configured(config)
    from detente.assessment import Record  # noqa: PLC0415  (loads much)
    from detente.desk.watch.channels import open_channel, secrets  # noqa: PLC0415
    from detente.desk.watch.loading import ConfigError  # noqa: PLC0415
    from detente.desk.watch.log import log  # noqa: PLC0415
    from detente.desk.watch.running import Watch  # noqa: PLC0415

    try:
        held = secrets(given.channels)
    except ConfigError as error:
        _refuse(error.lines)
    senders = {c.name: open_channel(c, held[c.name]) for c in given.channels}
    with _stopping() as stop, Record(given.record.db) as record:
        log("started", db=record.engine.url.render_as_string(hide_password=True),
            sources=len(given.sources), rules=len(given.rules),
            channels=len(given.channels))  # fmt: skip
        running = Watch(record, given, senders, stop)
        if once:
            running.once()
        else:
            running.run()
        log("stopped")
    if once and running.failures:
        raise typer.Exit(1)


@app.command("dead")
def dead(
    context: typer.Context,
    config: Annotated[
        Path | None, typer.Option("--config", metavar="FILE", help="The same file.")
    ] = None,
    retry: Annotated[bool, typer.Option("--retry", help="Have them sent again.")] = False,
) -> None:
    """List the messages that no channel took and that were given up."""
    given = _configured(config or context.obj)
    from detente.desk.commands.opening import opened  # noqa: PLC0415
    from detente.desk.telling.visible import one_line  # noqa: PLC0415
    from detente.desk.watch import outbox  # noqa: PLC0415
    from detente.record.adding import now  # noqa: PLC0415

    with opened(given.record.db) as record:
        found = outbox.dead(record.engine)
        for one in found:
            titles = "; ".join(one.titles)
            print(one_line(f"{one.channel}  {one.message}  {titles}  ({one.reason})"))
        if retry:
            outbox.retry(record.engine, now())
    if not found:
        say("nothing was given up")
    elif retry:
        say(f"{len(found)} to be sent again by the next round of `detente watch`")


def _configured(path: Path) -> Config:
    try:
        with needing(*_PACKAGES, extra="assess"):
            from detente.desk.watch import ConfigError, load_config  # noqa: PLC0415  (loads much)
    except MissingExtraError as error:
        complain(str(error))
        raise typer.Exit(1) from None
    try:
        return load_config(path)
    except ConfigError as error:
        _refuse(error.lines)


def _refuse(lines: list[str]) -> NoReturn:
    for line in lines:
        complain(line)
    raise typer.Exit(2)


@contextmanager
def _stopping() -> Iterator[threading.Event]:
    """An event that is set when the process is told to stop; told twice, it ends at once."""
    stop, own = threading.Event(), os.getpid()

    def heed(number: int, _: FrameType | None) -> None:
        if os.getpid() != own:  # a reader, begun by copying this process
            if number == signal.SIGTERM:
                os._exit(128 + number)
        elif stop.is_set():
            raise KeyboardInterrupt
        else:
            stop.set()

    before = {number: signal.signal(number, heed) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
