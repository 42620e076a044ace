"""The page of a search."""

from __future__ import annotations

from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import RedirectResponse

from detente.desk.web.answering import page
from detente.desk.web.cursors import Cursor
from detente.desk.web.desk import Desk, TheDesk
from detente.desk.web.guard import Reader
from detente.desk.web.views.search import search
from detente.desk.web.views.sought import named

router = APIRouter(include_in_schema=False)
_PLACES = {"contact": "contacts", "report": "reports"}


@router.get("/search")
def show_search(
    request: Request, desk: TheDesk, viewer: Reader,
    q: Annotated[str, Query(max_length=200)] = "", after: Annotated[Cursor, Query()] = None,
) -> Response:  # fmt: skip
    """Show what is found; an id leads to what it names."""
    words = q.replace("\0", "").strip()
    item = named(desk, words)
    if item:
        address = f"/{_PLACES[item.kind]}/{quote(item.id, safe='')}"
        return RedirectResponse(address, 303, {"Cache-Control": "no-store"})
    return page(request, desk, viewer, "search.html", lambda: _view(desk, words, after))


def _view(desk: Desk, words: str, after: str | None) -> dict[str, Any]:
    return {"found": search(desk, words, after) if words else None, "after": after}
