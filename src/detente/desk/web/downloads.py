"""Lists as files: written while they are sent, so that a million rows need no memory."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from threading import Thread
from typing import TextIO

from fastapi import HTTPException, Request, Response
from fastapi.responses import StreamingResponse

from detente.desk.export import (
    MissingExtraError,
    Selection,
    Written,
    write_csv,
    write_jsonl,
    write_parquet,
)
from detente.desk.web.answering import headers_of, is_known, tag
from detente.desk.web.desk import Desk
from detente.desk.web.filters import Format

_CHUNK = 1 << 16  # bytes
MEDIA = {
    "csv": "text/csv; charset=utf-8",
    "jsonl": "application/x-ndjson",
    "parquet": "application/vnd.apache.parquet",
}
_WRITERS: dict[str, Callable[[Selection, TextIO], Written]] = {
    "csv": write_csv,
    "jsonl": write_jsonl,
    "parquet": write_parquet,
}


def download(
    request: Request, desk: Desk, selection: Selection, format: Format, name: str  # noqa: A002
) -> Response:  # fmt: skip
    """Send items as a file.

    Arguments:
        request: what was asked for; its address names it whole.
        desk: of which record.
        selection: the items.
        format: the kind of file.
        name: of the file, without its ending.

    Raises:
        HTTPException: what writes Parquet is not installed (501).

    """
    if format == "parquet" and find_spec("pyarrow") is None:
        raise HTTPException(501, str(MissingExtraError("pyarrow", "export")))
    own = tag(request, desk.state())
    headers = headers_of(own)
    if is_known(request, own):
        return Response(status_code=304, headers=headers)
    file = f"{re.sub(r'[^A-Za-z0-9]+', '-', name).strip('-')}.{format}"
    headers["Content-Disposition"] = f'attachment; filename="{file}"'
    write = _WRITERS[format]
    chunks = _written(lambda out: write(selection, out))
    return StreamingResponse(chunks, media_type=MEDIA[format], headers=headers)


def _written(write: Callable[[TextIO], object]) -> Iterator[bytes]:
    """What is written, as it is: a thread writes into a pipe that this reads from."""
    reading, writing = os.pipe()
    failed: list[Exception] = []

    def run() -> None:
        try:
            with open(writing, "w", encoding="utf-8", newline="") as out:  # noqa: PTH123
                write(out)
        except BrokenPipeError:
            return  # who asked has gone
        except Exception as error:  # told where the file is read
            failed.append(error)

    writer = Thread(target=run, name="download", daemon=True)
    with open(reading, "rb") as told:  # noqa: PTH123
        writer.start()
        while chunk := told.read(_CHUNK):
            yield chunk
    writer.join()
    if failed:  # the connection breaks off, so that half a file is not taken for the whole
        raise failed[0]
