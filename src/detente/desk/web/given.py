"""A text that somebody gives to be read: pasted, uploaded, or at an address."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from fastapi import HTTPException, Request
from pydantic import BaseModel, ConfigDict, Field, JsonValue, ValidationError
from starlette.datastructures import UploadFile

from detente.intake import Item, UnreadableError, from_html, from_text
from detente.intake.dates import UndatedError, read_date
from detente.intake.decode import decode
from detente.intake.markup import declared_charset, is_html
from detente.model import Document

MOST_BYTES = 2_000_000  # of a text, a page or a file
MOST_CHARACTERS = 100_000  # of the article in it: readings take their time
FORMS = ("multipart/form-data", "application/x-www-form-urlencoded")
_TEXTS = ("text", "html")
_REMEDY = "give one article at a time"
_TOO_LARGE = f"this is over {MOST_BYTES // 1_000_000} MB; {_REMEDY}"
_TOO_LONG = f"it is over {MOST_CHARACTERS:,} characters"
_UNKNOWN = "sign in, or send a token, to have an address fetched; or give the text itself"
_EXAMPLE: dict[str, JsonValue] = {
    "text": "Greek Prime Minister Kyriakos Mitsotakis telephoned Turkish President Recep Tayyip "
    "Erdogan on Thursday, Athens said.",
    "published": "2024-03-15",
    "outlet": "Harbour Gazette",
    "title": "Athens calls Ankara",
}


class Given(BaseModel):
    """A text to be read, and what is known of it; that goes before what the text says of itself."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"example": _EXAMPLE})

    text: str | None = Field(default=None, description="The article; it may have header lines.")
    html: str | None = Field(default=None, description="Or the page that it stands on.")
    url: str | None = Field(
        default=None, max_length=2000,
        description="Its address. Without a text or a page, what is there is fetched.",
    )  # fmt: skip
    published: str | None = Field(
        default=None, max_length=100,
        description="When it was published, as 2024-03-15 or 2024-03-15T09:30+02:00.",
    )  # fmt: skip
    outlet: str | None = Field(default=None, max_length=200, description="Who published it.")
    title: str | None = Field(default=None, max_length=500, description="What it is called.")


@dataclass(frozen=True)
class Body:
    """The bytes of a text.

    Attributes:
        raw: they themselves.
        name: what a person calls them.
        charset: their encoding, where it is told.
        markup: whether they are told to be HTML.
        url: where they were fetched.

    """

    raw: bytes
    name: str
    charset: str | None = None
    markup: bool = False
    url: str | None = None


async def given_by(request: Request) -> tuple[Given, Body | None]:
    """Take what a request gives: a form, or JSON.

    Returns:
        What is given, and its bytes; None for these where they are still to be fetched.

    Raises:
        HTTPException: it is none of both (415), too large (413), not as it should be (422), or to
            be fetched for nobody who is known (401).

    """
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    given, body = await _given(request, kind)
    if body is None and not _may_fetch(request):
        raise HTTPException(401, _UNKNOWN)
    return given, body


async def _given(request: Request, kind: str) -> tuple[Given, Body | None]:
    if kind in FORMS:
        fields, file = await _form(request)
        return _checked(fields, file)
    if kind != "application/json":
        raise HTTPException(415, f"send JSON, or a form as {FORMS[0]}")
    try:
        return _checked(Given.model_validate_json(await request.body()).model_dump(), None)
    except ValidationError as error:
        raise HTTPException(422, _told(error)) from None


def _may_fetch(request: Request) -> bool:
    """Whether an address is fetched for who asks: strangers could have others' servers asked."""
    return request.state.viewer.name is not None or request.app.state.desk.settings.local


async def typed_in(request: Request) -> Given | None:
    """What was typed into a form, right or wrong, to be shown in it again; None without a form.

    Arguments:
        request: of which `given_by` has parsed the form.

    """
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind not in FORMS:
        return None
    form = await request.form()
    fields = {name: form.get(name) for name in Given.model_fields}
    return Given.model_construct(None, **{k: v for k, v in fields.items() if isinstance(v, str)})


