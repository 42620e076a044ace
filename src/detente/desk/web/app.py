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
from detente.desk.web.allowances import Allowances
from detente.desk.web.athand import AtHand
from detente.desk.web.desk import Desk
from detente.desk.web.errors import Failures, tell_errors
from detente.desk.web.gate import Gate
from detente.desk.web.headers import SafeHeaders
from detente.desk.web.logs import log_request
from detente.desk.web.metrics import Metrics
from detente.desk.web.openapi import describe
from detente.desk.web.readings import Readings
from detente.desk.web.requests import Requests
from detente.desk.web.settings import Settings
from detente.desk.web.sizes import Sizes

_AT_ONCE = 8  # requests that are worked on; more would only take turns more often
_STATIC = Path(__file__).parent / "static"


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
        app.state.readings.close()
        desk.close()

    desk = Desk(settings)
    app = FastAPI(
        title="Détente", version=version("detente"), lifespan=lifespan,
        openapi_url="/api/v1/openapi.json", docs_url=None, redoc_url=None,
    )  # fmt: skip
    app.state.desk, app.state.allowances = desk, Allowances()
    app.state.readings = Readings()
    app.state.metrics = Metrics(desk, app.state.readings)
    tell_errors(app)
    for router in (*pages.routers, *api.routers):
        app.include_router(router)
    describe(app)
    app.mount("/static", StaticFiles(directory=_STATIC), name="static")
    app.add_middleware(GZipMiddleware, minimum_size=1000, compresslevel=5)
    app.add_middleware(AtHand, desk=desk)
    app.add_middleware(Gate, desk=desk)
    app.add_middleware(Sizes)
    app.add_middleware(Failures)
    app.add_middleware(SafeHeaders, secure=settings.secure)
    app.add_middleware(Requests, told=(app.state.metrics.count, log_request))
    return app
