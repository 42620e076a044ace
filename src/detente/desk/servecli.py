"""`detente serve`: the desk on the web."""

from __future__ import annotations

from typing import Annotated

import typer

from detente.desk.complaints import complain
from detente.desk.export.extra import MissingExtraError, needing
from detente.desk.opening import DEFAULT, Db
from detente.desk.output import say

_PACKAGES = ("argon2", "fastapi", "icalendar", "multipart", "prometheus_client", "uvicorn")


def serve(
    db: Db = DEFAULT,
    host: Annotated[str, typer.Option(metavar="ADDRESS", help="Where to listen.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65_535, metavar="N", help="The port.")] = 8000,
    public_read: Annotated[
        bool, typer.Option("--public-read", help="Let anybody who reaches the server read.")
    ] = False,
    origin: Annotated[
        str | None,
        typer.Option(metavar="URL", help="How readers reach it, as https://desk.example.org."),
    ] = None,
) -> None:
    """Serve the record as web pages and as an API, on this machine only unless told otherwise."""
    try:
        with needing(*_PACKAGES, extra="serve"):
            import uvicorn  # noqa: PLC0415  (only who serves needs it)

            from detente.desk.web import Settings, create_app  # noqa: PLC0415
    except MissingExtraError as error:
        complain(str(error))
        raise typer.Exit(1) from None
    settings = Settings(db, host, port, public_read=public_read, origin=origin)
    app = create_app(settings)
    say(f"serving {db} at {settings.address}; stop with Ctrl+C")
    uvicorn.run(app, host=host, port=port, log_level="warning", server_header=False)
