"""What running the command line takes and gives, as types."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from detente.model import Report


@dataclass(frozen=True)
class Unreadable:
    source: str
    reason: str


@dataclass(frozen=True)
class Outcome:
    status: int
    out: str
    err: str


Reader = Callable[[dict[str, Report]], None]
Run = Callable[..., Outcome]
