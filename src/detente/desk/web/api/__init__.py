"""The same for programs, as JSON under `/api/v1`."""

from __future__ import annotations

from detente.desk.web.api import home

routers = (home.router,)
