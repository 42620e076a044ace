"""`detente compare`: two sides' accounts of one contact, side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from detente.desk.commands.complaints import complain
from detente.desk.commands.opening import DEFAULT, Db, opened
from detente.desk.commands.output import Output, format_of, in_one_of, one_of, writing
from detente.desk.export.extra import MissingExtraError, needing

if TYPE_CHECKING:
    from detente.assessment.readouts import Comparison

FORMATS = ("rich", "json", "html")
app = typer.Typer()


@app.command()
def compare(
    contact: Annotated[str, typer.Argument(metavar="ID", help="Of a contact or a mention of one.")],
    why: Annotated[bool, typer.Option("--why", help="Tell what weighed in each pair.")] = False,
    db: Db = DEFAULT,
    format: Annotated[str | None, in_one_of(FORMATS)] = None,  # noqa: A002
    output: Output = None,
) -> None:
    """Compare what two sides say of one contact: what both say, what only one, in which words."""
    chosen = one_of(FORMATS, format_of(format, output)) or "json"
    with opened(db) as record:
        from detente.assessment.readouts import compare as compared  # noqa: PLC0415  (slow to load)

        try:
            with needing("scipy", extra="assess"):
                comparison = compared(record, contact)
        except MissingExtraError as error:
            complain(str(error))
            raise typer.Exit(1) from None
    with writing(output) as out:
        _write(comparison, out, chosen, why=why)


def _write(comparison: Comparison, out: TextIO, format_: str, *, why: bool) -> None:
    from detente.desk.formats import comparepage, compareview, jsontext  # noqa: PLC0415  (slow)

    if format_ == "rich":
        compareview.write(comparison, out, why=why)
    elif format_ == "html":
        comparepage.write(comparison, out, why=why)
    else:
        left_out = None if why else {"shared": {"__all__": {"reasons"}}}
        row = comparison.model_dump(mode="json", by_alias=True, exclude=left_out)
        jsontext.write_one([row], out)
