"""Alerts, as JSON."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from detente.desk.web.answering import JSON, as_json
from detente.desk.web.desk import TheDesk
from detente.desk.web.guard import Reader
from detente.desk.web.tagging import tagged
from detente.desk.web.views.alerts import PAGE, Alerts, alerts

_MOST = 2**31 - 1
router = APIRouter(prefix="/api/v1", tags=["alerts"])
Before = Annotated[
    int | None, Query(ge=1, le=_MOST, description="Only alerts with a smaller id than this.")
]
Limit = Annotated[int, Query(ge=1, le=1000, description="How many at most.")]
RuleName = Annotated[
    str | None, Query(max_length=200, description="Only of the rule of this name.")
]
Sides = Annotated[
    list[str], Query(max_length=10, description="Only between these sides, by their codes.")
]


@router.get("/alerts", response_model=Alerts, summary="What `detente watch` told of")
def tell_alerts(  # noqa: PLR0913, PLR0917
    request: Request,
    desk: TheDesk,
    _: Reader,
    before: Before = None,
    limit: Limit = PAGE,
    rule: RuleName = None,
    side: Sides = [],  # noqa: B006  (FastAPI copies it)
) -> Response:
    """Each alert with its rule, one sentence, and the words it rests on; the newest first."""
    sides = [one.upper() for one in side]
    return tagged(request, as_json(alerts(desk, before, limit, rule, sides)), JSON)
