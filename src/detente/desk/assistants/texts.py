"""Tools that look into texts: those of the record, and one that is given."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from mcp.server.mcpserver.exceptions import ToolError
from pydantic import Field

from detente.desk.assistants.answer import Answer, in_quotes, listed, source_lines
from detente.desk.assistants.arguments import Limit, Outlet, Published, Text, Words
from detente.desk.assistants.consulted import Consulted
from detente.desk.assistants.fitting import MOST, size
from detente.desk.assistants.quoting import quote, quoted
from detente.desk.assistants.sources import Source
from detente.intake import UnreadableError, from_text
from detente.model import Report

_PARTS = ("actors", "statements", "moves", "contacts")  # what is left out first
Row = dict[str, Any]


class Found(Answer):
    """Documents that hold some words, the best first."""

    documents: list[Source] = Field(description="Each with a passage; « and » mark the words.")

    def lines(self) -> Iterator[str]:
        """The answer in lines."""
        yield listed(self.documents, "document", "the best first")
        yield from source_lines(self.documents)


class Read(Answer):
    """What a text tells; nothing of it was recorded."""

    reader: str
    contacts: list[Row]
    moves: list[Row]
    statements: list[Row]
    actors: list[Row] = Field(description="Whom the ids in the lists above stand for.")

    def lines(self) -> Iterator[str]:
        """The answer in lines."""
        names = {one["id"]: one["name"] for one in self.actors}
        lists = (self.contacts, "contact"), (self.moves, "move"), (self.statements, "statement")
        yield " ".join(listed(some, what) for some, what in lists)
        for one in self.contacts:
            asked = f"{one['initiator']} asked for it" if one["initiator"] else "initiator not told"
            told = (one["level"] or "level not told", one["mode"], one["status"],
                    one["date"] or "no day told", asked)  # fmt: skip
            head = f"{one['id']} {' – '.join(one['parties'])}: {', '.join(told)}"
            yield f"- {head} {_words(one['evidence'])}"
        for one in self.moves:
            who = " → ".join(one["parties"])
            yield f"- {one['id']} {who}: {one['type']}, {one['status']} {_words(one['evidence'])}"
        for one in self.statements:
            who = " → ".join(str(names.get(actor, actor)) for actor in one["chain"])
            yield f"- {one['id']} {who or 'not named'}: {one['kind']} {_words(one['content'])}"


class TextTools:
    """Tools that look into texts.

    Arguments:
        consulted: what is asked.

    """

    def __init__(self, consulted: Consulted) -> None:
        self._of = consulted

    def search(self, words: Words, limit: Limit = 10) -> Found:
        """Find the documents of the record that hold some words, the best first, each with a
        passage around them.
        """
        rows = self._of.record.search(words, limit + 1)
        sources = self._of.sources()
        found = [
            sources.one(row["key"]).model_copy(update={"quotes": [quote({"text": row["snippet"]})]})
            for row in rows[:limit]
        ]
        more = f"further documents; raise limit (50 at most), or add words to {words!r}"
        return Found(documents=found, left_out=more if len(rows) > limit else None)

    def read_text(self, text: Text, published: Published = None, outlet: Outlet = None) -> Read:
        """Read a news report or readout that is given as text, in English: its contacts, moves and
        statements, each with the words it rests on and their offsets in exactly this text.
        Nothing of it is kept.
        """
        from detente.coding import code  # noqa: PLC0415  (loads the reading model)

        try:
            document = from_text(text, published=published, as_is=True)
        except UnreadableError as error:
            raise ToolError(str(error)) from None
        report = code(document.model_copy(update={"outlet": outlet} if outlet else {}))
        return _cut(_read(report))


def _read(report: Report) -> Read:
    told = report.model_dump(mode="json", exclude={"document": True, "schema_version": True})
    actors = [{key: value for key, value in one.items() if key != "mentions"}
              for one in told["actors"]]  # fmt: skip
    return Read(
        reader=told["reader"], contacts=quoted(told["contacts"]), moves=quoted(told["moves"]),
        statements=quoted(told["statements"]), actors=quoted(actors),
    )  # fmt: skip


def _cut(answer: Read) -> Read:
    """The answer with so many of each list as fit."""
    left = {part: len(getattr(answer, part)) for part in _PARTS}
    while size(answer) > MOST:
        part = max(_PARTS, key=lambda part: size(getattr(answer, part)))
        some: list[Row] = getattr(answer, part)
        del some[max(1, len(some) * 3 // 4) :]
        if len(some) == 1:
            break
    out = [f"{n - len(getattr(answer, part))} {part}" for part, n in left.items()]
    out = [told for told in out if not told.startswith("0 ")]
    if out:
        answer.left_out = f"{', '.join(out)}; give the text in parts"
    return answer


def _words(spans: list[Row]) -> str:
    return " ".join(in_quotes(one["quote"], one["start"], one["end"]) for one in spans[:2])
