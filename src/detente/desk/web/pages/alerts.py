"""Alerts as a page and as a feed."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from detente.desk.web.answering import shown
from detente.desk.web.atom import ATOM, as_atom
from detente.desk.web.desk import TheDesk
from detente.desk.web.guard import Reader
from detente.desk.web.private import private
from detente.desk.web.tagging import tagged
from detente.desk.web.views.alerts import PAGE, alerts, feed

_MOST = 2**31 - 1
router = APIRouter(include_in_schema=False)
Before = Annotated[int | None, Query(ge=1, le=_MOST)]
RuleName = Annotated[str | None, Query(max_length=200)]


@router.get("/alerts")
def show_alerts(
    request: Request, desk: TheDesk, viewer: Reader, before: Before = None, rule: RuleName = None
) -> Response:
    """Show what was told of, the newest first."""
    some = alerts(desk, before, PAGE, rule, ())
    told = shown(
        request, desk, viewer, "alerts.html", alerts=some.alerts, rule=rule, before=before,
        more=some.before,
    )  # fmt: skip
    return private(told)


@router.get("/alerts.atom")
def feed_alerts(request: Request, desk: TheDesk, _: Reader, rule: RuleName = None) -> Response:
    """Tell the newest alerts as an Atom feed."""
    return tagged(request, as_atom(feed(desk, rule)), ATOM)
