"""The page on which a text is read and, when it was looked at, saved."""

from __future__ import annotations

from functools import partial
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Form, HTTPException, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import RedirectResponse

from detente.desk.web.answering import page, shown
from detente.desk.web.desk import TheDesk
from detente.desk.web.given import Given, given_by, typed_in
from detente.desk.web.guard import Editor, Reader
from detente.desk.web.private import private
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
    fill = partial(shown, request, desk, viewer, "read.html")
    try:
        given, body = await given_by(request)
        report = await readings.read(given, body)
    except HTTPException as error:
        broken = error.status_code == HTTPStatus.BAD_REQUEST  # the form itself
        typed = None if broken else await typed_in(request)
        if typed is None:
            raise
        told = await run_in_threadpool(fill, given=typed, preview=None, wrong=error.detail)
        return private(told, error.status_code, error.headers)
    found = await run_in_threadpool(preview, desk, readings, viewer, report)
    return private(await run_in_threadpool(fill, given=given, preview=found, wrong=None))


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
        return private(shown(request, desk, viewer, "read.html", **nothing), 410)
    saved = save(desk, viewer, report)
    added = "new" if saved.new else "known"
    return RedirectResponse(f"/reports/{saved.document}?added={added}", 303)
