"""What goes wrong, told to who asked: a page for a person, a problem (RFC 9457) for a program."""

from __future__ import annotations

import logging
from http import HTTPStatus

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from detente.desk.web.answering import HTML, as_json, shown
from detente.desk.web.viewer import Viewer
from detente.record import RecordError

PROBLEM = "application/problem+json"
_log = logging.getLogger(__name__)


def tell_errors(app: FastAPI) -> None:
    """Have an application tell what goes wrong."""
    app.add_exception_handler(RecordError, _record_error)
    app.add_exception_handler(HTTPException, _http_error)
    app.add_exception_handler(RequestValidationError, _wrong_question)
    app.add_exception_handler(Exception, _failure)


def problem(
    request: Request, status: int, detail: str, headers: dict[str, str] | None = None
) -> Response:
    """Tell what went wrong: JSON under `/api`, else a page."""
    title = HTTPStatus(status).phrase
    headers = {"Cache-Control": "no-store", **(headers or {})}
    if request.url.path.startswith("/api/"):
        body = as_json({"type": "about:blank", "title": title, "status": status, "detail": detail})
        return Response(body, status, headers, PROBLEM)
    viewer = getattr(request.state, "viewer", Viewer())
    desk = request.app.state.desk
    told = shown(request, desk, viewer, "error.html", status=status, title=title, detail=detail)
    return Response(told, status, headers, HTML)


def _record_error(request: Request, error: Exception) -> Response:
    text = str(error)
    missing = "the record has no " in text or "the record has none" in text
    return problem(request, 404 if missing else 400, text)


def _http_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101  (registered for nothing else)
    return problem(request, error.status_code, str(error.detail), dict(error.headers or {}))


def _wrong_question(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)  # noqa: S101
    wrong = (f"{'.'.join(map(str, one['loc'][1:]))}: {one['msg']}" for one in error.errors())
    return problem(request, 422, "; ".join(wrong))


def _failure(request: Request, error: Exception) -> Response:
    _log.exception("this should not happen", exc_info=error)
    return problem(request, 500, "this should not happen; the server's log tells more")
