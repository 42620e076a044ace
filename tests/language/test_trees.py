"""Every sentence becomes a tree with one root, whatever the scores."""

import itertools

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from detente.language.trees import as_trees


@given(st.integers(1, 12), st.integers(0, 2**32 - 1))
def test_any_scores_give_one_tree_a_sentence(words: int, seed: int) -> None:
    scores = np.random.default_rng(seed).normal(size=(words, words)).astype(np.float32)
    starts = np.zeros(words, dtype=np.int64)
    heads = as_trees(scores.argmax(1), scores, starts)
    assert sum(head == i for i, head in enumerate(heads)) == 1
    for i in range(words):
        at, steps = i, 0
        while heads[at] != at:
            at, steps = heads[at], steps + 1
            assert steps <= words


@given(st.integers(1, 5), st.integers(0, 2**32 - 1))
def test_no_tree_has_a_higher_score(words: int, seed: int) -> None:
    scores = np.random.default_rng(seed).normal(size=(words, words)).astype(np.float32)
    starts = np.zeros(words, dtype=np.int64)

    def total(heads: tuple[int, ...]) -> float:
        return float(sum(scores[i, head] for i, head in enumerate(heads)))

    best = max(total(heads) for heads in _all_trees(words))
    assert np.isclose(total(tuple(as_trees(scores.argmax(1), scores, starts))), best)


def _all_trees(words: int) -> list[tuple[int, ...]]:
    """Every way to hang words from one root without a circle."""
    trees = []
    for heads in itertools.product(range(words), repeat=words):
        reached = list(range(words))
        for _ in range(words):
            reached = [heads[i] for i in reached]
        root = reached[0]
        if set(reached) == {root} and [i for i, h in enumerate(heads) if h == i] == [root]:
            trees.append(heads)
    return trees
