"""Options whose values are checked: the codebook's words, dates and sides."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Annotated, get_args

import typer

from detente.desk.commands.complaints import complain

_PREFIX = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?", re.ASCII)
_MOST = 10**9  # databases count only so far
Check = Callable[[str | None], str | None]


def _word(kind: str) -> Check:
    """Return a check that takes one of the codebook's words of a kind, in any case."""

    def check(given: str | None) -> str | None:
        if given is None:
            return None
        from detente import model  # noqa: PLC0415  (loads pydantic)

        words = get_args(getattr(model, kind))
        found = next((word for word in words if word.lower() == given.strip().lower()), None)
        if found is None:
            raise typer.BadParameter(f"{given!r} is none: use one of {', '.join(words)}")
        return str(found)

    return check


check_level = _word("Level")
check_mode = _word("Mode")
check_status = _word("ContactStatus")
check_outcome = _word("Outcome")
check_type = _word("MoveType")


def check_day(given: str | None) -> str | None:
    """Let only a prefix date through: 2021, 2021-03 or 2021-09-09."""
    if given is not None and not _is_prefix(given):
        raise typer.BadParameter(f"{given!r} is no date: write it as 2021, 2021-03 or 2021-09-09")
    return given


def _is_prefix(given: str) -> bool:
    if not _PREFIX.fullmatch(given):
        return False
    try:
        date.fromisoformat(given + "-01" * (2 - given.count("-")))
    except ValueError:
        return False
    return True


def check_moment(given: str | None) -> str | None:
    """Let only a day or a moment through."""
    if given is not None:
        try:
            datetime.fromisoformat(given)
        except ValueError:
            wrong = f"{given!r} is no date: write it as 2021-09-10 or 2021-09-10T12:57+08:00"
            raise typer.BadParameter(wrong) from None
    return given


Level = Annotated[
    str | None,
    typer.Option(metavar="LEVEL", callback=check_level, help="The level, as in the codebook."),
]
Mode = Annotated[
    str | None,
    typer.Option(metavar="MODE", callback=check_mode, help="The mode, as in the codebook."),
]
ContactStatus = Annotated[
    str | None,
    typer.Option(
        "--status",
        metavar="STATUS",
        callback=check_status,
        help="The status, as in the codebook.",
    ),
]
MoveStatus = Annotated[
    str | None,
    typer.Option(
        "--status",
        metavar="STATUS",
        callback=_word("MoveStatus"),
        help="The status, as in the codebook.",
    ),
]
MoveType = Annotated[
    str | None,
    typer.Option("--type", metavar="TYPE", callback=check_type, help="One of PLOVER's sixteen."),
]
Outcome = Annotated[
    str | None,
    typer.Option(
        metavar="OUTCOME", callback=check_outcome, help="The outcome, as in the codebook."
    ),
]
Day = Annotated[
    str | None,
    typer.Option(
        "--date", metavar="DATE", callback=check_day, help="When it was: 2021, 2021-03, 2021-09-09."
    ),
]
Since = Annotated[
    str | None,
    typer.Option(metavar="DATE", callback=check_day, help="From this day, month or year on."),
]
Until = Annotated[
    str | None,
    typer.Option(metavar="DATE", callback=check_day, help="Up to this day, month or year."),
]
Published = Annotated[
    str | None,
    typer.Option(metavar="DATE", callback=check_moment, help="When the source was published."),
]
Outlet = Annotated[
    str | None,
    typer.Option(metavar="NAME", help="Told by this outlet; a part of its name will do."),
]
Person = Annotated[
    str | None, typer.Option(metavar="NAME", help="With this person; a part of the name will do.")
]
Speaker = Annotated[
    str | None, typer.Option(metavar="NAME", help="Said by this person or body; a part will do.")
]
Limit = Annotated[int | None, typer.Option(min=1, max=_MOST, metavar="N", help="At most so many.")]


def sides(given: Sequence[str] | None, *, known: bool = False) -> list[str]:
    """Return the codes of sides that a person named, by their codes or their names, in any case.

    Args:
        given: what the person wrote.
        known: whether what is no side of the tables is wrong; else it is told of and stays as it
            is, for a record may hold others.

    Raises:
        typer.BadParameter: it is wrong.

    """
    return [_side(one.strip(), known) for one in given or ()]


def _side(given: str, known: bool) -> str:
    from detente.actors import side_of  # noqa: PLC0415  (loads tables)

    if found := side_of(given):
        return found
    wrong = "no side of this name is known: use codes, as CHN or EU"
    if known:
        raise typer.BadParameter(f"{given!r}: {wrong}")
    complain(given, wrong)
    return given.upper()
