"""How often a silence is called unusual that was not: `python -m benchmarks.silence`.

ICEWS of 2005 to 2015, all dyads. What is usual is learned from the years to 2010; then, for every
contact since, only what came before it is used to say from how many days on the silence after it
would be unusual, at shares of 5 and 20 %. Told is how many silences were at least so long: as many
as the share, if it is right. Beside it, in the same run and with the same gaps: a plain rule of 90
days, three times the mean of a dyad's own gaps, and the exponential distribution of its own mean.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from benchmarks.history import ICEWS
from detente.assessment import Record
from detente.assessment.channels.gaps import Gaps, Usual, gaps
from detente.assessment.channels.lanes import ANY
from detente.assessment.channels.pool import usual_by_level
from detente.assessment.ranking import Whole, histories
from detente.intake.eventdata import read_rows
from detente.record.events import tell_events
from detente.record.importing import import_rows

CUT = date(2011, 1, 1).toordinal()
SHARES = (0.05, 0.2)
BINS = ((3, 6), (6, 12), (12, 20), (20, 60), (60, 61))  # gaps that the dyad had before
Outlasting = Callable[[np.ndarray, int, Usual | None], float]


def ours(own: np.ndarray, days: int, usual: Usual | None) -> float:
    found = Gaps(own, days, usual).outlasting(days)
    return 1.0 if found is None else found


def ninety_days(_own: np.ndarray, days: int, _usual: Usual | None) -> float:
    return 0.0 if days > 90 else 1.0


def three_means(own: np.ndarray, days: int, _usual: Usual | None) -> float:
    return 0.0 if days > 3 * own.mean() else 1.0


def exponential(own: np.ndarray, days: int, _usual: Usual | None) -> float:
    return float(np.exp(-days / own.mean()))


METHODS: dict[str, Outlasting] = {
    "detente": ours, "90 days": ninety_days, "three means": three_means,
    "exponential": exponential,
}  # fmt: skip


def silences(record: Record) -> Iterator[tuple[np.ndarray, int]]:
    """For every contact since the cut the gaps before it, and the days of silence after it."""
    reach = record.reach()
    assert reach
    for of in histories(Whole(*record.whole(), reach[1], reach[0], None)):
        days = np.unique(of.met[of.held & of.dated])
        ends = np.append(days[1:], reach[1])
        for place in np.flatnonzero(days >= CUT):
            yield gaps(days[: place + 1], reach[1]).own, int(ends[place] - days[place])


def main() -> None:
    with TemporaryDirectory() as folder, Record(Path(folder) / "icews.db") as record:
        import_rows(record.engine, ICEWS, "PLAIN", tell_events(read_rows(ICEWS, "plain")))
        usual = usual_by_level(record.columns(on=CUT - 1)[0], CUT - 1)[ANY]
        found = list(silences(record))
    print(f"{'gaps before':>12} {'silences':>9} ", *(f"{name:>22}" for name in METHODS))
    print(f"{'':>22} ", *(f"{'5 %':>15} {'20 %':>6}" for _ in METHODS))
    for low, high in BINS:
        some = [(own, days) for own, days in found if low <= len(own) < high]
        cells = []
        for method in METHODS.values():
            said = np.array([method(own, days, usual) for own, days in some])
            cells.append(" ".join(f"{(said < share).mean():.3f}".rjust(6) for share in SHARES))
        told = f"{low} to {high - 1}" if high < 61 else f"{low} or more"
        print(f"{told:>12} {len(some):>9} ", *(f"{cell:>22}" for cell in cells))


if __name__ == "__main__":
    main()
