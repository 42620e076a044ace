"""A contact, and the accounts of it side by side, as JSON."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Path, Request, Response
from fastapi.responses import RedirectResponse

from detente.assessment import Comparison
from detente.desk.web.answering import told
from detente.desk.web.desk import TheDesk
from detente.desk.web.guard import Reader
from detente.desk.web.views.contact import Whole, own_id, whole
from detente.desk.web.views.readouts import comparison_told

router = APIRouter(prefix="/api/v1", tags=["contacts"])
Id = Annotated[str, Path(description="Of a contact, or of any mention of one.")]


@router.get("/contacts/{id_}", response_model=Whole, summary="One contact, whole")
def tell_contact(request: Request, desk: TheDesk, _: Reader, id_: Id) -> Response:
    """Every field with every value that is told, by whom, and the rule that chose; its evidence.

    The id of a mention leads (303) to the contact that it is now a part of.
    """
    own = own_id(desk, id_)
    if own != id_:
        return RedirectResponse(f"/api/v1/contacts/{quote(own, safe='')}", 303)
    return told(request, desk, lambda: whole(desk, own))


@router.get(
    "/contacts/{id_}/readouts", response_model=Comparison, summary="The sides' accounts compared"
)
def tell_readouts(request: Request, desk: TheDesk, _: Reader, id_: Id) -> Response:
    """What both sides say of a contact, what only one says, in which words, and contradictions.

    `reason` says why there is nothing to compare, where there is not.
    """
    own = own_id(desk, id_)
    if own != id_:
        return RedirectResponse(f"/api/v1/contacts/{quote(own, safe='')}/readouts", 303)
    return told(request, desk, lambda: comparison_told(desk, own))
