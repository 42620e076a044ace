"""Cursors: where a page of a list ended, so that the next goes on from there.

Nobody need know what is in one; it is the id of the page's last item.
"""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error
from collections.abc import Callable, Iterable
from itertools import islice
from typing import Annotated, Any

from pydantic import AfterValidator, Field

_LONGEST = 500
Row = dict[str, Any]


def cursor(last: str) -> str:
    """The cursor after an item, by its id."""
    return urlsafe_b64encode(last.encode()).decode().rstrip("=")


def place(given: str) -> str:
    """The id of the item that a cursor stands after.

    Raises:
        ValueError: it is no cursor.

    """
    try:
        found = urlsafe_b64decode(given + "=" * (-len(given) % 4)).decode()
    except (Error, ValueError):
        found = ""
    if not found or cursor(found) != given or "\0" in found:
        raise ValueError("this is no cursor; take that which the page before gives as `next`")
    return found


Cursor = Annotated[
    str | None,
    AfterValidator(lambda given: None if given is None else place(given)),
    Field(
        max_length=_LONGEST,
        description="The items after this place: `next` of the page before.",
    ),
]  # fmt: skip


def part(rows: Iterable[Row], limit: int, name: Callable[[Row], str]) -> Row:
    """As many rows as are wanted, and the cursor after them if there are more.

    Arguments:
        rows: at least one more than is wanted, if there are.
        limit: how many are wanted.
        name: the id of a row.

    """
    found = list(islice(rows, limit + 1))
    items = found[:limit]
    return {"items": items, "next": cursor(name(items[-1])) if len(found) > limit else None}
