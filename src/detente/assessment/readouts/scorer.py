"""How likely two points tell the same thing: a logistic regression whose every part can be read.

Its numbers are in `scorer.json`, which `python -m training.readouts` writes.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from detente.assessment.readouts.comparison import Reason
from detente.assessment.readouts.likeness import FEATURES


@dataclass(frozen=True)
class Scorer:
    """Weights for standardized features.

    Attributes:
        mean, scale, weight: [features], in the order of `likeness.FEATURES`.
        bias: what is added for nothing.
        threshold: the likelihood from which on two points are a pair.

    """

    mean: NDArray[np.float64]
    scale: NDArray[np.float64]
    weight: NDArray[np.float64]
    bias: float
    threshold: float

    def parts(self, features: NDArray[np.float64]) -> NDArray[np.float64]:
        """What each feature adds to the logit; [..., features] in and out."""
        added: NDArray[np.float64] = (features - self.mean) / self.scale * self.weight
        return added

    def likelihood(self, features: NDArray[np.float64]) -> NDArray[np.float64]:
        """How likely points tell the same thing; [..., features] to [...]."""
        logit = self.parts(features).sum(-1) + self.bias
        likely: NDArray[np.float64] = 1 / (1 + np.exp(-logit))
        return likely

    def reasons(self, features: NDArray[np.float64]) -> list[Reason]:
        """What speaks for and against one pair, the weightiest first; [features]."""
        parts = self.parts(features)
        order = np.argsort(-np.abs(parts), kind="stable")
        return [Reason(why=FEATURES[i], weight=round(float(parts[i]), 2)) for i in order]


@lru_cache(maxsize=1)
def shipped() -> Scorer:
    """The scorer that ships."""
    kept = json.loads(files(__package__).joinpath("scorer.json").read_text(encoding="utf-8"))
    columns = [kept["features"][name] for name in FEATURES]
    mean, scale, weight = (np.array([c[k] for c in columns]) for k in ("mean", "scale", "weight"))
    return Scorer(mean, scale, weight, kept["bias"], kept["threshold"])
