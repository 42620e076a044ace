"""A record's items as a person reads them in a terminal: a few lines each, or a table.

Invariant: text of the record goes to Rich as `Text`, never as markup, and only after `one_line`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TextIO

from rich.console import Console, Group
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from detente.desk.telling.facts import Fact, Told
from detente.desk.telling.visible import one_line

_WIDEST = 120  # columns; longer lines are hard to read
_LABEL = 15  # columns


def write(told: Iterable[Told], out: TextIO, *, empty: str) -> None:
    """Write items as they come; `empty` where there are none."""
    console, nothing = _console(out), True
    for item in told:
        console.print(_block(item))
        out.flush()
        nothing = False
    if nothing:
        console.print(Text(empty, style="dim"))


def write_table(told: Iterable[Told], out: TextIO, *, empty: str) -> None:
    """Write items as the rows of a table, their facts as its columns."""
    console, rows = _console(out), list(told)
    if not rows:
        console.print(Text(empty, style="dim"))
        return
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim", pad_edge=False)
    for fact in rows[0].facts:
        numbers = all(_said(_of(item, fact)).isdecimal() for item in rows)
        table.add_column(fact.label, justify="right" if numbers else "left", overflow="fold")
    for item in rows:
        table.add_row(*(Text(_said(fact)) for fact in item.facts))
    console.print(table)


def _console(out: TextIO) -> Console:
    console = Console(file=out, markup=False, highlight=False, emoji=False)
    if console.width > _WIDEST:
        console = Console(file=out, markup=False, highlight=False, emoji=False, width=_WIDEST)
    return console


def _block(item: Told) -> Padding:
    tags = " · ".join(map(one_line, item.tags))
    head = Text.assemble((one_line(item.id), "cyan"), "  ", (one_line(item.title), "bold"))
    head.append(f"  {tags}" if tags else "")
    grid = Table.grid(padding=(0, 2, 0, 0), expand=True)
    grid.add_column(width=_LABEL, style="dim", no_wrap=True)
    grid.add_column(ratio=1, overflow="fold")
    for fact in item.facts:
        grid.add_row(fact.label, Text(_said(fact)))
    return Padding(Group(head, Padding(grid, (0, 0, 0, 2))), (0, 0, 1, 0))


def _of(item: Told, column: Fact) -> Fact:
    return next(fact for fact in item.facts if fact.label == column.label)


def _said(fact: Fact) -> str:
    return "\n".join(one_line("".join(piece.text for piece in line)) for line in fact.lines)
