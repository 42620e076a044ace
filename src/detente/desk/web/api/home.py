"""What has changed, as JSON."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from detente.assessment.ranking import LATELY
from detente.desk.web.answering import told
from detente.desk.web.desk import TheDesk
from detente.desk.web.guard import Reader
from detente.desk.web.views.home import Home, home

router = APIRouter(prefix="/api/v1", tags=["home"])
Days = Annotated[int, Query(ge=1, le=36_500, description="Changes of so many last days.")]


@router.get("/", response_model=Home, summary="What has changed")
def tell_home(request: Request, desk: TheDesk, _: Reader, days: Days = LATELY) -> Response:
    """Dyads by what has changed, each with a sentence and its source; the latest contacts."""
    return told(request, desk, lambda: home(desk, days))
