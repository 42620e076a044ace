"""Make the reading model from the corpora, stage by stage: `python -m training`.

Each stage stops by itself before two hours are over and is taken up at its last checkpoint when the
command is given again; a finished one is not trained anew. Then the two are averaged, exported and
scored.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path

from detente.language.network import MODEL
from training import evaluate
from training.average import average
from training.export import export
from training.train import is_finished, train

PIECES = 2500  # padded word pieces in a batch


@dataclass(frozen=True)
class Stage:
    """One run over all data: its folder, its length, its rate, and the run that it goes on from."""

    run: str
    epochs: int
    rate: float
    after: str | None = None


# The second begins anew at a high rate: scores on every task rose by that, and the first, as it
# stood, holds the trees and attributions of the own passages in place (`train`, `taught_by`).
STAGES = [Stage("first", 6, 2e-4), Stage("second", 4, 2e-4, after="first")]


def main() -> None:
    """Train what is not trained yet, export the last stage's file and print its scores."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=110, help="of training, this time")
    parser.add_argument("--target", type=Path, default=MODEL)
    given = parser.parse_args()
    left = given.minutes
    for stage in STAGES:
        if not is_finished(stage.run):
            left -= train(stage.run, stage.epochs, left, PIECES, stage.rate, stage.after)
        if not is_finished(stage.run):
            return
    average(*(stage.run for stage in STAGES), "reader")
    export("reader", given.target)
    evaluate.show(evaluate.evaluate(given.target))


if __name__ == "__main__":
    main()
