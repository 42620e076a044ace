"""The board of a dyad, as JSON."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request, Response

from detente.assessment import Board
from detente.desk.web.answering import told
from detente.desk.web.desk import TheDesk
from detente.desk.web.guard import Reader
from detente.desk.web.views.dealings import Text
from detente.desk.web.views.dyad import board

router = APIRouter(prefix="/api/v1", tags=["dyads"])
Pair = Annotated[
    str, Path(description="Two sides, by codes or names, in either order.", examples=["CHN-USA"])
]
On = Annotated[
    Text,
    Query(description="As known on this day, as 2021-09-10; by default the last that is told of."),
]


@router.get("/dyads/{pair}", response_model=Board, summary="The board of a dyad")
def tell_dyad(request: Request, desk: TheDesk, _: Reader, pair: Pair, on: On = None) -> Response:
    """Channels, stalls, escalations, tension and the rest, each with why it is said.

    The same as `detente dyad A B --format json` writes.
    """
    return told(request, desk, lambda: board(desk, pair, on))
