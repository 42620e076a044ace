"""`detente actors`: whom the tables know, a check of one's own additions, an update."""

from __future__ import annotations

import json
import os
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from detente.desk.commands.complaints import complain
from detente.desk.telling.visible import one_line

if TYPE_CHECKING:
    from detente.actors import Resolved

app = typer.Typer(help="Who is who on a date.", no_args_is_help=True)
_OTHERS = 8  # candidates shown beside the answer


def use_actors(given: Path | None) -> Path | None:
    """Take a file of additions into use, before any table is read; for `--actors FILE`."""
    if given is not None:
        from detente.actors import check_additions  # noqa: PLC0415  (loads tables)

        if os.pathsep in str(given):
            raise typer.BadParameter(f"{given} has a {os.pathsep!r} in its name: rename it")
        if wrong := check_additions(given):
            raise typer.BadParameter(f"{wrong[0]} (detente actors check {given} lists all)")
        os.environ["DETENTE_ACTORS"] = str(given)  # for worker processes too
    return given


Actors = Annotated[
    Path | None,
    typer.Option(
        "--actors",
        metavar="FILE",
        callback=use_actors,
        help="Your own people, organizations and outlets (TOML or CSV), beside the tables.",
    ),
]


@app.command()
def show(
    name: Annotated[str, typer.Argument(help="A name, an office, a phrase of news text.")],
    on: Annotated[
        str | None, typer.Option("--on", metavar="DATE", help="The day it was written.")
    ] = None,
    near: Annotated[
        str | None, typer.Option(metavar="TEXT", help="A country's code, or the words around it.")
    ] = None,
    format: Annotated[  # noqa: A002
        str, typer.Option("--format", metavar="text|json", help="How to print.")
    ] = "text",
    actors: Actors = None,
) -> None:
    """Tell whom a phrase names on a day, why, and whom else it could."""
    from detente.actors import candidates, facts_of, resolve  # noqa: PLC0415  (loads tables)

    if format not in ("text", "json"):
        raise typer.BadParameter(f"{format!r} is no format: use text or json")
    try:
        found = resolve(name, on=on, near=near)
        others = candidates(name, on=on, near=near)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from None
    if format == "json":
        told = [each.model_dump(exclude={"mentions"}) for each in others]
        answer = found.model_dump(exclude={"mentions"}) if found else None
        print(json.dumps({"answer": answer, "candidates": told}, ensure_ascii=False, indent=1))
    else:
        print(f"{one_line(name)}: {_told(found) if found else 'nobody that can be told for sure'}")
        for fact in facts_of(found) if found else []:
            print(f"    {fact}")
        for other in [each for each in others if found is None or each.id != found.id][:_OTHERS]:
            print(f"  or {_told(other)}")
    if found is None:
        raise typer.Exit(1)


def _told(actor: Resolved) -> str:
    about = [actor.kind, actor.party or "no side", actor.sector, actor.level]
    shown = ", ".join(word for word in about if word)
    return one_line(f"{actor.name} ({shown}), {actor.confidence:.2f}: {actor.why}")


@app.command()
def check(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A TOML or CSV file.")],
) -> None:
    """Check a file of your own people, organizations and outlets."""
    from detente.actors import check_additions  # noqa: PLC0415  (loads tables)

    wrong = check_additions(file)
    for line in wrong:
        complain(line)
    if wrong:
        raise typer.Exit(1)
    print(f"{one_line(str(file))}: nothing wrong")


@app.command()
def update(
    since: Annotated[
        str, typer.Option(metavar="DATE", help="Ask who took office from this day on.")
    ] = "2026-01-01",
) -> None:
    """Bring heads of state and government up to date from Wikidata."""
    from detente.actors import WikidataError, update_leaders  # noqa: PLC0415  (loads tables)

    try:
        date.fromisoformat(since)
    except ValueError:
        raise typer.BadParameter(f"{since!r} is no date: write it as 2026-01-31") from None
    try:
        path, rows = update_leaders(since)
    except (WikidataError, OSError) as error:
        complain(str(error))
        raise typer.Exit(1) from None
    print(f"{path}: {rows} rows")
