"""What can go wrong with a record, in one line that says what to do."""

from __future__ import annotations


class RecordError(RuntimeError):
    """A record that cannot be used: what is wrong, where, and what to do."""

    def __init__(self, where: str, wrong: str, remedy: str) -> None:
        super().__init__(f"{where}: {wrong}; {remedy}")


class NotThereError(RecordError):
    """What is asked for is not in the record."""
