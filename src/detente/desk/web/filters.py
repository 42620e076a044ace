"""What lists are asked for: filters, each checked, with what a program is told of it."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from detente.desk.web.cursors import Cursor
from detente.model import ContactStatus, Level, Mode, MoveStatus, MoveType
from detente.record import days_of

SOME, MOST = 50, 500  # items of a page
_SIDES = 8  # that a contact is asked for by
Format = Literal["json", "csv", "jsonl", "parquet"]


def _day(given: str) -> str:
    try:
        days_of(given)
    except ValueError:
        raise ValueError("this is no date: write it as 2021, 2021-03 or 2021-09-09") from None
    return given


def _plain(given: str) -> str:
    if "\0" in given or not given.strip():
        raise ValueError("there are no words in it")
    if any("\ud800" <= letter <= "\udfff" for letter in given):
        raise ValueError("there is half a character in it")
    return given.strip()


def sides(given: str | None) -> list[str]:
    """The sides that a filter names."""
    return [side.strip() for side in (given or "").split(",") if side.strip()]


def _at_most(most: int) -> AfterValidator:
    def check(given: str) -> str:
        if "\0" in given or not 0 < len(sides(given)) <= most:
            raise ValueError(f"name one side{f' to {most}' if most > 1 else ''}, as CHN,USA")
        return given

    return AfterValidator(check)


_OF_SIDES = "Codes or names of sides, with commas between them: `CHN,USA`."
Words = Annotated[str, AfterValidator(_plain), Field(max_length=200)]
Day = Annotated[str, AfterValidator(_day), Field(max_length=10, examples=["2021", "2021-03"])]
Side = Annotated[str, Field(max_length=300, examples=["CHN,USA"])]


class Asked(BaseModel):
    """What every list is asked for."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    limit: Annotated[int, Field(ge=1, le=MOST)] | None = Field(
        default=None, description=f"How many items at most; {SOME} by default, of a file all."
    )
    after: Cursor = None
    format: Format = Field(
        default="json", description="`json` for a page; the others give all items as a file."
    )

    @property
    def page(self) -> int:
        """How many items a page has."""
        return self.limit or SOME


class _Dated(Asked):
    since: Day | None = Field(default=None, description="From this day, month or year on.")
    until: Day | None = Field(default=None, description="Up to this day, month or year.")
    outlet: Words | None = Field(
        default=None, description="Told by this outlet; a part of its name will do."
    )


class ContactsAsked(_Dated):
    """Which contacts."""

    parties: Annotated[Side, _at_most(_SIDES)] | None = Field(
        default=None, description=f"In which all of these took part. {_OF_SIDES}"
    )
    level: Level | None = Field(default=None, description="The level.")
    mode: Mode | None = Field(default=None, description="The mode.")
    status: ContactStatus | None = Field(default=None, description="The status.")
    person: Words | None = Field(
        default=None, description="In which somebody of this name took part; a part will do."
    )


class MovesAsked(_Dated):
    """Which moves."""

    parties: Annotated[Side, _at_most(2)] | None = Field(
        default=None, description=f"Of this side, or of two toward each other. {_OF_SIDES}"
    )
    type: MoveType | None = Field(default=None, description="One of PLOVER's sixteen types.")
    status: MoveStatus | None = Field(default=None, description="The status.")
    person: Words | None = Field(
        default=None, description="By or toward somebody of this name; a part will do."
    )


class StatementsAsked(_Dated):
    """Which statements."""

    parties: Annotated[Side, _at_most(_SIDES)] | None = Field(
        default=None, description=f"By speakers of any of these. {_OF_SIDES}"
    )
    speaker: Words | None = Field(
        default=None, description="By somebody of this name; a part will do."
    )


class DocumentsAsked(_Dated):
    """Which documents."""


class DyadsAsked(Asked):
    """Which dyads."""

    parties: Annotated[Side, _at_most(2)] | None = Field(
        default=None, description=f"Of which these are sides. {_OF_SIDES}"
    )


class ClaimsAsked(Asked):
    """Which claims."""

    parties: Annotated[Side, _at_most(_SIDES)] | None = Field(
        default=None, description=f"About contacts of all of these. {_OF_SIDES}"
    )
