"""Whether months that begin in touch go with less conflict than those that do not.

A month begins in touch where the last held contact is no longer ago than the dyad's usual gap,
which three in four of the gaps between its contacts do not exceed. So what counts as silence is the
dyad's own, and months are compared only with months of the same dyad.

Months of which much is told have more contacts and more conflict. So months are compared only where
alike much is told: in thirds of the dyad's months by their moves that are neither contacts nor
conflict. And conflict both breaks contacts off and goes on: so months after three with material
conflict are compared among themselves. What is left is the difference within strata,

    d = sum w_s (mean in touch - mean not) / sum w_s        w_s = n_s1 n_s0 / (n_s1 + n_s0)

the weights of Mantel and Haenszel (Greenland and Robins, *Biometrics* 41, 1985) and at once least
squares with a constant for each stratum. Its interval is of the sandwich with dyads, or years of
one dyad, as clusters, each weighed by its leverage (Bell and McCaffrey, *Survey Methodology* 28,
2002), and Student's t. It is no cause.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from detente.assessment.evidence import Sources
from detente.assessment.history import History
from detente.assessment.outlook.months import (
    QUAD,
    QUADS,
    Acts,
    Months,
    acts,
    all_acts,
    gaps,
    months,
)
from detente.assessment.rivalry.dealings import dated
from detente.assessment.why import Part, Why
from detente.assessment.wording import many
from detente.record import Contacts, Moves

USUAL = 0.75  # the share of gaps that last no longer than the usual gap
FEWEST_GAPS = 5
FEWEST_MONTHS = 24  # of a dyad since its first contact
FEWEST_EACH = 6  # months in touch, and months not, that have others to be compared with
FEWEST_CLUSTERS = 5  # dyads, or years of a dyad
FEWEST_STRUCK = 3  # months with what is compared, and months without
_PARTS = 3  # thirds by how much is told
_BEFORE = 3  # months before that had material conflict or not
_BAND = 0.95
_CONFLICT = QUADS.index("material conflict")
_COOPERATION = [QUADS.index(name) for name in ("verbal cooperation", "material cooperation")]
Numbers = NDArray[np.float64]
Integers = NDArray[np.int64]
Flags = NDArray[np.bool_]


class Contrast(Part):
    """One thing in months that begin in touch, and in those that do not."""

    what: str = Field(description="`material conflict`, `verbal conflict` or `hardest move`.")
    in_touch: float = Field(description="The share of months with it; of the hardest, the mean.")
    out_of_touch: float
    difference: float = Field(description="In touch less not, where alike much is told.")
    low: float = Field(description="The interval of the difference, 95 %.")
    high: float


class Calm(Part):
    """Whether keeping in touch goes with calmer months; none of it says that it brings them."""

    dyads: int
    months: int = Field(description="Months since the first contact.")
    in_touch: int = Field(description="Those that begin in touch.")
    compared: int = Field(description="Those that have others to be compared with.")
    usual_gap_days: int | None = Field(description="Of one dyad; None of many.")
    contrasts: list[Contrast] = Field(description="Those of which there are enough months.")
    why: Why


@dataclass(frozen=True)
class Spread:
    """Months that may be compared; each column has shape (n,).

    Attributes:
        months: as counted.
        touch: whether each begins in touch.
        stratum: the months that each is compared with.
        cluster: the months that each may depend on.
        clusters: what those are: `years` or `dyads`.

    """

    months: Months
    touch: Flags
    stratum: Integers
    cluster: Integers
    clusters: str

    @cached_property
    def excess(self) -> Numbers:
        """Each month's being in touch less the share of its stratum, shape (n,)."""
        return _within(self.touch.astype(np.float64), self.stratum)

    @property
    def compared(self) -> Flags:
        """The months that have others to be compared with: their stratum has both."""
        return np.abs(self.excess) > 1e-12

    def count(self, outcome: Numbers) -> Count:
        """Count what is compared, by what `outcome` gives for each month, shape (n,)."""
        compared = self.compared
        out, touch = np.bincount(self.touch[compared], minlength=2).tolist()
        struck = int(np.count_nonzero(outcome[compared]))
        clusters = int(np.count_nonzero(np.bincount(self.cluster[compared])))
        return Count(touch, out, struck, touch + out - struck, clusters)


