"""What stands near a phrase: a code, or a text whose names say which sides are in play."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from functools import cache, lru_cache

from detente.actors.choice import Context
from detente.actors.organizations import organizations
from detente.actors.scanning import names_in
from detente.actors.states import lookup, states

_DAY = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")


@lru_cache(maxsize=16384)
def day_of(on: date | str | None) -> str | None:
    """Return a day as `YYYY-MM-DD`; a prefix date stands for the middle of its month or year.

    Raises:
        ValueError: for text that is no date.

    """
    if on is None:
        return None
    if isinstance(on, date):
        return on.isoformat()[:10]
    match = _DAY.fullmatch(on[:10]) if on[10:11] in {"", "T", " "} else None
    year, month, day = match.groups() if match else ("", "", "")
    whole = f"{year}-{month or '07'}-{day or ('15' if month else '01')}"
    try:
        date.fromisoformat(whole)
    except ValueError:
        raise ValueError(f"{on!r} is no date: write 2021, 2021-09 or 2021-09-09") from None
    return whole


@cache
def _acronyms() -> frozenset[str]:
    """What stands for a side that is no state: an IGO's acronym, an armed group's name."""
    return frozenset(body.org for body in organizations() if body.org)


def context_of(near: str | None, day: str | None) -> Context:
    """Return the context that `near` gives.

    Args:
        near: an alpha-3 code or IGO acronym, or a stretch of text.
        day: `YYYY-MM-DD`.

    """
    return _around(near, day) if near else _alone(day)


@lru_cache(maxsize=16384)
def _alone(day: str | None) -> Context:
    return Context(day)


@lru_cache(maxsize=256)  # each may hold a whole text
def _around(near: str, day: str | None) -> Context:
    if near in states() or near in _acronyms():
        return Context(day, (near,))
    if state := lookup(near, day):  # "FRANCE", "French"
        return Context(day, (state[1],))
    names = names_in(near, on=date.fromisoformat(day) if day else None)
    parties = Counter(p for n in names if n.role != "outlet" and (p := n.actor.party))
    persons = frozenset(n.actor.id for n in names if n.role == "person")
    return Context(day, tuple(p for p, _ in parties.most_common()), persons, near)
