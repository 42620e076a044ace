"""What the interface for programs says of itself: `/api/v1/openapi.json`, and a page of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

Row = dict[str, Any]
ABOUT = """\
What states do with one another, by the reports and readouts of a record: every answer leads back \
to the words it came from.

**Who may read.** On the machine itself anybody; beyond it who sends a token, made at \
`/account`: `Authorization: Bearer detente_…`.

**Lists** give the newest first, in pages: `items`, and in `next` what to give as `after` for the \
page that follows (null at the end; the header `Link` has it too). Whatever came in meanwhile, \
nothing is given twice and nothing left out. `format=csv`, `jsonl` or `parquet` gives all of it as \
a file.

**Unchanged answers.** Each answer about the record has an `ETag`: sent back as `If-None-Match` it \
brings 304 and nothing else until something is added or judged.

**What goes wrong** is told as `application/problem+json` (RFC 9457), in one line: `detail`.
"""
TAGS = [
    {"name": "home", "description": "What has changed."},
    {"name": "search", "description": "Whatever words may mean; saved searches."},
    {"name": "lists", "description": "The record's contacts, moves, statements and more."},
    {"name": "dyads", "description": "Two sides: channels, stalls, tension, charts."},
    {"name": "contacts", "description": "One contact: who says what of it, accounts compared."},
    {"name": "reports", "description": "What was read, as it was read; reading a text."},
    {"name": "actors and outlets", "description": "Who took part and said what; who told it."},
    {"name": "judgements", "description": "What people judge of the record."},
    {"name": "alerts", "description": "What was told of on its own."},
    {"name": "account", "description": "Who asks, and what was done."},
]
_METHODS = ("get", "put", "post", "delete", "patch")
_PROBLEM = {
    "type": "object",
    "title": "Problem",
    "description": "What went wrong (RFC 9457).",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string", "examples": ["about:blank"]},
        "title": {"type": "string", "examples": ["Unprocessable Entity"]},
        "status": {"type": "integer", "examples": [422]},
        "detail": {
            "type": "string",
            "description": "What is wrong, where, and what to do, in one line.",
            "examples": ["query.since: this is no date: write it as 2021, 2021-03 or 2021-09-09"],
        },
    },
}
_WRONG = {
    "description": "What went wrong.",
    "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
}


def describe(app: FastAPI) -> None:
    """Have an application describe itself so."""

    def openapi() -> Row:
        if app.openapi_schema is None:
            app.openapi_schema = _described(app)
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]


def operations(described: Row) -> Iterator[tuple[str, str, Row]]:
    """Each operation: its method, its path, and what is told of it."""
    for path, item in described["paths"].items():
        for method in _METHODS:
            if method in item:
                yield method, path, item[method]


def _described(app: FastAPI) -> Row:
    told = get_openapi(
        title=app.title, version=app.version, description=ABOUT, routes=app.routes,
        license_info={"name": "Apache-2.0", "identifier": "Apache-2.0"},
    )  # fmt: skip
    used = {tag for _, _, operation in operations(told) for tag in operation.get("tags", ())}
    told["tags"] = [tag for tag in TAGS if tag["name"] in used]
    schemas = told.setdefault("components", {}).setdefault("schemas", {})
    schemas["Problem"] = _PROBLEM
    for name in ("HTTPValidationError", "ValidationError"):
        schemas.pop(name, None)
    _without_zones(schemas)
    for _, _, operation in operations(told):
        operation["responses"] = {
            status: answer
            for status, answer in operation["responses"].items()
            if not _is_theirs(answer)
        }
        operation["responses"]["4XX"] = _WRONG
    told["components"]["securitySchemes"] = {
        "token": {"type": "http", "scheme": "bearer", "description": "A token of an account."}
    }
    told["security"] = [{}, {"token": []}]
    return told


def _without_zones(part: Any) -> None:
    """A moment of a report may have no zone, as JSON Schema's `date-time` would have."""
    for one in part.values() if isinstance(part, dict) else part:
        if isinstance(one, dict) and one.get("format") == "date-time":
            del one["format"]
            one.setdefault("description", "ISO 8601, with the zone where it is known.")
        if isinstance(one, dict | list):
            _without_zones(one)


def _is_theirs(answer: Row) -> bool:
    """Whether this is how the framework by itself would tell a wrong question."""
    schema = answer.get("content", {}).get("application/json", {}).get("schema", {})
    return str(schema.get("$ref", "")).endswith("/HTTPValidationError")
