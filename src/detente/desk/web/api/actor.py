"""An actor, as JSON."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request, Response

from detente.desk.web.answering import told
from detente.desk.web.cursors import Cursor
from detente.desk.web.desk import TheDesk
from detente.desk.web.guard import Reader
from detente.desk.web.views.actor import ActorPage, actor

router = APIRouter(prefix="/api/v1", tags=["actors and outlets"])
Key = Annotated[str, Path(description="As contacts and statements name them, or search does.")]
After = Annotated[Cursor, Query(description="The place in this list to go on from: its `next`.")]


@router.get("/actors/{key:path}", response_model=ActorPage, summary="An actor")
def tell_actor(  # noqa: PLR0913, PLR0917  (each is a part of the address)
    request: Request, desk: TheDesk, _: Reader, key: Key,
    contacts: After = None, statements: After = None, moves: After = None,
) -> Response:  # fmt: skip
    """A person, office, state or body: who, what they took part in, said and, of a side, did."""
    return told(request, desk, lambda: actor(desk, key, contacts, statements, moves))
