"""The list of every two sides."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response

from detente.desk.web.answering import page
from detente.desk.web.desk import TheDesk
from detente.desk.web.filters import DyadsAsked
from detente.desk.web.guard import Reader
from detente.desk.web.views.lists import listing

router = APIRouter(include_in_schema=False)


@router.get("/dyads")
def list_dyads(
    request: Request, desk: TheDesk, viewer: Reader, asked: Annotated[DyadsAsked, Query()]
) -> Response:
    """List every two sides, those between which most has changed first."""

    def view() -> Mapping[str, Any]:
        return {"listed": listing(desk, asked).page(asked), "of": asked.parties}

    return page(request, desk, viewer, "dyads.html", view)
