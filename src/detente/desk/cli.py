"""The command line: `detente read`, `detente schema`, `detente actors`.

Exit status: 0 all read, 1 some input failed (the rest is written), 2 wrong usage, 130 interrupted,
141 nobody reads the output any more. Each failure and warning is one line on standard error.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Sequence
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn, TextIO, cast

import typer

from detente.desk.commands.accounts import app as accounts
from detente.desk.commands.adding import add, import_
from detente.desk.commands.batch import Batch
from detente.desk.commands.choices import check_moment
from detente.desk.commands.complaints import complain
from detente.desk.commands.dyad import dyad
from detente.desk.commands.mcp import mcp
from detente.desk.commands.output import FORMATS, Output, check_format, writing
from detente.desk.commands.record import app as record
from detente.desk.commands.serve import serve
from detente.desk.commands.torchless import keep_torch_out
from detente.desk.commands.watch import app as watch
from detente.desk.commands.whois import Actors
from detente.desk.commands.whois import app as whois
from detente.desk.export.command import export

if TYPE_CHECKING:
    from detente.model import Report

# The error of every wrong usage; of its family, Typer re-exports only this subclass.
_UsageError = cast("type[typer.BadParameter]", typer.BadParameter.mro()[1])

app = typer.Typer(
    context_settings={"help_option_names": ["-h", "--help"]},
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.add_typer(whois, name="actors")
app.add_typer(watch, name="watch")
app.add_typer(record)
app.add_typer(accounts, name="accounts")
app.command("add")(add)
app.command("import")(import_)
app.command("export")(export)
app.command("dyad")(dyad)
app.command("serve")(serve)
app.command("mcp")(mcp)


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command line and exit.

    Args:
        arguments: the words after `detente`; by default those of this process.

    Raises:
        SystemExit: always, with a status told at the top of this module.

    """
    keep_torch_out()
    try:
        status = app(args=arguments, prog_name="detente", standalone_mode=False)
    except (KeyboardInterrupt, typer.Abort):
        status = 130
    except _UsageError as error:
        complain(error.format_message())
        status = 2
    except Exception as error:
        if "DETENTE_TRACEBACK" in os.environ:
            raise
        from detente.actors import OverlayError  # noqa: PLC0415  (loads much)
        from detente.language import ModelError  # noqa: PLC0415  (loads much)
        from detente.record import RecordError  # noqa: PLC0415  (loads much)

        if isinstance(error, ModelError | OverlayError | RecordError):
            complain(str(error))
        else:
            what = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
            complain("this should not happen", f"{what} (DETENTE_TRACEBACK=1 shows where)")
        status = 1
    sys.exit(status if isinstance(status, int) else 0)


def _print_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version  # noqa: PLC0415  (slow to load)

        with writing(None) as out:
            out.write(f"detente {version('detente')}\n")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def detente(
    context: typer.Context,
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_print_version, is_eager=True, help="Print the version."
        ),
    ] = False,
) -> None:
    """Read news reports and official readouts, and record how states deal with one another."""
    if context.invoked_subcommand is None:
        print(context.get_help(), file=sys.stderr)
        raise typer.Exit(2)


@app.command()
def read(  # noqa: PLR0913, PLR0917  (each is an option of the command)
    source: Annotated[
        list[str],
        typer.Argument(
            metavar="SOURCE",
            help="Files, folders (their .txt, .html, .htm and .md files), web addresses, "
            "or - for standard input.",
            show_default=False,
        ),
    ],
    format: Annotated[  # noqa: A002
        str | None,
        typer.Option(
            "--format",
            "-f",
            metavar="|".join(FORMATS),
            callback=check_format,
            help="By default the ending of FILE decides; else rich on a terminal, json for one "
            "input, jsonl for several.",
        ),
    ] = None,
    output: Output = None,
    published: Annotated[
        str | None,
        typer.Option(
            metavar="DATE",
            callback=check_moment,
            help="When the articles were published; wins over what they say themselves.",
        ),
    ] = None,
    as_is: Annotated[
        bool, typer.Option("--as-is", help="Keep the text exactly: no cleaning, no header.")
    ] = False,
    workers: Annotated[
        int, typer.Option(min=1, metavar="N", help="Read N articles at a time.")
    ] = 1,
    gate: Annotated[
        bool, typer.Option("--gate", help="Leave unread what names no two sides (for feeds).")
    ] = False,
    actors: Actors = None,
) -> None:
    """Read articles: who contacted whom, who said what, who did what to whom."""
    on_terminal = output is None and sys.stdout.isatty()
    batch = Batch(source)
    write = _writer(format or _default(output, on_terminal, batch.several), batch.several)
    reports = batch.read(
        published=published,
        as_is=as_is,
        workers=workers,
        gate=gate,
        progress=sys.stderr.isatty() and not on_terminal,
    )
    first = next(reports, None)  # where nothing could be read, no file is opened or replaced
    if first is not None:
        with writing(output) as out:
            write(chain([first], reports), out)
    if batch.skipped:
        complain(f"{batch.skipped} of {len(batch.inputs)} name no two sides and were left unread")
    if batch.failures:
        raise typer.Exit(1)


@app.command()
def schema() -> None:
    """Print the JSON Schema of a report."""
    from detente.desk.formats import jsontext  # noqa: PLC0415

    with writing(None) as out:
        jsontext.write_schema(out)


def _default(output: Path | None, on_terminal: bool, several: bool) -> str:
    ending = output.suffix.lower().lstrip(".") if output else ""
    if ending in ("json", "jsonl", "html", "csv"):
        return ending
    if on_terminal:
        return "rich"
    return "jsonl" if several else "json"


def _writer(format_: str, several: bool) -> Callable[[Iterable[Report], TextIO], None]:
    from detente.desk.formats import jsontext, page, table, terminal  # noqa: PLC0415  (slow)

    writers = {
        "rich": terminal.write,
        "json": jsontext.write_array if several else jsontext.write_one,
        "jsonl": jsontext.write_lines,
        "html": page.write,
        "csv": table.write,
    }
    return writers[format_]


if __name__ == "__main__":
    main()
