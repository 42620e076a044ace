"""The items of a record that something rests on, looked up when somebody asks for them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any, Protocol

from detente.assessment.history import History
from detente.assessment.why import Evidence

_MOST = 12  # items that one sentence shows
_AT_ONCE = 5_000  # contacts or moves that are looked up at once, of an earlier day
_SPANS = 3  # passages of one item
Row = dict[str, Any]


class Rows(Protocol):
    """What evidence is looked up in: a record."""

    def contacts_by_id(
        self, ids: Sequence[str], on: int | None = None, *, reasoned: bool = True
    ) -> list[Row]:
        """Some contacts."""

    def moves_by_key(
        self,
        pair: tuple[str, str],
        keys: Sequence[tuple[int, int]],
        on: int | None = None,
        days: Collection[int] = (),
    ) -> dict[tuple[int, int], Row]:
        """Some moves by reading and number."""

    def said(self, ids: Sequence[str]) -> dict[str, list[Row]]:
        """What some statements say, as spans."""

    def documents(self, *keys: str) -> dict[str, Row]:
        """What is known of some documents."""


class Sources:
    """The evidence of one dyad.

    Arguments:
        rows: the record.
        of: the dyad's history; places are those in its columns.
        known_on: the day as known on which it is told; None for all that is known.

    """

    def __init__(self, rows: Rows, of: History, known_on: int | None) -> None:
        self._rows, self._of, self._on = rows, of, known_on
        self._contacts: dict[str, Row] = {}
        self._moves: dict[tuple[int, int], Row] = {}
        self._outlets: dict[str, str | None] = {}

    def contact_rows(self, places: Iterable[int]) -> list[Row]:
        """Some contacts as the record gives them, by their places in the history."""
        ids = [str(self._of.contacts.id[place]) for place in places]
        new = [i for i in dict.fromkeys(ids) if i not in self._contacts]
        if new and self._on is not None and len(self._of.contacts) <= _AT_ONCE:
            # What was told later is worked out anew for all at once, or else for each again.
            new = [str(i) for i in self._of.contacts.id if i not in self._contacts]
        if new:
            found = self._rows.contacts_by_id(new, self._on, reasoned=False)
            self._contacts |= {row["id"]: row for row in found}
        return [self._contacts[i] for i in ids if i in self._contacts]

    def look_ahead(self, contacts: Iterable[int] = (), moves: Iterable[int] = ()) -> None:
        """Look up at once the items that will be shown, and the documents that tell them."""
        rows = self.contact_rows(dict.fromkeys(contacts)) + self.move_rows(sorted(set(moves)))
        self._look_up({report for row in rows for report in row["reports"]})

    def move_rows(self, places: Sequence[int]) -> list[Row]:
        """Some moves as the record gives them, by their places in the history."""
        moves = self._of.moves
        keys = [(int(moves.reading[p]), int(moves.number[p])) for p in places]
        new = [key for key in dict.fromkeys(keys) if key not in self._moves]
        if new and self._on is not None and len(moves) <= _AT_ONCE:
            every = zip(moves.reading.tolist(), moves.number.tolist(), strict=True)
            new = [key for key in every if key not in self._moves]
        if new:
            # Of an earlier day the columns have the days known then, and not those of the record.
            days = set(moves.day[list(places)].tolist()) if self._on is None else set()
            days = set() if 0 in days else days
            self._moves |= self._rows.moves_by_key(self._of.sides, new, self._on, days)
        return [self._moves[key] for key in keys if key in self._moves]

    def contacts(self, places: Iterable[int], most: int = _MOST) -> list[Evidence]:
        """Evidence of some contacts; of more than `most` the latest."""
        return self._told(self.contact_rows(list(places)[-most:]), "contact")

    def moves(self, places: Iterable[int], most: int = _MOST) -> list[Evidence]:
        """Evidence of some moves; of more than `most` the latest."""
        return self._told(self.move_rows(sorted(set(places))[-most:]), "move")

    def words(self, places: Iterable[int]) -> list[Evidence]:
        """Every passage that tells of some contacts, and what the statements about them say."""
        rows = self.contact_rows(places)
        self._look_up({report for row in rows for report in row["reports"]})
        found = [evidence for row in rows for evidence in self._of_row(row, "contact", None)]
        wanted = {said: row for row in rows for said in row["according_to"]}
        for said, spans in self._rows.said(list(wanted)).items():
            row = wanted[said]
            found += self._passages(row, "contact", spans)
        return found

    def _told(self, rows: Sequence[Row], kind: str) -> list[Evidence]:
        self._look_up({report for row in rows for report in row["reports"]})
        return [evidence for row in rows for evidence in self._of_row(row, kind)]

    def _of_row(self, row: Row, kind: str, most: int | None = _SPANS) -> list[Evidence]:
        return self._passages(row, kind, row["evidence"][:most] or [{}])

    def _passages(self, row: Row, kind: str, spans: Iterable[Row]) -> list[Evidence]:
        about = _contact(row) if kind == "contact" else _move(row)
        return [
            Evidence(
                item=row["id"], kind=kind, date=row["date"], about=about,
                outlet=self._outlets.get(span.get("document", row["reports"][0])),
                **({"document": row["reports"][0]} | span),
            )
            for span in spans
        ]  # fmt: skip

    def _look_up(self, keys: set[str]) -> None:
        new = sorted(keys - self._outlets.keys())
        found = self._rows.documents(*new) if new else {}
        self._outlets |= {key: row["outlet"] for key, row in found.items()}


def _contact(row: Row) -> str:
    outcome = row["outcome"] if row["outcome"] != "unknown" else None
    told = (" – ".join(row["parties"]), row["level"], row["mode"], row["status"], outcome)
    return ", ".join(part for part in told if part)


def _move(row: Row) -> str:
    words = (row.get("shipped") or {}).get("words")
    told = (f"{' → '.join(row['parties'])} {row['type']}", words)
    return ", ".join(part for part in told if part)
