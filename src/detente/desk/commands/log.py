"""`detente log`: a contact or a move that a person knows of and no report tells."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

import typer

from detente.desk.commands.choices import (
    ContactStatus,
    Day,
    Level,
    Mode,
    MoveStatus,
    Outcome,
    Published,
    check_type,
    sides,
)
from detente.desk.commands.opening import DEFAULT, Db, opened
from detente.desk.commands.output import say
from detente.desk.telling import phrases

app = typer.Typer(help="Enter by hand what no report tells.", no_args_is_help=True)
Note = Annotated[str | None, typer.Option(metavar="TEXT", help="The words that tell of it.")]
Source = Annotated[str | None, typer.Option(metavar="TEXT", help="Where it is known from.")]
Url = Annotated[str | None, typer.Option(metavar="URL", help="The source's address.")]
User = Annotated[
    str | None, typer.Option(metavar="NAME", help="Who enters it; by default the login name.")
]


@app.command()
def contact(  # noqa: PLR0913, PLR0917  (each is an option of the command)
    parties: Annotated[
        list[str], typer.Argument(metavar="SIDE", help="Two or more: CHN, EU, Japan.")
    ],
    level: Level = None,
    mode: Mode = None,
    status: ContactStatus = None,
    date: Day = None,
    initiator: Annotated[
        str | None, typer.Option(metavar="SIDE", help="Who asked for it: a side, or both.")
    ] = None,
    outcome: Outcome = None,
    participant: Annotated[
        list[str] | None, typer.Option(metavar="NAME", help="Who took part; may be repeated.")
    ] = None,
    note: Note = None,
    source: Source = None,
    url: Url = None,
    published: Published = None,
    user: User = None,
    db: Db = DEFAULT,
) -> None:
    """Enter a contact."""
    codes = sides(parties, known=True)
    if len(set(codes)) < 2:
        raise typer.BadParameter("a contact has two sides or more: name them")
    with opened(db, new=True) as record:
        told = _given(
            level=level, mode=mode, status=status, date=date, outcome=outcome,
            initiator=_initiator(initiator), participants=participant, note=note, source=source,
            url=url, published=_moment(published), user=user,
        )  # fmt: skip
        mention = record.log_contact(codes, **told)
        own = record.contact(mention)
    part = "" if own["id"] == mention else f", told together with {own['id']}"
    say(f"{mention}: {phrases.pair(own['parties'])}, {own['mode']}, {own['status']}{part}")


@app.command()
def move(  # noqa: PLR0913, PLR0917
    actor: Annotated[str, typer.Argument(metavar="SOURCE", help="The side that acts.")],
    target: Annotated[str, typer.Argument(metavar="TARGET", help="The side acted toward.")],
    type: Annotated[  # noqa: A002
        str, typer.Argument(metavar="TYPE", callback=check_type, help="One of PLOVER's sixteen.")
    ],
    status: MoveStatus = None,
    date: Day = None,
    note: Note = None,
    source: Source = None,
    url: Url = None,
    published: Published = None,
    user: User = None,
    db: Db = DEFAULT,
) -> None:
    """Enter a move."""
    acting, toward = sides([actor, target], known=True)
    with opened(db, new=True) as record:
        told = _given(
            status=status, date=date, note=note, source=source, url=url,
            published=_moment(published), user=user,
        )  # fmt: skip
        mention = record.log_move(acting, toward, type, **told)
    say(f"{mention}: {acting} → {toward}, {type}")


def _given(**told: Any) -> dict[str, Any]:
    return {name: value for name, value in told.items() if value is not None}


def _initiator(given: str | None) -> str | None:
    if given is None or given.lower() == "both":
        return given and given.lower()
    return sides([given], known=True)[0]


def _moment(given: str | None) -> datetime | None:
    return datetime.fromisoformat(given) if given else None
