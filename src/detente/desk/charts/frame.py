"""What all charts of a dyad share: the axis of time, the room for labels, rows of data."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt
import numpy as np

from detente.desk.charts.bins import dates
from detente.desk.charts.links import Links
from detente.desk.charts.span import Span
from detente.desk.charts.theme import Theme
from detente.desk.telling.visible import one_line

_YEARS, _MONTHS = 4 * 365, 150  # days from which on labels tell only these
_LETTER = 5.4  # pixels, of notes
LABELS = 84  # pixels for the labels on the left, so that the charts stand under one another


@dataclass(frozen=True)
class Sheet:
    """What a chart is drawn on: which days, in what colours, how many pixels wide.

    `links` gives the marks somewhere to lead, and names for who cannot see them.
    """

    days: Span
    theme: Theme
    width: int
    links: Links | None = None


def leading(chart: alt.Chart) -> alt.Chart:
    """A chart whose rows have a `link` and a `label`, with marks that lead there."""
    found: alt.Chart = chart.encode(href="link:N", description="label:N")
    return found


def rows(columns: Mapping[str, Iterable[Any]]) -> alt.InlineData:
    """Columns of one length as a chart's data: as text, which Altair need not copy and check."""
    names = list(columns)
    table = [dict(zip(names, row, strict=True)) for row in zip(*columns.values(), strict=True)]
    return alt.InlineData(values=json.dumps(table), format=alt.JsonDataFormat(type="json"))


def time(days: Span, field: str = "date", *, labels: bool = True) -> alt.X:
    """The axis of time."""
    ends = dates(np.array([days.first, days.last]))
    scale = alt.Scale(type="utc", domain=ends, nice=False)
    axis = alt.Axis(
        title=None, grid=False, labels=labels, ticks=labels, domain=labels, tickCount=6,
        labelOverlap=True, labelFlush=True, format=_format(days),
    )  # fmt: skip
    return alt.X(f"{field}:T", scale=scale, axis=axis)


def _format(days: Span) -> str:
    length = days.last - days.first
    return "%Y" if length > _YEARS else "%b %Y" if length > _MONTHS else "%-d %b %Y"


def beside(**more: Any) -> alt.Axis:
    """An axis on the left, as wide as every other."""
    return alt.Axis(minExtent=LABELS, maxExtent=LABELS, titlePadding=4, **more)


def over(*charts: alt.Chart) -> alt.LayerChart:
    """Charts drawn one over the other, the first below."""
    return alt.LayerChart(layer=list(charts))


def title(text: str, notes: Sequence[str], width: int) -> alt.Title:
    """A title, and under it what must be known to read the chart, in lines as wide as it is."""
    lines: list[str] = []
    for note in notes:
        if lines and len(lines[-1]) + len(note) + 2 <= width / _LETTER:
            lines[-1] += f"; {note}"
        else:
            lines.append(note)
    return alt.Title(text, subtitle=lines) if lines else alt.Title(text)


def named(text: str) -> alt.Title:
    """What one of several charts under one title is called; the names of sides may stand in it."""
    return alt.Title(one_line(text), fontSize=11, fontWeight="normal", offset=2)
