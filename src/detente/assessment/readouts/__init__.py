"""What two sides say of one contact, set side by side."""

from detente.assessment.readouts.comparing import GivenAccount, compare, compare_texts
from detente.assessment.readouts.comparison import (
    Account,
    Asked,
    Compared,
    Comparison,
    Contradiction,
    Pair,
    Quotation,
    Reason,
    ToneWord,
    Topic,
    Words,
)

__all__ = [
    "Account",
    "Asked",
    "Compared",
    "Comparison",
    "Contradiction",
    "GivenAccount",
    "Pair",
    "Quotation",
    "Reason",
    "ToneWord",
    "Topic",
    "Words",
    "compare",
    "compare_texts",
]
