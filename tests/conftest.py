"""Records to test with, in SQLite and, where there is one, in PostgreSQL."""

import os
from uuid import uuid4

import pytest
from sqlalchemy import create_engine, text

from detente.record import Record

POSTGRESQL = os.environ.get("DETENTE_TEST_POSTGRESQL")  # postgresql://user:password@host


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request, tmp_path):
    if request.param == "sqlite":
        yield str(tmp_path / "record.db")
        return
    if not POSTGRESQL:
        pytest.skip("DETENTE_TEST_POSTGRESQL names no server")
    name = f"detente_{uuid4().hex}"
    address = POSTGRESQL.replace("postgresql:", "postgresql+psycopg:")
    server = create_engine(f"{address}/postgres", isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    yield f"{POSTGRESQL}/{name}"
    with server.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    server.dispose()


@pytest.fixture
def record(url):
    with Record(url) as opened:
        yield opened
