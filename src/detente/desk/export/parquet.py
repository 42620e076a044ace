"""Parquet: typed columns, written some rows at a time."""

from __future__ import annotations

from typing import TextIO

import pyarrow as pa
from pyarrow import parquet

from detente.desk.export.columns import COLUMNS, Column
from detente.desk.export.selection import Kind, Selection, Written

ROWS_PER_GROUP = 10_000

_SPAN = pa.struct(
    [("document", pa.string()), ("start", pa.int64()), ("end", pa.int64()), ("text", pa.string())]
)
_PURPOSE = pa.struct([*_SPAN, ("by", pa.string())])
_PERSON = pa.struct([(name, pa.string()) for name in ("actor", "name", "kind", "party", "level")])
_TONE = pa.struct(
    [("word", pa.string()), ("by", pa.string()), ("quoted", pa.bool_()), ("document", pa.string())]
)
_TYPES = {
    "text": pa.string(),
    "texts": pa.list_(pa.string()),
    "day": pa.date32(),
    "whole": pa.int64(),
    "number": pa.float64(),
    "flag": pa.bool_(),
    "span": _SPAN,
    "spans": pa.list_(_SPAN),
    "people": pa.list_(_PERSON),
    "purposes": pa.list_(_PURPOSE),
    "tones": pa.list_(_TONE),
    "json": pa.string(),
}


def write(selection: Selection, out: TextIO) -> Written:
    """Write a file; each column says in its metadata what it holds.

    Arguments:
        selection: the items.
        out: a stream of text over bytes, which take the file.

    """
    written = Written()
    schema, columns = schema_of(selection.kind), COLUMNS[selection.kind]
    with parquet.ParquetWriter(out.buffer, schema, compression="zstd") as writer:
        for rows in selection.parts(ROWS_PER_GROUP):
            arrays = [_array(column, [column.value(row) for row in rows]) for column in columns]
            writer.write_table(pa.Table.from_arrays(arrays, schema=schema))
            written.items += len(rows)
    return written


def schema_of(kind: Kind) -> pa.Schema:
    """The columns' names and types, with what they hold."""
    return pa.schema(
        [
            pa.field(column.name, _TYPES[column.sort], metadata={"description": column.told})
            for column in COLUMNS[kind]
        ]
    )


def _array(column: Column, values: list[object]) -> pa.Array:
    return pa.array(values, type=_TYPES[column.sort])
