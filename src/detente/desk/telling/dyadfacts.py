"""Every two sides of a record and what has changed between them, told in labelled lines."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from detente.desk.board.items import items
from detente.desk.telling import phrases
from detente.desk.telling.contactfacts import column, fact, filled, many
from detente.desk.telling.facts import Told

if TYPE_CHECKING:
    from detente.assessment import Record

FIRST = 40  # that a terminal shows
_MOST = 4  # items of evidence that are shown; JSON has all
Row = dict[str, Any]


def rows(record: Record, on: str | None, days: int) -> list[Row]:
    """The dyads as JSON has them: how much there is, and what has changed.

    Args:
        record: that holds them.
        on: the day; None for the last that the record tells of.
        days: in how many last days something must have changed.

    """
    return [one.model_dump(mode="json", by_alias=True) for one in record.changed(on, days)]


def told(row: Row) -> Told:
    """Tell two sides in a line; each fact is a column."""
    facts = [
        column("dyad", phrases.pair(row["parties"])),
        column("changed", "; ".join(map(_change, row["changes"]))),
        column("contacts", row["contacts"]),
        column("moves", row["moves"]),
        column("first", phrases.day(row["first"]) if row["first"] else ""),
        column("last", phrases.day(row["last"]) if row["last"] else ""),
    ]
    return Told("-".join(row["parties"]), "dyad", phrases.pair(row["parties"]), [], facts)


def explained(row: Row) -> Told:
    """Tell two sides and, of each thing that has changed, why it is said."""
    last = f"last {phrases.day(row['last'])}" if row["last"] else "no day told"
    amount = (many(row["contacts"], "contact", "contacts"), many(row["moves"], "move", "moves"))
    facts = [fact(change["kind"], _why(change["why"])) for change in row["changes"]]
    id_ = "-".join(row["parties"])
    return Told(id_, "dyad", phrases.pair(row["parties"]), [*amount, last], filled(facts))


def _change(change: Row) -> str:
    from detente.assessment.wording import at_level  # noqa: PLC0415  (slow to load)
    from detente.record import LEVELS  # noqa: PLC0415

    where = f" {at_level(LEVELS.index(change['level']))}" if change["level"] else ""
    return f"{change['kind']}{where}, {phrases.day(change['date'])}"


def _why(why: Row) -> Iterator[str]:
    from detente.assessment.why import Why  # noqa: PLC0415  (slow to load)

    yield why["sentence"]
    yield f"rule: {why['rule']}"
    found = items(Why.model_validate(why).evidence)
    for item in found[-_MOST:]:
        yield f"{item.kind} {item.id}: {item.head}"
        yield from item.passages
    if len(found) > _MOST:
        yield f"and {len(found) - _MOST} more: --format json has all"
