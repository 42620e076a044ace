"""Transactions on the desk's own tables; what a database objects to is told in one line."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from sqlalchemy import Connection
from sqlalchemy.exc import DatabaseError

from detente.record.database import refusal, shown, writing

if TYPE_CHECKING:
    from detente.record import Record


@contextmanager
def asking(record: Record) -> Iterator[Connection]:
    """A connection to read by."""
    try:
        with record.engine.connect() as connection:
            yield connection
    except DatabaseError as error:
        raise refusal(shown(record.url), error) from error


@contextmanager
def changing(record: Record) -> Iterator[Connection]:
    """A transaction that writes: all of it is kept, or none."""
    try:
        with writing(record.engine) as connection:
            yield connection
    except DatabaseError as error:
        raise refusal(shown(record.url), error) from error
