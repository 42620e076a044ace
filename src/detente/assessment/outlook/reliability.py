"""Whether what was said with a probability came true as often: bins of like probability."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from detente.assessment.why import Part

_EDGES = (0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.4)  # of the bins of like probability
_Z = 1.96
Numbers = NDArray[np.float64]


class Bin(Part):
    """Forecasts of like probability, and how many came true."""

    forecasts: int
    mean: float = Field(description="Of the probabilities.")
    observed: float = Field(description="The share that came true.")
    low: float = Field(description="Wilson's interval of that share, 95 %.")
    high: float


def reliability(forecast: Numbers, came: NDArray[np.bool_]) -> list[Bin]:
    """Forecasts in bins of like probability, those that are empty left out.

    The interval is Wilson's, *Journal of the American Statistical Association* 22 (1927).

    Arguments:
        forecast: probabilities, shape (n,).
        came: whether it came true, shape (n,).

    """
    of = np.digitize(forecast, _EDGES)
    return [_bin(forecast[of == k], came[of == k]) for k in np.unique(of)]


def _bin(forecast: Numbers, came: NDArray[np.bool_]) -> Bin:
    n, share = len(came), float(came.mean())
    middle = (share + _Z**2 / (2 * n)) / (1 + _Z**2 / n)
    half = _Z / (1 + _Z**2 / n) * np.sqrt(share * (1 - share) / n + _Z**2 / (4 * n**2))
    low, high = max(0.0, middle - half), min(1.0, middle + half)
    shown = (round(float(value), 4) for value in (forecast.mean(), share, low, high))
    return Bin(forecasts=n, **dict(zip(("mean", "observed", "low", "high"), shown, strict=True)))
