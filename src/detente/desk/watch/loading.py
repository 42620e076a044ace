"""A configuration file is read; each mistake in it is told in one line, with where it is."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from detente.desk.telling.visible import one_line
from detente.desk.watch.config import Config

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

_MOST = 1_000_000  # bytes
_FILE = "sqlite:///"
_KINDS = {"contact", "changed", "claim", "tension", "move", "words", "email", "webhook", "telegram"}


class ConfigError(ValueError):
    """A configuration that cannot be used.

    Attributes:
        lines: each mistake in one line, with where it is.

    """

    def __init__(self, lines: list[str]) -> None:
        super().__init__("; ".join(lines))
        self.lines = lines


def load_config(path: Path | str) -> Config:
    """Read a configuration.

    Arguments:
        path: a TOML file. A record in it that is a file is looked for beside it.

    Raises:
        ConfigError: it cannot be read, or has mistakes.

    """
    from pydantic import ValidationError  # noqa: PLC0415  (loads much)

    try:
        found = Config.model_validate(_read(Path(path)))
    except ValidationError as error:
        places: dict[str, str] = {}  # of what may be one of several things, the first is told
        for one in error.errors(include_url=False):
            places.setdefault("".join(_steps(one["loc"])) or one["msg"], _told(one))
        raise ConfigError([f"{path}: {told}" for told in places.values()]) from None
    db = _beside(found.record.db, Path(path))
    return found.model_copy(update={"record": found.record.model_copy(update={"db": db})})


def _read(path: Path) -> dict[str, Any]:
    try:
        raw = path.read_bytes()
        if len(raw) > _MOST:
            raise ConfigError([f"{path}: it is over 1 MB, which is no configuration"])
        return tomllib.loads(raw.decode())
    except OSError as error:
        raise ConfigError([f"{path}: it cannot be read ({error.strerror})"]) from None
    except UnicodeDecodeError:
        raise ConfigError([f"{path}: it is no UTF-8 text"]) from None
    except tomllib.TOMLDecodeError as error:
        raise ConfigError([f"{path}: this is no TOML: {one_line(str(error))}"]) from None


def _told(error: ErrorDetails) -> str:
    """Where a mistake is, as `rules[2].level`, and what it is."""
    where = "".join(_steps(error["loc"])).lstrip(".")
    wrong = {
        "extra_forbidden": "there is nothing of this name",
        "missing": "this is missing",
        "tuple_type": "a list is needed",
        "union_tag_not_found": f"say what it is: {_tag(error)} = …",
        "union_tag_invalid": f"there is no such {_tag(error)}: {_expected(error)}",
    }.get(error["type"], error["msg"].removeprefix("Value error, "))
    return one_line(f"{where}: {wrong}" if where else wrong)


def _tag(error: ErrorDetails) -> str:
    return str(error.get("ctx", {}).get("discriminator", "")).strip("'")


def _expected(error: ErrorDetails) -> str:
    return f"use one of {error.get('ctx', {}).get('expected_tags', '').replace(chr(39), '')}"


def _steps(loc: tuple[int | str, ...]) -> Iterator[str]:
    """The way to a value; what only names the type that was tried is left out."""
    for at, step in enumerate(loc):
        if isinstance(step, int):
            yield f"[{step + 1}]"
        elif step.isidentifier() and not (at and isinstance(loc[at - 1], int) and step in _KINDS):
            yield f".{step}"


def _beside(db: str, config: Path) -> str:
    path = db.removeprefix(_FILE)
    if "://" in path or path == ":memory:":
        return db
    return str(config.parent / Path(path).expanduser())
