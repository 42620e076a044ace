"""Saving a search, and the list of one's own."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from detente.desk.web.answering import shown
from detente.desk.web.desk import TheDesk
from detente.desk.web.filters import Words
from detente.desk.web.guard import SignedIn, account_of
from detente.desk.web.private import private
from detente.desk.web.views.searches import ToSave, delete_search, save_search, saved_searches

router = APIRouter(include_in_schema=False)


@router.get("/searches")
def show_searches(request: Request, desk: TheDesk, viewer: SignedIn) -> Response:
    """Show the searches that one has saved."""
    saved = saved_searches(desk, account_of(request))
    told = shown(request, desk, viewer, "searches.html", saved=saved)
    return private(told)


@router.post("/searches")
def take_search(
    request: Request, desk: TheDesk, _: SignedIn,
    name: Annotated[Words, Form()], q: Annotated[Words, Form()],
) -> Response:  # fmt: skip
    """Save a search."""
    save_search(desk, account_of(request), ToSave(name=name, q=q))
    return RedirectResponse("/searches", 303)


@router.post("/searches/{key}/delete")
def drop_search(request: Request, desk: TheDesk, _: SignedIn, key: str) -> Response:
    """Delete a search."""
    delete_search(desk, account_of(request), key)
    return RedirectResponse("/searches", 303)
