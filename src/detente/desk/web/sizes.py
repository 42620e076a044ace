"""How much a request may bring, and for how long: an address, headers and a body of sane size."""

from __future__ import annotations

from time import monotonic

from anyio import fail_after
from fastapi import HTTPException, Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from detente.desk.web.errors import problem

BODY = 4_000_000  # bytes
_ADDRESS = 8_000
_HEADERS = 32_000
_PATIENCE = 60.0  # seconds until all of a body is there: what came of it is held meanwhile


class Sizes:
    """Turns away what is too large, also where it does not say so beforehand."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or tell that it is too large."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        if refused := _refused(scope):
            await problem(Request(scope), *refused)(scope, receive, send)
            return
        came, ends, whole = 0, monotonic() + _PATIENCE, False

        async def receive_so_much() -> Message:
            nonlocal came, whole
            if whole:  # what comes now is that who asked has gone
                return await receive()
            try:
                with fail_after(ends - monotonic()):
                    message = await receive()
            except TimeoutError:
                raise HTTPException(408, _TOO_SLOW) from None
            whole = not message.get("more_body", False)
            came += len(message.get("body", b""))
            if came > BODY:
                raise HTTPException(413, _TOO_LARGE)
            return message

        await self._app(scope, receive_so_much, send)


_TOO_SLOW = f"it was not all here within {_PATIENCE:.0f} seconds"
_TOO_LARGE = f"this is more than {BODY // 1_000_000} MB; send less at a time"


def _refused(scope: Scope) -> tuple[int, str] | None:
    if len(scope.get("raw_path") or b"") + len(scope["query_string"]) > _ADDRESS:
        return 414, "the address is too long"
    if sum(len(name) + len(value) for name, value in scope["headers"]) > _HEADERS:
        return 431, "the headers are too long"
    length = dict(scope["headers"]).get(b"content-length", b"0")
    if not length.isdigit():
        return 400, "the length of what is sent is no number"
    return (413, _TOO_LARGE) if len(length) > 15 or int(length) > BODY else None
