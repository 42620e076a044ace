"""The colours and letters of charts.

The hues are those of Okabe and Ito, which people of all colour vision tell apart; their lightness
differs too, so that a chart printed in grey can be read. Source: M. Okabe and K. Ito, *Color
Universal Design*, 2008, https://jfly.uni-koeln.de/color/.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

FONT = "Liberation Sans, Arial, Helvetica, sans-serif"  # the first is built into vl-convert
_BESIDE = 500  # pixels from which on legends stand beside one another


@dataclass(frozen=True)
class Theme:
    """What a chart is drawn in; each is a colour."""

    paper: str
    ink: str
    soft: str
    line: str
    faint: str
    good: str
    better: str
    bad: str
    worse: str
    first: str
    second: str


LIGHT = Theme(
    paper="#fbfaf6", ink="#22211e", soft="#6b675f", line="#e2ded4", faint="#a9a498",
    good="#56b4e9", better="#00684d", bad="#e69f00", worse="#b03a00",
    first="#0072b2", second="#b03a00",
)  # fmt: skip
DARK = Theme(
    paper="#171716", ink="#e6e3db", soft="#a8a398", line="#35332f", faint="#8d877b",
    good="#2f7fae", better="#7fe0c0", bad="#b67d00", worse="#ff9a66",
    first="#6cc0f5", second="#ff9a66",
)  # fmt: skip
# A page decides by its own style sheet, which gives each of these names a colour.
PAGE = Theme(
    paper="transparent",
    **{
        name: f"var(--{name})"
        for name in (
            *("ink", "soft", "line", "faint", "good", "better", "bad", "worse"),
            *("first", "second"),
        )
    },
)


def config(theme: Theme, width: int) -> dict[str, Any]:
    """Vega-Lite's configuration in a theme, for plots so many pixels wide."""
    beside = "horizontal" if width > _BESIDE else "vertical"
    words = {"font": FONT, "color": theme.ink}
    return {
        "background": theme.paper,
        "font": FONT,
        "aria": False,  # the picture is told in words beside it
        "padding": 8,
        "view": {"stroke": None},
        "title": {
            "aria": False,
            **words, "anchor": "start", "fontSize": 14, "fontWeight": 600, "offset": 8,
            "subtitleFont": FONT, "subtitleColor": theme.soft, "subtitleFontSize": 11,
            "subtitlePadding": 4, "frame": "bounds",
        },
        "axis": {
            "aria": False,
            "labelColor": theme.soft, "labelFontSize": 11, "titleColor": theme.soft,
            "titleFontSize": 11, "titleFontWeight": "normal", "gridColor": theme.line,
            "domainColor": theme.line, "tickColor": theme.line, "labelFont": FONT,
            "titleFont": FONT,
        },
        "legend": {
            "aria": False,
            "labelColor": theme.ink, "titleColor": theme.soft, "labelFontSize": 11,
            "titleFontSize": 11, "titleFontWeight": "normal", "orient": "top",
            "titleOrient": "left", "symbolSize": 70, "symbolStrokeWidth": 1.5, "offset": 4,
            "padding": 0, "rowPadding": 2, "labelFont": FONT, "titleFont": FONT,
            "layout": {"top": {"direction": beside, "anchor": "start", "margin": 12}},
            "symbolBaseFillColor": theme.soft, "symbolBaseStrokeColor": theme.soft,
        },
    }  # fmt: skip
