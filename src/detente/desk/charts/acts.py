"""The moves of a dyad over time: cooperation upward, conflict downward."""

from __future__ import annotations

import altair as alt
import numpy as np
from numpy.typing import NDArray

from detente.assessment.history import History
from detente.assessment.scale import SCALE
from detente.desk.charts.bins import bins, dates
from detente.desk.charts.frame import beside, rows, time, title
from detente.desk.charts.span import Span
from detente.desk.charts.theme import Theme
from detente.record import MOVE_TYPES

_TIMES = 180
_HEIGHT = 90  # pixels
# Away from the middle: words first, then deeds.
_UP = ("verbal cooperation", "material cooperation")
_DOWN = ("verbal conflict", "material conflict")
_QUADS = (*_UP, *_DOWN)
_QUAD = np.array([_QUADS.index(SCALE[name].quad) for name in MOVE_TYPES])


def acts(of: History, days: Span, theme: Theme, width: int) -> alt.Chart | None:
    """Draw how many moves of each kind there were, both ways together; None without any."""
    dated = of.moves.day > 0
    if not dated.any():
        return None
    by = bins(days.first, days.last, _TIMES)
    counts = np.zeros((len(by), len(_QUADS)), np.int64)
    np.add.at(counts, (by.of(of.moves.day[dated]), _QUAD[of.moves.type[dated]]), 1)
    colours = [theme.good, theme.first, theme.bad, theme.worse]
    quads = [quad for quad, some in zip(_QUADS, counts.sum(axis=0).tolist(), strict=True) if some]
    data = rows(_bars(counts, by.edges))
    color = alt.Color(
        "quad:N", title=None,
        scale=alt.Scale(domain=quads, range=[colours[_QUADS.index(quad)] for quad in quads]),
        legend=alt.Legend(symbolType="square", columns=2 if width < 500 else 4),
    )  # fmt: skip
    each = "" if by.name == "day" else f", by {by.name}"
    notes = [f"how many{each}", "up: cooperation, down: conflict"]
    up, down = (counts[:, some].sum(axis=1) for some in (slice(len(_UP)), slice(len(_UP), None)))
    ends = [-int(down.max()), int(up.max())]
    y = alt.Y(
        "from:Q", scale=alt.Scale(domain=ends, nice=False),
        axis=beside(title=None, values=sorted({0, *ends}), labelExpr=_SIZE, labelOverlap=True),
    )  # fmt: skip
    bars = alt.Chart(
        data, width=width, height=_HEIGHT, title=title("Moves", notes, width)
    ).mark_rect()
    encoded: alt.Chart = bars.encode(x=time(days, "start"), x2="end:T", y=y, y2="to:Q", color=color)
    return encoded


_SIZE = "format(abs(datum.value), ',d')"


def _bars(counts: NDArray[np.int64], edges: NDArray[np.int64]) -> dict[str, list[object]]:
    """The bars of each bin, on top of one another from the middle outward."""
    up = np.cumsum(counts[:, : len(_UP)], axis=1)
    down = -np.cumsum(counts[:, len(_UP) :], axis=1)
    ends = np.concatenate([up, down], axis=1)
    starts = ends - np.concatenate([counts[:, : len(_UP)], -counts[:, len(_UP) :]], axis=1)
    at, quad = np.nonzero(counts)
    return {
        "start": list(dates(edges[at])),
        "end": list(dates(edges[at + 1])),
        "quad": [_QUADS[q] for q in quad],
        "from": starts[at, quad].tolist(),
        "to": ends[at, quad].tolist(),
    }
