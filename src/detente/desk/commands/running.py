"""An application runs until it is told to stop, and then answers first what it was asked."""

from __future__ import annotations

import os
import signal
import sys
from socket import socket
from types import FrameType
from typing import TYPE_CHECKING, NoReturn

import uvicorn

if TYPE_CHECKING:
    from starlette.applications import Starlette

# Seconds that a thread computes while others wait. SQLite gives way at each row that it reads, and
# comes back only after so long: by Python's own 5 ms, 15,000 rows take seconds beside one that
# computes.
_TURN = 0.0005
_PATIENCE = 10  # seconds that requests have when it is told to stop


def run(app: Starlette, opened: socket, proxy: str | None = None) -> None:
    """Answer at a socket until SIGINT or SIGTERM.

    Arguments:
        app: answers.
        opened: is listened on already.
        proxy: whose word is taken for who asks; None for nobody's.

    """
    config = uvicorn.Config(
        app, log_config=None, log_level="warning", access_log=False, server_header=False,
        proxy_headers=proxy is not None, forwarded_allow_ips=proxy, lifespan="on",
        timeout_graceful_shutdown=_PATIENCE,
    )  # fmt: skip
    sys.setswitchinterval(_TURN)
    uvicorn.Server(config).run(sockets=[opened])


def stop_plainly() -> None:
    """Until a server takes over, have SIGTERM end this process at once, and as no failure."""
    signal.signal(signal.SIGTERM, _end)


def _end(_number: int, _frame: FrameType | None) -> NoReturn:
    os._exit(0)  # nothing has begun; an exception would unwind through what is just starting
