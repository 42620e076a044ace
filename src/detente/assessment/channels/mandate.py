"""Passages that say that officials could not decide: no mandate, no authority, only the top can."""

from __future__ import annotations

import re

_NONE = r"\b(?:no|not|n[o']t|without|lack\w*|little|hardly|beyond|never|nor|neither)\b"
_POWER = (
    r"(?:mandate|authority|authori[sz]ation|power|powers|ability|remit|instructions?|leeway|"
    r"competence|say)"
)
_DEAL = r"(?:to|for|of|over|from|on)\b"
_PATTERNS = (
    rf"{_NONE}(?:\W+\w+){{0,4}}?\W+{_POWER}\W+(?:\w+\W+){{0,2}}?{_DEAL}",
    rf"{_NONE}(?:\W+\w+){{0,2}}?\W+(?:authori[sz]ed|empowered|mandated|entitled|allowed|"
    r"in a position)\W+to\b",
    rf"{_NONE}(?:\W+\w+){{0,2}}?\W+(?:mandate|authority)\b",
    r"\b(?:only|just)\W+(?:the\W+)?\w+(?:\W+\w+){0,3}?\W+(?:can|could|may|might)\W+"
    r"(?:decide|settle|agree|unlock|resolve|commit|move)\b",
    r"\b(?:refer|referred|report|check|consult)\w*\W+(?:\w+\W+){0,3}?"
    r"(?:back|home|capital|superiors|bosses)\b",
)
_SAYS = re.compile("|".join(f"(?:{pattern})" for pattern in _PATTERNS), re.IGNORECASE)
_TALKING = re.compile(
    r"\b(?:negotiat|talk|decid|decision|agree|commit|speak|compromis|conclu|settle|mandate|"
    r"authority|behalf|bargain|concession|sign|discuss)\w*",
    re.IGNORECASE,
)


def says_no_mandate(text: str) -> bool:
    """Whether some words say that those who talk cannot decide."""
    return bool(_SAYS.search(text)) and bool(_TALKING.search(text))
