"""`detente judge`: what a person knows better than the record, and taking it back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from detente.desk.commands.answer import Answer
from detente.desk.commands.choices import (
    check_day,
    check_level,
    check_mode,
    check_outcome,
    check_status,
    sides,
)
from detente.desk.commands.opening import DEFAULT, Db, opened
from detente.desk.commands.output import Format, Output, say
from detente.desk.telling.contactfacts import VAGUE, many
from detente.desk.telling.judgements import judgements
from detente.desk.telling.recordfacts import judged, judgement

if TYPE_CHECKING:
    from detente.desk.commands.choices import Check
    from detente.record import Record

app = typer.Typer(
    help="Correct the record; nothing is overwritten, and every judgement can be undone.",
    no_args_is_help=True,
)
Id = Annotated[str, typer.Argument(metavar="ID", help="Of a contact or a mention of one.")]
User = Annotated[
    str | None, typer.Option(metavar="NAME", help="Who judges; by default the login name.")
]
Reason = Annotated[str | None, typer.Option(metavar="TEXT", help="Why.")]
_CHECKS: dict[str, Check] = {
    "level": check_level,
    "mode": check_mode,
    "status": check_status,
    "outcome": check_outcome,
    "date": check_day,
}


@app.command()
def same(one: Id, other: Id, user: User = None, reason: Reason = None, db: Db = DEFAULT) -> None:
    """Judge two contacts to be one."""
    with opened(db) as record:
        were = {record.contact(one)["id"], record.contact(other)["id"]}
        number = record.judge_same(one, other, user=user, reason=reason)
        now = record.contact(one)
        what = "are now one" if len(were) > 1 else "stay one"
        told = f"{now['id']}, told in {many(len(now['reports']), 'report', 'reports')}"
    _say(number, f"{one} and {other} {what}: {told}")


@app.command()
def different(
    one: Id, other: Id, user: User = None, reason: Reason = None, db: Db = DEFAULT
) -> None:
    """Judge two mentions that were put together not to be one contact."""
    with opened(db) as record:
        were = {record.contact(one)["id"], record.contact(other)["id"]}
        number = record.judge_different(one, other, user=user, reason=reason)
        now = [record.contact(one)["id"], record.contact(other)["id"]]
    what = "are now two contacts" if len(were) == 1 else "stay two contacts"
    _say(number, f"{one} and {other} {what}: {' and '.join(now)}")


@app.command()
def reject(
    mention: Annotated[str, typer.Argument(metavar="MENTION", help="Its id.")],
    user: User = None,
    reason: Reason = None,
    db: Db = DEFAULT,
) -> None:
    """Judge a mention to be no contact at all."""
    with opened(db) as record:
        others = [m for m in record.contact(mention)["mentions"] if m != mention]
        number = record.reject(mention, user=user, reason=reason)
        left = f"; {record.contact(others[0])['id']} stays without it" if others else ""
    _say(number, f"{mention} is no contact{left}")


@app.command()
def correct(  # noqa: PLR0913, PLR0917  (each is an option of the command)
    contact: Id,
    field: Annotated[str, typer.Argument(metavar="FIELD", help="As initiator or date.")],
    value: Annotated[str, typer.Argument(metavar="VALUE", help="What it is; none clears it.")],
    user: User = None,
    reason: Reason = None,
    db: Db = DEFAULT,
) -> None:
    """Put a field of a contact right."""
    name = field.lower()
    right = _value(name, value)
    with opened(db) as record:
        was = record.contact(contact).get(name)
        number = record.correct(contact, name, right, user=user, reason=reason)
        now = record.contact(contact)
    _say(number, f"{name} of {now['id']}: {was or 'none'} → {now[name] or 'none'}")


@app.command()
def undo(
    number: Annotated[int, typer.Argument(min=1, metavar="NUMBER", help="Of the judgement.")],
    user: User = None,
    reason: Reason = None,
    db: Db = DEFAULT,
) -> None:
    """Undo a judgement; the undoing is a judgement too, and can be undone."""
    with opened(db) as record:
        undoing = record.undo(number, user=user, reason=reason)
        told = _told(record, number)
    _say(undoing, f"{number} no longer holds: “{told}”")


@app.command("list")
def list_(
    db: Db = DEFAULT,
    format: Format = None,  # noqa: A002
    output: Output = None,
) -> None:
    """List every judgement, also those that were undone."""
    with opened(db) as record:
        empty = "Nobody has judged anything yet."
        Answer("Judgements", judgements(record), judgement, empty, table=True).write(format, output)


def _value(field: str, given: str) -> Any:
    """Give what a field is to hold, in the codebook's words."""
    if given.strip().lower() == "none":
        return VAGUE.get(field)
    if field == "initiator":
        return "both" if given.lower() == "both" else sides([given], known=True)[0]
    check = _CHECKS.get(field)
    return check(given) if check else given


def _told(record: Record, number: int) -> str:
    return next(judged(row) for row in judgements(record) if row["id"] == number)


def _say(number: int, what: str) -> None:
    say(f"judgement {number}: {what}")
