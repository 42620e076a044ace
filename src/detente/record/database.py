"""A record's database: opened, brought to the newest schema, backed up.

SQLite keeps a write-ahead log, so that readers never wait for a writer. A writer asks for a lock
when its transaction begins, in either database, so that two of them take turns and neither fails
half-way.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

from sqlalchemy import (
    Connection,
    Engine,
    Select,
    create_engine,
    event,
    inspect,
    make_url,
    text,
)
from sqlalchemy.exc import ArgumentError, DatabaseError, NoSuchModuleError, OperationalError

from detente.record import schema
from detente.record.error import RecordError

_WAIT = 60  # seconds that a writer waits for another
_READING, _WRITING = 16_384, 65_536  # KiB of a database that a connection keeps
_CONNECT = 10  # seconds that a server may take to answer at all
_WRITES = {"writes": True}
_LOCK = 0xDE7E27E  # PostgreSQL's lock that one writer at a time holds
_MIGRATIONS = Path(__file__).parent / "migrations"
_PREFIXES = ("sqlite:", "postgresql:", "postgresql+")


def shown(url: str) -> str:
    """A record's address without its password."""
    try:
        return make_url(url).render_as_string(hide_password=True)
    except ArgumentError:
        return url  # a path


def open_engine(url: str) -> Engine:
    """Connect to a record and bring its tables to the newest schema.

    Arguments:
        url: a path, `sqlite:///path`, `:memory:`, or `postgresql://…`.

    Returns:
        The engine; a record that was not there is made.

    Raises:
        RecordError: it cannot be opened, is no record, or was written by a newer Détente.

    """
    engine = _engine(url)
    try:
        _migrate(engine, url)
    except (OperationalError, DatabaseError) as error:
        engine.dispose()
        raise refusal(shown(url), error) from error
    return engine


def _engine(url: str) -> Engine:
    try:
        parsed = make_url(url if url.startswith(_PREFIXES) else f"sqlite:///{_path(url)}")
        if parsed.get_backend_name() == "postgresql":
            # A connection that the server has closed meanwhile is opened anew before it is used.
            server = {"connect_timeout": _CONNECT, **parsed.query}
            return create_engine(
                parsed.set(drivername="postgresql+psycopg"), pool_pre_ping=True,
                hide_parameters=True, connect_args=server,
            )  # fmt: skip
    except ArgumentError:
        wrong = "this is no address of a database"
        raise RecordError(url, wrong, "give a file or postgresql://user@host/name") from None
    except (ImportError, NoSuchModuleError):
        wrong = "PostgreSQL needs a driver that is not installed"
        raise RecordError(shown(url), wrong, "pip install 'detente[postgres]'") from None
    if parsed.database and not parsed.database.startswith((":memory:", "file:")):
        _make_private(Path(parsed.database))
    engine = create_engine(  # what is asked for may be an article's words: no error shows it
        parsed, connect_args={"timeout": _WAIT, "check_same_thread": False}, hide_parameters=True
    )
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _path(url: str) -> str:
    if url in {":memory:", ""}:
        return ":memory:"
    path = Path(url).expanduser()
    if path.is_dir():
        raise RecordError(url, "it is a folder", "give the file to keep the record in")
    if not path.parent.is_dir():
        raise RecordError(url, f"there is no folder {path.parent}", "make it, or check the path")
    return str(path)


def _make_private(path: Path) -> None:
    """Make a file that is not there yet, for its owner alone: who may use the desk is in it."""
    with suppress(OSError):  # it is there, or whoever opens it will tell why it cannot be
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))


def _prepare(connection: sqlite3.Connection, _record: Any) -> None:
    connection.isolation_level = None  # transactions begin where `_begin` says so
    # SQLite's own knows no letters but English ones.
    connection.create_function("lower", 1, lambda text: text and text.lower(), deterministic=True)
    cursor = connection.cursor()
    for pragma in ("foreign_keys=ON", "synchronous=NORMAL"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes")
    # Each of many readers has a cache of its own; a writer of many rows needs a larger one.
    connection.exec_driver_sql(f"PRAGMA cache_size=-{_WRITING if writes else _READING}")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction that writes: all of it is kept, or none."""
    with engine.connect().execution_options(**_WRITES) as connection, connection.begin():
        if engine.dialect.name == "postgresql":
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")
        yield connection


def all_rows(connection: Connection, query: Select[Any]) -> list[Any]:
    """Every row of a query as plain tuples: to make each SQLite's SQLAlchemy's takes as long again.

    What is JSON comes as the database has it.
    """
    result: Any = connection.execute(query)
    rows = result.cursor.fetchall() if connection.dialect.name == "sqlite" else result.all()
    return list(rows)


def _migrate(engine: Engine, url: str) -> None:
    """Run what migrations are missing, all in one transaction with the number they lead to."""
    at = _version(engine, url)
    if at == schema.VERSION:
        return
    if at is not None and at > schema.VERSION:
        wrong = f"it was written by a newer Détente (schema {at})"
        raise RecordError(shown(url), wrong, "update detente")
    from alembic import command  # noqa: PLC0415  (slow to load, and seldom needed)
    from alembic.config import Config  # noqa: PLC0415

    if engine.dialect.name == "sqlite":
        _keep_a_log(engine)
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    with writing(engine) as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def _version(engine: Engine, url: str) -> str | None:
    """The schema that a record has; None where it is to be made."""
    with engine.connect() as connection:
        tables = inspect(connection).get_table_names()
        if "alembic_version" not in tables:
            if tables and engine.dialect.name == "sqlite":
                raise RecordError(
                    shown(url), "it is a database, but no record", "give another file"
                )
            return None
        found: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
        return found


def _keep_a_log(engine: Engine) -> None:
    """Switch SQLite to its write-ahead log, which stays with the file."""
    with engine.connect() as connection:
        driver: Any = connection.connection.driver_connection
        if driver.in_transaction:
            driver.execute("ROLLBACK")
        driver.execute("PRAGMA journal_mode=WAL")


def refusal(url: str, error: DatabaseError) -> RecordError:
    """What a person is told of a database's error."""
    said = str(error.orig).strip().splitlines()[0] if error.orig else str(error)
    if "not a database" in said:
        return RecordError(url, "it is no database", "give another file; nothing was written")
    if "malformed" in said or "corrupt" in said:
        return RecordError(url, "the file is damaged", "restore it from a backup")
    if "unable to open" in said or "readonly" in said:
        return RecordError(url, "it cannot be opened for writing", "check its permissions")
    if "locked" in said:
        return RecordError(url, "another program is writing to it", "try again when it is done")
    if "full" in said:
        return RecordError(url, "the disk is full", "make room; what was recorded is safe")
    return RecordError(url, said, "check the address and that the server runs")


def backup(engine: Engine, target: Path) -> None:
    """Copy a record in SQLite to another file while it is being written.

    Raises:
        RecordError: the record is not in SQLite, or the target exists.

    """
    if engine.dialect.name != "sqlite":
        url = engine.url.render_as_string(hide_password=True)
        raise RecordError(url, "it is in PostgreSQL", "back it up with pg_dump")
    if target.exists():
        raise RecordError(str(target), "the file exists", "give another name")
    _make_private(target)
    try:
        with engine.connect() as connection, closing(sqlite3.connect(target)) as copy:
            driver: Any = connection.connection.driver_connection
            driver.backup(copy)
    except sqlite3.Error as error:
        raise RecordError(str(target), f"it cannot be written ({error})", "check it") from None
