"""The sixteen types of PLOVER: their quad class and intensity. Source: `docs/codebook.md`, Move.

The intensities are after the Goldstein scale, from -10 (conflict) to 10 (cooperation).
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple


class Weight(NamedTuple):
    """Where a type stands between conflict and cooperation, and whether in words or deeds."""

    quad: str
    intensity: float


SCALE: Mapping[str, Weight] = MappingProxyType(
    {
        "AGREE": Weight("verbal cooperation", 4.0),
        "CONSULT": Weight("verbal cooperation", 1.0),
        "SUPPORT": Weight("verbal cooperation", 3.5),
        "CONCEDE": Weight("verbal cooperation", 5.0),
        "COOPERATE": Weight("material cooperation", 6.0),
        "AID": Weight("material cooperation", 7.0),
        "RETREAT": Weight("material cooperation", 7.0),
        "REQUEST": Weight("verbal conflict", -2.0),
        "ACCUSE": Weight("verbal conflict", -3.0),
        "REJECT": Weight("verbal conflict", -4.0),
        "THREATEN": Weight("verbal conflict", -5.0),
        "PROTEST": Weight("material conflict", -6.0),
        "SANCTION": Weight("material conflict", -6.0),
        "MOBILIZE": Weight("material conflict", -7.0),
        "COERCE": Weight("material conflict", -7.5),
        "ASSAULT": Weight("material conflict", -9.5),
    }
)
