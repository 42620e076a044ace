"""How long each channel of a dyad was silent: days since the last contact, rising to the next."""

from __future__ import annotations

import altair as alt
import numpy as np
from numpy.typing import NDArray

from detente.assessment.board import Board
from detente.assessment.channels.states import Channel
from detente.assessment.history import History
from detente.desk.charts.bins import bins, dates
from detente.desk.charts.frame import Sheet, beside, named, over, rows, time, title
from detente.desk.charts.shown import silences_shown
from detente.desk.charts.span import Span
from detente.desk.telling.phrases import day

_TIMES = 180
_HEIGHT = 46  # pixels
Days = NDArray[np.int64]


def silences(of: History, board: Board, sheet: Sheet) -> alt.VConcatChart | None:
    """Draw the silences of each channel with two contacts or more; None where none has as many."""
    there = silences_shown(of, board)
    if not there:
        return None
    rests = [_channel(channel, met, sheet, last=channel is there[-1][0]) for channel, met in there]
    notes = [f"blue: the silence up to {day(board.on)}"]
    if any(channel.usual_gap_days for channel, _ in there):
        notes.append("dashed: half of the gaps last no longer")
    if any(len(met) > _TIMES for _, met in there):
        notes.append("of many gaps the longest are drawn")
    return alt.vconcat(*rests, spacing=8, title=title("Days without contact", notes, sheet.width))


def _channel(channel: Channel, met: Days, sheet: Sheet, *, last: bool) -> alt.LayerChart:
    days, theme, width = sheet.days, sheet.theme, sheet.width
    start, end = _longest(met, days)
    y = alt.Y(
        "days:Q",
        axis=beside(title=None, tickCount=2, grid=False),
        scale=alt.Scale(domainMin=0, nice=False),
        stack=None,
    )
    x = time(days, labels=last)
    past = alt.Chart(_rises(start, end, days)).mark_area(color=theme.faint, opacity=0.55)
    now = alt.Chart(_rises(*_present(met, days), days)).mark_area(color=theme.first)
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
    state = channel.why.sentence.partition(":")[0]
    return f"{name}: {state[:1].lower()}{state[1:]}"


def _longest(met: Days, days: Span) -> tuple[Days, Days]:
    """The first and last days of the gaps; of many, the longest that ends in each bin."""
    here = (met[1:] >= days.first) & (met[:-1] <= days.last)
    start, end = met[:-1][here], met[1:][here]
    if len(end) <= _TIMES:
        return start, end
    by = bins(days.first, days.last, _TIMES)
    order = np.lexsort((start - end, by.of(end)))
    _, first = np.unique(by.of(end[order]), return_index=True)
    kept = np.sort(order[first])
    return start[kept], end[kept]


def _present(met: Days, days: Span) -> tuple[Days, Days]:
    """The silence that goes on, where it reaches into the days that are shown."""
    lasting = met[-1:][[days.first <= days.on and int(met[-1]) <= days.last]]
    return lasting, np.full_like(lasting, days.on)


def _rises(start: Days, end: Days, days: Span) -> alt.InlineData:
    """For each gap the two ends of a line from no days to its length, as far as it is shown."""
    ends = np.clip(np.column_stack([start, end]), days.first, days.last)
    heights = (ends - start[:, None]).ravel()
    ends = ends.ravel()
    gap = np.repeat(np.arange(len(start)), 2)
    return rows({"date": dates(ends), "days": heights.tolist(), "gap": gap.tolist()})
