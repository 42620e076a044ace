"""A comparison of readouts as a person reads it in a terminal: the sides in columns.

Invariant: text of the record goes to Rich as `Text`, never as markup, and only after `one_line`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, TextIO

from rich import box
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from detente.desk.telling import comparefacts as facts
from detente.desk.telling import phrases
from detente.desk.telling.visible import one_line

if TYPE_CHECKING:
    from detente.assessment.readouts import Comparison, Pair

_WIDEST = 120  # columns; longer lines are hard to read
_LABEL = 15  # columns
_COLOURS = ("cyan", "magenta", "green", "blue")  # of the sides, in their order
_APART = "red"


def write(comparison: Comparison, out: TextIO, *, why: bool) -> None:
    """Write a comparison.

    Args:
        comparison: of the accounts of one contact.
        out: where to.
        why: whether what weighed in each pair is told.

    """
    console = Console(file=out, markup=False, highlight=False, emoji=False)
    if console.width > _WIDEST:
        console = Console(file=out, markup=False, highlight=False, emoji=False, width=_WIDEST)
    console.print(_View(comparison, why).whole())


class _View:
    def __init__(self, comparison: Comparison, why: bool) -> None:
        self.told, self.why = comparison, why
        self.sides = facts.sides_of(comparison)
        self.colour = {s: _COLOURS[n % len(_COLOURS)] for n, s in enumerate(self.sides)}

    def whole(self) -> RenderableType:
        return Group(*self._head(), *(self._parts() if not self.told.reason else ()))

    def _head(self) -> Iterator[RenderableType]:
        yield Text.assemble(
            (facts.title(self.told), "bold"), "  " + " · ".join(facts.tags(self.told)),
            ("  " + one_line(self.told.contact.id or ""), "dim"),
        )  # fmt: skip
        grid = Table.grid(padding=(0, 2, 0, 0))
        grid.add_column(style="bold", no_wrap=True)
        grid.add_column(ratio=1, overflow="fold")
        for account in self.told.accounts:
            grid.add_row(self._side(account.side), Text(facts.origin(account)))
        yield Padding(grid, (1, 0, 0, 0))
        yield Text(self.told.reason or facts.counted(self.told), style="dim")

    def _parts(self) -> Iterator[RenderableType]:
        yield from self._section("Who asked for it", len(self.told.asked), self._asked())
        yield from self._section("Contradictions", len(self.told.contradictions), self._apart())
        yield from self._section(facts.both(self.told), len(self.told.shared), self._shared())
        yield from self._section("What only one says", None, self._only())
        yield from self._section("Topics", len(self.told.topics), self._topics())
        yield from self._section("Tone", len(self.told.tone), self._tone())
        yield from self._section("Quotations", len(self.told.quotations), self._quotations())

    def _section(
        self, title: str, number: int | None, shown: RenderableType
    ) -> Iterator[RenderableType]:
        if number == 0:
            return
        yield Text()
        yield Rule(
            Text.assemble((title, "bold"), (f" {number}" if number else "", "dim")),
            align="left", style="dim",
        )  # fmt: skip
        yield shown

    def _asked(self) -> RenderableType:
        grid = self._labelled()
        for side, told in self.told.asked.items():
            words = f"  {phrases.quoted(told.words.text)}" if told.words else ""
            grid.add_row(self._side(side), Text.assemble(facts.asked(told), (words, "dim")))
        return grid

    def _apart(self) -> RenderableType:
        table = self._columns("")
        for each in self.told.contradictions:
            cells = [
                Text.assemble(
                    (facts.says(each, s), _APART), "\n",
                    (phrases.quoted(each.words[s].text), "dim"),
                ) if s in each.says else Text()
                for s in self.sides
            ]  # fmt: skip
            table.add_row(Text(facts.MATTERS[each.matter], style=_APART), *cells)
        return table

    def _shared(self) -> RenderableType:
        table = self._columns("")
        for number, pair in enumerate(self.told.shared, start=1):
            label = Text(f"{number}", style=_APART if pair.contradictions else "dim")
            cells = [Text(one_line(pair.words[s].text)) if s in pair.words else Text()
                     for s in self.sides]  # fmt: skip
            table.add_row(label, *cells)
            for extra in self._below(pair):
                table.add_row(Text(), *extra)
        return table

    def _below(self, pair: Pair) -> Iterator[list[Text]]:
        for apart in pair.contradictions:
            says = [facts.says(apart, s) if s in apart.says else "" for s in self.sides]
            yield [Text(f"≠ {told}" if told else "", style=_APART) for told in says]
        for choice in facts.chosen(pair):
            words = dict(choice)
            yield [
                Text(f"~ {words[s]}" if s in words else "", style=f"dim {self.colour[s]}")
                for s in self.sides
            ]
        if self.why:
            yield [Text(facts.reasons(pair), style="dim italic"), *[Text()] * len(self.sides[1:])]

    def _only(self) -> RenderableType:
        table = self._columns(None)
        stacks = [self.told.only.get(side, []) for side in self.sides]
        cells = [Text("\n").join(Text(f"• {one_line(w.text)}") for w in words) for words in stacks]
        table.add_row(*cells)
        return table

    def _topics(self) -> RenderableType:
        table = self._columns("topic", no_ratio=True)
        for topic in self.told.topics:
            cells = [
                Text(f"{phrases.ordinal(topic.rank[s])}, {facts.percent(topic.share[s])}")
                if s in topic.rank else Text("–", style="dim")
                for s in self.sides
            ]  # fmt: skip
            table.add_row(Text(facts.name(topic.topic)), *cells)
        return table

    def _tone(self) -> RenderableType:
        grid = self._labelled()
        for side in self.sides:
            words = [phrases.quoted(t.word) if t.quoted else one_line(t.word)
                     for t in self.told.tone if t.side == side]  # fmt: skip
            if words:
                grid.add_row(self._side(side), Text(", ".join(dict.fromkeys(words))))
        return grid

    def _quotations(self) -> RenderableType:
        grid = self._labelled()
        for each in self.told.quotations:
            by = f" – {one_line(each.speaker)}" if each.speaker else ""
            said = Text.assemble(phrases.quoted(each.words.text), (by, "dim"))
            grid.add_row(self._side(each.side), said)
        return grid

    def _side(self, side: str) -> Text:
        return Text(facts.name(side), style=f"bold {self.colour.get(side, '')}".strip())

    def _labelled(self) -> Table:
        grid = Table.grid(padding=(0, 2, 0, 0), expand=True)
        grid.add_column(min_width=_LABEL, no_wrap=True)
        grid.add_column(ratio=1, overflow="fold")
        return grid

    def _columns(self, first: str | None, *, no_ratio: bool = False) -> Table:
        """A table with a column for each side, after one for labels where there are any."""
        table = Table(box=box.SIMPLE, padding=(0, 2, 0, 0), pad_edge=False, show_edge=False,
                      expand=not no_ratio)  # fmt: skip
        if first is not None:
            table.add_column(first, header_style="dim", overflow="fold")
        for side in self.sides:
            table.add_column(self._side(side), ratio=None if no_ratio else 1, overflow="fold")
        return table
