"""Whether tension is another than it was: the last days against those before.

The conflict of single dealings is compared, so that telling more of the same mix makes no
difference; by ranks, because intensities are a scale by convention; and each dealing with its
weight, so that what is told of one day counts as little more than once. The weighted mean ranks are
compared by Student's t with the variance of both together, which for equal weights is the test of
Mann and Whitney: Conover and Iman, *American Statistician* 35 (1981), on the rank transformation.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from detente.assessment.rivalry.dealings import Dealings, Numbers

RECENT, EARLIER = 90, 365  # days; the second end where the first begin
FEWEST_RECENT, FEWEST_EARLIER = 4.0, 8.0  # independent dealings
ALPHA = 0.05  # of each of the two one-sided tests
Trend = Literal["rising", "falling", "no clear change", "unknown"]


@dataclass(frozen=True)
class Change:
    """Whether tension is another than it was.

    Attributes:
        trend: "unknown" where too few days tell of it.
        rose: the probability of ranks as high or higher, were nothing changed; None if unknown.
        fell: that of ranks as low or lower.
        recent, earlier: the mean conflict of each time, 0 to 10; None where nothing is told of it.
        worth: how many independent dealings are told of each time.
        coverage: how many times as much is told a day as was earlier; None where nothing was.

    """

    trend: Trend
    rose: float | None
    fell: float | None
    recent: float | None
    earlier: float | None
    worth: tuple[float, float]
    coverage: float | None

    @property
    def p(self) -> float | None:
        """The probability of ranks as far to the side to which they lie."""
        return None if self.rose is None or self.fell is None else min(self.rose, self.fell)


def change(of: Dealings, on: int, *, recent: int = RECENT, earlier: int = EARLIER) -> Change:
    """Compare the conflict of the last days with that of the days before.

    Arguments:
        of: one side's dealings.
        on: the last day, as an ordinal.
        recent: how many days up to that one are recent.
        earlier: how many days before those they are compared with.

    """
    late, before = _times(of, on, recent, earlier)
    worth = float(of.weight[late].sum()), float(of.weight[before].sum())
    means = [
        float(np.average(of.conflict[some], weights=of.weight[some])) if some.any() else None
        for some in (late, before)
    ]
    told = [int(np.count_nonzero(some)) for some in (late, before)]
    coverage = (told[0] / recent) / (told[1] / earlier) if told[1] else None
    if worth[0] < FEWEST_RECENT or worth[1] < FEWEST_EARLIER:
        return Change("unknown", None, None, means[0], means[1], worth, coverage)
    rose = _chance(of.conflict[late | before], of.weight[late | before], late[late | before])
    trend: Trend = (
        "rising" if rose < ALPHA else "falling" if 1 - rose < ALPHA else "no clear change"
    )
    return Change(trend, rose, 1 - rose, means[0], means[1], worth, coverage)


def pushes(of: Dealings, on: int, *, up: bool) -> NDArray[np.intp]:
    """What raises tension, or lowers it: recent dealings that rank beyond the mean of those before.

    Arguments:
        of: one side's dealings, some of them before.
        on: the last day, as an ordinal.
        up: whether those of more conflict are sought, or those of less.

    Returns:
        Their places among the dealings, in order of time.

    """
    from scipy.stats import rankdata  # noqa: PLC0415 - slow to import

    late, before = _times(of, on, RECENT, EARLIER)
    both = np.flatnonzero(late | before)
    ranks, old = rankdata(of.conflict[both]), before[both]
    usual = np.average(ranks[old], weights=of.weight[both][old])
    beyond = ranks > usual if up else ranks < usual
    return np.asarray(both[beyond & ~old], np.intp)


def _times(
    of: Dealings, on: int, recent: int, earlier: int
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Which dealings are recent, and which are those that they are compared with."""
    late = (of.day > on - recent) & (of.day <= on)
    return late, (of.day > on - recent - earlier) & (of.day <= on - recent)


def _chance(conflict: Numbers, weight: Numbers, late: NDArray[np.bool_]) -> float:
    """The probability of mean ranks of the late as high, were nothing changed."""
    from scipy.special import stdtr  # noqa: PLC0415 - slow to import
    from scipy.stats import rankdata  # noqa: PLC0415 - slow to import

    ranks = rankdata(conflict)
    if np.ptp(ranks) == 0:  # all alike: what their mean is off by is the machine's rounding
        return 0.5
    worth = np.array([weight[~late].sum(), weight[late].sum()])
    means = np.array([np.average(ranks[some], weights=weight[some]) for some in (~late, late)])
    about = float(np.sum(weight * (ranks - means[late.astype(int)]) ** 2))
    free = float(worth.sum()) - 2
    error = np.sqrt(about / free * np.sum(1 / worth))
    apart = float(means[1] - means[0])
    if error == 0:
        return 0.5 if apart == 0 else float(apart < 0)
    return float(stdtr(free, -apart / error))
