"""The pages, each at its address."""

from __future__ import annotations

from detente.desk.web.pages import home

routers = (home.router,)
