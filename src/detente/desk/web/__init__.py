"""The desk on the web: pages for people, and under `/api/v1` the same for programs.

`create_app(Settings(db))` makes the application. FastAPI comes with `detente[serve]`.

Each address is one thing seen twice: a module of `views` gathers what is shown, one of `pages`
shows it as HTML, one of `api` as JSON.
"""

from __future__ import annotations

from detente.desk.web.app import create_app
from detente.desk.web.settings import Settings

__all__ = ["Settings", "create_app"]
