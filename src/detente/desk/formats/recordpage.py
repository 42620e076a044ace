"""A record's items as one self-contained web page, without script and with nothing loaded.

Its Content-Security-Policy forbids scripts, foreign content and any style but its own.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TextIO

from detente.desk.formats.page import templates
from detente.desk.formats.sheet import sealed
from detente.desk.telling.facts import Told


def write(told: Iterable[Told], out: TextIO, *, title: str, empty: str, table: bool) -> None:
    """Write a page of items.

    Args:
        told: the items.
        out: where to.
        title: of the page.
        empty: what stands there where there are none.
        table: whether the items are rows of a table, their facts its columns.

    """
    items = list(told)
    style = templates().get_template("record.css").render()
    page = templates().get_template("record.html")
    shown = page.render(
        title=title, items=items, ids=_places(items), empty=empty, table=table,
        **sealed(style),
    )  # fmt: skip
    out.write(shown)


def _places(items: list[Told]) -> dict[str, int]:
    """Tell at which item of the page an id stands first, so that links arrive at one."""
    return {item.id: place for place, item in reversed(list(enumerate(items)))}
