"""Who asks for contact, and who is asked, by level and over the years."""

from __future__ import annotations

from datetime import date

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from detente.assessment.channels.lanes import Lane
from detente.assessment.evidence import Sources
from detente.assessment.history import History
from detente.assessment.why import Part, Why
from detente.assessment.wording import many
from detente.record import STATUSES

_ASKED = [STATUSES.index(name) for name in STATUSES if name not in {"never", "denied"}]
_RULE = (
    "counted are contacts that took place, are planned, or were asked for and turned down, by the "
    "side that the reports say asked, placed or proposed them"
)


class Asked(Part):
    """How many contacts each side asked for."""

    first: int = Field(description="Asked for by the first side of `parties`.")
    second: int = Field(description="By the second.")
    both: int
    other: int = Field(description="By a third side that took part.")
    untold: int = Field(description="Contacts of which nothing is told about who asked.")
    turned_down: list[int] = Field(description="Of the first's and the second's, those refused.")


class Initiative(Part):
    """Who asks for contact: in all, by level, by year."""

    total: Asked
    levels: dict[str, Asked]
    years: dict[str, Asked]
    why: Why


def initiative(history: History, lanes: list[Lane], sources: Sources) -> Initiative:
    """Count who asked for the contacts of a dyad."""
    counts = np.isin(history.contacts.status, _ASKED)
    level = history.contacts.level
    by_level = {
        lane.name or "untold": _asked(history, counts & (level == lane.level))
        for lane in lanes
        if lane.level >= -1 and (counts & (level == lane.level)).any()
    }
    total = _asked(history, counts)
    told = counts & (history.contacts.initiator != None)  # noqa: E711  (of each item)
    why = Why(
        sentence=_sentence(history.sides, total),
        rule=_RULE,
        evidence=sources.contacts(np.flatnonzero(told).tolist()),
    )
    return Initiative(total=total, levels=by_level, years=_by_year(history, counts), why=why)


def _by_year(history: History, counts: NDArray[np.bool_]) -> dict[str, Asked]:
    dated = counts & (history.met > 0)
    year = np.array([date.fromordinal(max(1, int(day))).year for day in history.met], int)
    return {
        str(one): _asked(history, dated & (year == one)) for one in np.unique(year[dated]).tolist()
    }


def _asked(history: History, which: NDArray[np.bool_]) -> Asked:
    who = history.contacts.initiator[which]
    refused = history.contacts.status[which] == STATUSES.index("refused")
    first, second = (who == side for side in history.sides)
    both, untold = who == "both", who == None  # noqa: E711  (of each item)
    return Asked(
        first=int(first.sum()), second=int(second.sum()), both=int(both.sum()),
        other=int((~(first | second | both | untold)).sum()), untold=int(untold.sum()),
        turned_down=[int((first & refused).sum()), int((second & refused).sum())],
    )  # fmt: skip


def _sentence(sides: tuple[str, str], asked: Asked) -> str:
    told = asked.first + asked.second + asked.both + asked.other
    if not told:
        return "The reports do not say who asked for any contact."
    parts = f"{sides[0]} asked for {asked.first}, {sides[1]} for {asked.second}"
    parts += f", others for {asked.other}" if asked.other else ""
    both = f", both for {asked.both}" if asked.both else ""
    refused = sum(asked.turned_down)
    down = f"; {refused} of them {'was' if refused == 1 else 'were'} refused" if refused else ""
    return f"Of {many(told, 'contact')} of which it is told who asked, {parts}{both}{down}."
