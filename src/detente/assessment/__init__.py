"""A dyad's history becomes what can be said of it: channels, escalations, tension, readouts."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from detente.assessment.board import Board
    from detente.assessment.history import History
    from detente.assessment.ranking import Changed
    from detente.assessment.readouts import Comparison, compare, compare_texts
    from detente.assessment.record import Record
    from detente.assessment.scale import SCALE

__all__ = [
    "SCALE", "Board", "Changed", "Comparison", "History", "Record", "compare", "compare_texts",
]  # fmt: skip

_PLACES = {
    "SCALE": "scale",
    "Board": "board",
    "Changed": "ranking",
    "Comparison": "readouts",
    "compare": "readouts",
    "compare_texts": "readouts",
    "History": "history",
    "Record": "record",
}


def __getattr__(name: str) -> Any:
    """Load what somebody asks for: the scale is wanted where nothing else is."""
    if name in _PLACES:
        module = import_module(f"{__name__}.{_PLACES[name]}")
        globals()[name] = found = getattr(module, name)
        return found
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
