"""The pages, each at its address."""

from __future__ import annotations

from detente.desk.web.pages import (
    account,
    actor,
    alerts,
    calendar,
    contact,
    dyad,
    dyads,
    feeds,
    health,
    home,
    interface,
    judging,
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
    calendar.router,
    contact.router,
    dyad.router,
    dyads.router,
    feeds.router,
    health.router,
    home.router,
    interface.router,
    judging.router,
    outlet.router,
    reading.router,
    report.router,
    search.router,
    searches.router,
)
