"""Judging contacts, undoing it, and all judgements, as JSON."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request, Response

from detente.desk.web.answering import told
from detente.desk.web.desk import TheDesk
from detente.desk.web.guard import Editor, Reader
from detente.desk.web.views.judging import (
    PAGE,
    Judged,
    Judging,
    Made,
    Undoing,
    judge,
    listed,
    undo,
)

router = APIRouter(prefix="/api/v1", tags=["judgements"])
Id = Annotated[str, Path(description="Of a contact, or of the mention that is judged.")]
Number = Annotated[int, Path(ge=1, description="Of the judgement.")]
Before = Annotated[int | None, Query(ge=1, description="Only older ones than this number.")]
Limit = Annotated[int, Query(ge=1, le=1000, description="How many at most.")]


@router.get("/judgements", response_model=list[Judged], summary="All judgements")
def tell_judgements(
    request: Request, desk: TheDesk, _: Reader, before: Before = None, limit: Limit = PAGE
) -> Response:
    """Who judged what, when and why, and whether it stands; the latest first."""
    return told(request, desk, lambda: [Judged(**row) for row in listed(desk, before, limit)])


@router.post("/contacts/{id_}/judgements", status_code=201, summary="Judge a contact")
def judge_contact(desk: TheDesk, viewer: Editor, id_: Id, asked: Judging) -> Made:
    """Correct a field, join two contacts, split a mention off, or reject one.

    Nothing is overwritten, and every judgement can be undone. A token needs the scope `write`.
    """
    return judge(desk, viewer, id_, asked)


@router.post("/judgements/{number}/undo", status_code=201, summary="Undo a judgement")
def undo_judgement(desk: TheDesk, viewer: Editor, number: Number, asked: Undoing) -> Made:
    """Undo a judgement, by another one, which can be undone too."""
    return undo(desk, viewer, number, asked.reason)
