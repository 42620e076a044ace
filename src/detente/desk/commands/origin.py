"""Under which address the desk is served: `--origin`."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlsplit

import typer


def check_origin(given: str | None) -> str | None:
    """Let only an address through of which a browser knows the scheme and the host."""
    try:
        parts = urlsplit(given or "http://localhost")
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path.strip("/"):
        raise typer.BadParameter(f"{given!r} is no origin: give one as https://desk.example.org")
    return given


Origin = Annotated[
    str | None,
    typer.Option(
        metavar="URL",
        callback=check_origin,
        help="How readers reach the desk, as https://desk.example.org.",
    ),
]
