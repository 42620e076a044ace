"""The interface for programs: described whole, true to its description, and never failing."""

import pytest
from hypothesis import HealthCheck, given, settings

from detente.assessment import Record
from detente.desk.accounts import By, add_account, find_account, make_token
from detente.desk.web import Settings, create_app

schemathesis = pytest.importorskip("schemathesis")
from schemathesis.checks import not_a_server_error  # noqa: E402
from schemathesis.specs.openapi.checks import (  # noqa: E402
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

CHECKS = [
    content_type_conformance,
    not_a_server_error,
    response_schema_conformance,
    status_code_conformance,
]


SLOW = {"POST /api/v1/read"}  # the reading model reads each text


@pytest.fixture(scope="module")
def served(tmp_path_factory, reports):
    """The interface of a record that is its own, and what an editor's program sends."""
    path = str(tmp_path_factory.mktemp("api") / "desk.db")
    by = By("test", "command")
    with Record(path) as record:
        record.add(*reports)
        record.settle()
        add_account(record, "ed", "a long enough password", "editor", by)
        _, token = make_token(record, find_account(record, "ed"), "tests", "write", 9, by)
    return create_app(Settings(path)), {
        "Host": "127.0.0.1:8000",
        "Authorization": f"Bearer {token}",
    }


def test_every_operation_answers_as_it_is_described(served):
    app, headers = served
    schema = schemathesis.openapi.from_asgi("/api/v1/openapi.json", app, headers=headers)
    operations = [found.ok() for found in schema.get_all_operations()]
    assert operations
    for operation in operations:

        @given(case=operation.as_strategy())
        @settings(
            max_examples=1 if operation.label in SLOW else 10, derandomize=True, database=None,
            deadline=None, suppress_health_check=list(HealthCheck),
        )  # fmt: skip
        def answers(case):
            case.call_and_validate(checks=CHECKS, headers=headers)

        answers()


def test_everything_is_told_of(client):
    told = client.get("/api/v1/openapi.json").json()
    tags = {tag["name"] for tag in told["tags"]}
    for path, item in told["paths"].items():
        for method, operation in item.items():
            where = f"{method} {path}"
            assert operation.get("summary"), where
            assert operation.get("description"), where
            assert set(operation["tags"]) <= tags, where
            for one in operation.get("parameters", ()):
                said = one.get("description") or one["schema"].get("description")
                assert said, f"{where}: {one['name']}"


def test_a_person_can_read_it(client):
    page = client.get("/api/v1/docs").text
    for path in client.get("/api/v1/openapi.json").json()["paths"]:
        assert path in page
    assert "style=" not in page
    assert "<script>" not in page
