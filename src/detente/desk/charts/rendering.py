"""A chart as SVG or PNG, rendered on this machine with nothing loaded."""

from __future__ import annotations

from typing import Any

from detente.desk.charts.passive import checked, linked
from detente.desk.export.extra import needing

_SCALE = 2.0  # pixels for each of the chart's


def svg(spec: dict[str, Any], *, links: bool = False) -> str:
    """Render a Vega-Lite chart as SVG that carries nothing active.

    Args:
        spec: the chart.
        links: whether its marks may lead to contacts and dyads of the desk.

    Raises:
        MissingExtraError: vl-convert is not installed.
        ActiveContentError: there is something in it that could act.

    """
    with needing("vl_convert", extra="assess"):
        import vl_convert  # noqa: PLC0415  (only charts need it)
    drawn = vl_convert.vegalite_to_svg(spec, allowed_base_urls=[])
    return linked(drawn) if links else checked(drawn)


def png(spec: dict[str, Any]) -> bytes:
    """Render a Vega-Lite chart as PNG.

    Raises:
        MissingExtraError: vl-convert is not installed.

    """
    with needing("vl_convert", extra="assess"):
        import vl_convert  # noqa: PLC0415
    return bytes(vl_convert.vegalite_to_png(spec, scale=_SCALE, allowed_base_urls=[]))