@dataclass(frozen=True)
class Count:
    """How many months are compared, and how many clusters they are of.

    Attributes:
        touch, out: months that begin in touch, and others.
        struck, spared: months with what is compared, and without.
        clusters: dyads, or years of a dyad.

    """

    touch: int
    out: int
    struck: int
    spared: int
    clusters: int

    @property
    def enough(self) -> tuple[bool, bool, bool]:
        """Whether there are enough of either kind, with and without it, and of clusters."""
        return (
            min(self.touch, self.out) >= FEWEST_EACH,
            min(self.struck, self.spared) >= FEWEST_STRUCK,
            self.clusters >= FEWEST_CLUSTERS,
        )


def calm(of: History, sources: Sources) -> Calm:
    """Whether months of a dyad that begin in touch are calmer.

    Arguments:
        of: its history.
        sources: where its evidence is looked up.

    """
    own = acts(of)
    found = spread(own, by_year=True)
    _, days = gaps(own)
    gap = _usual(np.zeros(len(days), np.int64), days, 1)[0] if len(days) else np.inf
    usual = int(gap) if np.isfinite(gap) else None
    deeds = np.flatnonzero(dated(of) & (QUAD[of.moves.type] == _CONFLICT))
    between = f"between {of.sides[0]} and {of.sides[1]}"
    return _told(found, usual, between, sources, [int(place) for place in deeds])


def calm_overall(contacts: Contacts, moves: Moves, on: int) -> Calm:
    """Whether months that begin in touch are calmer, over all dyads of a record.

    Arguments:
        contacts: all that the record has.
        moves: likewise.
        on: the day up to which it is told.

    """
    return _told(spread(all_acts(contacts, moves, on), by_year=False), None, "of all dyads")


def spread(of: Acts, *, by_year: bool) -> Spread:
    """The months of dyads with enough gaps and months, and which are compared with which.

    Arguments:
        of: moves and contacts.
        by_year: whether the years of a dyad are the clusters, and not the dyads.

    """
    usual = _usual(*gaps(of), of.dyads)
    every = months(of.only(np.isfinite(usual)))
    known = every.silence >= 0
    known &= (np.bincount(every.dyad[known], minlength=of.dyads) >= FEWEST_MONTHS)[every.dyad]
    some, before = every.where(np.flatnonzero(known)), _struck_before(every)[known]
    third = _thirds(some.dyad, some.moves[:, _COOPERATION].sum(axis=1))
    year = (some.start - some.start.min(initial=of.last)) // 365
    return Spread(
        months=some,
        touch=some.silence <= usual[some.dyad],
        stratum=(some.dyad * _PARTS + third) * 2 + before,
        cluster=year if by_year else some.dyad,
        clusters="years" if by_year else "dyads",
    )


def contrast(of: Spread, outcome: Numbers) -> tuple[float, float, float] | None:
    """The difference within strata, and its interval; None where there is too little to say.

    Arguments:
        of: the months.
        outcome: what is compared, shape (n,).

    """
    from scipy.special import stdtrit  # noqa: PLC0415 - slow to import

    count = of.count(outcome)
    if not all(count.enough):
        return None
    x, y, clusters = of.excess, _within(outcome, of.stratum), count.clusters
    total = x @ x
    difference = float(x @ y / total)
    leverage = np.bincount(of.cluster, x * x) / total
    scores = np.bincount(of.cluster, x * (y - difference * x)) / (1 - leverage)
    error = np.sqrt((clusters - 1) / clusters * (scores @ scores)) / total
    half = float(stdtrit(clusters - 1, (1 + _BAND) / 2) * error)
    return difference, difference - half, difference + half


def _within(values: Numbers, stratum: Integers) -> Numbers:
    means = np.bincount(stratum, values) / np.maximum(np.bincount(stratum), 1)
    return values - means[stratum]


def _usual(dyad: Integers, days: Integers, dyads: int) -> Numbers:
    """The usual gap of each dyad, of gaps in order; infinite with too few."""
    count = np.bincount(dyad, minlength=dyads)
    place = np.cumsum(count) - count + np.maximum(np.ceil(USUAL * count).astype(int) - 1, 0)
    found = np.full(dyads, np.inf)
    enough = count >= FEWEST_GAPS
    found[enough] = days[place[enough]]
    return found


