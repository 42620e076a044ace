"""The same for programs, as JSON under `/api/v1`."""

from __future__ import annotations

from detente.desk.web.api import (
    account,
    actor,
    alerts,
    contact,
    dyad,
    home,
    judging,
    lists,
    outlet,
    reading,
    report,
    search,
    searches,
)

routers = (
    account.router,
    actor.router,
    alerts.router,
    contact.router,
    dyad.router,
    home.router,
    judging.router,
    lists.router,
    outlet.router,
    reading.router,
    report.router,
    search.router,
    searches.router,
)
