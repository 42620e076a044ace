"""Where the marks of a chart lead: to the contact, or to the list of what one mark stands for.

Vega makes every address whole before it draws. Ours are given a host that there is none of, which
`passive.linked` takes away again, so that only addresses of the desk itself get through.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from detente.assessment.wording import iso
from detente.desk.telling.phrases import day, days

HERE = "https://here.invalid"


@dataclass(frozen=True)
class Links:
    """The addresses of a dyad's contacts and moves.

    Attributes:
        sides: of which dyad, by their codes.
        on: as known on which day, where one is asked for.

    """

    sides: Sequence[str]
    on: str | None = None

    def contact(self, id_: str) -> str:
        """Of one contact."""
        return f"{HERE}/contacts/{quote(id_, safe='')}"

    def contacts(self, level: str | None, first: int, last: int) -> str:
        """Of a level's contacts from one day to another, as ordinals."""
        return self._list("contacts", first, last, level=level)

    def moves(self, quad: str, first: int, last: int) -> str:
        """Of the moves of one kind from one day to another."""
        return self._list("moves", first, last, kind=quad)

    def _list(self, what: str, first: int, last: int, **more: str | None) -> str:
        days = {"since": iso(first), "until": iso(last), "on": self.on}
        asked = {name: value for name, value in {**more, **days}.items() if value}
        pair = quote("-".join(self.sides), safe="")
        return f"{HERE}/dyads/{pair}/{what}?{urlencode(asked)}"


def when(first: int, last: int) -> str:
    """Say a day, or from which to which."""
    return day(iso(first)) if first == last else days(iso(first), iso(last))
