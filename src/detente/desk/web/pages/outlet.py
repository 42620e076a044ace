"""The page of an outlet."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from detente.desk.web.answering import page
from detente.desk.web.cursors import Cursor
from detente.desk.web.desk import TheDesk
from detente.desk.web.guard import Reader
from detente.desk.web.views.outlet import outlet

router = APIRouter(include_in_schema=False)


@router.get("/outlets/{name:path}")
def show_outlet(
    request: Request, desk: TheDesk, viewer: Reader, name: str,
    after: Annotated[Cursor, Query()] = None,
) -> Response:  # fmt: skip
    """Show what it reported."""

    def view() -> dict[str, object]:
        return {"outlet": outlet(desk, name, after), "paged": after is not None}

    return page(request, desk, viewer, "outlet.html", view)
