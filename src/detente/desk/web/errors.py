"""What goes wrong, told to who asked: a page for a person, a problem (RFC 9457) for a program."""

from __future__ import annotations

import logging
from http import HTTPStatus
from traceback import format_tb

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from sqlalchemy.exc import DataError, SQLAlchemyError
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from detente.desk.web.answering import HTML, as_json, shown
from detente.desk.web.remedies import online
from detente.desk.web.viewer import Viewer
from detente.record import NotThereError, RecordError

PROBLEM = "application/problem+json"
# What a page is headed with, where the protocol's own phrase says little to a person.
_HEADINGS = {
    400: "This cannot be answered",
    404: "Nothing here",
    405: "This cannot be answered",
    410: "Gone",
    413: "This is too much",
    422: "Something is not as it should be",
    429: "Too many at once",
    500: "Something broke",
    503: "Not now",
}
# What the framework has nothing to say of but the title itself.
_PLAIN = {404: "there is nothing at this address", 405: "this address takes no such request"}
_log = logging.getLogger(__name__)


def tell_errors(app: FastAPI) -> None:
    """Have an application tell what goes wrong."""
    for kind in (RecordError, SQLAlchemyError):
        app.add_exception_handler(kind, of_record)
    app.add_exception_handler(HTTPException, _http_error)
    app.add_exception_handler(RequestValidationError, _wrong_question)


def problem(
    request: Request, status: int, detail: str, headers: dict[str, str] | None = None
) -> Response:
    """Tell what went wrong: JSON under `/api`, else a page."""
    title = HTTPStatus(status).phrase
    detail = _PLAIN.get(status, detail) if detail == title else detail
    headers = {"Cache-Control": "no-store", **(headers or {})}
    if request.scope["path"].startswith("/api/"):
        body = as_json({"type": "about:blank", "title": title, "status": status, "detail": detail})
        return Response(body, status, headers, PROBLEM)
    viewer = getattr(request.state, "viewer", Viewer())
    desk = request.app.state.desk
    given = {"status": status, "title": _HEADINGS.get(status, title), "detail": detail}
    told = shown(request, desk, viewer, "error.html", **given)
    return Response(told, status, headers, HTML)


def of_record(request: Request, error: Exception) -> Response:
    """Tell what the record says: what is wrong with a question, or that it cannot answer now.

    Where the database is, and what it says, is in the log alone.
    """
    of_database = error if isinstance(error, SQLAlchemyError) else error.__cause__
    if isinstance(of_database, DataError):
        return problem(request, 400, "it has a character or a number that no record can hold")
    if isinstance(of_database, SQLAlchemyError):
        _log.warning("the record does not answer: %s", str(error).splitlines()[0])
        return problem(request, 503, "the record does not answer; try again", {"Retry-After": "5"})
    text = online(str(error))
    return problem(request, 404 if isinstance(error, NotThereError) else 400, text)


def _http_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101  (registered for nothing else)
    return problem(request, error.status_code, str(error.detail), dict(error.headers or {}))


def _wrong_question(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)  # noqa: S101
    wrong = (f"{'.'.join(map(str, one['loc'][1:]))}: {_said(one['msg'])}" for one in error.errors())
    return problem(request, 422, "; ".join(wrong))


def _said(message: str) -> str:
    """What is wrong, in words that are not pydantic's own."""
    if message == "Extra inputs are not permitted":
        return "nothing of this name is asked for; look for a misspelling"
    return message.removeprefix("Value error, ")


class Failures:
    """Tells what nobody thought of, and logs where: the text of the error stays out of the log.

    That may hold words of an article, and what the framework logs by itself would show it.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or tell of the failure where nothing was answered yet."""
        begun = False

        async def send_on(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self._app(scope, receive, send_on)
        except Exception as error:
            where = "".join(format_tb(error.__traceback__, -8))
            _log.error("this should not happen: %s at\n%s", type(error).__name__, where)
            if begun or scope["type"] != "http":
                raise
            told = "this should not happen; the server's log tells more"
            await problem(Request(scope), 500, told)(scope, receive, send)
