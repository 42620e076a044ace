"""A text that was read and is not in the record yet, and what becomes of it when it is saved."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import BaseModel, Field

from detente.desk.accounts.audit import By, write
from detente.desk.accounts.transaction import changing
from detente.desk.web.desk import Desk
from detente.desk.web.readings import Readings
from detente.desk.web.viewer import Viewer
from detente.desk.web.views.report import Shown, show_report
from detente.model import Report
from detente.record import document_key
from detente.record.adding import add_report


@dataclass(frozen=True)
class Preview:
    """A text as it was read.

    Attributes:
        shown: its words and what they tell.
        warnings: what intake left out.
        known: its key, where it is in the record already.
        held: by which it can be saved, for who may.

    """

    shown: Shown
    warnings: list[str]
    known: str | None
    held: str | None


class Saved(BaseModel):
    """A text that is in the record now."""

    document: str = Field(description="Its key there.")
    new: bool = Field(description="Whether it was not there before.")
    report: Report


def preview(desk: Desk, readings: Readings, viewer: Viewer, report: Report) -> Preview:
    """Gather what is shown of a text before it is saved.

    Arguments:
        desk: of which record.
        readings: hold it for who may save it.
        viewer: who gave it.
        report: as it was read.

    """
    key = document_key(report.document)
    may = viewer.may_write and viewer.name is not None
    return Preview(
        shown=show_report(report),
        warnings=report.document.warnings,
        known=key if desk.record.documents(key) else None,
        held=readings.hold(report, viewer.name or "") if may else None,
    )


def save(desk: Desk, viewer: Viewer, report: Report) -> Saved:
    """Save what was read, and log who did.

    Arguments:
        desk: of which record.
        viewer: who saves it.
        report: as it was read.

    Raises:
        RecordError: the record cannot be written to.

    """
    key = document_key(report.document)
    with changing(desk.record) as connection:
        new = add_report(connection, report, by=viewer.name)
        if new:
            by, detail = By(viewer.name, viewer.via), {"reader": report.reader}
            write(connection, by, "report added", key, detail)
    return Saved(document=key, new=new, report=report)
