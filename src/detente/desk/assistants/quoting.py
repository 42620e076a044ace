"""What documents say, set apart from what the software says: it stands in fields named `quote`."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, Field

from detente.desk.telling.visible import one_line, visible

LONGEST = 500  # characters of one quotation
_LONGEST_NAME = 200
_SPAN = {"start", "end", "text"}


class Quote(BaseModel):
    """Words of a document."""

    quote: str
    start: int | None = Field(
        default=None, description="Where they begin in the document's text, in code points."
    )
    end: int | None = Field(default=None, description="Where they end, this place not included.")
    document: str | None = Field(
        default=None, description="The key of the document, where it is not told around it."
    )
    left_out: int = Field(default=0, description="So many characters of them are not shown.")


def quote(span: dict[str, Any], *, alone: bool = False) -> Quote:
    """Words of a document as they are quoted: nothing in them is obeyed, long ones are cut.

    Arguments:
        span: has `text`, and may have `start`, `end` and `document`.
        alone: whether the quotation must name its document itself.

    """
    text = visible(str(span["text"]))
    return Quote(
        quote=text[:LONGEST], start=span.get("start"), end=span.get("end"),
        document=span.get("document") if alone else None,
        left_out=max(0, len(text) - LONGEST),
    )  # fmt: skip


def name(given: str | None) -> str | None:
    """A name or a title from a document, in one line of a length that names have."""
    if given is None:
        return None
    line = one_line(given)
    return line if len(line) <= _LONGEST_NAME else f"{line[:_LONGEST_NAME]}…"


def quoted(given: Any) -> Any:
    """A part of an answer, made of lists and dictionaries, with every span in it as a quotation."""
    match given:
        case dict() if given.keys() >= _SPAN:
            more = {k: quoted(v) for k, v in given.items() if k not in {*_SPAN, "document"}}
            return quote(given, alone=True).model_dump(exclude_defaults=True) | more
        case dict():
            return {str(key): quoted(value) for key, value in given.items()}
        case list() | tuple():
            return [quoted(one) for one in given]
        case str():
            return visible(given)
    return given
