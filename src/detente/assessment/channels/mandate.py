"""Passages that say that officials could not decide: no mandate, no authority, only the top can."""

from __future__ import annotations

import re

_NONE = r"\b(?:no|not|n[o']t|without|(?<!never )lack\w*|little|hardly|beyond|nor|neither)\b"
_DO = (
    r"(?:negotiat|decid|agree|commit|compromis|conclu|settle|bargain|sign|speak|trade|conced|deal|"
    r"strike|bind|grant|offer|move|mak|discuss|change)\w*"
)
_POWER = (
    r"(?:mandate|authority|authori[sz]ation|powers?|ability|remit|instructions|leeway|competence)"
)
_TOP = (
    r"(?:presidents?|leaders?|prime ministers?|premiers?|chancellor|king|emir|sultan|politburo|"
    r"crown prince|ministers?|cabinet|capitals?|top|principals?|supreme leader)"
)
_PATTERNS = (
    rf"{_NONE}(?:\W+\w+){{0,4}}?\W+{_POWER}\W+(?:\w+\W+){{0,2}}?(?:to|for)\W+(?:\w+\W+){{0,2}}?{_DO}",
    rf"{_NONE}(?:\W+\w+){{0,2}}?\W+(?:authori[sz]ed|empowered|mandated|entitled|allowed|"
    rf"in a position)\W+to\W+{_DO}",
    rf"{_NONE}(?:\W+\w+){{0,2}}?\W+(?:mandate|authority)\b",
    rf"\b(?:only|just)\W+(?:the\W+)?(?:\w+\W+){{0,3}}?{_TOP}\W+(?:themselves\W+)?"
    rf"(?:can|could|may|might)\W+{_DO}",
)
_SAYS = re.compile("|".join(f"(?:{pattern})" for pattern in _PATTERNS), re.IGNORECASE)


def says_no_mandate(text: str) -> bool:
    """Whether some words say that those who talk cannot decide."""
    return bool(_SAYS.search(text))
