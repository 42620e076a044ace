"""Answers that change without the record: their ETag is made of what they say."""

from __future__ import annotations

import hashlib

from fastapi import Request, Response

from detente.desk.web.answering import headers_of, is_known


def tagged(request: Request, body: bytes, media: str) -> Response:
    """Answer, or say that it is as the asker has it (304).

    Arguments:
        request: the question.
        body: the answer.
        media: its type.

    """
    own = f'W/"{hashlib.blake2b(body, digest_size=12).hexdigest()}"'
    if is_known(request, own):
        return Response(status_code=304, headers=headers_of(own))
    return Response(body, media_type=media, headers=headers_of(own))
