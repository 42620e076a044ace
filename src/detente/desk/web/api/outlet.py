"""An outlet, as JSON."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request, Response

from detente.desk.web.answering import told
from detente.desk.web.cursors import Cursor
from detente.desk.web.desk import TheDesk
from detente.desk.web.guard import Reader
from detente.desk.web.views.outlet import OutletPage, outlet

router = APIRouter(prefix="/api/v1", tags=["actors and outlets"])


@router.get("/outlets/{name:path}", response_model=OutletPage, summary="An outlet")
def tell_outlet(
    request: Request, desk: TheDesk, _: Reader,
    name: Annotated[str, Path(description="Its name, as documents have it.")],
    after: Annotated[Cursor, Query()] = None,
) -> Response:  # fmt: skip
    """What an outlet reported, how often before all others and how often alone."""
    return told(request, desk, lambda: outlet(desk, name, after))
