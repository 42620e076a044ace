"""For those who watch over the server: is it alive, is it ready, how does it do."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request, Response

from detente.desk.web.answering import JSON, as_json
from detente.desk.web.desk import TheDesk
from detente.desk.web.guard import Reader
from detente.desk.web.health import hindrance
from detente.desk.web.metrics import MEDIA, Metrics

router = APIRouter(include_in_schema=False)
_ANEW = {"Cache-Control": "no-store"}


@router.api_route("/healthz", methods=["GET", "HEAD"])
async def alive() -> Response:
    """Tell that the server runs; it waits for no thread and asks no database."""
    return _told(200, {"status": "alive"})


@router.api_route("/readyz", methods=["GET", "HEAD"])
def ready(desk: TheDesk) -> Response:
    """Tell whether requests can be answered; why not, where they cannot."""
    reason = hindrance(desk)
    return _told(503, {"status": "not ready", "reason": reason}) if reason else _told(200, _READY)


@router.get("/metrics")
def figures(request: Request, _: Reader) -> Response:
    """Tell the figures of the server, to who may read."""
    metrics: Metrics = request.app.state.metrics
    return Response(metrics.text(), media_type=MEDIA, headers=_ANEW)


def _told(status: int, what: Any) -> Response:
    return Response(as_json(what), status, _ANEW, JSON)


_READY = {"status": "ready"}
