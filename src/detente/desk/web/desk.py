"""What all requests share: the record, the settings, and what was worked out for earlier ones."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Request

from detente.assessment import Record
from detente.assessment.ranking import LATELY, Changed
from detente.desk.web.kept import Kept
from detente.desk.web.settings import Settings


class Desk:
    """The record that is served, and answers kept until something is added or judged.

    Arguments:
        settings: how it is served.

    Raises:
        RecordError: the record cannot be opened.

    """

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.record = Record(settings.db)
        self.answers = Kept(most_bytes=64_000_000)
        self._changed: dict[tuple[int, str | None, int], list[Changed]] = {}

    def changed(self, on: str | None = None, days: int = LATELY) -> list[Changed]:
        """Every dyad, those with the greatest changes first; arguments as of `Record.changed`."""
        key = (self.record.state(), on, days)
        if key not in self._changed:
            self._changed = {key: self.record.changed(on, days)}
        return self._changed[key]

    def close(self) -> None:
        """Let go of the record."""
        self.record.close()


def the_desk(request: Request) -> Desk:
    """Give a request the desk of its application."""
    desk: Desk = request.app.state.desk
    return desk


TheDesk = Annotated[Desk, Depends(the_desk)]
