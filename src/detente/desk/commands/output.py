"""What a command writes, how and where: `--format`, `-o`, and what stops the writing."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any, TextIO

import typer

from detente.desk.commands import destination
from detente.desk.commands.complaints import complain
from detente.desk.telling.visible import one_line

FORMATS = ("rich", "json", "jsonl", "html", "csv")
CLOSED_PIPE = 128 + 13  # as a shell tells of a program that SIGPIPE ended


def one_of(formats: Sequence[str], given: str | None) -> str | None:
    """Let only one of some formats through."""
    if given is not None and given not in formats:
        raise typer.BadParameter(f"{given!r} is no format: use one of {', '.join(formats)}")
    return given


def check_format(given: str | None) -> str | None:
    """Let only a format through."""
    return one_of(FORMATS, given)


def in_one_of(formats: Sequence[str]) -> Any:
    """The option of a command that writes in some formats."""

    def check(given: str | None) -> str | None:  # Typer looks at a callback's own parameters
        return one_of(formats, given)

    return typer.Option(
        "--format",
        "-f",
        metavar="|".join(formats),
        callback=check,
        help="By default the ending of FILE decides; else rich on a terminal, json elsewhere.",
    )


def check_output(given: Path | None) -> Path | None:
    """Let only a file through that can be written; `-` is standard output."""
    if given is None or str(given) == "-":
        return None
    if objection := destination.objection(given):
        raise typer.BadParameter(objection)
    return given


Format = Annotated[
    str | None,
    in_one_of(FORMATS),
]
Output = Annotated[
    Path | None,
    typer.Option(
        "--output",
        "-o",
        metavar="FILE",
        callback=check_output,
        help="Write to FILE, whole or not at all.",
    ),
]


def format_of(given: str | None, output: Path | None) -> str:
    """Tell the format to write in: the one given, the ending's, or what suits the place."""
    ending = output.suffix.lower().lstrip(".") if output else ""
    if given:
        return given
    if ending in FORMATS[1:]:
        return ending
    return "rich" if output is None and sys.stdout.isatty() else "json"


@contextmanager
def writing(output: Path | None) -> Iterator[TextIO]:
    """Open standard output (None) or a file; what stops the writing ends the command.

    Raises:
        typer.Exit: it cannot be written, which has been told, or nobody reads on.

    """
    try:
        with destination.writing(output) as out:
            yield out
    except BrokenPipeError:
        # What is left in the buffer has nowhere to go; the interpreter must not try at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(CLOSED_PIPE) from None
    except OSError as error:
        complain(str(output or "standard output"), f"cannot be written: {error.strerror or error}")
        raise typer.Exit(1) from None


def say(line: str) -> None:
    """Write one line to standard output, with nothing in it that a terminal would obey."""
    with writing(None) as out:
        out.write(one_line(line) + "\n")
