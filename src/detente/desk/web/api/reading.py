"""Texts read for programs, and saved for those that may."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from fastapi.concurrency import run_in_threadpool

from detente.desk.web.answering import JSON, as_json
from detente.desk.web.desk import TheDesk
from detente.desk.web.given import FORMS, Given, given_by
from detente.desk.web.guard import Reader, editor
from detente.desk.web.private import private
from detente.desk.web.readings import TheReadings
from detente.desk.web.views.reading import Saved, save
from detente.model import Report

router = APIRouter(prefix="/api/v1", tags=["reports"])
_JSON = Given.model_json_schema()
_FORM = _JSON | {
    "properties": _JSON["properties"] | {"file": {"type": "string", "format": "binary"}}
}
_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {"application/json": {"schema": _JSON}, FORMS[0]: {"schema": _FORM}},
    }
}
Save = Annotated[
    bool, Query(alias="save", description="Whether to save it; a token that may write is needed.")
]


@router.post(
    "/read", response_model=Report | Saved, summary="Read a text", openapi_extra=_BODY,
    responses={
        201: {"model": Saved, "description": "It was saved, and is new to the record."},
        413: {"description": "It is over 2 MB."},
        422: {"description": "No readable English article; the detail says why, in a line."},
        503: {"description": "Others are being read; `Retry-After` says when to come again."},
    },
)  # fmt: skip
async def tell_reading(
    request: Request, desk: TheDesk, readings: TheReadings, viewer: Reader, to_save: Save = False
) -> Response:
    """Read an article: its contacts, statements and moves, each with its words.

    Give its text, its page, its address, or a file as a form. Nothing is kept unless it is saved:
    then the answer has the key of its document, and `report`.
    """
    if to_save:
        editor(request, viewer)
    given, body = await given_by(request)
    report = await readings.read(given, body)
    if not to_save:
        return private(as_json(report), media=JSON)
    saved = await run_in_threadpool(save, desk, viewer, report)
    place = {"Location": f"/api/v1/reports/{saved.document}"}
    return private(as_json(saved), 201 if saved.new else 200, place, JSON)
