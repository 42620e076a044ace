"""How the parts of the readouts' scorer weigh: `python -m training.readouts`.

A logistic regression over the features of every two points, both the points marked and those that
the accounts are cut into, so that it knows what it will meet. It is fitted to sets that the encoder
has not seen, after `python -m training.meaning --without chjl`; what it learns there holds for the
encoder that ships, which is then trained on all. No list of concepts has all of what the next
readout will say, so every account is taken twice, each time with half of the lines of
`concepts.txt` unknown. The scores that are printed are of each set by weights, and a threshold,
that were fitted to the other three.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import numpy as np
from benchmarks.readouts import SETS as FOLDER
from benchmarks.readouts import (
    Case,
    Score,
    _hits,
    _matched,
    _tellings,
    by_points,
    by_record,
    by_texts,
    cases,
    gold_points,
)
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from detente.assessment.readouts import scorer
from detente.assessment.readouts.likeness import (
    FEATURES,
    Described,
    described,
    features,
    likelihoods,
)
from detente.assessment.readouts.pairing import paired
from detente.assessment.readouts.points import points_of
from detente.assessment.readouts.scorer import Scorer

SETS = "abcefghijklm"
UNSEEN = "chjl"  # by the encoder when the weights are fitted; each by another author
DATA = Path("training/data/readouts")
SMALLNESS = 0.3  # of the weights: C of scikit-learn
TIMES, UNKNOWN = 2, 0.5  # how often an account is taken, and the share of lines unknown there
FILE = "src/detente/assessment/readouts/scorer.json"


THRESHOLDS = np.linspace(0.05, 0.8, 76)


@dataclass
class Table:
    """Two accounts in points, and which are pairs."""

    case: Case
    points: list[list[Described]]
    same: NDArray[np.bool_]

    @cached_property
    def features(self) -> NDArray[np.float64]:
        """Of every two points."""
        return features(*self.points)


Scored = tuple[Table, NDArray[np.float64]]


def known(name: str) -> Iterator[Case]:
    """The cases of a set, wherever it is kept."""
    return cases(name, DATA if (DATA / name).is_dir() else FOLDER)


def tables(sets: str) -> Iterator[Table]:
    """Every case of some sets, with its marked points and with those it is cut into."""
    for case in (case for name in sets for case in known(name)):
        cut = _tellings(case)
        for points in (
            gold_points(case),
            {s: points_of([t for t in cut if t.side == s]) for s in case.sides},
        ):
            for number in range(TIMES):
                told = [described(points[side]) for side in case.sides]
                _forget([d for side in told for d in side], f"{case.name}-{number}")
                if all(told):
                    yield Table(case, told, _same(case, told))


def _forget(told: list[Described], seed: str) -> None:
    """Let some lines of the concepts be unknown in an account, others for each seed."""
    lines = sorted({n for d in told for numbers in d.concepts.values() for n in numbers})
    kept = {n for n in lines if random.Random(f"{seed}-{n}").random() >= UNKNOWN}
    for d in told:
        known = {i: numbers & kept for i, numbers in d.concepts.items() if numbers & kept}
        d.__dict__["concepts"] = known  # what a cached property holds


def _same(case: Case, told: list[list[Described]]) -> NDArray[np.bool_]:
    def place(d: Described) -> tuple[str, int, int]:
        return d.point.text.key, d.point.start, d.point.end

    return np.array([
        [any(_hits(g, (place(a), place(b), False)) for g in case.gold) for b in told[1]]
        for a in told[0]
    ])  # fmt: skip


def fit(some: list[Table]) -> Scorer:
    """A scorer fitted to some accounts."""
    x = np.concatenate([t.features.reshape(-1, len(FEATURES)) for t in some])
    y = np.concatenate([t.same.ravel() for t in some])
    mean, scale = x.mean(0), x.std(0).clip(1e-6)
    model = LogisticRegression(C=SMALLNESS, max_iter=1000).fit((x - mean) / scale, y)
    return Scorer(mean, scale, model.coef_[0], float(model.intercept_[0]), 0.5)


def scored_by(scorer: Scorer, some: list[Table]) -> list[Scored]:
    """Each account's likelihoods."""
    return [(t, likelihoods(*t.points, t.features, scorer)) for t in some]


def best_threshold(scored: list[Scored]) -> float:
    """The threshold with the best F1."""
    return float(max(THRESHOLDS, key=lambda t: f1(scored, t)))


def f1(scored: list[Scored], threshold: float) -> float:
    """The F1 of the pairs at a threshold."""
    gold = found = right = 0
    for table, likely in scored:
        pairs = [
            ((a.text.key, a.start, a.end), (b.text.key, b.start, b.end), False)
            for i, j in paired(likely, threshold)
            for a, b in [(table.points[0][i].point, table.points[1][j].point)]
        ]
        gold += len(table.case.gold)
        found += len(pairs)
        right += len(_matched(table.case.gold, pairs))
    return 2 * right / max(1, gold + found)


def fitted(some: list[Table]) -> Scorer:
    """Weights and threshold for some accounts."""
    weights = fit(some)
    return replace(weights, threshold=best_threshold(scored_by(weights, some)))


def report(all_tables: list[Table]) -> None:
    """Print how well each set is compared by what the others taught."""
    scores: dict[tuple[str, str], Score] = {}
    for name in UNSEEN:
        scorer = fitted([t for t in all_tables if t.case.name[0] != name])
        for case in known(name):
            for way, found in (
                ("record", by_record(case, scorer)[0]),
                ("texts", by_texts(case, scorer)),
                ("points", by_points(case, scorer)),
            ):
                for part in (name, UNSEEN, f"{UNSEEN} · {case.kind}"):
                    scores.setdefault((way, part), Score()).add(case.gold, found)
    for (way, part), score in sorted(scores.items()):
        print(f"{way:7} {part:14} {score.row}")


def main() -> None:
    """Fit, print the scores of sets left out, and write what ships."""
    all_tables = list(tables(UNSEEN))
    report(all_tables)
    whole = fitted(all_tables)
    kept = {
        "features": {
            name: {"mean": round(m, 4), "scale": round(s, 4), "weight": round(w, 4)}
            for name, m, s, w in zip(FEATURES, whole.mean.tolist(), whole.scale.tolist(),
                                     whole.weight.tolist(), strict=True)
        },
        "bias": round(whole.bias, 4),
        "threshold": round(whole.threshold, 2),
    }  # fmt: skip
    with open(FILE, "w", encoding="utf-8") as file:  # noqa: PTH123
        file.write(json.dumps(kept, indent=2) + "\n")
    scorer.shipped.cache_clear()
    print(json.dumps(kept["features"], indent=1), "threshold", kept["threshold"])


if __name__ == "__main__":
    main()
