"""Pictures of a dyad: its contacts and moves over time, its tension, its silences.

`charts` and `chart` draw them, `svg` and `png` render them. Altair and vl-convert come with
`detente[assess]`.
"""

from __future__ import annotations

from detente.desk.charts.picture import Charts, chart, charts, drawn, picture
from detente.desk.charts.rendering import png, svg
from detente.desk.charts.theme import DARK, LIGHT, PAGE, Theme

__all__ = [
    "DARK",
    "LIGHT",
    "PAGE",
    "Charts",
    "Theme",
    "chart",
    "charts",
    "drawn",
    "picture",
    "png",
    "svg",
]
