"""The page of the interface for programs."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from detente.desk.web.answering import page
from detente.desk.web.desk import TheDesk
from detente.desk.web.guard import Reader
from detente.desk.web.views.interface import interface

router = APIRouter(include_in_schema=False)


@router.get("/api/v1/docs")
def show_interface(request: Request, desk: TheDesk, viewer: Reader) -> Response:
    """Show what programs may ask for."""
    return page(request, desk, viewer, "interface.html", lambda: interface(request.app))
