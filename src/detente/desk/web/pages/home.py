"""The home page."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from detente.assessment.ranking import LATELY
from detente.desk.web.answering import page
from detente.desk.web.desk import OFFERED, TheDesk
from detente.desk.web.guard import Reader
from detente.desk.web.views.home import KINDS, home

router = APIRouter(include_in_schema=False)
Days = Annotated[int, Query(ge=1, le=36_500)]


@router.get("/")
def show_home(request: Request, desk: TheDesk, viewer: Reader, days: Days = LATELY) -> Response:
    """Show what has changed."""
    return page(
        request, desk, viewer, "home.html",
        lambda: {"home": home(desk, days), "choices": OFFERED, "kinds": KINDS},
    )  # fmt: skip
