"""Search, as JSON."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from detente.desk.web.answering import told
from detente.desk.web.api.lists import with_link
from detente.desk.web.cursors import Cursor
from detente.desk.web.desk import TheDesk
from detente.desk.web.filters import Words
from detente.desk.web.guard import Reader
from detente.desk.web.views.search import PAGE, Found, search

router = APIRouter(prefix="/api/v1", tags=["search"])
_MOST = 100
Sought = Annotated[
    Words, Query(description="Words, two sides, a name, an outlet, an id.", examples=["trawlers"])
]
Limit = Annotated[int, Query(ge=1, le=_MOST, description="How many documents at most.")]


@router.get("/search", response_model=Found, summary="Search")
def tell_search(
    request: Request, desk: TheDesk, _: Reader, q: Sought,
    after: Annotated[Cursor, Query()] = None, limit: Limit = PAGE,
) -> Response:  # fmt: skip
    """Whatever the words may mean; documents hold all of them, words in quotes as they stand."""
    return with_link(request, told(request, desk, lambda: search(desk, q, after, limit)))
