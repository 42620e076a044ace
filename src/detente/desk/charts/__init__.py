"""Pictures of a dyad: its contacts and moves over time, its tension, its silences.

`drawn` makes a chart, `svg` and `png` render it. Altair and vl-convert come with `detente[assess]`.
"""

from __future__ import annotations

from detente.desk.charts.picture import Charts, charts, drawn, picture
from detente.desk.charts.rendering import png, svg
from detente.desk.charts.theme import LIGHT, PAGE, Theme

__all__ = ["LIGHT", "PAGE", "Charts", "Theme", "charts", "drawn", "picture", "png", "svg"]
