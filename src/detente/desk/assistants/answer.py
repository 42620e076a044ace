"""What every answer is: data for a program, and the same in a few lines for who reads only text."""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence

from pydantic import BaseModel, Field

from detente.desk.assistants.quoting import Quote
from detente.desk.assistants.sources import Source
from detente.desk.telling.contactfacts import many
from detente.desk.telling.visible import one_line


class Answer(BaseModel, ABC):
    """What a tool answers."""

    left_out: str | None = Field(
        default=None, description="What this answer leaves out, and how to get it."
    )

    @abstractmethod
    def lines(self) -> Iterator[str]:
        """The answer in lines."""

    def text(self) -> str:
        """The answer as text."""
        more = [f"Left out: {self.left_out}"] if self.left_out else []
        return "\n".join(map(one_line_kept, [*self.lines(), *more]))


class Item(BaseModel, ABC):
    """One thing that an answer lists, and what it rests on."""

    id: str
    page: str | None = Field(default=None, description="Where the desk shows it.")
    sources: list[Source]
    more_sources: int = Field(default=0, description="How many further documents tell it.")

    @abstractmethod
    def head(self) -> str:
        """It, in a few words."""

    def lines(self) -> Iterator[str]:
        """It and its sources, in lines."""
        yield f"- {self.head()} (id {self.id})"
        yield from source_lines(self.sources)


def listed(items: Sequence[object], what: str, order: str = "") -> str:
    """How many there are of something, and in which order."""
    return many(len(items), what, f"{what}s") + (f", {order}." if order else ".")


def source_lines(sources: Iterable[Source], indent: int = 2) -> Iterator[str]:
    """Each document with its words."""
    for one in sources:
        told = [part for part in (one.outlet, one.published and one.published[:10]) if part]
        where = ", ".join([*told, f"document {one.document}", *([one.url] if one.url else [])])
        words = " ".join(map(_words, one.quotes))
        yield f"{' ' * indent}{where}{': ' if words else ''}{words}"


def one_line_kept(line: str) -> str:
    """A line that stays one, indented as it was."""
    return " " * (len(line) - len(line.lstrip(" "))) + one_line(line)


def in_quotes(words: str, start: int | None = None, end: int | None = None) -> str:
    """Words of a document in a line of text, written as JSON has strings, with their place."""
    place = f"[{start}–{end}]" if start is not None else ""
    return f"quote{place} {json.dumps(one_line(words), ensure_ascii=False)}"


def _words(one: Quote) -> str:
    return in_quotes(one.quote + ("…" if one.left_out else ""), one.start, one.end)
