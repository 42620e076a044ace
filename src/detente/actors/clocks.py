"""By which clock a state dates what it does: that of its newsrooms, most of them in its capital."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, timedelta
from functools import cache, lru_cache

from dateutil import tz

from detente.actors.organizations import outlets


@lru_cache(maxsize=4096)
def hours_east(party: str, on: date) -> float | None:
    """Return how many hours a state's clock is ahead of UTC on a day.

    Args:
        party: an alpha-3 code.
        on: the day, for summer time.

    Returns:
        The hours, behind UTC less than 0; None where no newsroom of the state is known.

    """
    zone = tz.gettz(_zones()[party]) if party in _zones() else None
    ahead = datetime(on.year, on.month, on.day, 12, tzinfo=zone).utcoffset() if zone else None
    return ahead / timedelta(hours=1) if ahead is not None else None


@cache
def _zones() -> dict[str, str]:
    found: dict[str, Counter[str]] = {}
    for outlet in outlets().values():
        if outlet.country and outlet.zone:
            found.setdefault(outlet.country, Counter())[outlet.zone] += 1
    return {country: zones.most_common(1)[0][0] for country, zones in found.items()}
