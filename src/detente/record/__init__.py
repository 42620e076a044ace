"""Many reports become one history: storage, merging, provenance, corrections."""

from detente.record.error import RecordError
from detente.record.judging import Judgement
from detente.record.naming import document_key
from detente.record.record import Record
from detente.record.rows import Rows

__all__ = ["Judgement", "Record", "RecordError", "Rows", "document_key"]
