"""The moves of a dyad over time: cooperation upward, conflict downward."""

from __future__ import annotations

import altair as alt
import numpy as np
from numpy.typing import NDArray

from detente.assessment.history import History
from detente.assessment.scale import SCALE
from detente.desk.charts.bins import bins, dates
from detente.desk.charts.frame import Sheet, beside, leading, rows, time, title
from detente.desk.charts.links import Links, when
from detente.desk.telling.contactfacts import many
from detente.record import MOVE_TYPES

_TIMES = 180
_HEIGHT = 90  # pixels
# Away from the middle: words first, then deeds.
_UP = ("verbal cooperation", "material cooperation")
_DOWN = ("verbal conflict", "material conflict")
_QUADS = (*_UP, *_DOWN)
_QUAD = np.array([_QUADS.index(SCALE[name].quad) for name in MOVE_TYPES])


def acts(of: History, sheet: Sheet) -> alt.Chart | None:
    """Draw how many moves of each kind there were, both ways together; None without any."""
    days, theme, width = sheet.days, sheet.theme, sheet.width
    dated = days.holds(of.moves.day)
    if not dated.any():
        return None
    by = bins(days.first, days.last, _TIMES)
    counts = np.zeros((len(by), len(_QUADS)), np.int64)
    np.add.at(counts, (by.of(of.moves.day[dated]), _QUAD[of.moves.type[dated]]), 1)
    colours = [theme.good, theme.first, theme.bad, theme.worse]
    quads = [quad for quad, some in zip(_QUADS, counts.sum(axis=0).tolist(), strict=True) if some]
    edges = np.clip(by.edges, days.first, days.last + 1) if days.part else by.edges
    columns = _bars(counts, edges)
    if sheet.links:
        columns |= _leads(counts, by.edges, sheet.links)
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
        rows(columns), width=width, height=_HEIGHT, title=title("Moves", notes, width)
    ).mark_rect(aria=True if sheet.links else alt.Undefined)
    encoded: alt.Chart = bars.encode(x=time(days, "start"), x2="end:T", y=y, y2="to:Q", color=color)
    return leading(encoded) if sheet.links else encoded


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


def _leads(
    counts: NDArray[np.int64], edges: NDArray[np.int64], links: Links
) -> dict[str, list[object]]:
    """Of each bar the list of its moves, and what it tells."""
    found: dict[str, list[object]] = {"link": [], "label": []}
    for at, quad in zip(*(places.tolist() for places in np.nonzero(counts)), strict=True):
        first, last = int(edges[at]), int(edges[at + 1]) - 1
        moves = many(int(counts[at, quad]), "move", "moves")
        found["link"].append(links.moves(_QUADS[quad], first, last))
        found["label"].append(f"{moves} of {_QUADS[quad]}, {when(first, last)}")
    return found
