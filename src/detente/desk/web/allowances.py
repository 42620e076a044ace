"""How often who may ask: so many times at once, and then as fast as time makes up for it.

Kept in memory, by the name of who asks; it is forgotten when the server stops.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from ipaddress import IPv6Address, ip_address
from math import ceil
from threading import Lock

from fastapi import HTTPException, Request

_MOST = 50_000  # who is remembered at once
_NETWORK = 64  # bits: what one household has of IPv6


class Allowance:
    """So many times within so many seconds, for each who asks.

    For each is kept until when what was taken is made up for (the generic cell rate algorithm,
    ITU-T I.371): one number, and no timer.

    Arguments:
        times: how often at once.
        seconds: in how long that many are made up for.
        clock: tells seconds, from any moment on.

    """

    def __init__(
        self, times: int, seconds: float, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._each, self._span, self._clock = seconds / times, seconds, clock
        self._until: OrderedDict[str, float] = OrderedDict()
        self._lock = Lock()

    def wait(self, who: str) -> float:
        """Take one; returns 0, or after how many seconds there is one to take."""
        with self._lock:
            at = self._clock()
            until = max(self._until.get(who, at), at) + self._each
            if until - at > self._span + 1e-6:
                return until - at - self._span
            self._until[who] = until
            self._until.move_to_end(who)
            if len(self._until) > _MOST:
                self._until.popitem(last=False)
            return 0.0

    def take(self, who: str) -> None:
        """Take one.

        Raises:
            HTTPException: 429, with when to come again.

        """
        if seconds := ceil(self.wait(who)):
            again = f"too many requests: try again in {seconds} seconds"
            raise HTTPException(429, again, {"Retry-After": str(seconds)})


class Allowances:
    """What is allowed how often."""

    def __init__(self) -> None:
        self.reads = Allowance(600, 60)  # beyond this machine
        self.writes = Allowance(60, 60)  # texts to read, judgements, whatever is sent
        self.sign_ins = Allowance(10, 300)  # of an address, and of a name


def address_of(request: Request) -> str:
    """The address that a request comes from; of IPv6 the network, in which anybody has many."""
    host = request.client.host if request.client else ""
    try:
        address = ip_address(host)
    except ValueError:
        return host
    if isinstance(address, IPv6Address):
        return f"{int(address) >> (128 - _NETWORK):x}/{_NETWORK}"
    return host
