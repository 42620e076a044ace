"""A record of a few reports, and a browser-like client of the desk that serves it."""

from pathlib import Path
from shutil import copyfile

import pytest
from fastapi.testclient import TestClient

import detente
from detente.assessment import Record
from detente.desk.web import Settings, create_app

EXAMPLES = Path(__file__).parents[3] / "examples"


@pytest.fixture(scope="session")
def reports():
    """The bundled examples, read once."""
    return [detente.read(path) for path in sorted(EXAMPLES.glob("*.txt"))]


@pytest.fixture(scope="session")
def filled(tmp_path_factory, reports):
    """The file of a record of the examples."""
    path = tmp_path_factory.mktemp("filled") / "desk.db"
    with Record(str(path)) as record:
        record.add(*reports)
        record.settle()
    return path


@pytest.fixture
def db(tmp_path, filled):
    """The address of a record of the examples, each test its own."""
    return str(copyfile(filled, tmp_path / "desk.db"))


@pytest.fixture
def client(db):
    """A client on this machine; it follows no redirects."""
    app = create_app(Settings(db))
    here = ("127.0.0.1", 50_000)
    with TestClient(
        app, base_url="http://127.0.0.1:8000", client=here, follow_redirects=False
    ) as opened:
        yield opened
