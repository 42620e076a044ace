"""The charts of a dyad, each by itself or all in one picture."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from detente.desk.charts.span import Span, span
from detente.desk.charts.theme import Theme, config
from detente.desk.export.extra import needing
from detente.desk.telling.visible import one_line

if TYPE_CHECKING:
    import altair as alt

    from detente.assessment.board import Board
    from detente.assessment.history import History
    from detente.desk.charts.links import Links

NAMES = ("dealings", "tension", "silences")
WIDE, NARROW = 720, 240  # pixels of the plot; labels stand beside it


@dataclass(frozen=True)
class Charts:
    """What there is to draw of a dyad, so many pixels wide; None where there is not enough."""

    width: int
    dealings: alt.VConcatChart | None = None
    tension: alt.VConcatChart | None = None
    silences: alt.VConcatChart | None = None

    def __bool__(self) -> bool:
        return any((self.dealings, self.tension, self.silences))


def charts(board: Board, of: History, theme: Theme, width: int = WIDE) -> Charts:
    """Draw a dyad's charts.

    Args:
        board: of the dyad.
        of: its history, on the same day.
        theme: its colours.
        width: of the plots, in pixels.

    Raises:
        MissingExtraError: Altair is not installed.

    """
    days = span(of)
    if days is None:
        return Charts(width)
    every = {name: chart(name, board, of, days, theme, width) for name in NAMES}
    return Charts(width, **every)


def chart(  # noqa: PLR0913, PLR0917  (what is drawn, of what, and how)
    name: str,
    board: Board,
    of: History,
    days: Span,
    theme: Theme,
    width: int = WIDE,
    links: Links | None = None,
) -> alt.VConcatChart | None:
    """Draw one chart of a dyad.

    Args:
        name: one of `NAMES`.
        board: of the dyad.
        of: its history, on the same day.
        days: which it shows.
        theme: its colours.
        width: of the plots, in pixels.
        links: where its marks lead; None where they lead nowhere.

    Returns:
        None where there is not enough to draw.

    Raises:
        MissingExtraError: Altair is not installed.

    """
    with needing("altair", extra="assess"):
        import altair as alt  # noqa: PLC0415  (slow to load)
    from detente.desk.charts.acts import acts  # noqa: PLC0415  (these need Altair)
    from detente.desk.charts.frame import Sheet  # noqa: PLC0415
    from detente.desk.charts.ladder import ladder  # noqa: PLC0415
    from detente.desk.charts.silences import silences  # noqa: PLC0415
    from detente.desk.charts.strain import strain  # noqa: PLC0415

    sheet = Sheet(days, theme, width, links)
    if name == "tension":
        return strain(board, sheet)
    if name == "silences":
        return silences(of, board, sheet)
    shown = [one for one in (ladder(of, sheet), acts(of, sheet)) if one is not None]
    return _apart(alt.vconcat(*shown, spacing=14)) if shown else None


def drawn(chart: alt.VConcatChart, theme: Theme, width: int = WIDE) -> dict[str, Any]:
    """A chart as Vega-Lite, in a theme."""
    return {**chart.to_dict(validate=False), "config": config(theme, width)}


def picture(found: Charts, theme: Theme, heading: str) -> dict[str, Any]:
    """All charts in one, with a heading.

    They are put together as Vega-Lite: Altair would copy all that is in them once more.
    """
    parts = [one for one in (found.dealings, found.tension, found.silences) if one is not None]
    specs = [part.to_dict(validate=False) for part in parts]
    apart = dict.fromkeys(("color", "fill", "shape"), "independent")
    return {
        "$schema": specs[0]["$schema"],
        "title": {"text": one_line(heading), "fontSize": 18, "offset": 14},
        "vconcat": [_bare(spec) for spec in specs],
        "spacing": 26,
        "resolve": {"scale": apart},
        "datasets": {name: rows for spec in specs for name, rows in spec["datasets"].items()},
        "config": config(theme, found.width),
    }


def _bare(spec: dict[str, Any]) -> dict[str, Any]:
    """A chart without what only the outermost has."""
    outermost = {"$schema", "config", "datasets"}
    return {name: value for name, value in spec.items() if name not in outermost}


def _apart(charts: alt.VConcatChart) -> alt.VConcatChart:
    """Charts one under another, each with its own legend."""
    apart: alt.VConcatChart = charts.resolve_scale(
        color="independent", fill="independent", shape="independent"
    )
    return apart
