"""The page of an actor."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from detente.desk.web.answering import page
from detente.desk.web.cursors import Cursor
from detente.desk.web.desk import TheDesk
from detente.desk.web.guard import Reader
from detente.desk.web.views.actor import actor

router = APIRouter(include_in_schema=False)
After = Annotated[Cursor, Query()]


@router.get("/actors/{key:path}")
def show_actor(  # noqa: PLR0913, PLR0917  (each is a part of the address)
    request: Request, desk: TheDesk, viewer: Reader, key: str,
    contacts: After = None, statements: After = None, moves: After = None,
) -> Response:  # fmt: skip
    """Show who it is, and what the record has of them."""
    paged = bool(contacts or statements or moves)

    def view() -> dict[str, object]:
        return {"actor": actor(desk, key, contacts, statements, moves), "paged": paged}

    return page(request, desk, viewer, "actor.html", view)
