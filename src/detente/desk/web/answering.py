"""Answers that browsers and programs may keep: each carries an ETag of the record's state.

Invariant: the same question gets the same answer while nothing is added or judged, so that the tag
is known before the answer is worked out.
"""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Callable, Mapping
from functools import cache
from importlib.metadata import version
from typing import Any

from fastapi import Request, Response
from pydantic import BaseModel, TypeAdapter

from detente.desk.formats.page import templates
from detente.desk.web.desk import Desk, State
from detente.desk.web.kept import Answer
from detente.desk.web.viewer import Viewer

HTML = "text/html; charset=utf-8"
JSON = "application/json"
_ANY: TypeAdapter[Any] = TypeAdapter(Any)
_EFFORT = 5  # of 9: more takes longer and saves little
_REVALIDATE = "private, no-cache"


def answered(request: Request, desk: Desk, media: str, build: Callable[[], bytes]) -> Response:
    """Answer a question about the record: anew, from what is kept, or "as you have it" (304).

    Arguments:
        request: the question; its address names it whole.
        desk: of which record.
        media: the type of the answer.
        build: works the answer out.

    """
    own = tag(request, desk.state())

    def answer() -> Answer:
        zipped = gzip.compress(build(), _EFFORT, mtime=0)
        return Answer(media, zipped, request.scope.get("route"))

    if is_known(request, own):  # then it need not be worked out again
        return Response(status_code=304, headers=headers_of(own))
    return given(request, own, desk.answers.get(own, answer))


def given(request: Request, own: str, answer: Answer) -> Response:
    """Give out an answer that is kept.

    Arguments:
        request: who asks, and in which encoding they take it.
        own: the answer's tag.
        answer: what is kept.

    """
    headers = headers_of(own)
    if is_known(request, own):
        return Response(status_code=304, headers=headers)
    headers["Vary"] += ", Accept-Encoding"
    if "gzip" not in request.headers.get("accept-encoding", ""):
        return Response(gzip.decompress(answer.zipped), media_type=answer.media, headers=headers)
    headers["Content-Encoding"] = "gzip"
    return Response(answer.zipped, media_type=answer.media, headers=headers)


def body_of(answer: Response) -> bytes:
    """What `answered` answered, as it was built."""
    body = bytes(answer.body)
    return gzip.decompress(body) if answer.headers.get("content-encoding") == "gzip" else body


def tag(request: Request, state: State) -> str:
    """By what the answer to a question is known again, as long as the record is in a state."""
    # As it is routed: of an address put together with a host, what follows a `#` would be lost.
    own = request.scope["path"], request.scope["query_string"]
    asked = (*state, *own, _version())
    return f'W/"{_digest(*map(str, asked))}"'


def headers_of(own: str) -> dict[str, str]:
    """The headers of an answer with a tag."""
    return {"ETag": own, "Cache-Control": _REVALIDATE, "Vary": "Cookie, Authorization"}


def is_known(request: Request, own: str) -> bool:
    """Whether who asks says that they have the answer with this tag."""
    return own in request.headers.get("if-none-match", "")


def page(
    request: Request,
    desk: Desk,
    viewer: Viewer,
    template: str,
    view: Callable[[], Mapping[str, Any]],
) -> Response:
    """Answer with a page.

    Who is signed in sees forms of their own, so that theirs are kept nowhere.

    Arguments:
        request: the question.
        desk: of which record.
        viewer: who asks.
        template: its name in `templates/web`.
        view: gives what the template shows.

    """

    def build() -> bytes:
        return shown(request, desk, viewer, template, **view()).encode()

    if viewer.name is None:
        return answered(request, desk, HTML, build)
    return Response(build(), media_type=HTML, headers={"Cache-Control": "private, no-store"})


def shown(request: Request, desk: Desk, viewer: Viewer, template: str, /, **given: Any) -> str:
    """Fill a template of `templates/web`; each is given who looks, and at which address."""
    return templates().get_template(f"web/{template}").render(
        viewer=viewer, path=request.scope["path"], query=dict(request.query_params),
        address=desk.settings.address, **given,
    )  # fmt: skip


def told(request: Request, desk: Desk, build: Callable[[], Any]) -> Response:
    """Answer with JSON: a model, or what is made of lists, dictionaries and models."""
    return answered(request, desk, JSON, lambda: as_json(build()))


def as_json(what: Any) -> bytes:
    """A model, or what is made of lists, dictionaries and models, as JSON."""
    if isinstance(what, BaseModel):
        return what.model_dump_json(by_alias=True).encode()
    return _ANY.dump_json(what, by_alias=True)


def _digest(*parts: str) -> str:
    return hashlib.blake2b("\0".join(parts).encode(), digest_size=12).hexdigest()


@cache
def _version() -> str:
    return version("detente")
