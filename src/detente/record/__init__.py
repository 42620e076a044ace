"""Many reports become one history: storage, merging, provenance, corrections."""

from detente.record.columns import (
    LEVELS,
    MODES,
    MOVE_STATUSES,
    MOVE_TYPES,
    OUTCOMES,
    STATUSES,
    Contacts,
    Moves,
)
from detente.record.days import days_asked, days_of
from detente.record.error import NotThereError, RecordError
from detente.record.judging import Judgement, undone
from detente.record.naming import document_key
from detente.record.record import Record
from detente.record.rows import Rows

__all__ = [
    "LEVELS",
    "MODES",
    "MOVE_STATUSES",
    "MOVE_TYPES",
    "OUTCOMES",
    "STATUSES",
    "Contacts",
    "Judgement",
    "Moves",
    "NotThereError",
    "Record",
    "RecordError",
    "Rows",
    "days_asked",
    "days_of",
    "document_key",
    "undone",
]
