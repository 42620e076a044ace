"""Which points of two sides are pairs: each with one at most, and the whole as likely as can be."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Found = tuple[int, int]


def paired(likely: NDArray[np.float64], threshold: float) -> list[Found]:
    """The pairs of points.

    Arguments:
        likely: [n, m] how likely each of one side tells the same as each of the other.
        threshold: below it no two are a pair.

    Returns:
        Pairs of positions, in the order of the first side.

    Raises:
        ModuleNotFoundError: scipy, of the extra `assess`, is not installed.

    """
    if not likely.size:
        return []
    from scipy.optimize import linear_sum_assignment  # noqa: PLC0415  (slow; of an extra)

    gain = np.maximum(likely - threshold, 0.0)
    rows, columns = linear_sum_assignment(gain, maximize=True)
    return [(int(i), int(j)) for i, j in zip(rows, columns, strict=True) if gain[i, j] > 0]
