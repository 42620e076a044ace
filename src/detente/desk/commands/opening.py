"""Which record a command uses, and its opening."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from detente.desk.commands.complaints import complain

if TYPE_CHECKING:
    from detente.assessment import Record as Assessed
    from detente.record import Record

DEFAULT = "detente.db"
_FILE = "sqlite:///"


def _check(given: str) -> str:
    if not given.strip():
        raise typer.BadParameter("it is empty: name a file, or postgresql://user@host/name")
    return given


Db = Annotated[
    str,
    typer.Option(
        "--db",
        metavar="URL",
        envvar="DETENTE_DB",
        callback=_check,
        help="The record: an SQLite file, or postgresql://user@host/name.",
    ),
]


@contextmanager
def opened(db: str, *, new: bool = False) -> Iterator[Record]:
    """Open a record.

    Args:
        db: as `--db` has it.
        new: whether one that does not exist is made; else that is told, and the command ends.

    Raises:
        RecordError: it cannot be opened or used.
        typer.Exit: there is none, which has been told.

    """
    if not new:
        _must_be_there(db)
    from detente.record import Record  # noqa: PLC0415  (slow to load)

    with Record(db) as record:
        yield record


@contextmanager
def assessed(db: str) -> Iterator[Assessed]:
    """Open a record that can be asked about dyads; arguments and errors as of `opened`."""
    _must_be_there(db)
    from detente.assessment import Record  # noqa: PLC0415  (slow to load)

    with Record(db) as record:
        yield record


def _must_be_there(db: str) -> None:
    if _is_missing(db):
        remedy = "make one with `detente add`, or name another with --db"
        complain(f"there is no record {db}; {remedy}")
        raise typer.Exit(1)


def _is_missing(db: str) -> bool:
    path = db.removeprefix(_FILE)
    if "://" in path:  # a server tells by itself
        return False
    return not Path(path).expanduser().exists()
