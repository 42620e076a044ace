"""A POST to where the operator said: no redirect is followed, and no answer read beyond a little.

Private addresses are let through, for the operator wrote them into the configuration.
"""

from __future__ import annotations

from collections.abc import Mapping

import httpx

from detente.desk.watch.channels.error import UnsentError

_TIMEOUT = 10.0  # seconds for each step
_MOST = 20_000  # bytes of an answer


def post(url: str, body: bytes, headers: Mapping[str, str]) -> httpx.Response:
    """Post something.

    Arguments:
        url: where; no part of it is told in an error.
        body: JSON.
        headers: beside the content's type.

    Returns:
        The answer, of whatever status, with the beginning of its body.

    Raises:
        UnsentError: there was none.

    """
    headers = {"Content-Type": "application/json", "User-Agent": "detente", **headers}
    try:
        # Neither proxies nor ~/.netrc: it goes where the configuration says.
        with (
            httpx.Client(timeout=_TIMEOUT, follow_redirects=False, trust_env=False) as client,
            client.stream("POST", url, content=body, headers=headers) as answer,
        ):
            read = b""
            for chunk in answer.iter_raw(_MOST):
                read += chunk
                if len(read) >= _MOST:
                    break
            kept = {n: v for n, v in answer.headers.items() if n == "retry-after"}
            return httpx.Response(answer.status_code, headers=kept, content=read[:_MOST])
    except httpx.TimeoutException:
        raise UnsentError("no answer in time") from None
    except (httpx.HTTPError, httpx.InvalidURL, OSError, ValueError) as error:
        raise UnsentError(f"no connection ({type(error).__name__})") from None