def fetched(url: str) -> Body:
    """Fetch a page.

    Arguments:
        url: its address.

    Raises:
        UnreadableError: it cannot be fetched, or lies on no public address.

    """
    from detente.intake.fetch import fetch  # noqa: PLC0415  (httpx: slow to load)
    from detente.intake.load import HTML_KINDS  # noqa: PLC0415

    try:
        page = fetch(url, most=MOST_BYTES)
    except UnreadableError as error:
        if "no public address" in str(error):  # and which it is, is no business of a stranger
            wrong = "it leads to no public address, and only those are fetched"
            raise UnreadableError(url, wrong, "paste the article's text instead") from None
        raise
    return Body(page.body, url, page.charset, page.kind in HTML_KINDS, page.url)


def document_of(given: Given, body: Body) -> Document:
    """Make a document of what is given.

    Arguments:
        given: what is known of it.
        body: its bytes.

    Raises:
        UnreadableError: there is no readable English article in it, or it is too long.

    """
    text = decode(body.raw, body.name, body.charset or declared_charset(body.raw))
    page = body.markup or is_html(text)
    if not page:
        _require_length(text, body)  # before it is gone through
    if body.url:
        read = from_html if page else from_text
        document = read(text, published=given.published, url=body.url)
    else:
        item = Item(
            name=body.name, body=body.raw, charset=body.charset, markup=body.markup,
            url=given.url, title=given.title, outlet=given.outlet,
        )  # fmt: skip
        document = item.document(published=given.published)
    _require_length(document.text, body)
    known = {"title": given.title, "outlet": given.outlet}
    return document.model_copy(update={name: own for name, own in known.items() if own})


def _require_length(text: str, body: Body) -> None:
    if len(text) > MOST_CHARACTERS:
        raise UnreadableError(body.name, _TOO_LONG, f"{_REMEDY}, or use `detente read`")


async def _form(request: Request) -> tuple[dict[str, Any], Body | None]:
    form = await request.form(max_files=1, max_fields=20)
    fields = {name: form.get(name) for name in Given.model_fields}
    file = form.get("file")
    if not isinstance(file, UploadFile) or not file.filename:
        return fields, None
    raw = await file.read(MOST_BYTES + 1)
    if len(raw) > MOST_BYTES:
        raise HTTPException(413, _TOO_LARGE)
    return fields, Body(raw, file.filename)


def _checked(fields: dict[str, Any], file: Body | None) -> tuple[Given, Body | None]:
    try:
        given = Given.model_validate({name: _plain(name, value) for name, value in fields.items()})
        read_date(given.published)
    except ValidationError as error:
        raise HTTPException(422, _told(error)) from None
    except UndatedError as error:
        raise HTTPException(422, f"published: {error}") from None
    bodies = [file] if file else []
    if given.text:
        bodies.append(Body(given.text.encode(), "the text", "utf-8"))
    if given.html:
        bodies.append(Body(given.html.encode(), "the page", "utf-8", markup=True))
    if any(len(body.raw) > MOST_BYTES for body in bodies):
        raise HTTPException(413, _TOO_LARGE)
    if len(bodies) > 1:
        raise HTTPException(422, "give one of them: a text, or a file")
    if not bodies and given.url is None:
        raise HTTPException(422, "give a text, a file, or the address of a page")
    return given, bodies[0] if bodies else None


def _plain(name: str, value: Any) -> Any:
    """A field that can be written down, None if it is empty; intake itself judges a text."""
    if not isinstance(value, str):
        return value
    clean = value.encode("utf-8", "replace").decode()
    return (clean if name in _TEXTS else clean.replace("\0", "")).strip() or None


def _told(error: ValidationError) -> str:
    wrong = (f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in error.errors())
    return "; ".join(wrong)
