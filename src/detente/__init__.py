"""Reads news reports and official readouts; keeps the record of how states deal with each other."""

from __future__ import annotations

from importlib import import_module
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from detente.actors import Resolved, candidates, resolve
    from detente.assessment import Record
    from detente.coding import Failure, Skipped, code, read, read_many, relate
    from detente.intake import UnreadableError
    from detente.record import RecordError

__all__ = [
    "Failure", "Record", "RecordError", "Resolved", "Skipped", "UnreadableError", "candidates",
    "code", "read", "read_many", "relate", "resolve",
]  # fmt: skip
__version__ = version("detente")

_ROOMS = {
    "Failure": "coding",
    "Record": "assessment",
    "RecordError": "record",
    "Resolved": "actors",
    "Skipped": "coding",
    "UnreadableError": "intake",
    "candidates": "actors",
    "code": "coding",
    "read": "coding",
    "read_many": "coding",
    "relate": "coding",
    "resolve": "actors",
}


def __getattr__(name: str) -> Any:
    """Load a room when one of its names is first used, so that `import detente` is quick."""
    if name in _ROOMS:
        globals()[name] = found = getattr(import_module(f"detente.{_ROOMS[name]}"), name)
        return found
    raise AttributeError(f"module 'detente' has no attribute {name!r}")
