"""The commands that question a record and keep it: `detente contacts`, `moves`, `claims` …

Each registers on `app`, which the command line takes in.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from detente.desk.commands import destination
from detente.desk.commands.answer import Answer
from detente.desk.commands.choices import (
    ContactStatus,
    Level,
    Limit,
    Mode,
    MoveStatus,
    MoveType,
    Outlet,
    Person,
    Since,
    Speaker,
    Until,
    sides,
)
from detente.desk.commands.compare import app as compare
from detente.desk.commands.complaints import complain
from detente.desk.commands.dyad import On, WithWhy, plainly
from detente.desk.commands.judge import app as judge
from detente.desk.commands.log import app as log
from detente.desk.commands.opening import DEFAULT, Db, assessed, opened
from detente.desk.commands.output import Format, Output, format_of, say
from detente.desk.telling import dyadfacts, recordfacts
from detente.desk.telling.contactfacts import brief, many, whole
from detente.desk.telling.recorddocuments import Documents

app = typer.Typer()
app.add_typer(compare)
app.add_typer(judge, name="judge")
app.add_typer(log, name="log")

Parties = Annotated[
    list[str] | None,
    typer.Argument(metavar="SIDE", help="Codes or names: CHN, EU, Japan.", show_default=False),
]


@app.command()
def contacts(  # noqa: PLR0913, PLR0917  (each is an option of the command)
    parties: Parties = None,
    level: Level = None,
    mode: Mode = None,
    status: ContactStatus = None,
    since: Since = None,
    until: Until = None,
    person: Person = None,
    outlet: Outlet = None,
    limit: Limit = None,
    db: Db = DEFAULT,
    format: Format = None,  # noqa: A002
    output: Output = None,
) -> None:
    """List the contacts in which all of some sides took part."""
    with opened(db) as record:
        codes, documents = sides(parties), Documents(record)
        rows = record.contacts(
            *codes, level=level, mode=mode, status=status, since=since, until=until,
            person=person, outlet=outlet, limit=limit,
        )  # fmt: skip
        shown = partial(brief, documents=documents)
        Answer(_title("Contacts", codes), rows, shown).write(format, output)


@app.command()
def contact(
    contact: Annotated[str, typer.Argument(metavar="ID", help="Of a contact or a mention of one.")],
    db: Db = DEFAULT,
    format: Format = None,  # noqa: A002
    output: Output = None,
) -> None:
    """Show one contact whole: every value of every field, who told it, and what chose it."""
    with opened(db) as record:
        row, documents = record.contact(contact), Documents(record)
        known = recordfacts.known_of(row, record, documents)  # looked up only where it is shown
        shown = partial(whole, documents=documents, more=known)
        Answer(f"Contact {row['id']}", [row], shown, one=True).write(format, output)


@app.command()
def moves(  # noqa: PLR0913, PLR0917
    parties: Parties = None,
    type: MoveType = None,  # noqa: A002
    status: MoveStatus = None,
    since: Since = None,
    until: Until = None,
    person: Person = None,
    outlet: Outlet = None,
    limit: Limit = None,
    db: Db = DEFAULT,
    format: Format = None,  # noqa: A002
    output: Output = None,
) -> None:
    """List the moves of one side, or of two toward each other."""
    if parties and len(parties) > 2:
        raise typer.BadParameter("a move has two sides: name one or two")
    with opened(db) as record:
        codes, documents = sides(parties), Documents(record)
        rows = record.moves(
            *codes, type=type, status=status, since=since, until=until,
            person=person, outlet=outlet, limit=limit,
        )  # fmt: skip
        shown = partial(recordfacts.move, documents=documents)
        Answer(_title("Moves", codes), rows, shown).write(format, output)


@app.command()
def statements(  # noqa: PLR0913, PLR0917
    parties: Parties = None,
    speaker: Speaker = None,
    since: Since = None,
    until: Until = None,
    outlet: Outlet = None,
    limit: Limit = None,
    db: Db = DEFAULT,
    format: Format = None,  # noqa: A002
    output: Output = None,
) -> None:
    """List what speakers of some sides are reported to have said; days are those of publication."""
    with opened(db) as record:
        codes = sides(parties)
        rows = record.statements(
            *codes, speaker=speaker, since=since, until=until, outlet=outlet, limit=limit
        )
        Answer(_title("Statements", codes), rows, recordfacts.statement).write(format, output)


@app.command()
def search(
    words: Annotated[
        list[str],
        typer.Argument(metavar="WORDS", help="All must be there; in quotes, as they stand."),
    ],
    limit: Limit = 20,
    db: Db = DEFAULT,
    format: Format = None,  # noqa: A002
    output: Output = None,
) -> None:
    """Find the documents that hold some words, the best first."""
    with opened(db) as record:
        sought = " ".join(map(_phrase, words))
        rows = record.search(sought, limit or 20)
        empty = "No document of the record holds these words."
        Answer(f"Documents with {sought}", rows, recordfacts.document, empty).write(format, output)


@app.command()
def dyads(  # noqa: PLR0913, PLR0917
    on: On = None,
    days: Annotated[
        int, typer.Option(min=1, max=36_500, metavar="N", help="What has changed in the last N.")
    ] = 30,
    why: WithWhy = False,
    limit: Limit = None,
    db: Db = DEFAULT,
    format: Format = None,  # noqa: A002
    output: Output = None,
) -> None:
    """List every two sides, first those between which most has changed, then the most told of."""
    with assessed(db) as record, plainly():
        rows = dyadfacts.rows(record, on, days)
    in_terminal = format_of(format, output) == "rich"
    shown = rows[: limit or (dyadfacts.FIRST if in_terminal else None)]
    tell = dyadfacts.explained if why else dyadfacts.told
    Answer("Dyads", shown, tell, table=not why).write(format, output)
    if len(shown) < len(rows) and limit is None:
        complain(f"and {len(rows) - len(shown)} more dyads: see them with --limit {len(rows)}")


@app.command()
def claims(
    parties: Parties = None,
    db: Db = DEFAULT,
    format: Format = None,  # noqa: A002
    output: Output = None,
) -> None:
    """Check what reports claim about how many contacts there were; tell what is missing."""
    with opened(db) as record:
        codes, documents = sides(parties), Documents(record)
        shown = partial(recordfacts.claim, record=record, documents=documents)
        Answer(_title("Claims", codes), record.claims(*codes), shown).write(format, output)


@app.command()
def rebuild(db: Db = DEFAULT) -> None:
    """Drop all that was concluded and work it out anew from what was read and judged."""
    with opened(db) as record:
        parts = record.rebuild()
    say(f"{many(parts, 'part', 'parts')} of the history worked out anew")


@app.command()
def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Where to; it must not exist.")],
    db: Db = DEFAULT,
) -> None:
    """Copy a record in SQLite to another file, while it may be written to."""
    if objection := destination.objection(file):
        raise typer.BadParameter(objection)
    with opened(db) as record:
        record.backup(file)
    say(f"copied to {file}")


def _title(what: str, codes: list[str]) -> str:
    return f"{what} of {', '.join(codes)}" if codes else what


def _phrase(word: str) -> str:
    """Put what a person quoted for the shell in quotes for the search."""
    return f'"{word}"' if " " in word and '"' not in word else word
