"""Answers that are at hand are given at once, not after those that are still worked out."""

from __future__ import annotations

from fastapi import Request, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from detente.desk.web.answering import given, tag
from detente.desk.web.desk import Desk
from detente.record import RecordError


class AtHand:
    """Gives out answers that are kept, to whoever need not be known.

    It looks into the record from the server's own thread, and so only where that cannot keep it
    waiting: in a file.
    """

    def __init__(self, app: ASGIApp, desk: Desk) -> None:
        self._app, self._desk = app, desk
        self._in_a_file = desk.record.engine.dialect.name == "sqlite"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer from what is kept, or pass the question on."""
        answer = self._kept(Request(scope)) if scope["type"] == "http" else None
        await (answer or self._app)(scope, receive, send)

    def _kept(self, request: Request) -> Response | None:
        viewer = getattr(request.state, "viewer", None)
        if not self._in_a_file or request.method != "GET" or viewer is None or viewer.name:
            return None
        if request.scope["path"].startswith("/api/"):  # some carry headers of their own
            return None
        try:
            state = self._desk.seen()
        except RecordError:  # whoever answers tells of it
            return None
        if state is None:
            return None
        own = tag(request, state)
        kept = self._desk.answers.peek(own)
        if kept is None:
            return None
        request.scope["route"] = kept.route  # for who counts and logs
        return given(request, own, kept)
