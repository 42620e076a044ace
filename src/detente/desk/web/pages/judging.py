"""Judging a contact, undoing it, and the list of all judgements."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Form, HTTPException, Query, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import ValidationError

from detente.desk.web.answering import page, shown
from detente.desk.web.desk import Desk, TheDesk
from detente.desk.web.guard import Editor, Reader
from detente.desk.web.pages.contact import Judged, Was, view
from detente.desk.web.private import private
from detente.desk.web.remedies import online
from detente.desk.web.viewer import Viewer
from detente.desk.web.views.contact import own_id
from detente.desk.web.views.judging import (
    PAGE,
    Judging,
    Made,
    Undoing,
    confirmed,
    judge,
    listed,
    undo,
)
from detente.record import RecordError

router = APIRouter(include_in_schema=False)
Before = Annotated[int | None, Query(ge=1)]
Typed = Annotated[str, Form(max_length=5000)]
_WHY = "say why: others will want to know"


@dataclass(frozen=True)
class Wrong:
    """What is wrong with a form, and what was typed into it; `number` is of a judgement undone."""

    message: str
    about: str = ""
    verdict: str = ""
    field: str = ""
    value: str = ""
    object: str = ""
    reason: str = ""
    number: int | None = None


@router.post("/contacts/{id_}/judgements")
def judge_contact(  # noqa: PLR0913, PLR0917  (what the form sends)
    request: Request, desk: TheDesk, viewer: Editor, id_: str, verdict: Typed = "",
    field: Typed = "", value: Typed = "", object: Typed = "", reason: Typed = "",  # noqa: A002
) -> Response:  # fmt: skip
    """Judge a contact, and go back to it; what is wrong is told beside the form."""
    typed = {"verdict": verdict, "field": field, "value": value, "object": object, "reason": reason}
    own = own_id(desk, id_)
    try:
        made = judge(desk, viewer, id_, _asked(typed))
    except RecordError as error:
        wrong = Wrong(online(str(error)), about=id_, number=None, **typed)
        given = view(desk, viewer, own) | {"wrong": wrong}
        return _wrong(request, desk, viewer, "contact.html", given)
    return _told(made)


@router.get("/judgements")
def show_judgements(  # noqa: PLR0913, PLR0917  (what its address may ask)
    request: Request, desk: TheDesk, viewer: Reader, before: Before = None, judged: Judged = [],  # noqa: B006
    was: Was = None,
) -> Response:  # fmt: skip
    """Show all judgements, the latest first."""

    def build() -> dict[str, Any]:
        return _listed(desk, before) | {"confirmed": confirmed(desk, judged, was)}

    return page(request, desk, viewer, "judgements.html", build)


@router.post("/judgements/{number}/undo")
def undo_judgement(
    request: Request, desk: TheDesk, viewer: Editor, number: int, reason: Typed = ""
) -> Response:
    """Undo a judgement, and go to the contact that it was about."""
    wrong = None
    try:
        asked = Undoing(reason=reason)
        if asked.reason:
            return _told(undo(desk, viewer, number, asked.reason))
        wrong = _WHY
    except ValidationError as error:
        wrong = _said(error)
    except HTTPException as error:
        if error.status_code != 409:
            raise
        wrong = error.detail
    given = _listed(desk, number + 1) | {
        "wrong": Wrong(wrong, number=number, reason=reason),
        "confirmed": [],
    }
    return _wrong(request, desk, viewer, "judgements.html", given)


def _asked(typed: dict[str, str]) -> Judging:
    if not typed["reason"].strip():
        raise RecordError("reason", "none is given", _WHY)
    try:
        return Judging.model_validate({k: v or None for k, v in typed.items()})
    except ValidationError as error:
        raise RecordError("this form", _said(error), "try again") from None


def _said(error: ValidationError) -> str:
    first = error.errors()[0]
    return f"{'.'.join(map(str, first['loc']))}: {first['msg']}"


def _listed(desk: Desk, before: int | None) -> dict[str, Any]:
    rows = listed(desk, before, PAGE + 1)
    more = rows[PAGE - 1]["id"] if len(rows) > PAGE else None
    return {"rows": rows[:PAGE], "more": more, "first": before is None, "wrong": None}


def _told(made: Made) -> Response:
    """Go to the contact that was judged, or where it is none now, to the judgements."""
    place = f"/contacts/{quote(made.contact, safe='')}" if made.contact else "/judgements"
    said: list[tuple[str, Any]] = [("judged", number) for number in made.judgements]
    if made.field:
        said.append(("was", made.was or ""))
    return RedirectResponse(f"{place}?{urlencode(said)}", 303)


def _wrong(
    request: Request, desk: Desk, viewer: Viewer, template: str, given: dict[str, Any]
) -> Response:
    return private(shown(request, desk, viewer, template, **given), 422)
