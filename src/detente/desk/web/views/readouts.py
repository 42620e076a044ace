"""The sides' accounts of a contact, set side by side."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from fastapi import HTTPException

from detente.desk.export.extra import MissingExtraError, needing
from detente.desk.formats import comparepage
from detente.desk.web.desk import Desk
from detente.desk.web.views.contact import title

if TYPE_CHECKING:
    from detente.assessment import Comparison


def readouts(desk: Desk, contact: str) -> dict[str, Any]:
    """Gather the accounts of a contact for their page; arguments and errors as below."""
    row = desk.record.contact(contact)
    shown = comparepage.shown(_compared(desk, contact))
    return {"title": title(row), "id": row["id"], "why": False, "live": True, **shown}


def comparison_told(desk: Desk, contact: str) -> dict[str, Any]:
    """Gather the accounts of a contact for a program.

    Arguments:
        desk: of which record.
        contact: its id.

    Raises:
        RecordError: there is no such contact.
        HTTPException: what compares them is not installed (501), or damaged (503).

    """
    left_out = {"shared": {"__all__": {"reasons"}}}
    told: dict[str, Any] = _compared(desk, contact).model_dump(by_alias=True, exclude=left_out)
    return told


def _compared(desk: Desk, contact: str) -> Comparison:
    with _told_plainly(), needing("scipy", extra="assess"):
        return desk.record.compare(contact)


@contextmanager
def _told_plainly() -> Iterator[None]:
    from detente.language import ModelError  # noqa: PLC0415  (loads the runtime of the model)

    try:
        yield
    except MissingExtraError as error:
        raise HTTPException(501, str(error)) from None
    except ModelError as error:
        raise HTTPException(503, str(error)) from None
