"""A contact's page, and the accounts of it side by side."""

from __future__ import annotations

from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import RedirectResponse

from detente.desk.web.answering import page
from detente.desk.web.desk import Desk, TheDesk
from detente.desk.web.guard import Reader
from detente.desk.web.viewer import Viewer
from detente.desk.web.views.contact import contact, own_id
from detente.desk.web.views.judging import confirmed, offered
from detente.desk.web.views.readouts import readouts

router = APIRouter(include_in_schema=False)
Judged = Annotated[list[int], Query(max_length=50)]
Was = Annotated[str | None, Query(max_length=40)]


@router.get("/contacts/{id_}")
def show_contact(  # noqa: PLR0913, PLR0917  (what its address may ask)
    request: Request, desk: TheDesk, viewer: Reader, id_: str, judged: Judged = [],  # noqa: B006
    was: Was = None,
) -> Response:  # fmt: skip
    """Show a contact whole."""
    own = own_id(desk, id_)
    if own != id_:
        return to_contact(own)
    return page(
        request, desk, viewer, "contact.html",
        lambda: view(desk, viewer, own) | {"confirmed": confirmed(desk, judged, was)},
    )  # fmt: skip


@router.get("/contacts/{id_}/readouts")
def show_readouts(request: Request, desk: TheDesk, viewer: Reader, id_: str) -> Response:
    """Show the sides' accounts of a contact side by side."""
    own = own_id(desk, id_)
    if own != id_:
        return to_contact(own, "/readouts")
    return page(request, desk, viewer, "readouts.html", lambda: readouts(desk, own))


def view(desk: Desk, viewer: Viewer, id_: str) -> dict[str, Any]:
    """Gather what a contact's page shows; forms only for who may write."""
    shown = contact(desk, id_)
    offers = offered(desk, shown["row"]) if viewer.may_write else None
    return shown | {"offers": offers, "confirmed": None, "wrong": None}


def to_contact(id_: str, more: str = "") -> Response:
    """Send on to the address of a contact: it may become another when more is told of it."""
    return RedirectResponse(f"/contacts/{quote(id_, safe='')}{more}", 303)
