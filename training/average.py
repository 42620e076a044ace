"""One reader out of two: `python -m training.average EARLIER LATER RUN [--share 0.6]`.

The mean of the weights of two runs, the later begun from the earlier, is better than either on most
tasks (Wortsman et al., "Model soups", 2022); what only the later has counts as zero in the earlier.
"""

from __future__ import annotations

import argparse

import torch

from training.train import RUNS

SHARE = 0.6  # of the later run


def average(earlier: str, later: str, run: str, share: float = SHARE) -> None:
    """Write the mean of two runs' weights as a run of its own.

    Arguments:
        earlier: a finished run.
        later: another, begun from it.
        run: the folder under training/runs for the mean.
        share: the weight of the later, 0 to 1.

    """
    one, other = (_kept(name) for name in (earlier, later))
    for name, value in other["reader"].items():
        if value.is_floating_point():
            before = one["reader"].get(name, torch.zeros_like(value))
            other["reader"][name] = share * value + (1 - share) * before
    del other["optimizer"]
    (RUNS / run).mkdir(parents=True, exist_ok=True)
    torch.save(other, RUNS / run / "checkpoint.pt")


def _kept(run: str) -> dict:
    return torch.load(RUNS / run / "checkpoint.pt", weights_only=False)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("earlier", "later", "run"):
        parser.add_argument(name)
    parser.add_argument("--share", type=float, default=SHARE, help="of the later run")
    given = parser.parse_args()
    average(given.earlier, given.later, given.run, given.share)


if __name__ == "__main__":
    main()
