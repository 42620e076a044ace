"""What every tool consults: the record, and where the desk shows it."""

from __future__ import annotations

from collections.abc import Sequence

import typer

from detente.assessment import Record
from detente.desk.assistants.sources import Pages, Sources
from detente.desk.commands.choices import sides
from detente.record import NotThereError


class Consulted:
    """The record that an assistant asks.

    Arguments:
        record: that is asked.
        origin: under which address the desk shows it; None where it is not served.

    """

    def __init__(self, record: Record, origin: str | None) -> None:
        self.record = record
        self.pages = Pages(origin)

    def sources(self) -> Sources:
        """What looks up the documents of one answer."""
        return Sources(self.record, self.pages)

    def codes(self, given: Sequence[str]) -> list[str]:
        """The codes of sides, given by codes or names.

        Raises:
            RecordError: no table knows a side, and the record has none of that code.

        """
        return [self._code(side) for side in given]

    def _code(self, given: str) -> str:
        try:
            return sides([given], known=True)[0]
        except typer.BadParameter:
            code = given.strip()
            if any(list(told(code, limit=1)) for told in (self.record.contacts, self.record.moves)):
                return code
        wrong = "no side of this name is known, and the record has none"
        raise NotThereError(repr(given), wrong, "use codes, as CHN, EU or UN, or names of states")
