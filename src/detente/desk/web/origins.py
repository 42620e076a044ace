"""Under which names this server answers, and from which pages it takes what is sent.

A page of a stranger may have its name lead to this machine (DNS rebinding), or send a form here in
the name of who looks at it (cross-site request forgery); neither gets anywhere.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from fastapi import HTTPException, Request

from detente.desk.web.settings import Settings, is_loopback

_LONGEST_PATH = 2000
_OURS = ("same-origin", "none")
# A name or an address, and a port; what else a parser of addresses might make of it is let in
# nowhere: of `a/sign-in?` it would make a path.
_HOST = re.compile(r"([a-z0-9._-]+|\[[0-9a-f:.]+\])(?::[0-9]{0,5})?", re.IGNORECASE)


def check_host(request: Request, settings: Settings) -> None:
    """Let through what is meant for this server.

    Raises:
        HTTPException: no host is named (400), or the server listens on this machine only and the
            name is none of this machine (421).

    """
    given = request.headers.get("host", "")
    name = _hostname(given)
    if name is None:
        raise HTTPException(400, "the request names no host that could be an address")
    if is_loopback(settings.host) and not is_loopback(name) and name != settings.named:
        wrong = f"this server does not answer to {given[:200]!r}"
        raise HTTPException(421, f"{wrong}: open {settings.address}, or serve with --origin")


def check_origin(request: Request, settings: Settings) -> None:
    """Let through what was sent from a page of ours, or from no page at all.

    Raises:
        HTTPException: it was sent from elsewhere (403).

    """
    fetched = request.headers.get("sec-fetch-site")
    origin = request.headers.get("origin")
    if fetched is not None and fetched not in _OURS:
        raise HTTPException(403, "this was sent from a page of another site; nothing was done")
    if origin is None or (origin == "null" and fetched in _OURS):
        return
    ours = {request.headers.get("host", "").lower(), urlsplit(settings.address).netloc.lower()}
    if _netloc(origin) not in ours:
        wrong = f"this was sent from {origin[:200]!r}, which is not this server; nothing was done"
        raise HTTPException(403, f"{wrong} (is it? then serve with --origin)")


def local_path(given: str | None) -> str:
    r"""Where to go on to: an address of this server, else the home page.

    Browsers take a backslash for a slash and leave out tabs and line ends, so that `/\t/evil` is
    an address elsewhere.
    """
    wanted = given or ""
    odd = wanted[1:2] in ("/", "\\") or len(wanted) > _LONGEST_PATH
    if not wanted.startswith("/") or odd or "\\" in wanted or not wanted.isprintable():
        return "/"
    return wanted


def _hostname(host: str) -> str | None:
    found = _HOST.fullmatch(host)
    return found[1].strip("[]").lower() if found else None


def _netloc(origin: str) -> str | None:
    try:
        return urlsplit(origin).netloc.lower() or None
    except ValueError:
        return None
