"""A board as a person reads it in a terminal.

Invariant: text of the record goes to Rich as `Text`, never as markup, and only after `one_line`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, TextIO

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table as Grid
from rich.text import Text

from detente.desk.board import timeline
from detente.desk.board.heading import basis, heading
from detente.desk.board.items import items
from detente.desk.board.parts import Said, Section, channels, sections
from detente.desk.board.tables import CHANNELS, Table
from detente.desk.telling.visible import one_line

if TYPE_CHECKING:
    from detente.assessment.board import Board
    from detente.assessment.history import History
    from detente.assessment.why import Why

_WIDEST = 120  # columns; longer lines are hard to read
_MOST = 4  # sentences of a section, where why is not asked
_MOST_ITEMS = 4  # of a sentence's evidence
_STATES: Mapping[str, str] = MappingProxyType(
    {"open": "green", "quiet": "yellow", "stalled": "magenta", "cut": "bold red", "unknown": "dim"}
)
_NUMBER = re.compile(r"[\d.,+–%× -]*( d| pt)?")
_IN_JSON = "--format json has all"


def write(board: Board, of: History, out: TextIO, *, why: bool) -> None:
    """Write a board for reading in a terminal (or, without colours, a file).

    Args:
        board: of a dyad.
        of: the dyad's history on the same day.
        out: where to.
        why: whether each sentence is followed by its rule and its evidence.

    """
    console = Console(file=out, markup=False, highlight=False, emoji=False)
    if console.width > _WIDEST:
        console = Console(file=out, markup=False, highlight=False, emoji=False, width=_WIDEST)
    for part in _board(board, of, console.width, why=why):
        console.print(part)
        out.flush()


def _board(board: Board, of: History, columns: int, *, why: bool) -> Iterator[RenderableType]:
    yield Text()
    yield Text(one_line(heading(board)), style="bold")
    yield Text(one_line(basis(board)), style="dim")
    yield Text()
    yield from (_bullet(sentence) for sentence in board.summary)
    if not board.contacts and not board.moves:
        return
    yield from _channels(board, why=why)
    yield from _timeline(of, columns)
    there, empty = sections(board)
    little = [] if why else [section for section in there if section.little]
    for section in there:
        if section not in little:
            yield from _section(section, why=why)
    yield from _left_out("Nothing to tell of", empty)
    yield from _left_out("Too little to say (--why tells more)", [one.title for one in little])


def _left_out(what: str, titles: Sequence[str]) -> Iterator[RenderableType]:
    if titles:
        yield Text(f"\n{what}: {', '.join(titles).lower()}.", style="dim")


def _channels(board: Board, *, why: bool) -> Iterator[RenderableType]:
    yield from _title("Channels")
    rows = channels(board)
    yield _grid(Table(CHANNELS, [row for row, _ in rows]))
    if why:
        for row, said in rows:
            yield from _reasons(Said(f"{row.cells[0]}: {said.sentence}", said.why), why=True)
    else:
        yield Text("as long: the share of gaps that last at least as long as this silence", "dim")


def _timeline(of: History, columns: int) -> Iterator[RenderableType]:
    drawn = timeline.timeline(of, columns)
    if drawn is None:
        yield from _title("Timeline")
        yield Text("Nothing to draw: no contact and no move has a day.", style="dim")
        return
    yield from _title(f"From {drawn.first} to {drawn.last}")
    for line in drawn.lines:
        yield Text.assemble(*line, no_wrap=True, overflow="crop")
    yield Text(timeline.legend(drawn.place), style="dim")


def _section(section: Section, *, why: bool) -> Iterator[RenderableType]:
    yield from _title(section.title)
    shown = section.said if why else section.said[:_MOST]
    for said in shown:
        yield from _reasons(said, why=why)
    if len(section.said) > len(shown):
        yield _more(len(section.said) - len(shown))
    yield from (_grid(table) for table in section.tables if why or not table.detail)


def _reasons(said: Said, *, why: bool) -> Iterator[RenderableType]:
    yield _bullet(said.sentence)
    if why and said.why is not None:
        yield Padding(Group(*_why(said.why)), (0, 0, 0, 2))


def _why(why: Why) -> Iterator[RenderableType]:
    yield _hanging("rule", Text(one_line(why.rule), style="dim"))
    found = items(why.evidence)
    for one in found[-_MOST_ITEMS:]:
        words = Text(one_line(one.head))
        words.append(f"  {one_line(one.id)}", style="cyan")
        for passage in one.passages:
            words.append(f"\n{one_line(passage)}", style="italic")
        yield _hanging(one.kind, words)
    if len(found) > _MOST_ITEMS:
        yield _more(len(found) - _MOST_ITEMS)


# -- pieces ----------------------------------------------------------------------------------------


def _title(title: str) -> Iterator[RenderableType]:
    yield Text()
    yield Rule(Text(title, style="bold"), align="left", style="dim")


def _bullet(sentence: str) -> RenderableType:
    return _hanging("•", Text(one_line(sentence)), width=1)


def _hanging(label: str, words: Text, width: int = 7) -> RenderableType:
    grid = Grid.grid(padding=(0, 1, 0, 0))
    grid.add_column(width=width, style="dim", no_wrap=True)
    grid.add_column(overflow="fold")
    grid.add_row(label, words)
    return grid


def _more(number: int) -> Text:
    return Text(f"  … and {number} more: {_IN_JSON}", style="dim")


def _grid(table: Table) -> RenderableType:
    grid = Grid(box=None, padding=(0, 2, 0, 0), header_style="dim", pad_edge=False)
    for place, head in enumerate(table.heads):
        numbers = all(_NUMBER.fullmatch(row.cells[place]) for row in table.rows)
        grid.add_column(
            Text(one_line(head)), justify="right" if numbers else "left", overflow="fold"
        )
    for row in table.rows:
        grid.add_row(*_cells(row.cells, row.state))
    above = [Text(), Text(table.about, style="dim")] if table.about else []
    below = [Text(table.left_out, style="dim")] if table.left_out else []
    return Group(*above, grid, *below)


def _cells(cells: Sequence[str], state: str) -> Iterator[Text]:
    for cell in cells:
        yield Text(one_line(cell), style=_STATES.get(state, "") if cell == state else "")
