"""How long each channel of a dyad was silent: days since the last contact, rising to the next."""

from __future__ import annotations

from collections.abc import Iterator

import altair as alt
import numpy as np
from numpy.typing import NDArray

from detente.assessment.board import Board
from detente.assessment.channels.states import Channel
from detente.assessment.history import History
from detente.desk.charts.bins import bins, dates
from detente.desk.charts.frame import beside, named, over, rows, time, title
from detente.desk.charts.span import Span
from detente.desk.charts.theme import Theme
from detente.desk.phrases import day
from detente.record import LEVELS

_TIMES = 180
_HEIGHT = 46  # pixels
_FEWEST = 2  # contacts
Days = NDArray[np.int64]


def silences(
    of: History, board: Board, days: Span, theme: Theme, width: int
) -> alt.VConcatChart | None:
    """Draw the silences of each channel with two contacts or more; None where none has as many."""
    every = [(channel, _met(of, channel)) for channel in _channels(board)]
    there = [(channel, met) for channel, met in every if len(met) >= _FEWEST]
    if not there:
        return None
    rests = [
        _channel(channel, met, days, theme, width, last=channel is there[-1][0])
        for channel, met in there
    ]
    notes = [f"blue: the silence up to {day(board.on)}"]
    if any(channel.usual_gap_days for channel, _ in there):
        notes.append("dashed: half of the gaps last no longer")
    if any(len(met) > _TIMES for _, met in there):
        notes.append("of many gaps the longest are drawn")
    return alt.vconcat(*rests, spacing=8, title=title("Days without contact", notes, width))


def _channels(board: Board) -> Iterator[Channel]:
    if len([one for one in board.channels if one.contacts]) != 1:  # else it is the same twice
        yield board.overall
    yield from board.channels


def _met(of: History, channel: Channel) -> Days:
    """The distinct days on which contacts of a channel were."""
    here = of.held & of.dated
    if channel.level != "any":
        here &= of.contacts.level == (LEVELS.index(channel.level) if channel.level else -1)
    return np.unique(of.met[here]).astype(np.int64)


def _channel(  # noqa: PLR0913, PLR0917
    channel: Channel, met: Days, days: Span, theme: Theme, width: int, last: bool
) -> alt.LayerChart:
    start, end = _longest(met, days)
    y = alt.Y(
        "days:Q",
        axis=beside(title=None, tickCount=2, grid=False),
        scale=alt.Scale(domainMin=0, nice=False),
        stack=None,
    )
    x = time(days, labels=last)
    past = alt.Chart(_rises(start, end)).mark_area(color=theme.faint, opacity=0.55)
    now = alt.Chart(_rises(met[-1:], np.array([days.on]))).mark_area(color=theme.first)
    layers: list[alt.Chart] = [rises.encode(x=x, y=y, detail="gap:N") for rises in (past, now)]
    if channel.usual_gap_days is not None:
        usual = alt.Chart(rows({"days": [channel.usual_gap_days]}))
        layers.append(usual.mark_rule(color=theme.worse, strokeDash=[4, 3]).encode(y=y))
    return over(*layers).properties(
        width=width, height=_HEIGHT,
        title=named(_name(channel)),
    )  # fmt: skip


def _name(channel: Channel) -> str:
    name = {"any": "any level", None: "level not told"}.get(channel.level, channel.level)
    return f"{name}: {channel.why.sentence.partition(':')[0].lower()}"


def _longest(met: Days, days: Span) -> tuple[Days, Days]:
    """The first and last days of the gaps; of many, the longest that ends in each bin."""
    start, end = met[:-1], met[1:]
    if len(end) <= _TIMES:
        return start, end
    by = bins(days.first, days.last, _TIMES)
    order = np.lexsort((start - end, by.of(end)))
    _, first = np.unique(by.of(end[order]), return_index=True)
    kept = np.sort(order[first])
    return start[kept], end[kept]


def _rises(start: Days, end: Days) -> alt.InlineData:
    """For each gap the two ends of a line from no days to its length."""
    ends = np.column_stack([start, end]).ravel()
    heights = np.column_stack([np.zeros_like(start), end - start]).ravel()
    gap = np.repeat(np.arange(len(start)), 2)
    return rows({"date": dates(ends), "days": heights.tolist(), "gap": gap.tolist()})
