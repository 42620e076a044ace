"""Checks that a picture in SVG is no more than a picture.

Invariant: what comes out has only shapes and words; no script, link, style, handler or address, and
no name that another picture of the same page could have too.
"""

from __future__ import annotations

import re

_SHAPES = {"svg", "g", "path", "line", "rect", "circle", "text", "tspan"}
_ATTRIBUTES = {
    *("class", "d", "display", "dx", "dy", "fill", "fill-opacity", "font-family"),
    *("font-size", "font-style", "font-weight", "height", "opacity", "pointer-events"),
    *("aria-hidden", "aria-label", "aria-roledescription", "role", "stroke", "stroke-dasharray"),
    *("stroke-dashoffset", "stroke-linecap", "stroke-linejoin", "stroke-miterlimit"),
    *("stroke-opacity", "stroke-width", "text-anchor", "transform", "version", "viewBox"),
    *("width", "x", "x1", "x2", "y", "y1", "y2", "cx", "cy", "r", "rx", "ry"),
}
_WORDS = {"aria-label", "aria-roledescription"}  # read out as they are: names, whatever stands in
_ADDRESS = re.compile(r"url\((?!#)|:\s*//|javascript:|data:", re.IGNORECASE)
_NAMESPACE = "{http://www.w3.org/2000/svg}"


class ActiveContentError(ValueError):
    """A picture holds more than a picture may; its text says what."""


def checked(svg: str) -> str:
    """Return a picture as it is, where it is only that.

    Raises:
        ActiveContentError: it has an element or attribute that none of ours has, or an address.

    """
    from lxml import etree  # type: ignore[import-untyped]  # noqa: PLC0415  (slow to load)

    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    for element in etree.fromstring(svg.encode(), parser).iter():
        if not isinstance(element.tag, str) or element.tag.removeprefix(_NAMESPACE) not in _SHAPES:
            raise ActiveContentError(f"the chart holds {element.tag!s}")
        for name, value in element.attrib.items():
            active = name not in _WORDS and _ADDRESS.search(str(value))
            if name not in _ATTRIBUTES or active:
                raise ActiveContentError(f"the chart holds {name!s}={value!s}")
    return svg
