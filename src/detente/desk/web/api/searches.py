"""One's own saved searches, as JSON."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Request, Response

from detente.desk.web.desk import TheDesk
from detente.desk.web.guard import Reader, account_of
from detente.desk.web.views.searches import (
    Saved,
    Searches,
    ToSave,
    delete_search,
    save_search,
    saved_searches,
)

router = APIRouter(prefix="/api/v1", tags=["search"])


@router.get("/searches", summary="Your saved searches")
def tell_searches(request: Request, answer: Response, desk: TheDesk, _: Reader) -> Searches:
    """The searches that your account saved, the newest first, each with the address of a feed."""
    answer.headers["Cache-Control"] = "private, no-store"
    return Searches(items=saved_searches(desk, account_of(request)))


@router.post("/searches", status_code=201, summary="Save a search")
def take_search(request: Request, desk: TheDesk, _: Reader, wanted: ToSave) -> Saved:
    """Save a search. A token that may only read saves none; at the desk every account may."""
    return save_search(desk, account_of(request), wanted)


@router.delete("/searches/{key}", status_code=204, summary="Delete a saved search")
def drop_search(
    request: Request, desk: TheDesk, _: Reader,
    key: Annotated[str, Path(description="As the list of your searches has it.")],
) -> None:  # fmt: skip
    """Delete a search of your account; its feed is gone."""
    delete_search(desk, account_of(request), key)
