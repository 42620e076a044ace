"""What the record lists: contacts, moves, statements, documents, dyads and claims, by filters.

The newest come first; dyads in the order of what has changed, claims by their sides.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import dropwhile, islice
from typing import Any

from detente.desk.export import Kind
from detente.desk.web.cursors import part
from detente.desk.web.desk import Desk
from detente.desk.web.filters import (
    Asked,
    ClaimsAsked,
    ContactsAsked,
    DocumentsAsked,
    DyadsAsked,
    MovesAsked,
    StatementsAsked,
    sides,
)
from detente.record import RecordError

Row = dict[str, Any]
_NOT_FILTERS = {"limit", "after", "format", "parties"}


@dataclass(frozen=True)
class Listing:
    """A list.

    Attributes:
        kind: of what.
        rows: gives at most so many of them from a place on (an id) or from the first.
        name: the id of a row.

    """

    kind: Kind
    rows: Callable[[int | None, str | None], Iterable[Row]]
    name: Callable[[Row], str]

    def page(self, asked: Asked) -> Row:
        """A page: `items`, and the cursor of the `next`."""
        return part(self.rows(asked.page + 1, asked.after), asked.page, self.name)


def listing(desk: Desk, asked: Asked) -> Listing:
    """The list that somebody asks for."""
    made = next(make for kind, make in _MAKERS if isinstance(asked, kind))
    return made(desk, asked)


def _items(kind: Kind) -> Callable[[Desk, Asked], Listing]:
    def make(desk: Desk, asked: Asked) -> Listing:
        ask = getattr(desk.record, kind)

        def rows(limit: int | None, after: str | None) -> Iterable[Row]:
            wanted = _filters(asked) | {"limit": limit, "after": after, "newest_first": True}
            found: Iterable[Row] = ask(*_sides(asked), **wanted)
            return found

        return Listing(kind, rows, _id)

    return make


def _documents(desk: Desk, asked: Asked) -> Listing:
    def rows(limit: int | None, after: str | None) -> Iterable[Row]:
        return desk.record.library(**_filters(asked), limit=limit, after=after)

    return Listing("documents", rows, lambda row: str(row["key"]))


def _dyads(desk: Desk, asked: Asked) -> Listing:
    wanted = set(desk.record.codes(*_sides(asked)))

    def rows(limit: int | None, after: str | None) -> Iterable[Row]:
        found = (one for one in desk.changed() if wanted <= set(one.parties))
        told = (one.model_dump(mode="json", by_alias=True) for one in found)
        return islice(_after(told, after, _dyad), limit)

    return Listing("dyads", rows, _dyad)


def _claims(desk: Desk, asked: Asked) -> Listing:
    def rows(limit: int | None, after: str | None) -> Iterable[Row]:
        return islice(_after(desk.record.claims(*_sides(asked)), after, _claim), limit)

    return Listing("claims", rows, _claim)


_MAKERS: Sequence[tuple[type[Asked], Callable[[Desk, Asked], Listing]]] = (
    (ContactsAsked, _items("contacts")),
    (MovesAsked, _items("moves")),
    (StatementsAsked, _items("statements")),
    (DocumentsAsked, _documents),
    (DyadsAsked, _dyads),
    (ClaimsAsked, _claims),
)


def _filters(asked: Asked) -> Row:
    return asked.model_dump(exclude=_NOT_FILTERS, exclude_none=True)


def _sides(asked: Asked) -> list[str]:
    return sides(getattr(asked, "parties", None))


def _after(rows: Iterable[Row], last: str | None, name: Callable[[Row], str]) -> Iterator[Row]:
    """The rows that follow one; the lists that are worked out whole are not long."""
    if last is None:
        yield from rows
        return
    found = dropwhile(lambda row: name(row) != last, rows)
    if next(found, None) is None:
        raise RecordError(last, "nothing of this id to go on from", "begin again without it")
    yield from found


def _id(row: Row) -> str:
    return str(row["id"])


def _dyad(row: Row) -> str:
    return "|".join(row["parties"])


def _claim(row: Row) -> str:
    claim = row["claim"]
    ordinal = claim if isinstance(claim, str) else claim["ordinal"]
    return f"{row['mention']}|{ordinal}|{row['from']}|{row['level']}|{row['mode']}"
