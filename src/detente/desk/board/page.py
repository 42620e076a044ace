"""A board as one self-contained web page, without script and with nothing loaded.

Every sentence opens to why it is said. Its Content-Security-Policy forbids scripts, foreign content
and any style but its own; the charts are SVG that was checked to be no more than pictures.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, TextIO

from detente.desk import charts
from detente.desk.board.heading import basis, heading
from detente.desk.board.items import items
from detente.desk.board.parts import channels, sections
from detente.desk.board.tables import CHANNELS, NOTHING
from detente.desk.charts.picture import NARROW, WIDE
from detente.desk.formats.page import templates
from detente.desk.formats.sheet import sealed

if TYPE_CHECKING:
    import altair as alt
    from markupsafe import Markup

    from detente.assessment.board import Board
    from detente.assessment.history import History

TITLES = {
    "dealings": "Contacts and moves over time",
    "tension": "Tension over time, each side toward the other",
    "silences": "Days without contact over time, by channel",
}


@dataclass(frozen=True)
class Figure:
    """A chart twice: for wide pages and for narrow ones."""

    title: str
    wide: Markup
    narrow: Markup


def write(board: Board, of: History, out: TextIO) -> None:
    """Write a page.

    Args:
        board: of a dyad.
        of: the dyad's history on the same day.
        out: where to.

    Raises:
        MissingExtraError: what draws charts is not installed.

    """
    style = templates().get_template("board.css").render()
    there, empty = sections(board)
    page = templates().get_template("board.html").render(
        title=heading(board), basis=basis(board), summary=board.summary,
        anything=bool(board.contacts or board.moves),
        heads=CHANNELS, nothing=NOTHING, channels=channels(board), sections=there, empty=empty,
        items=items,
        figures=list(_figures(board, of)), **sealed(style),
    )  # fmt: skip
    out.write(page)


def _figures(board: Board, of: History) -> Iterator[Figure]:
    wide, narrow = (charts.charts(board, of, charts.PAGE, width) for width in (WIDE, NARROW))
    for name, title in TITLES.items():
        both = [getattr(found, name) for found in (wide, narrow)]
        if None not in both:
            yield Figure(title, *map(_inline, both, (WIDE, NARROW)))


def _inline(chart: alt.VConcatChart, width: int) -> Markup:
    from markupsafe import Markup  # noqa: PLC0415

    drawn = charts.drawn(chart, charts.PAGE, width)
    return Markup(charts.svg(drawn))  # noqa: S704  (`charts.svg` lets nothing active through)
