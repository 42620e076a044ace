"""Lists as pages of JSON, and whole as files."""

from __future__ import annotations

import json
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response

from detente.desk.export import Selection
from detente.desk.web.answering import body_of, told
from detente.desk.web.desk import Desk, TheDesk
from detente.desk.web.downloads import MEDIA, download
from detente.desk.web.filters import (
    Asked,
    ClaimsAsked,
    ContactsAsked,
    DocumentsAsked,
    DyadsAsked,
    MovesAsked,
    StatementsAsked,
    sides,
)
from detente.desk.web.guard import Reader
from detente.desk.web.views.lists import listing
from detente.desk.web.views.rows import (
    ClaimRow,
    ContactRow,
    DocumentRow,
    DyadRow,
    MoveRow,
    Page,
    StatementRow,
)

router = APIRouter(prefix="/api/v1", tags=["lists"])
_NEXT = b'"next":'
_FILES = {
    media.partition(";")[0]: {"schema": {"type": "string", "format": "binary"}}
    for media in MEDIA.values()
}
FILES: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "A page, or with `format` the whole list as a file.",
        "content": _FILES,
        "headers": {
            "ETag": {"description": "Of the record's state.", "schema": {"type": "string"}},
            "Link": {"description": "The next page, `rel=next`.", "schema": {"type": "string"}},
        },
    }
}


@router.get(
    "/contacts", response_model=Page[ContactRow], responses=FILES, summary="Contacts",
)  # fmt: skip
def tell_contacts(
    request: Request, desk: TheDesk, _: Reader, asked: Annotated[ContactsAsked, Query()]
) -> Response:
    """Contacts by who took part, how and when, the newest first; those without a day last."""
    return _answered(request, desk, asked)


@router.get("/moves", response_model=Page[MoveRow], responses=FILES, summary="Moves")
def tell_moves(
    request: Request, desk: TheDesk, _: Reader, asked: Annotated[MovesAsked, Query()]
) -> Response:
    """Moves of one side toward another, the newest first; those without a day last."""
    return _answered(request, desk, asked)


@router.get(
    "/statements", response_model=Page[StatementRow], responses=FILES, summary="Statements"
)  # fmt: skip
def tell_statements(
    request: Request, desk: TheDesk, _: Reader, asked: Annotated[StatementsAsked, Query()]
) -> Response:
    """What people and bodies are reported to have said, what was published last first."""
    return _answered(request, desk, asked)


@router.get(
    "/documents", response_model=Page[DocumentRow], responses=FILES, summary="Documents"
)  # fmt: skip
def tell_documents(
    request: Request, desk: TheDesk, _: Reader, asked: Annotated[DocumentsAsked, Query()]
) -> Response:
    """What was read into the record, what was published last first; texts are in the reports."""
    return _answered(request, desk, asked)


@router.get("/dyads", response_model=Page[DyadRow], responses=FILES, summary="Dyads")
def tell_dyads(
    request: Request, desk: TheDesk, _: Reader, asked: Annotated[DyadsAsked, Query()]
) -> Response:
    """Every two sides with anything between them, those with the greatest changes first."""
    return _answered(request, desk, asked)


@router.get("/claims", response_model=Page[ClaimRow], responses=FILES, summary="Claims")
def tell_claims(
    request: Request, desk: TheDesk, _: Reader, asked: Annotated[ClaimsAsked, Query()]
) -> Response:
    """What reports claim about how many contacts there were, with the record's verdict."""
    return _answered(request, desk, asked)


def _answered(request: Request, desk: Desk, asked: Asked) -> Response:
    wanted = listing(desk, asked)
    if asked.format != "json":
        if asked.after is not None:  # if it is nothing's, that is told instead of a file
            next(iter(wanted.rows(1, asked.after)), None)
        rows = wanted.rows(asked.limit, asked.after)
        name = "-".join(["detente", wanted.kind, *sides(getattr(asked, "parties", None))])
        return download(
            request, desk, Selection(wanted.kind, rows, desk.record), asked.format, name
        )
    return with_link(request, told(request, desk, lambda: wanted.page(asked)))


def with_link(request: Request, answer: Response) -> Response:
    """Tell in a header, too, where the next page is; the body ends with its cursor."""
    _, found, rest = body_of(answer).rpartition(_NEXT)
    after = json.loads(b"{" + found + rest)["next"] if found else None
    if after:
        query = request.url.include_query_params(after=after).query
        answer.headers["Link"] = f'<{request.url.path}?{query}>; rel="next"'
    return answer
