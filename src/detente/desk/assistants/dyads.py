"""Tools that ask about two sides: which channels are open, what stalls, what has changed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

from pydantic import BaseModel, Field

from detente.desk.assistants.answer import Answer, listed, source_lines
from detente.desk.assistants.arguments import Days, Limit, On, Side, Skip
from detente.desk.assistants.consulted import Consulted
from detente.desk.assistants.fitting import MOST, fitting, size
from detente.desk.assistants.quoting import quoted
from detente.desk.assistants.sources import Source, Sources
from detente.desk.telling.contactfacts import many

Part = Literal[
    "channels", "overall", "stalls", "escalations", "returns", "authority", "initiative", "claims",
    "tension", "changes", "tit_for_tat", "influence", "warning", "calm", "calm_overall",
]  # fmt: skip
_TOP = ("parties", "on", "summary", "contacts", "moves", "undated")
_LEFT_OUT = {"series", "reliability"}  # columns of numbers, for charts
_ITEMS = (3, 2, 1, 0)  # of evidence for one sentence, as long as the answer does not fit
_ITEMS_OF_A_PART = (12, 6, 3, 1, 0)
_EVIDENCE = {"item", "kind", "about"}
Row = dict[str, Any]


class DyadBoard(Answer):
    """What the record tells of two sides."""

    parties: list[str]
    on: str = Field(description="As known on this day.")
    page: str | None
    contacts: int
    moves: int
    summary: list[str] = Field(description="What stands out.")
    parts: dict[str, Any] = Field(
        description="Each sentence with the rule that led to it, and the items it rests on."
    )

    def lines(self) -> Iterator[str]:
        """The answer in lines."""
        amount = _amount(self.contacts, self.moves)
        yield f"{' – '.join(self.parties)} as known on {self.on}: {amount}."
        yield from (f"- {sentence}" for sentence in self.summary)
        for part, told in self.parts.items():
            for why in _whys(told):
                yield f"{part}: {why['sentence']}"
                yield from _evidence(why)


class ChangedDyad(BaseModel):
    """Two sides and what has changed between them."""

    parties: list[str]
    page: str | None
    contacts: int
    moves: int
    last: str | None
    changes: list[dict[str, Any]]


class Changes(Answer):
    """The dyads between which something has changed, the greatest changes first."""

    dyads: list[ChangedDyad]

    def lines(self) -> Iterator[str]:
        """The answer in lines."""
        yield listed(self.dyads, "dyad", "the greatest changes first")
        for one in self.dyads:
            yield f"- {' – '.join(one.parties)}: {_amount(one.contacts, one.moves)}"
            for change in one.changes:
                yield f"  {change['kind']}, {change['date']}: {change['why']['sentence']}"
                yield from _evidence(change["why"])


class DyadTools:
    """Tools that ask about two sides.

    Arguments:
        consulted: what is asked.

    """

    def __init__(self, consulted: Consulted) -> None:
        self._of = consulted

    def dyad_board(self, a: Side, b: Side, on: On = None, part: Part | None = None) -> DyadBoard:
        """Tell how two sides deal with one another: which levels of contact are open, quiet,
        stalled or cut, when a contact went over the officials' heads, who takes the initiative,
        tension each way, and the risk of conflict – each sentence with its rule and its sources.
        With `part` that part alone, with more of its sources.
        """
        told = self._of.record.dyad(a, b, on=on).model_dump(mode="json", by_alias=True)
        parts = {name: told[name] for name in ([part] if part else told) if name not in _TOP}
        sources = self._of.sources()
        for most in _ITEMS_OF_A_PART if part else _ITEMS:
            answer = DyadBoard(
                parties=told["parties"], on=told["on"], contacts=told["contacts"],
                moves=told["moves"], summary=told["summary"],
                page=self._of.pages.dyad(told["parties"]),
                parts={name: _resting(value, most, sources) for name, value in parts.items()},
            )  # fmt: skip
            if size(answer) <= MOST:
                break
        if not part and told["contacts"] + told["moves"]:
            answer.left_out = (
                f"evidence beyond {most} items for each sentence; call again with part=channels, "
                "part=tension …, or see find_contacts and find_moves"
            )
        return answer

    def changes(self, days: Days = 30, limit: Limit = 10, skip: Skip = 0) -> Changes:
        """Tell between which states something has changed in the last days of the record (a channel
        cut, stalled, gone quiet or reopened; tension; escalation), the greatest changes first, each
        with its source.
        """
        changed = [one for one in self._of.record.changed(days=days) if one.changes]
        sources = self._of.sources()
        told = (
            ChangedDyad(
                parties=one.parties, page=self._of.pages.dyad(one.parties), contacts=one.contacts,
                moves=one.moves, last=one.last,
                changes=_resting([c.model_dump(mode="json") for c in one.changes], 2, sources),
            )
            for one in changed[skip : skip + limit]
        )  # fmt: skip
        shown, _ = fitting(told)
        left, at = len(changed) - skip - len(shown), skip + len(shown)
        how = f"{left} more dyads; call again with skip={at}" if left > 0 else None
        return Changes(dyads=shown, left_out=how)


def _resting(told: Any, most: int, sources: Sources) -> Any:
    """A part of a board in which evidence, the latest items of it, names its documents."""
    match told:
        case [{**first}, *_] if first.keys() >= _EVIDENCE:
            return _items(told, most, sources)
        case list():
            return [_resting(one, most, sources) for one in told]
        case dict():
            return {
                key: _resting(value, most, sources)
                for key, value in told.items()
                if key not in _LEFT_OUT
            }
    return quoted(told)


def _items(evidence: list[Row], most: int, sources: Sources) -> list[Row]:
    """The latest items of some evidence, each once in each document, with its words."""
    words: dict[tuple[str, str | None], list[Row]] = {}
    for one in evidence:
        words.setdefault((one["item"], one["document"]), []).append(one)
    latest = list(words.values())[max(0, len(words) - most) :]
    return [_item(some, sources) for some in latest]


def _item(some: list[Row], sources: Sources) -> Row:
    one, spans = some[0], [span for span in some if span["text"]]
    source = sources.one(one["document"], spans, quotes=2) if one["document"] else None
    item = {"item": one["item"], "kind": one["kind"], "date": one["date"], "about": one["about"]}
    told: Row = quoted(item)
    return told | {"source": source.model_dump(exclude_defaults=True) if source else None}


def _amount(contacts: int, moves: int) -> str:
    return f"{many(contacts, 'contact', 'contacts')}, {many(moves, 'move', 'moves')}"


def _evidence(why: Row) -> Iterator[str]:
    """What a sentence rests on, in lines."""
    for item in why["evidence"]:
        yield f"  {item['kind']} {item['item']}: {item['about']}, {item['date'] or 'no day told'}"
        if item["source"]:
            yield from source_lines([Source.model_validate(item["source"])], indent=4)


def _whys(told: Any) -> Iterator[Row]:
    """The sentences of a part."""
    if isinstance(told, dict):
        if "sentence" in told and "evidence" in told:
            yield told
        else:
            for value in told.values():
                yield from _whys(value)
    elif isinstance(told, list):
        for value in told:
            yield from _whys(value)
