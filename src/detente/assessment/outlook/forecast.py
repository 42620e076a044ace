"""The probability of material conflict within 30 days, and how it held on years it had not seen.

Conflict comes as in a Poisson process whose rate is the dyad's usual one, times what news of late
makes of it:

    P = 1 - exp(-E exp(b0 + sum b x))        x = log((1 + seen) / (1 + usual))

E is the number of material-conflict moves usual in 30 days; each x compares what is told of late
with what is usual of the same dyad, so that neither a dense nor a thin record shifts it. That is
binary regression with the complementary log-log link and an offset, which suits events in times
grouped into spells: Prentice and Gloeckler, *Biometrics* 34 (1978); for conflict between states
Beck, Katz and Tucker, *American Journal of Political Science* 42 (1998). The coefficients are in
`warning.json`, which `python -m training.warning` writes.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import numpy as np
from pydantic import Field

from detente.assessment.outlook.news import Integers, News, Numbers
from detente.assessment.outlook.reliability import Bin
from detente.assessment.why import Part


class Signal(Part):
    """What is compared with what is usual: a kind of news in the last so many days."""

    kind: str = Field(description="A kind of `News`.")
    days: int
    coefficient: float
    error: float = Field(description="Its standard error, dyads as clusters.")


class Model(Part):
    """What was learned, from when to when, and how it held on what came after."""

    constant: float
    signals: list[Signal]
    shares: dict[str, float] = Field(description="Shares of kinds among moves and contacts.")
    prior: float = Field(description="Moves and contacts that these shares count as.")
    since: str
    until: str
    most: float = Field(description="The greatest number usual in 30 days that it was fitted on.")
    tested: str = Field(description="The years of the reliability.")
    reliability: list[Bin]


@cache
def shipped() -> Model:
    """The model that ships."""
    text = files("detente.assessment.outlook").joinpath("warning.json").read_text(encoding="utf-8")
    return Model.model_validate_json(text)


def probability(news: News, days: Integers, model: Model) -> Numbers:
    """The probability of material conflict in the 30 days after each day; NaN with too little.

    Arguments:
        news: of a dyad.
        days: ordinals, shape (n,).
        model: the coefficients.

    """
    factor = np.full(len(days), model.constant)
    for signal in model.signals:
        factor += signal.coefficient * news.compared(signal.kind, signal.days, days, model)
    found = -np.expm1(-news.usual("conflict", days, model) * np.exp(factor))
    return np.where(news.enough(days), found, np.nan)
