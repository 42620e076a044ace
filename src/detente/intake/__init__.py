"""Text, HTML, files, URLs, feeds and archives become Documents."""

from detente.intake.error import UnreadableError
from detente.intake.item import Item, Unopened
from detente.intake.load import from_html, from_text, load
from detente.intake.streams import open_items

__all__ = [
    "Item",
    "Unopened",
    "UnreadableError",
    "from_html",
    "from_text",
    "load",
    "open_items",
]
