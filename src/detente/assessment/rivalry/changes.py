"""When one side's dealings with the other changed for good or ill, and what came with it.

Each week in which anything is told is one observation: the mean intensity of what is told, so that
a week of much news counts as one of little. The weeks are ranked, since intensities are a scale by
convention and one attack among visits is an outlier, and cut where the sum of squares about the
means of the parts falls by more than

    penalty = 3 s² log n

for each cut: n weeks, 3 log n the leading term of the modified Bayes information criterion (Zhang
and Siegmund, *Biometrics* 63, 2007), s² half the mean squared difference of neighbouring weeks,
which changes of level hardly touch (von Neumann, *Annals of Mathematical Statistics* 12, 1941). The
cuts are the best of all (PELT: Killick, Fearnhead and Eckley, *JASA* 107, 2012), by `ruptures`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from detente.assessment.evidence import Sources
from detente.assessment.history import History
from detente.assessment.rivalry.dealings import CONTACT, Dealings, Numbers, Places, dealings
from detente.assessment.why import Part, Why
from detente.assessment.wording import iso, many

FEWEST = 20  # weeks in which anything is told
SHORTEST = 5  # such weeks between changes
_PENALTY = 3.0
_AFTER, _NEXT = 56, 10  # days, and dealings, after a change of which moves are shown for it
_MOVED = 5  # moves shown
_DIGITS = 2
_RULE = (
    "The weeks in which anything is told, each by the mean intensity of its moves and contacts "
    "(-10 to 10), ranked and cut where that lowers the sum of squares by more than 3 s² log n for "
    "each cut."
)


@dataclass(frozen=True)
class Shift:
    """A change of level.

    Attributes:
        day: the first day told of at the new level, as an ordinal.
        last: the last day told of at the old one.
        before, after: mean intensity of the weeks up to the change before, and up to the next.
        weeks: how many weeks tell of each.
        moves: places of the moves soon after that differ most from what was, the way it went.

    """

    day: int
    last: int
    before: float
    after: float
    weeks: tuple[int, int]
    moves: Places


def shifts(of: Dealings, *, fewest: int = FEWEST, shortest: int = SHORTEST) -> list[Shift] | None:
    """The changes of level of one side's dealings, by date.

    Arguments:
        of: one side's dealings.
        fewest: weeks in which something is told, below which nothing can be said.
        shortest: such weeks that a level lasts at least.

    Returns:
        The changes; None where too few weeks are told of.

    """
    week, first = np.unique((of.day - 1) // 7, return_index=True)  # ordinal 1 was a Monday
    if len(week) < max(fewest, 2 * shortest):
        return None
    levels = np.add.reduceat(of.weight * of.intensity, first) / np.add.reduceat(of.weight, first)
    ends = [0, *_cuts(levels, shortest), len(week)]
    return list(_told(of, levels, first, ends))


def _cuts(levels: Numbers, shortest: int) -> list[int]:
    """Where the levels change: the place of the first week of each but the first."""
    from ruptures import KernelCPD  # noqa: PLC0415 - slow to import
    from scipy.stats import rankdata  # noqa: PLC0415 - slow to import

    ranks = rankdata(levels) / len(levels)
    variance = float(np.mean(np.diff(ranks) ** 2) / 2)
    if variance == 0:
        return []
    # In squares about means the linear kernel is the identity.
    found = KernelCPD(kernel="linear", min_size=shortest).fit(ranks[:, None])
    cuts = found.predict(pen=_PENALTY * variance * np.log(len(ranks)))
    return [int(cut) for cut in cuts[:-1]]


def _told(
    of: Dealings, levels: Numbers, first: NDArray[np.intp], ends: list[int]
) -> Iterator[Shift]:
    for (start, cut), (_, end) in pairwise(pairwise(ends)):
        before, after = float(levels[start:cut].mean()), float(levels[cut:end].mean())
        at = int(first[cut])
        stop = int(first[end]) if end < len(first) else len(of)
        moved = _moved(of, slice(at, stop), before, np.sign(after - before))
        day, last = int(of.day[at]), int(of.day[at - 1])
        yield Shift(day, last, before, after, (cut - start, end - cut), moved)


def _moved(of: Dealings, some: slice, before: float, way: float) -> Places:
    """The moves of the first weeks that lie farthest from what was, the way it went."""
    weeks = int(np.searchsorted(of.day, of.day[some.start] + _AFTER))
    soon = np.arange(some.start, min(some.stop, max(weeks, some.start + _NEXT)))
    soon = soon[of.place[soon] != CONTACT]
    push = of.weight[soon] * (of.intensity[soon] - before) * way
    order = np.argsort(-push, kind="stable")[:_MOVED]
    return np.asarray(of.place[soon[order[push[order] > 0]]], np.intp)


# -- what is told ----------------------------------------------------------------------------------


class ShiftTold(Part):
    """A change of the level at which one side deals with the other."""

    source: str
    target: str
    date: str = Field(description="The first day told of at the new level.")
    last: str = Field(description="The last day told of at the old one: it changed in between.")
    before: float = Field(description="Mean intensity of the weeks, -10 to 10.")
    after: float
    why: Why


class Changes(Part):
    """When two sides' dealings changed."""

    changes: list[ShiftTold]
    why: Why


def tell(of: History, sources: Sources) -> Changes:
    """Tell when two sides' dealings changed, each way.

    Arguments:
        of: their history.
        sources: where its evidence is looked up.

    """
    both = [dealings(of, way) for way in (0, 1)]
    found = [shifts(dealt) for dealt in both]
    told = [
        _shift_told(dealt, shift, sources)
        for dealt, some in zip(both, found, strict=True)
        for shift in some or ()
    ]
    parts = [_sentence(dealt, some) for dealt, some in zip(both, found, strict=True)]
    return Changes(
        changes=sorted(told, key=lambda shift: (shift.date, shift.source)),
        why=Why(sentence=" ".join(parts), rule=_RULE),
    )


def _shift_told(of: Dealings, shift: Shift, sources: Sources) -> ShiftTold:
    worse = "worse" if shift.after < shift.before else "better"
    weeks = many(shift.weeks[1], "week")
    return ShiftTold(
        source=of.source,
        target=of.target,
        date=iso(shift.day),
        last=iso(shift.last),
        before=round(shift.before, _DIGITS),
        after=round(shift.after, _DIGITS),
        why=Why(
            sentence=f"{of.source} toward {of.target} turned {worse} between {iso(shift.last)} "
            f"and {iso(shift.day)}: mean intensity {shift.before:+.1f} before, {shift.after:+.1f} "
            f"in the {weeks} told of after.",
            rule=_RULE,
            evidence=sources.moves(shift.moves.tolist()),
        ),
    )


def _sentence(of: Dealings, found: list[Shift] | None) -> str:
    who = f"{of.source} toward {of.target}"
    weeks = len(np.unique((of.day - 1) // 7))
    if found is None:
        return f"{who}: too little to say; {many(weeks, 'week')} told of, and it takes {FEWEST}."
    number = many(len(found), "change") if found else "no change"
    return f"{who}: {number} of level in {weeks} weeks told of."