def _thirds(dyad: Integers, told: Integers) -> Integers:
    """In which third of its dyad's months each is by how much is told; equals stand together."""
    order = np.lexsort((told, dyad))
    first = np.searchsorted(dyad, dyad)
    place = np.empty(len(dyad), np.int64)
    place[order] = np.arange(len(dyad))
    same = (np.diff(dyad[order], prepend=-1) != 0) | (np.diff(told[order], prepend=-1) != 0)
    lowest = np.maximum.accumulate(np.where(same, np.arange(len(dyad)), 0))
    rank = lowest[place] - first
    return rank * _PARTS // np.maximum(np.bincount(dyad)[dyad], 1)


def _struck_before(of: Months) -> Flags:
    struck = of.has("material conflict")
    before = np.zeros(len(of), np.bool_)
    for back in range(1, _BEFORE + 1):
        before[back:] |= struck[:-back] & (of.dyad[back:] == of.dyad[:-back])
    return before


# -- what is told ----------------------------------------------------------------------------------

_RULE = (
    "A month begins in touch where the last held contact is no longer ago than the usual gap, "
    "which three in four of the dyad's gaps do not exceed. Months are compared within a dyad, "
    "within thirds by its moves that are neither contacts nor conflict, and apart after three "
    "months with material conflict (Mantel-Haenszel weights; interval by clusters)."
)
_NO_CAUSE = (
    "That the two go together does not make one the cause of the other: trouble that builds up may "
    "end contacts before it shows."
)


def _told(
    of: Spread, usual: int | None, whose: str, sources: Sources | None = None,
    deeds: list[int] | None = None,
) -> Calm:  # fmt: skip
    outcomes = {
        "material conflict": of.months.has("material conflict").astype(np.float64),
        "verbal conflict": of.months.has("verbal conflict").astype(np.float64),
        "hardest move": of.months.hardest,
    }
    contrasts = []
    for what, values in outcomes.items():
        found = contrast(of, values)
        if found:
            means = (values[of.touch].mean(), values[~of.touch].mean())
            shown = [round(float(number), 4) for number in (*means, *found)]
            names = ("in_touch", "out_of_touch", "difference", "low", "high")
            contrasts.append(Contrast(what=what, **dict(zip(names, shown, strict=True))))
    return Calm(
        dyads=np.count_nonzero(np.bincount(of.months.dyad)),
        months=len(of.months),
        in_touch=int(of.touch.sum()),
        compared=int(of.compared.sum()),
        usual_gap_days=usual,
        contrasts=contrasts,
        why=Why(
            sentence=_said(of, contrasts, whose),
            rule=_RULE,
            evidence=sources.moves(deeds or []) if sources else [],
        ),
    )


def _said(of: Spread, contrasts: list[Contrast], whose: str) -> str:
    deeds = [one for one in contrasts if one.what == "material conflict"]
    if not deeds:
        return f"Too little {whose} to say: {_missing(of)}."
    touch, low, high = int(of.touch.sum()), 100 * deeds[0].low, 100 * deeds[0].high
    way = "calmer" if high < 0 else "less calm" if low > 0 else None
    verdict = f"months in touch are {way}" if way else "there is no clear difference"
    return (
        f"Of {many(touch, 'month')} {whose} that began in touch {100 * deeds[0].in_touch:.1f} % "
        f"had material conflict, of {len(of.months) - touch} that did not "
        f"{100 * deeds[0].out_of_touch:.1f} %. Where alike much is told {verdict} "
        f"({100 * deeds[0].difference:+.1f} points, 95 %: {low:+.1f} to {high:+.1f}). {_NO_CAUSE}"
    )


def _missing(of: Spread) -> str:
    """What is missing to compare months, of those that can be."""
    if not len(of.months):
        return (
            f"it takes {FEWEST_GAPS + 1} days with a contact held, and {FEWEST_MONTHS} months "
            "since the first"
        )
    count = of.count(of.months.has("material conflict").astype(np.float64))
    needs = (
        f"{count.touch} began in touch and {count.out} did not (it takes {FEWEST_EACH} of each)",
        f"{count.struck} had material conflict and {count.spared} had none (it takes "
        f"{FEWEST_STRUCK} of each)",
        f"they are of {count.clusters} {of.clusters} (it takes {FEWEST_CLUSTERS})",
    )
    lacking = [need for need, there in zip(needs, count.enough, strict=True) if not there]
    compared = many(count.touch + count.out, "month")
    return f"of {compared} with others otherwise alike {'; '.join(lacking)}"
