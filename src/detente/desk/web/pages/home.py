"""The home page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response

from detente.assessment.ranking import LATELY
from detente.desk.web.answering import page
from detente.desk.web.desk import OFFERED, TheDesk
from detente.desk.web.guard import Reader
from detente.desk.web.views.home import KINDS, home, others

router = APIRouter(include_in_schema=False)
Days = Annotated[int, Query(ge=1, le=36_500)]


@router.get("/")
def show_home(request: Request, desk: TheDesk, viewer: Reader, days: Days = LATELY) -> Response:
    """Show what has changed."""

    def view() -> Mapping[str, Any]:
        found = home(desk, days)
        return {
            "home": found, "others": others(desk, found), "choices": OFFERED, "kinds": KINDS,
        }  # fmt: skip

    return page(request, desk, viewer, "home.html", view)
