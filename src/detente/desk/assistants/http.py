"""The server behind HTTP, for assistants on this machine that start no programs."""

from __future__ import annotations

from typing import Any

from mcp.server.mcpserver import MCPServer
from mcp.server.transport_security import TransportSecuritySettings
from starlette.applications import Starlette

_HERE = ("127.0.0.1", "localhost", "[::1]")


def app_for(server: MCPServer[Any]) -> Starlette:
    """Make an application that answers at `/mcp`.

    A page of another site that a browser on this machine shows cannot ask: the `Host` and `Origin`
    of a request must be this machine's.

    Arguments:
        server: that answers.

    """
    return server.streamable_http_app(
        json_response=True,
        stateless_http=True,
        max_request_body_size=1_000_000,
        transport_security=TransportSecuritySettings(
            allowed_hosts=[f"{host}:*" for host in _HERE],
            allowed_origins=[f"http://{host}:*" for host in _HERE],
        ),
    )
