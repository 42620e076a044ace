"""The page of a report."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request, Response
from pydantic import StringConstraints

from detente.desk.web.answering import page
from detente.desk.web.desk import TheDesk
from detente.desk.web.guard import Reader
from detente.desk.web.views.report import Shown, read_report

router = APIRouter(include_in_schema=False)
Key = Annotated[str, Path(max_length=200)]
Words = Annotated[str, StringConstraints(pattern=r"^[0-9]{1,9}-[0-9]{1,9}$")]
MarkedWords = Annotated[list[Words], Query(max_length=100)]


@router.get("/reports/{key}")
def show_report(
    request: Request, desk: TheDesk, viewer: Reader, key: Key, words: MarkedWords = [],  # noqa: B006
) -> Response:  # fmt: skip
    """Show a report; `?words=12-40` marks these words, as `#w12-40` jumps to them."""

    def view() -> Mapping[str, Any]:
        found = read_report(desk, key, words)
        if isinstance(found, Shown):
            return {"shown": found, "from": found.provenance}
        return {"shown": None, "from": found}

    return page(request, desk, viewer, "report.html", view)
