"""Planned contacts, for calendars."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from detente.desk.web.answering import answered
from detente.desk.web.desk import TheDesk
from detente.desk.web.guard import Reader
from detente.desk.web.views.calendar import calendar
from detente.desk.web.views.dyad import sides_of

CALENDAR = "text/calendar; charset=utf-8"
router = APIRouter(include_in_schema=False)


@router.get("/calendar.ics")
def give_calendar(request: Request, desk: TheDesk, _: Reader) -> Response:
    """Give all that is planned."""
    return answered(request, desk, CALENDAR, lambda: calendar(desk))


@router.get("/dyads/{pair}/calendar.ics")
def give_calendar_of(request: Request, desk: TheDesk, _: Reader, pair: str) -> Response:
    """Give what is planned between two sides."""
    sides = sides_of(desk, pair)
    return answered(request, desk, CALENDAR, lambda: calendar(desk, sides))
