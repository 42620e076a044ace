"""Answers of one person or one moment, which nobody keeps."""

from __future__ import annotations

from collections.abc import Mapping

from fastapi import Response

from detente.desk.web.answering import HTML

NOBODY_KEEPS = {"Cache-Control": "private, no-store"}


def private(
    told: str | bytes,
    status: int = 200,
    headers: Mapping[str, str] | None = None,
    media: str = HTML,
) -> Response:
    """Answer so that neither a browser nor a proxy keeps it.

    Arguments:
        told: the answer.
        status: of HTTP.
        headers: beside that which says so.
        media: its type.

    """
    return Response(told, status, NOBODY_KEEPS | dict(headers or {}), media)
