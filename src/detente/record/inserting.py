"""Rows go into a table, one or many, the quickest way that its database has."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import JSON, Connection, Table, insert
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DatabaseError

Row = dict[str, Any]
# One for all: to make an encoder costs as much as to encode a row.
encoded = json.JSONEncoder(separators=(",", ":"), ensure_ascii=False, check_circular=False).encode


def insert_one(connection: Connection, table: Table, **values: Any) -> int:
    """Insert a row into a table that numbers its rows; returns its number."""
    key = connection.execute(insert(table), values).inserted_primary_key
    return int(key[0]) if key else 0  # there always is one


def insert_many(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Insert rows that all have the same columns."""
    if not rows:
        return
    if connection.dialect.name != "sqlite":
        connection.execute(insert(table), list(rows))
        return
    names = list(rows[0])
    packed = {n for n in names if isinstance(table.c[n].type, JSON)}
    insert_tuples(
        connection, table, names,
        [
            tuple(encoded(row[n]) if n in packed and row[n] is not None else row[n] for n in names)
            for row in rows
        ],
    )  # fmt: skip


def insert_tuples(
    connection: Connection, table: Table, names: Iterable[str], rows: Sequence[tuple[Any, ...]]
) -> None:
    """Insert many rows, past SQLAlchemy: its own way costs more than the writing itself.

    Arguments:
        connection: in a transaction that writes.
        table: where to.
        names: the columns; they are names of ours.
        rows: a value for each; what is JSON as its text.

    """
    if not rows:
        return
    columns = list(names)
    listed = ", ".join(f'"{name}"' for name in columns)
    if connection.dialect.name == "sqlite":
        marks = ", ".join("?" * len(columns))
        connection.exec_driver_sql(
            f"INSERT INTO {table.name} ({listed}) VALUES ({marks})",  # noqa: S608
            list(rows),
        )
        return
    driver: Any = connection.connection.driver_connection
    errors: Any = connection.dialect.loaded_dbapi
    try:
        with driver.cursor().copy(f"COPY {table.name} ({listed}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
    except errors.Error as error:
        raise DatabaseError(f"COPY {table.name}", None, error) from error


def insert_new(connection: Connection, table: Table, rows: list[Row]) -> None:
    """Insert those rows whose key is not there yet."""
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    connection.execute(dialect.insert(table).on_conflict_do_nothing(), rows)
