"""A dyad's history becomes what can be said of it: channels, escalations, tension, readouts."""

from detente.assessment.board import Board
from detente.assessment.history import History
from detente.assessment.ranking import Changed
from detente.assessment.record import Record

__all__ = ["Board", "Changed", "History", "Record"]
