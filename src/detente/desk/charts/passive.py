"""Checks that a picture in SVG is no more than a picture.

Invariant: what comes out has only shapes and words; no script, style, handler or address, and no
name that another picture of the same page could have too. Links are let through where they are
asked for, and then only to contacts and dyads of the desk itself.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from detente.desk.charts.links import HERE

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
_LEADS = "{http://www.w3.org/1999/xlink}href"
_LOCAL = re.compile(
    re.escape(HERE) + r"/(contacts|dyads)/[\w.~%-]+(/(contacts|moves))?(\?[\w.~%=&+-]*)?", re.ASCII
)


class ActiveContentError(ValueError):
    """A picture holds more than a picture may; its text says what."""


def checked(svg: str) -> str:
    """Return a picture as it is, where it is only that.

    Raises:
        ActiveContentError: it has an element or attribute that none of ours has, or an address.

    """
    _check(svg, links=False)
    return svg


def linked(svg: str) -> str:
    """Return a picture whose marks may lead to contacts and dyads, with those links made local.

    Raises:
        ActiveContentError: as of `checked`, or a link leads elsewhere.

    """
    _check(svg, links=True)
    return svg.replace(f'xlink:href="{HERE}/', 'xlink:href="/')


def _check(svg: str, *, links: bool) -> None:
    from lxml import etree  # type: ignore[import-untyped]  # noqa: PLC0415  (slow to load)

    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    for element in etree.fromstring(svg.encode(), parser).iter():
        name = element.tag.removeprefix(_NAMESPACE) if isinstance(element.tag, str) else ""
        if links and name == "a":
            _check_link(element.attrib)
        elif name not in _SHAPES:
            raise ActiveContentError(f"the chart holds {element.tag!s}")
        else:
            _check_shape(element.attrib)


def _check_link(attributes: Mapping[str, str]) -> None:
    for name, value in attributes.items():
        if name != _LEADS or not _LOCAL.fullmatch(str(value)):
            raise ActiveContentError(f"the chart leads to {name!s}={value!s}")


def _check_shape(attributes: Mapping[str, str]) -> None:
    for name, value in attributes.items():
        active = name not in _WORDS and _ADDRESS.search(str(value))
        if name not in _ATTRIBUTES or active:
            raise ActiveContentError(f"the chart holds {name!s}={value!s}")
