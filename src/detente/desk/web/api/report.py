"""A report as JSON."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Request, Response

from detente.desk.web.answering import told
from detente.desk.web.desk import TheDesk
from detente.desk.web.guard import Reader
from detente.model import Report

router = APIRouter(prefix="/api/v1", tags=["reports"])
Key = Annotated[str, Path(max_length=200, description="Of the document, as contacts name it.")]


@router.get("/reports/{key}", response_model=Report, summary="A report as it was read")
def tell_report(request: Request, desk: TheDesk, _: Reader, key: Key) -> Response:
    """The text and all that was read in it, each item with its words, as `detente read` gives it.

    A data set or a table has no text, so that there is no report of it.
    """
    return told(request, desk, lambda: desk.record.report(key))
