"""Make the reading model from the corpora: `python -m training` trains, exports and evaluates."""

from __future__ import annotations

import sys

from training import evaluate, export, train


def main() -> None:
    """Run the three steps with their own defaults."""
    if len(sys.argv) > 1:
        sys.exit(
            "python -m training takes no options: give them to "
            "training.train, training.export or training.evaluate"
        )
    for step in (train, export, evaluate):
        step.main()


if __name__ == "__main__":
    main()
