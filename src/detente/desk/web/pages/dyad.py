"""The page of a dyad, its charts, and the lists of its contacts and moves."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Annotated, Any, Literal, TypeVar

from fastapi import APIRouter, HTTPException, Query, Request, Response
from fastapi.responses import RedirectResponse

from detente.assessment import Record
from detente.desk.charts.picture import NAMES
from detente.desk.web.answering import answered, page
from detente.desk.web.desk import Desk, TheDesk
from detente.desk.web.guard import Reader
from detente.desk.web.remedies import online
from detente.desk.web.viewer import Viewer
from detente.desk.web.views.dealings import (
    ContactsAsked,
    MovesAsked,
    Text,
    contacts,
    moves,
)
from detente.desk.web.views.dyad import WORDS, address, drawing, dyad, sides_of

router = APIRouter(include_in_schema=False)
On = Annotated[Text, Query()]
From = Annotated[Text, Query(alias="from")]
To = Annotated[Text, Query()]
All = Annotated[Text, Query(alias="all")]
Sides = tuple[str, str]
Asked = TypeVar("Asked")
_MOST = 8  # sentences of a section, unless all of it is asked for
SVG = "image/svg+xml"


@router.get("/dyads/{pair}")
def show_dyad(  # noqa: PLR0913, PLR0917  (each is a part of the address)
    request: Request, desk: TheDesk, viewer: Reader, pair: str,
    on: On = None, from_: From = None, to: To = None, all_: All = None,
) -> Response:  # fmt: skip
    """Show a dyad's board, and all of one section where that is asked for."""

    def view(sides: Sides) -> Mapping[str, Any]:
        return {**dyad(desk, sides, on, from_, to), "whole": all_, "most": _MOST, "online": online}

    return _page(request, desk, viewer, pair, "dyad.html", view)


@router.get("/dyads/{pair}/contacts")
def show_contacts(
    request: Request, desk: TheDesk, viewer: Reader, pair: str,
    asked: Annotated[ContactsAsked, Query()],
) -> Response:  # fmt: skip
    """Show a dyad's contacts, a page at a time."""
    view = _list(contacts, desk, asked)
    return _page(request, desk, viewer, pair, "dyadcontacts.html", view, "contacts")


@router.get("/dyads/{pair}/moves")
def show_moves(
    request: Request, desk: TheDesk, viewer: Reader, pair: str,
    asked: Annotated[MovesAsked, Query()],
) -> Response:  # fmt: skip
    """Show a dyad's moves, a page at a time."""
    view = _list(moves, desk, asked)
    return _page(request, desk, viewer, pair, "dyadmoves.html", view, "moves")


@router.get("/dyads/{pair}/{chart}.svg")
def show_chart(  # noqa: PLR0913, PLR0917
    request: Request, desk: TheDesk, _: Reader, pair: str, chart: str,
    on: On = None, from_: From = None, to: To = None,
    width: Literal["wide", "narrow"] = "wide",
    theme: Literal["light", "dark", "page"] = "light",
) -> Response:  # fmt: skip
    """Draw a chart."""
    if chart not in NAMES:
        raise HTTPException(404, f"there is no such chart: ask for one of {', '.join(NAMES)}")
    sides = sides_of(desk, pair)

    def build() -> bytes:
        return drawing(desk, sides, chart, on, from_, to, width, theme).encode()

    return answered(request, desk, SVG, build)


def _list(
    among: Callable[[Record, Sides, Asked], object], desk: Desk, asked: Asked
) -> Callable[[Sides], Mapping[str, Any]]:
    def view(sides: Sides) -> Mapping[str, Any]:
        listed = among(desk.record, sides, asked)
        return {"sides": sides, "asked": asked, "listed": listed, "words": WORDS}

    return view


def _page(  # noqa: PLR0913, PLR0917
    request: Request,
    desk: Desk,
    viewer: Viewer,
    pair: str,
    template: str,
    view: Callable[[Sides], Mapping[str, Any]],
    *more: str,
) -> Response:
    """Show a page of a dyad at its own address; whoever writes it otherwise is sent there."""
    sides = sides_of(desk, pair)
    if pair != "-".join(sides):
        query = f"?{request.url.query}" if request.url.query else ""
        return RedirectResponse(address(sides, *more) + query)
    return page(request, desk, viewer, template, lambda: view(sides))
