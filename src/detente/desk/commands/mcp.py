"""`detente mcp`: the record for assistants, by the Model Context Protocol."""

from __future__ import annotations

import sys
from ipaddress import ip_address
from typing import TYPE_CHECKING, Annotated, Any

import typer

from detente.desk.commands.complaints import complain
from detente.desk.commands.listening import CannotListenError, listening
from detente.desk.commands.opening import DEFAULT, Db, assessed
from detente.desk.commands.origin import Origin
from detente.desk.commands.output import say
from detente.desk.export.extra import MissingExtraError, needing

if TYPE_CHECKING:
    from mcp.server.mcpserver import MCPServer


def _check_address(given: str | None) -> str | None:
    if given is not None and _loopback(given) is None:
        wrong = f"{given!r} is no address of this machine itself: give one as 127.0.0.1:8001"
        raise typer.BadParameter(wrong)
    return given


def _loopback(given: str) -> tuple[str, int] | None:
    """The host and the port of an address, where it is one that only this machine reaches."""
    host, _, port = given.rpartition(":")
    host = {"localhost": "127.0.0.1"}.get(host, host.strip("[]"))
    try:
        if ip_address(host).is_loopback and port.isascii() and 0 <= int(port) <= 65_535:
            return host, int(port)
    except ValueError:
        pass
    return None


def mcp(
    db: Db = DEFAULT,
    origin: Origin = None,
    http: Annotated[
        str | None,
        typer.Option(
            metavar="HOST:PORT",
            callback=_check_address,
            help="Listen there, on this machine only, instead of on standard input.",
        ),
    ] = None,
) -> None:
    """Let an assistant ask the record, by the Model Context Protocol; see docs/assistants.md."""
    try:
        with needing("mcp", extra="serve"):
            from detente.desk.assistants import make_server  # noqa: PLC0415  (slow to load)
    except MissingExtraError as error:
        complain(str(error))
        raise typer.Exit(1) from None
    with assessed(db) as record:
        server = make_server(record, origin)
        if http is None:
            if sys.stdin.isatty():
                complain("waiting for an assistant to speak its protocol; see docs/assistants.md")
            server.run("stdio")
        else:
            _listen(server, *(_loopback(http) or ("127.0.0.1", 0)))


def _listen(server: MCPServer[Any], host: str, port: int) -> None:
    from detente.desk.assistants.http import app_for  # noqa: PLC0415  (only who listens needs it)
    from detente.desk.commands.running import run, stop_plainly  # noqa: PLC0415

    try:
        opened = listening(host, port)
    except CannotListenError as error:
        complain(str(error))
        raise typer.Exit(1) from None
    with opened:
        name, own = f"[{host}]" if ":" in host else host, opened.getsockname()[1]
        stop_plainly()
        say(f"answering assistants at http://{name}:{own}/mcp; stop with Ctrl+C")
        run(app_for(server), opened)
