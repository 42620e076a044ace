"""How the values of a configuration are written: as types that say what is wrong with one."""

from __future__ import annotations

import re
from datetime import time, timedelta
from typing import Annotated, Any, Literal, TypeAlias, get_args
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import BeforeValidator

from detente.actors import side_of
from detente.assessment.alarms import WEIGHTS
from detente.model import ContactStatus, Level, Mode, MoveStatus, MoveType

Dyad: TypeAlias = tuple[str, str]
_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}
_LASTS = re.compile(r"(\d{1,6})\s*([smhd])", re.ASCII)
_DAILY = re.compile(r"daily ([01]\d|2[0-3]):([0-5]\d)", re.ASCII)
_HYPHEN = re.compile(r"\s*[-–—]\s*")
_VARIABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*", re.ASCII)
_MAIL = re.compile(r"[A-Za-z0-9._%+'-]+@[A-Za-z0-9.-]+", re.ASCII)
_LONGEST = 200  # characters of a name


def _lasting(given: Any) -> timedelta:
    found = _LASTS.fullmatch(given.strip()) if isinstance(given, str) else None
    if found is None:
        raise ValueError(f"{given!r} is no duration: write it as 30s, 15m, 2h or 7d")
    return timedelta(seconds=int(found[1]) * _UNITS[found[2]])


def _listed(given: Any) -> Any:
    return [given] if isinstance(given, str) else given


def _word_of(words: tuple[str, ...]) -> BeforeValidator:
    """One of some words, in any case."""

    def check(given: Any) -> Any:
        found = [word for word in words if word.lower() == str(given).strip().lower()]
        if not found:
            raise ValueError(f"{given!r} is none: use one of {', '.join(words)}")
        return found[0]

    return BeforeValidator(check)


def _side(given: Any) -> str:
    if isinstance(given, str) and (found := side_of(given)):
        return found
    raise ValueError(f"{given!r}: no side of this name is known: use codes, as CHN or EU")


def _dyad(given: Any) -> Dyad:
    """Two sides with a hyphen between; some codes have one of their own."""
    parts = _HYPHEN.split(given.strip()) if isinstance(given, str) else []
    for at in range(1, len(parts)):
        try:
            one, other = (_side("-".join(some)) for some in (parts[:at], parts[at:]))
        except ValueError:
            continue
        if one == other:
            raise ValueError(f"{given!r}: both sides are the same")
        return (one, other) if one < other else (other, one)
    raise ValueError(f"{given!r} is no dyad: write two codes, as CHN-USA")


def _address(given: Any) -> str:
    """An http or https address of one line, without user name or fragment."""
    try:
        parts = urlsplit(given) if isinstance(given, str) else None
        fits = (
            parts is not None
            and parts.scheme in {"http", "https"}
            and bool(parts.hostname)
            and "@" not in parts.netloc
            and not any(letter.isspace() or not letter.isprintable() for letter in given)
            and (parts.port or 1) > 0
        )
    except ValueError:
        fits = False
    if not fits:
        raise ValueError(f"{given!r} is no web address: write it as https://news.example/feed")
    return str(given)


def _mailbox(given: Any) -> str:
    if not isinstance(given, str) or not _MAIL.fullmatch(given):
        raise ValueError(f"{given!r} is no mail address: write it as desk@news.example")
    return given


def _zone(given: Any) -> ZoneInfo:
    try:
        return ZoneInfo(given)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        raise ValueError(f"{given!r} is no time zone: write it as Europe/Athens") from None


def _daily(given: Any) -> time:
    found = _DAILY.fullmatch(given.strip()) if isinstance(given, str) else None
    if found is None:
        raise ValueError(f'{given!r} is no time for a digest: write it as "daily 07:00"')
    return time(int(found[1]), int(found[2]))


def _variable(given: Any) -> str:
    # What is written here by mistake may be the secret itself: it is not told.
    if not isinstance(given, str) or not _VARIABLE.fullmatch(given):
        raise ValueError("this must be the name of a variable of the environment")
    return given


def _name(given: Any) -> str:
    if not isinstance(given, str) or not given.strip() or len(given) > _LONGEST:
        raise ValueError(f"a name of 1 to {_LONGEST} characters is needed")
    if not given.isprintable():
        raise ValueError("a name must be printable, on one line")
    return given.strip()


def _words(kind: Any) -> Any:
    item = Annotated[str, _word_of(get_args(kind))]
    return Annotated[tuple[item, ...], BeforeValidator(_listed)]


Lasting = Annotated[timedelta, BeforeValidator(_lasting)]
Side = Annotated[str, BeforeValidator(_side)]
DyadCode = Annotated[Dyad, BeforeValidator(_dyad)]
Dyads = Annotated[tuple[DyadCode, ...], BeforeValidator(_listed)]
WebAddress = Annotated[str, BeforeValidator(_address)]
Mailbox = Annotated[str, BeforeValidator(_mailbox)]
Mailboxes = Annotated[tuple[Mailbox, ...], BeforeValidator(_listed)]
Zone = Annotated[ZoneInfo, BeforeValidator(_zone)]
Daily = Annotated[time, BeforeValidator(_daily)]
Variable = Annotated[str, BeforeValidator(_variable)]
Name = Annotated[str, BeforeValidator(_name)]
Names = Annotated[tuple[Name, ...], BeforeValidator(_listed)]
Levels: TypeAlias = _words(Level)  # type: ignore[valid-type]
Modes: TypeAlias = _words(Mode)  # type: ignore[valid-type]
Statuses: TypeAlias = _words(ContactStatus)  # type: ignore[valid-type]
MoveTypes: TypeAlias = _words(MoveType)  # type: ignore[valid-type]
MoveStatuses: TypeAlias = _words(MoveStatus)  # type: ignore[valid-type]
Kinds: TypeAlias = _words(Literal[tuple(WEIGHTS)])  # type: ignore[valid-type]
