"""The page on which a text is read and, when it was looked at, saved."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Annotated

from fastapi import APIRouter, Form, HTTPException, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import RedirectResponse

from detente.desk.web.answering import HTML, page, shown
from detente.desk.web.desk import TheDesk
from detente.desk.web.given import Given, given_by
from detente.desk.web.guard import Editor, Reader
from detente.desk.web.readings import TheReadings
from detente.desk.web.views.reading import preview, save

router = APIRouter(include_in_schema=False)
_GONE = "this reading is no longer held: they are for half an hour; read the text again"


@router.get("/read")
def show_form(request: Request, desk: TheDesk, viewer: Reader) -> Response:
    """Show where a text is given."""
    nothing = {"given": Given(), "preview": None, "wrong": None}
    return page(request, desk, viewer, "read.html", lambda: nothing)


@router.post("/read")
async def show_reading(
    request: Request, desk: TheDesk, readings: TheReadings, viewer: Reader
) -> Response:
    """Show what is read in a text; nothing is saved."""
    given, body = await given_by(request)
    fill = partial(shown, request, desk, viewer, "read.html", given=given)
    try:
        report = await readings.read(given, body)
    except HTTPException as error:
        told = await run_in_threadpool(fill, preview=None, wrong=error.detail)
        return _answer(told, error.status_code, error.headers)
    found = await run_in_threadpool(preview, desk, readings, viewer, report)
    return _answer(await run_in_threadpool(fill, preview=found, wrong=None))


@router.post("/reports")
def save_reading(
    request: Request,
    desk: TheDesk,
    readings: TheReadings,
    viewer: Editor,
    held: Annotated[str, Form(max_length=100)],
) -> Response:
    """Save what was shown."""
    report = readings.held(held, viewer.name or "")
    if report is None:
        nothing = {"given": Given(), "preview": None, "wrong": _GONE}
        return _answer(shown(request, desk, viewer, "read.html", **nothing), 410)
    saved = save(desk, viewer, report)
    added = "new" if saved.new else "known"
    return RedirectResponse(f"/reports/{saved.document}?added={added}", 303)


def _answer(told: str, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    return Response(told, status, {"Cache-Control": "private, no-store", **(headers or {})}, HTML)
