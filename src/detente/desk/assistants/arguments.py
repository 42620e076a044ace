"""What a tool may be asked, as types: what is wrong is told before the record is looked at."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Annotated

import typer
from pydantic import AfterValidator, Field

from detente.desk.commands.choices import check_day, check_moment

LONGEST_TEXT = 100_000  # characters that are read at once


def _checked(check: Callable[[str | None], str | None]) -> Callable[[str], str]:
    """What the command line checks, checked here in the same words."""

    def checked(given: str) -> str:
        try:
            check(given)
        except typer.BadParameter as error:
            raise ValueError(error.message) from None
        return given

    return checked


def _text(given: str) -> str:
    if "\0" in given:
        raise ValueError("it has a NUL character; leave it out")
    return given


_Words = Annotated[str, Field(max_length=200), AfterValidator(_text)]
Day = Annotated[str, Field(max_length=40), AfterValidator(_checked(check_day))]

Side = Annotated[
    _Words, Field(description="A side by its code (USA, CHN, EU, UN) or its name (Japan).")
]
Sides = Annotated[
    Sequence[_Words],
    Field(
        max_length=8,
        description="Sides that all took part, by code (USA, CHN, EU, UN) or name (Japan); empty "
        "for all.",
    ),
]
OneOrTwo = Annotated[
    Sequence[_Words],
    Field(
        max_length=2,
        description="One side, or two for what they did to one another; empty for all.",
    ),
]
Since = Annotated[
    Day | None, Field(description="From this day, month or year on: 2021, 2021-03, 2021-09-09.")
]
Until = Annotated[Day | None, Field(description="Up to this day, month or year, and it as well.")]
On = Annotated[
    Day | None,
    Field(description="As known on this day; by default the last that the record tells of."),
]
Person = Annotated[
    _Words | None, Field(description="With this person; a part of the name will do.")
]
Speaker = Annotated[
    _Words | None, Field(description="Said by this person or body; a part of the name will do.")
]
Outlet = Annotated[
    _Words | None, Field(description="Told by this outlet; a part of its name will do.")
]
Words = Annotated[
    str,
    Field(
        min_length=1, max_length=500, description="All must be there; in double quotes as a phrase."
    ),
    AfterValidator(_text),
]
Id = Annotated[
    str,
    Field(min_length=1, max_length=200, description="The id of a contact, or of a mention of one."),
    AfterValidator(_text),
]
After = Annotated[
    _Words | None,
    Field(description="The id of the last item seen: those that follow it are given."),
]
Limit = Annotated[int, Field(ge=1, le=50, description="How many at most.")]
Skip = Annotated[int, Field(ge=0, le=10**6, description="So many of the first are left out.")]
Days = Annotated[int, Field(ge=1, le=36_500, description="Within so many last days.")]
Text = Annotated[
    str,
    Field(
        min_length=1,
        max_length=LONGEST_TEXT,
        description="The text itself, in English; no path and no address.",
    ),
    AfterValidator(_text),
]
_Moment = Annotated[str, Field(max_length=40), AfterValidator(_checked(check_moment))]
Published = Annotated[
    _Moment | None,
    Field(description="When it was published, as 2021-09-10: `on Thursday` is counted from it."),
]
