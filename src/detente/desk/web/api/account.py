"""Who asks, and the log, as JSON."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Response

from detente.desk.web.desk import TheDesk
from detente.desk.web.guard import Editor, Reader
from detente.desk.web.views.account import Log, Myself, log, myself

router = APIRouter(prefix="/api/v1", tags=["account"])
Before = Annotated[
    int | None, Query(ge=1, le=2**53, description="Only lines older than that of this number.")
]


@router.get("/account", summary="Who asks")
def tell_account(answer: Response, viewer: Reader) -> Myself:
    """As whom the desk knows you, by your token or your session, and what you may do."""
    answer.headers["Cache-Control"] = "private, no-store"
    return myself(viewer)


@router.get("/audit", summary="What was done at the desk")
def tell_log(answer: Response, desk: TheDesk, _: Editor, before: Before = None) -> Log:
    """Sign-ins, tokens, judgements and added reports, the newest first; for editors."""
    answer.headers["Cache-Control"] = "private, no-store"
    return log(desk, before)
