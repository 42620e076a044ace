"""`detente accounts`: who may use the desk on the web, tokens for programs, and the log."""

from __future__ import annotations

import getpass
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from detente.desk.commands.answer import Answer
from detente.desk.commands.complaints import complain
from detente.desk.commands.opening import DEFAULT, Db, opened
from detente.desk.commands.output import Format, Output, say
from detente.desk.export.extra import MissingExtraError, needing
from detente.desk.telling.facts import Fact, Piece, Told

if TYPE_CHECKING:
    from types import ModuleType

    from detente.desk.accounts.audit import By
    from detente.record import Record

app = typer.Typer(
    help="Who may use the desk on the web: accounts, tokens for programs, the log.",
    no_args_is_help=True,
)
_ROLES, _SCOPES = ("reader", "editor"), ("read", "write")
_MOMENTS = ("at", "made_at", "used_at", "ends_at", "closed_at")


def _role(given: str) -> str:
    if given not in _ROLES:
        raise typer.BadParameter(f"{given!r} is no role: use one of {', '.join(_ROLES)}")
    return given


def _scope(given: str) -> str:
    if given not in _SCOPES:
        raise typer.BadParameter(f"{given!r} is no scope: use one of {', '.join(_SCOPES)}")
    return given


Name = Annotated[str, typer.Argument(metavar="NAME", help="Of the account.")]


@app.command()
def add(
    name: Name,
    role: Annotated[
        str,
        typer.Option(
            metavar="|".join(_ROLES), callback=_role, help="An editor also judges and adds."
        ),
    ] = "reader",
    db: Db = DEFAULT,
) -> None:
    """Make an account; the password is asked for, or is one line of standard input."""
    with _desk(db, new=True) as (accounts, record, by):
        made = accounts.add_account(record, name, _password(), role, by)
    say(f"{made.name} is {_article(made.role)} now")


@app.command("list")
def list_(
    db: Db = DEFAULT,
    format: Format = None,  # noqa: A002
    output: Output = None,
) -> None:
    """List the accounts, also closed ones."""
    with _desk(db) as (accounts, record, _):
        rows = [
            {"name": one.name, "role": one.role, "made_at": _said(one.made_at),
             "closed_at": _said(one.closed_at)}
            for one in accounts.list_accounts(record)
        ]  # fmt: skip
        _write("Accounts", rows, "There are no accounts yet.", format, output)


@app.command()
def close(name: Name, db: Db = DEFAULT) -> None:
    """Close an account for good: its sessions end, its tokens are revoked."""
    with _desk(db) as (accounts, record, by):
        accounts.close_account(record, name, by)
    say(f"{name} is closed")


@app.command()
def password(name: Name, db: Db = DEFAULT) -> None:
    """Give an account another password; its sessions end."""
    with _desk(db) as (accounts, record, by):
        own = accounts.find_account(record, name)
        accounts.change_password(record, own, _password(), by)
    say(f"{own.name} has another password; tokens hold as before")


@app.command()
def token(
    name: Name,
    scope: Annotated[
        str,
        typer.Option(
            metavar="|".join(_SCOPES), callback=_scope, help="With write it also judges and adds."
        ),
    ] = "read",
    days: Annotated[int, typer.Option(min=1, metavar="N", help="How long it holds.")] = 90,
    what_for: Annotated[
        str, typer.Option("--for", metavar="TEXT", help="What it is for.")
    ] = "made on the command line",
    db: Db = DEFAULT,
) -> None:
    """Make a token for a program and print it: it is shown this once."""
    with _desk(db) as (accounts, record, by):
        own = accounts.find_account(record, name)
        number, made = accounts.make_token(record, own, what_for, scope, days, by)
    say(made)
    complain(f"token {number}, to {scope}, for {days} days; revoke it by its number")


@app.command()
def tokens(
    db: Db = DEFAULT,
    format: Format = None,  # noqa: A002
    output: Output = None,
) -> None:
    """List the tokens of all accounts, also those that no longer hold."""
    with _desk(db) as (accounts, record, _):
        rows = [
            {"id": one.id, "account": one.account.name, "for": one.name, "scope": one.scope,
             "state": one.state, "made_at": _said(one.made_at), "used_at": _said(one.used_at),
             "ends_at": _said(one.ends_at)}
            for one in accounts.list_tokens(record)
        ]  # fmt: skip
        _write("Tokens", rows, "There are no tokens yet.", format, output)


@app.command()
def revoke(
    number: Annotated[int, typer.Argument(min=1, metavar="ID", help="The token's number.")],
    db: Db = DEFAULT,
) -> None:
    """Revoke a token."""
    with _desk(db) as (accounts, record, by):
        accounts.revoke_token(record, number, by)
    say(f"token {number} is revoked")


@app.command()
def audit(
    limit: Annotated[int, typer.Option(min=1, metavar="N", help="How many lines.")] = 100,
    db: Db = DEFAULT,
    format: Format = None,  # noqa: A002
    output: Output = None,
) -> None:
    """Show the log of what was done at the desk, the latest first."""
    with _desk(db) as (accounts, record, _):
        rows = [
            {"id": one.id, "at": _said(one.at), "who": one.who, "via": one.via, "what": one.what,
             "subject": one.subject, "detail": one.detail}
            for one in accounts.entries(record, limit)
        ]  # fmt: skip
        _write("What was done at the desk", rows, "Nothing was done yet.", format, output)


@contextmanager
def _desk(db: str, *, new: bool = False) -> Iterator[tuple[ModuleType, Record, By]]:
    """The functions for accounts, the record, and who runs the command."""
    try:
        with needing("argon2", extra="serve"):
            from detente.desk import accounts  # noqa: PLC0415  (needs argon2)
    except MissingExtraError as error:
        complain(str(error))
        raise typer.Exit(1) from None
    with opened(db, new=new) as record:
        yield accounts, record, accounts.By(_login(), "command")


def _login() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # a container may have no name for who runs it
        return "unknown"


def _password() -> str:
    """Ask for a password twice, or take a line where nobody can be asked."""
    if sys.stdin.isatty():
        return str(typer.prompt("Password", hide_input=True, confirmation_prompt=True, err=True))
    return sys.stdin.readline().rstrip("\r\n")


def _article(role: str) -> str:
    return "an editor" if role == "editor" else "a reader"


def _said(at: datetime | None) -> str | None:
    return f"{at.isoformat(timespec='seconds')}Z" if at else None


def _write(
    title: str, rows: list[dict[str, Any]], empty: str, format_: str | None, output: Any
) -> None:
    Answer(title, rows, _told, empty, table=True).write(format_, output)


def _told(row: dict[str, Any]) -> Told:
    """A row of a table, each of its values a column."""
    facts = [Fact(name.removesuffix("_at"), [(Piece(_shown(name, row[name])),)]) for name in row]
    return Told(str(next(iter(row.values()))), "row", "", [], facts)


def _shown(name: str, value: Any) -> str:
    if isinstance(value, dict):
        return "; ".join(f"{key}: {held}" for key, held in value.items())
    if value is not None and name in _MOMENTS:
        return str(value)[:16].replace("T", " ")
    return "" if value is None else str(value)
