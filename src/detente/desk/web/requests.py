"""Every request: its id, and what came of it, told to those who count and those who log."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass
from time import perf_counter

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

HEADER = "X-Request-ID"
request_id: ContextVar[str | None] = ContextVar("request_id", default=None)
_TAKEN = re.compile(r"[A-Za-z0-9._-]{1,64}")  # what a proxy may have named it
_METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
_NOWHERE = "none"


@dataclass(frozen=True)
class Answered:
    """What came of a request. Nothing in it is of any length that who asks can choose.

    Attributes:
        id: as the answer's header names it.
        method: of HTTP; `other` for what is none.
        route: the template of the address, as `/contacts/{id}`; `none` where nothing is there.
        status: of HTTP; 499 where who asked was gone before the answer.
        seconds: until the last of the answer was sent.
        sent: bytes of the answer.
        who: the account; None for who is not known.
        via: how they are known.

    """

    id: str
    method: str
    route: str
    status: int
    seconds: float
    sent: int
    who: str | None
    via: str


class Requests:
    """Gives every request an id, and tells what came of it.

    Arguments:
        app: answers.
        told: are told, in this order.

    """

    def __init__(self, app: ASGIApp, told: tuple[Callable[[Answered], None], ...]) -> None:
        self._app, self._told = app, told

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, and tell of it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        own = _id(Headers(scope=scope).get(HEADER))
        request_id.set(own)
        status, sent, began = 499, 0, perf_counter()

        async def send_on(message: Message) -> None:
            nonlocal status, sent
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)[HEADER] = own
            sent += len(message.get("body", b""))
            await send(message)

        try:
            await self._app(scope, receive, send_on)
        except Exception:
            status = 500
            raise
        finally:
            answered = _answered(scope, own, status, perf_counter() - began, sent)
            for tell in self._told:
                tell(answered)


def _id(given: str | None) -> str:
    return given if given and _TAKEN.fullmatch(given) else secrets.token_hex(8)


def _answered(scope: Scope, own: str, status: int, seconds: float, sent: int) -> Answered:
    viewer = scope.get("state", {}).get("viewer")
    method = scope["method"] if scope["method"] in _METHODS else "other"
    return Answered(
        own, method, _route(scope), status, seconds, sent,
        who=viewer and viewer.name, via=viewer.via if viewer else "open",
    )  # fmt: skip


def _route(scope: Scope) -> str:
    """The template of the address; of a file the folder that it is in."""
    path = getattr(scope.get("route"), "path", None)
    return path or scope.get("root_path") or _NOWHERE
