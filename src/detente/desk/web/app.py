"""The application: what is served at which address, and through what every request goes."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import version
from pathlib import Path

from anyio import to_thread
from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles
from starlette.middleware.gzip import GZipMiddleware

from detente.desk.web import api, pages
from detente.desk.web.desk import Desk
from detente.desk.web.errors import tell_errors
from detente.desk.web.headers import SafeHeaders
from detente.desk.web.settings import Settings

_AT_ONCE = 8  # requests that are worked on; more would only take turns more often
_STATIC = Path(__file__).parent / "static"
_ABOUT = (
    "What states do with one another, by the reports and readouts of a record: every answer leads "
    "back to the words it came from."
)


def create_app(settings: Settings) -> FastAPI:
    """Make the application.

    Arguments:
        settings: of which record, and how it is served.

    Raises:
        RecordError: the record cannot be opened.

    """

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        to_thread.current_default_thread_limiter().total_tokens = _AT_ONCE
        desk.open()
        yield
        desk.close()

    desk = Desk(settings)
    app = FastAPI(
        title="Détente", description=_ABOUT, version=version("detente"), lifespan=lifespan,
        openapi_url="/api/v1/openapi.json", docs_url=None, redoc_url=None,
    )  # fmt: skip
    app.state.desk = desk
    tell_errors(app)
    for router in (*pages.routers, *api.routers):
        app.include_router(router)
    app.mount("/static", StaticFiles(directory=_STATIC), name="static")
    app.add_middleware(GZipMiddleware, minimum_size=1000, compresslevel=5)
    app.add_middleware(SafeHeaders)
    return app
