"""How tense each side was toward the other over time, with the band of what it may have been."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import altair as alt

from detente.assessment.rivalry.course import BAND
from detente.assessment.wording import iso, percent
from detente.desk.charts.frame import Sheet, beside, named, over, rows, time, title
from detente.desk.charts.span import Span
from detente.desk.charts.theme import Theme

if TYPE_CHECKING:
    from detente.assessment.board import Board
    from detente.assessment.rivalry.changes import Changes
    from detente.assessment.rivalry.tension import Toward

_MOST = 400  # points of one line
_HEIGHT = 76  # pixels
_TOP = 10


def strain(board: Board, sheet: Sheet) -> alt.VConcatChart | None:
    """Draw the tension of both directions; None where neither has enough to tell of."""
    days, theme, width = sheet.days, sheet.theme, sheet.width
    there = [one for one in board.tension.directions if one.series.dates]
    if not there:
        return None
    parts = [
        over(*_level(one, days, _colour(one, board, theme), last=one is there[-1]),
             _turns(one.source, board.changes, sheet)).properties(
            width=width, height=_HEIGHT, title=named(_name(one))
        )
        for one in there
    ]  # fmt: skip
    notes = ["from 0 to 10", f"band: {percent(BAND)}"]
    if board.changes.changes:
        notes.append("dotted: turning points")
    return alt.vconcat(*parts, spacing=8, title=title("Tension", notes, width))


def _level(one: Toward, days: Span, colour: str, *, last: bool) -> Sequence[alt.Chart]:
    """The line and its band, and what it is on the last day."""
    shown = [place for place, week in enumerate(one.series.dates) if _is_shown(week, days)]
    kept = [shown[place] for place in _thinned(len(shown))]
    now = len(one.series.dates) - 1
    columns: Mapping[str, Sequence[str | float]] = {
        "date": one.series.dates, "value": one.series.tension,
        "low": one.series.tension_low, "high": one.series.tension_high,
    }  # fmt: skip
    thinned = {name: [values[place] for place in kept] for name, values in columns.items()}
    data = rows({**thinned, "last": [place == now for place in kept]})
    x = time(days, labels=last)
    scale, axis = alt.Scale(domain=[0, _TOP]), beside(title=None, values=[0, 5, 10])
    base = alt.Chart(data).encode(x=x)
    low, value = (alt.Y(f"{name}:Q", scale=scale, axis=axis) for name in ("low", "value"))
    band = base.mark_area(color=colour, opacity=0.22).encode(y=low, y2="high:Q")
    line = base.mark_line(color=colour, strokeWidth=1.75).encode(y=value)
    last_one = base.transform_filter("datum.last")
    whisker = last_one.mark_rule(color=colour, strokeWidth=1.75).encode(y=low, y2="high:Q")
    point = last_one.mark_point(color=colour, fill=colour, size=40, opacity=1).encode(y=value)
    return band, line, whisker, point


def _turns(source: str, changes: Changes, sheet: Sheet) -> alt.Chart:
    """The days on which one side began to deal with the other at another level."""
    turned = [shift.date for shift in changes.changes
              if shift.source == source and _is_shown(shift.date, sheet.days)]  # fmt: skip
    rule = alt.Chart(rows({"date": turned})).mark_rule(color=sheet.theme.soft, strokeDash=[2, 2])
    encoded: alt.Chart = rule.encode(x="date:T")
    return encoded


def _is_shown(date: str, days: Span) -> bool:
    return not days.part or iso(days.first) <= date <= iso(days.last)


def _colour(one: Toward, board: Board, theme: Theme) -> str:
    return theme.first if one.source == board.parties[0] else theme.second


def _name(one: Toward) -> str:
    trend = "" if one.trend == "unknown" else f", {one.trend}"
    now = f": {one.tension.value:.1f}{trend}" if one.tension else ""
    return f"{one.source} toward {one.target}{now}"


def _thinned(points: int) -> Sequence[int]:
    """The places of points, the last among them, of which there are no more than can be seen."""
    step = points // _MOST + 1
    return range((points - 1) % step, points, step)
