"""Event data sets as their publishers ship them become rows of moves and contacts."""

from detente.intake.eventdata.reading import FORMATS, read_rows
from detente.intake.eventdata.row import BadRow, EventRow, Side

__all__ = ["FORMATS", "BadRow", "EventRow", "Side", "read_rows"]
