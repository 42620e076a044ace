"""A socket to listen on, opened before anything is said or started, so that what is wrong shows."""

from __future__ import annotations

import errno
import os
import socket

_WAITING = 512  # connections that are not taken yet


class CannotListenError(RuntimeError):
    """An address that cannot be listened on; its text says why and what to do."""


def listening(host: str, port: int) -> socket.socket:
    """Open a socket and listen.

    Arguments:
        host: an address of this machine, or a name of one.
        port: the port; 0 for any that is free.

    Raises:
        CannotListenError: the host is no address of this machine, or the port cannot be had.

    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        family, *_, address = found[0]
        opened = socket.create_server(address[:2], family=family, backlog=_WAITING)
        # Connections take it over: else the end of an answer waits 40 ms for word of its beginning.
        opened.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return opened
    except (OSError, UnicodeError) as error:
        raise CannotListenError(f"{host}:{port}: {_why(error, port)}") from None


def _why(error: OSError | UnicodeError, port: int) -> str:
    if isinstance(error, UnicodeError | socket.gaierror):
        return "there is no such host; give an address of this machine, as 127.0.0.1 or 0.0.0.0"
    match error.errno:
        case errno.EADDRINUSE:
            return f"port {port} is in use; choose another, or stop what listens there"
        case errno.EADDRNOTAVAIL:
            return "this is no address of this machine; 0.0.0.0 stands for all that it has"
        case errno.EACCES:
            return "ports under 1024 need rights; choose another"
    return os.strerror(error.errno or 0)
