"""Every sentence becomes a tree with one root, whatever the scores."""

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
