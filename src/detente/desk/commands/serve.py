"""`detente serve`: the desk on the web."""

from __future__ import annotations

from pathlib import Path
from socket import socket
from typing import TYPE_CHECKING, Annotated

import typer

from detente.desk.commands.complaints import complain
from detente.desk.commands.listening import CannotListenError, listening
from detente.desk.commands.opening import DEFAULT, Db
from detente.desk.commands.origin import Origin
from detente.desk.commands.output import say
from detente.desk.export.extra import MissingExtraError, needing

if TYPE_CHECKING:
    from detente.desk.web import Settings
    from detente.desk.web.desk import Desk

_UNKNOWN = (
    "nobody could read: make an account (detente accounts add NAME --role editor), or let anybody "
    "who reaches the server read (--public-read)"
)
_IN_THE_OPEN = "passwords and tokens can be read on their way: see docs/accounts.md about https"
_PACKAGES = ("argon2", "fastapi", "icalendar", "multipart", "prometheus_client", "uvicorn")
_LOGS = ("plain", "json")


def _check_log(given: str) -> str:
    if given not in _LOGS:
        raise typer.BadParameter(f"{given!r} is no way to log: use one of {', '.join(_LOGS)}")
    return given


def serve(  # noqa: PLR0913, PLR0917  (each is an option of the command)
    db: Db = DEFAULT,
    host: Annotated[str, typer.Option(metavar="ADDRESS", help="Where to listen.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65_535, metavar="N", help="The port.")] = 8000,
    public_read: Annotated[
        bool, typer.Option("--public-read", help="Let anybody who reaches the server read.")
    ] = False,
    origin: Origin = None,
    proxy: Annotated[
        str | None,
        typer.Option(
            metavar="ADDRESS",
            help="The proxy before it, whose word is taken for who asks (X-Forwarded-For).",
        ),
    ] = None,
    config: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="As of `detente watch`: its dyads come first on the home page."
        ),
    ] = None,
    log: Annotated[
        str,
        typer.Option(
            metavar="|".join(_LOGS),
            callback=_check_log,
            help="How requests and failures are logged on standard error.",
        ),
    ] = "plain",
) -> None:
    """Serve the record as web pages and as an API, on this machine only unless told otherwise."""
    watched = _watched(config) if config else ()
    with _listening(host, port) as opened:
        try:
            with needing(*_PACKAGES, extra="serve"):
                from detente.desk.commands.running import run, stop_plainly  # noqa: PLC0415
                from detente.desk.web import Settings, create_app  # noqa: PLC0415
                from detente.desk.web.logs import log_to_stderr  # noqa: PLC0415
                from detente.record.database import shown  # noqa: PLC0415
        except MissingExtraError as error:
            complain(str(error))
            raise typer.Exit(1) from None
        own = opened.getsockname()[1]
        settings = Settings(db, host, own, public_read=public_read, origin=origin, watched=watched)
        app = create_app(settings)
        if not _may_be_read(app.state.desk, settings):
            complain(f"{host}:{own}", _UNKNOWN)
            raise typer.Exit(1)
        if not settings.local and not settings.secure:
            complain(_IN_THE_OPEN)
        stop_plainly()
        log_to_stderr(log)
        say(f"serving {shown(db)} at {settings.address}; stop with Ctrl+C")
        run(app, opened, proxy)


def _listening(host: str, port: int) -> socket:
    try:
        return listening(host, port)
    except CannotListenError as error:
        complain(str(error))
        raise typer.Exit(1) from None


def _watched(config: Path) -> tuple[tuple[str, str], ...]:
    from detente.desk.watch.loading import ConfigError, load_config  # noqa: PLC0415

    try:
        return load_config(config).watched
    except ConfigError as error:
        for line in error.lines:
            complain(line)
        raise typer.Exit(2) from None


def _may_be_read(desk: Desk, settings: Settings) -> bool:
    """Whether there is anybody who may read."""
    from detente.desk.accounts import any_open  # noqa: PLC0415  (needs argon2)

    return settings.local or settings.public_read or any_open(desk.record)
