"""The interface for programs, as a person reads it: each operation, what it takes and gives."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from fastapi import FastAPI

from detente.desk.web.openapi import TAGS, operations

Row = dict[str, Any]


def interface(app: FastAPI) -> Mapping[str, Any]:
    """Gather the operations by what they are about, and the schemas of what they give."""
    told = app.openapi()
    groups: dict[str, list[Row]] = {}
    for method, path, operation in operations(told):
        tag = operation.get("tags", ["others"])[0]
        groups.setdefault(tag, []).append(_operation(method, path, operation))
    about = {tag["name"]: tag["description"] for tag in TAGS}
    order = [*about, *sorted(groups.keys() - about.keys())]
    return {
        "groups": [(tag, about.get(tag, ""), groups[tag]) for tag in order if tag in groups],
        "paragraphs": told["info"]["description"].split("\n\n"),
        "schemas": sorted(_schemas(told)),
    }


def _operation(method: str, path: str, operation: Row) -> Row:
    return {
        "method": method.upper(), "path": path, "id": operation["operationId"],
        "summary": operation.get("summary", ""), "told": operation.get("description", ""),
        "parameters": [_parameter(one) for one in operation.get("parameters", ())],
        "body": [name for media in operation.get("requestBody", {}).get("content", {}).values()
                 if (name := _shape(media.get("schema", {})))],
        "answers": [_answer(status, one) for status, one in operation["responses"].items()
                    if status != "4XX"],
    }  # fmt: skip


def _parameter(one: Row) -> Row:
    schema = one["schema"]
    return {
        "name": one["name"], "required": one.get("required", False), "is": _shape(schema),
        "default": schema.get("default"),
        "told": one.get("description") or schema.get("description", ""),
    }  # fmt: skip


def _answer(status: str, one: Row) -> Row:
    shapes = (_shape(media.get("schema", {})) for media in one.get("content", {}).values())
    return {
        "status": status, "told": one.get("description", ""),
        "media": list(one.get("content", {})), "shape": next(filter(None, shapes), ""),
    }  # fmt: skip


def _schemas(told: Row) -> Iterator[tuple[str, str, list[Row]]]:
    for name, schema in told["components"]["schemas"].items():
        fields = [
            {"name": field, "is": _shape(one), "told": one.get("description", "")}
            for field, one in schema.get("properties", {}).items()
        ]
        yield name, schema.get("description", ""), fields


def _shape(schema: Row) -> str:
    """What a schema asks for, in a few words."""
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    if "enum" in schema or "const" in schema:
        return " | ".join(map(str, schema.get("enum", [schema.get("const")])))
    for several in ("anyOf", "oneOf", "allOf"):
        if several in schema:
            return " | ".join(dict.fromkeys(map(_shape, schema[several])))
    if schema.get("type") == "array":
        return f"list of {_shape(schema.get('items', {})) or 'anything'}"
    bounds = [f"{schema[key]}" for key in ("minimum", "maximum") if key in schema]
    of = f" ({' to '.join(bounds)})" if len(bounds) == 2 else ""
    return f"{schema.get('type', '')}{of}"
