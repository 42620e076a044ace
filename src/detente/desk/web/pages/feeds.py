"""Feeds, for feed readers."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from detente.desk.web.answering import answered
from detente.desk.web.atom import ATOM, as_atom
from detente.desk.web.desk import TheDesk
from detente.desk.web.filters import Words
from detente.desk.web.guard import Reader
from detente.desk.web.tagging import tagged
from detente.desk.web.views.dyad import sides_of
from detente.desk.web.views.feeds import changes, of_dyad, of_search
from detente.desk.web.views.searches import saved_search

router = APIRouter(include_in_schema=False)


@router.get("/feed.atom")
def give_changes(request: Request, desk: TheDesk, _: Reader) -> Response:
    """Give what has changed."""
    return answered(request, desk, ATOM, lambda: as_atom(changes(desk)))


@router.get("/dyads/{pair}/feed.atom")
def give_dyad(request: Request, desk: TheDesk, _: Reader, pair: str) -> Response:
    """Give what has changed between two sides, and their newest contacts."""
    sides = sides_of(desk, pair)
    return answered(request, desk, ATOM, lambda: as_atom(of_dyad(desk, sides)))


@router.get("/search.atom")
def give_search(
    request: Request, desk: TheDesk, _: Reader, q: Annotated[Words, Query()]
) -> Response:
    """Give the newest documents that hold some words."""
    return answered(request, desk, ATOM, lambda: as_atom(of_search(desk, q)))


@router.get("/searches/{key}/feed.atom")
def give_saved_search(request: Request, desk: TheDesk, _: Reader, key: str) -> Response:
    """Give what a saved search finds; who knows the key may have it, until it is taken back.

    It is kept nowhere: closing an account is no change of the record's state.
    """
    saved = saved_search(desk, key)
    own = f"/searches/{saved.key}/feed.atom"
    return tagged(request, as_atom(of_search(desk, saved.q, saved.name, own)), ATOM)
