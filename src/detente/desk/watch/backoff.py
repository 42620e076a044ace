"""How long to wait after something failed."""

from __future__ import annotations

import random
from datetime import timedelta

_DOUBLINGS = 20


def later(failures: int, first: timedelta, last: timedelta, wait: float | None = None) -> timedelta:
    """How long to wait after so many failures: twice as long each time, by chance a little less.

    Arguments:
        failures: in a row; at least one.
        first: after the first.
        last: at most.
        wait: the seconds that the other side asks for, at least.

    """
    grown = min(first * 2 ** min(failures - 1, _DOUBLINGS), last)
    # By chance, so that not all who failed at once come again at once; it is no secret.
    spread = grown.total_seconds() * random.uniform(0.75, 1.0)  # noqa: S311
    return timedelta(seconds=max(spread, wait or 0.0))
