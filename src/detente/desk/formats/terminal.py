"""A report as a person reads it in a terminal.

Invariant: article text goes to Rich as `Text`, never as markup, and only after `visible`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, TextIO

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from detente.desk.telling import phrases
from detente.desk.telling.facts import EMPTY, Fact, Told, tell
from detente.desk.telling.visible import one_line

if TYPE_CHECKING:
    from detente.model import Report

_WIDEST = 120  # columns; longer lines are hard to read
_LABEL = 14  # columns
_COLOURS = {"contact": "cyan", "statement": "blue", "move": "magenta"}


def write(reports: Iterable[Report], out: TextIO) -> None:
    """Write each report, as it comes, for reading in a terminal (or, without colours, a file)."""
    console = Console(file=out, markup=False, highlight=False, emoji=False)
    if console.width > _WIDEST:
        console = Console(file=out, markup=False, highlight=False, emoji=False, width=_WIDEST)
    for number, report in enumerate(reports):
        if number:
            console.print(Rule(characters="═", style="dim"))
        console.print(render(report))
        out.flush()


def render(report: Report) -> RenderableType:
    """Lay a report out: its head, then contacts, statements and moves."""
    contacts, statements, moves = tell(report)
    return Group(
        *_head(report),
        *_section("contact", contacts, [_panel(told) for told in contacts]),
        *_section("statement", statements, [_block(told) for told in statements]),
        *_section("move", moves, [_block(told) for told in moves]),
        Text(),
    )


def _head(report: Report) -> Iterator[RenderableType]:
    document = report.document
    yield Text()
    yield Text(one_line(document.title or "Untitled"), style="bold")
    if document.kicker:
        yield Text(one_line(document.kicker), style="italic")
    published = phrases.moment(document.published_at) if document.published_at else "undated"
    origin = [document.outlet, document.byline, published]
    yield Text(" · ".join(one_line(part) for part in origin if part), style="dim")
    if document.url:
        yield Text(one_line(document.url), style="dim", overflow="fold")


def _section(kind: str, told: list[Told], shown: list[RenderableType]) -> Iterator[RenderableType]:
    title = Text.assemble(
        (f"{kind.capitalize()}s", f"bold {_COLOURS[kind]}"), (f" {len(told)}", "dim")
    )
    yield Text()
    yield Rule(title, align="left", style="dim")
    if not told:
        yield Text(EMPTY[kind], style="dim")
    yield from shown


def _panel(told: Told) -> RenderableType:
    return Panel(
        _grid(told.facts),
        title=Text.assemble(_id(told), "  ", _title(told)),
        title_align="left",
        border_style=f"dim {_COLOURS[told.kind]}",
        padding=(0, 1),
    )


def _block(told: Told) -> RenderableType:
    grid = Table.grid(padding=(0, 1, 0, 0))
    grid.add_column(min_width=4, no_wrap=True)
    grid.add_column(ratio=1, overflow="fold")
    grid.add_row(_id(told), _title(told))
    grid.add_row("", _grid(told.facts))
    return Padding(grid, (0, 0, 1, 0))


def _id(told: Told) -> Text:
    return Text(told.id, style=f"not dim {_COLOURS[told.kind]}")


def _title(told: Told) -> Text:
    return Text.assemble(
        (told.title, "not dim bold default"), ("  " + " · ".join(told.tags), "not dim default")
    )


def _grid(facts: Sequence[Fact]) -> Table:
    grid = Table.grid(padding=(0, 2, 0, 0), expand=True)
    grid.add_column(width=_LABEL, style="dim", no_wrap=True)
    grid.add_column(ratio=1, overflow="fold")
    for fact in facts:
        lines = ("".join(piece.text for piece in line) for line in fact.lines)
        grid.add_row(fact.label, Text("\n".join(lines)))
    return grid
