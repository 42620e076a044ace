"""The gate: every request goes through it, whatever is served at its address.

It lets in who may read. Nothing is open because somebody forgot to close it: beyond this machine
only `OPEN` is reached without being known, and with its key what is `KEYED`.
"""

from __future__ import annotations

import logging
import re
from concurrent.futures import Future, ThreadPoolExecutor
from urllib.parse import urlencode, urlsplit

from fastapi import HTTPException, Request
from starlette.concurrency import run_in_threadpool
from starlette.types import ASGIApp, Receive, Scope, Send

from detente.desk.web.desk import Desk
from detente.desk.web.errors import of_record, problem
from detente.desk.web.known import Known, who
from detente.desk.web.letters import check_letters
from detente.desk.web.origins import check_host, check_origin, local_path
from detente.record import RecordError

OPEN = ("/sign-in", "/healthz", "/readyz")
# A saved search's feed is for feed readers, which send no token: its key is as hard to guess.
KEYED = re.compile(r"/searches/[A-Za-z0-9_-]{20,}/feed\.atom")
_STATIC = "/static/"
_FOR_PROGRAMS = ("/api/", "/mcp", "/metrics")
_FEEDS = (".atom", ".ics", ".json")
SAFE = ("GET", "HEAD", "OPTIONS")
_FORWARDED = ("forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto",
              "x-real-ip")  # fmt: skip
_log = logging.getLogger(__name__)


class Gate:
    """Lets in who may read, and says of each request who asks."""

    def __init__(self, app: ASGIApp, desk: Desk) -> None:
        self._app, self._desk = app, desk
        # Apart from the requests, and one at a time: a writer may have to wait, and they need not.
        self._notes = ThreadPoolExecutor(1, "notes")
        self._noting: Future[None] = self._notes.submit(lambda: None)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request in, or answer why not."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        try:
            known = await self._let_in(request)
        except HTTPException as refused:
            headers = dict(refused.headers or {})
            told = problem(request, refused.status_code, refused.detail, headers)
            await told(scope, receive, send)
            return
        except RecordError as error:
            await of_record(request, error)(scope, receive, send)
            return
        await self._app(scope, receive, send)
        if known and known.is_to_touch and self._noting.done():
            self._noting = self._notes.submit(self._note, known)

    async def _let_in(self, request: Request) -> Known | None:
        settings, path = self._desk.settings, request.scope["path"]
        check_host(request, settings)
        if path.startswith(_STATIC):
            return None
        if {"authorization", "cookie"} & set(request.headers):
            known = await run_in_threadpool(who, request, self._desk.record, settings)
        else:  # nobody need be looked up
            known = who(request, self._desk.record, settings)
        if request.method not in SAFE:
            check_letters(request)
            if known.by_itself:
                check_origin(request, settings)
        request.state.known, request.state.viewer = known, known.viewer
        if path in OPEN:
            return known
        if settings.local and not _is_forwarded(request):
            return known
        if known.viewer.name is None and not settings.public_read and not KEYED.fullmatch(path):
            raise unknown(request, "sign in, or send a token, to read")
        request.app.state.allowances.reads.take(known.key)
        return known

    def _note(self, known: Known) -> None:
        try:
            known.touch(self._desk.record)
        except RecordError as error:
            _log.warning("%s", error)


def unknown(request: Request, what: str) -> HTTPException:
    """What is told to who must be known first: a person where to sign in, a program how."""
    path = request.scope["path"]
    if path.startswith(_FOR_PROGRAMS) or path.endswith(_FEEDS):
        return HTTPException(401, what, {"WWW-Authenticate": 'Bearer realm="detente"'})
    wanted = urlencode({"next": local_path(_page_of(request))})
    return HTTPException(303, what, {"Location": f"/sign-in?{wanted}"})


def _page_of(request: Request) -> str:
    """The page somebody is on: that which is asked for, or from which they sent a form."""
    if request.method in SAFE:
        return request.url.path + (f"?{request.url.query}" if request.url.query else "")
    try:
        parts = urlsplit(request.headers.get("referer", ""))
    except ValueError:
        return "/"
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def _is_forwarded(request: Request) -> bool:
    """Whether a proxy passed it on: then it may come from anywhere."""
    return any(name in request.headers for name in _FORWARDED)
