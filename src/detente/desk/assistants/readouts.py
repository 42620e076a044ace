"""The tool that sets two sides' accounts of one contact side by side."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

from pydantic import Field

from detente.desk.assistants.answer import Answer, in_quotes
from detente.desk.assistants.arguments import Id, Skip
from detente.desk.assistants.consulted import Consulted
from detente.desk.assistants.fitting import MOST, size
from detente.desk.assistants.quoting import name, quote, quoted

List = Literal["shared", "only", "contradictions", "topics", "tone", "quotations"]
_LISTS: tuple[List, ...] = ("contradictions", "shared", "only", "topics", "tone", "quotations")
_FIRST, _OF_ONE = 8, 40  # of each list, or of the one that is asked for
Row = dict[str, Any]


class Compared(Answer):
    """Two sides' accounts of one contact, side by side."""

    contact: Row
    page: str | None
    accounts: list[Row] = Field(description="Who tells it, where, and in which document.")
    reason: str | None = Field(description="Why there is nothing to compare, where that is so.")
    asked: Row = Field(description="Who asked for the contact, as each side says.")
    contradictions: list[Row] = Field(description="Where two sides cannot both be right.")
    shared: list[Row] = Field(description="What both say, each in its words.")
    only: dict[str, list[Row]] = Field(description="What one side says and no other does.")
    topics: list[Row]
    tone: list[Row]
    quotations: list[Row]

    def lines(self) -> Iterator[str]:
        """The answer in lines."""
        told = (self.contact["date"], self.contact["level"], self.contact["mode"])
        yield f"{' – '.join(self.contact['parties'])}, {', '.join(map(str, told))}"
        if self.reason:
            yield f"Nothing to compare: {self.reason}"
        for one in self.accounts:
            yield f"account of {one['side']} ({one['kind']}): {_where(one)}"
        for side, one in self.asked.items():
            words = f" {_quote(one['words'])}" if one["words"] else ""
            yield f"who asked for it, as {side} says: {one['initiator'] or 'not told'}{words}"
        for one in self.contradictions:
            says = "; ".join(f"{side} says {what}" for side, what in one["says"].items())
            yield f"- contradiction ({one['matter']}): {says} {_words(one['words'])}"
        for one in self.shared:
            yield f"- both: {_words(one['words'])}"
        for side, points in self.only.items():
            for one in points:
                yield f"- only {side}: {_quote(one)}"


class ReadoutTools:
    """The tool that compares readouts.

    Arguments:
        consulted: what is asked.

    """

    def __init__(self, consulted: Consulted) -> None:
        self._of = consulted

    def compare_readouts(
        self, contact: Id, only_list: List | None = None, skip: Skip = 0
    ) -> Compared:
        """Compare what two sides say of one contact: who asked for it, what both say, what only one
        says, where they contradict one another, and the words that each chose. With `only_list`
        that list alone, and more of it; `skip` leaves out its first.
        """
        told = self._of.record.compare(contact).model_dump(
            mode="json", by_alias=True, exclude={"shared": {"__all__": {"reasons"}}}
        )
        most = _OF_ONE if only_list else _FIRST
        lists = [only_list] if only_list else _LISTS
        answer = self._answer(told, lists, skip if only_list else 0, most)
        while size(answer) > MOST and most > 1:
            most = most * 2 // 3
            answer = self._answer(told, lists, skip if only_list else 0, most)
        return answer

    def _answer(self, told: Row, lists: Any, skip: int, most: int) -> Compared:
        shown: Row = {"only": {}} | {each: [] for each in _LISTS if each != "only"}
        left = []
        for each in lists:
            by_side = told[each] if each == "only" else {"": told[each]}
            cut = {side: some[skip : skip + most] for side, some in by_side.items()}
            out = sum(max(0, len(some) - skip - most) for some in by_side.values())
            if out:
                left.append(f"{out} of {each} (only_list={each}, skip={skip + most})")
            shown[each] = quoted(cut if each == "only" else cut[""])
        return Compared(
            contact=quoted(told["contact"]), page=self._of.pages.contact(told["contact"]["id"]),
            accounts=self._accounts(told["accounts"]), reason=told["reason"],
            asked=quoted(told["asked"]), **shown,
            left_out=f"{', '.join(left)}: call again so" if left else None,
        )  # fmt: skip

    def _accounts(self, accounts: list[Row]) -> list[Row]:
        sources = self._of.sources()
        return [
            {
                "side": one["side"], "kind": one["kind"], "tied": one["tied"],
                **sources.one(one["document"]).model_dump(exclude={"quotes", "title"}),
                "title": name(one["title"]),
                "begins": [quote(span).model_dump(exclude_none=True) for span in one["words"][:1]],
            }
            for one in accounts
        ]  # fmt: skip


def _where(one: Row) -> str:
    told = (one["outlet"], one["published"] and one["published"][:10],
            f"document {one['document']}", one["url"])  # fmt: skip
    return ", ".join(part for part in told if part)


def _words(words: Row) -> str:
    return " | ".join(f"{side} {_quote(one)}" for side, one in words.items())


def _quote(one: Row) -> str:
    return f"{one['document']} {in_quotes(one['quote'], one['start'], one['end'])}"
