"""Text, HTML, files and URLs become Documents."""

from detente.intake.error import UnreadableError
from detente.intake.load import from_html, from_text, load

__all__ = ["UnreadableError", "from_html", "from_text", "load"]
