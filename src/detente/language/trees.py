"""From arc scores to trees: one root a sentence, and no circles."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

_NEVER = -1e9  # a word's score with itself, once its root's score has been put aside


def as_trees(
    heads: NDArray[np.int64], scores: NDArray[np.float32], starts: NDArray[np.int64]
) -> list[int]:
    """Heads that make a tree of every sentence.

    Arguments:
        heads: [N] each word's best head by itself; its own position for a root.
        scores: [N, N] the score of each word (row) hanging from each other (column).
        starts: [N] 1 where a sentence begins.

    Returns:
        For each word its head. Sentences that are trees already, nearly all, are left as they are;
        the others get the maximum spanning tree (Chu and Liu 1965, Edmonds 1967).

    """
    n = len(heads)
    bounds = [i for i in range(n) if i == 0 or starts[i]] + [n]
    result = [int(h) for h in heads]
    for begin, end in itertools.pairwise(bounds):
        local = [h - begin for h in result[begin:end]]
        if not _is_tree(local):
            best = _spanning(np.array(scores[begin:end, begin:end], dtype=np.float64))
            result[begin:end] = [begin + h for h in best]
    return result


def _is_tree(heads: list[int]) -> bool:
    if sum(h == i for i, h in enumerate(heads)) != 1:
        return False
    sure = [False] * len(heads)
    for i in range(len(heads)):
        path: list[int] = []
        at = i
        while not sure[at] and heads[at] != at:
            if not 0 <= heads[at] < len(heads) or len(path) > len(heads):
                return False
            path.append(at)
            at = heads[at]
        for j in path:
            sure[j] = True
    return True


def _spanning(scores: NDArray[np.float64]) -> list[int]:
    """The best tree with exactly one root: roots are tried until none left could do better."""
    own = np.diag(scores).copy()
    np.fill_diagonal(scores, _NEVER)
    bounds = own + _bounds(scores)
    best: list[int] = []
    best_score = -np.inf
    for root in np.argsort(-bounds).tolist():
        if bounds[root] <= best_score:
            break
        heads = _arborescence(scores, root)
        score = own[root] + sum(scores[i, h] for i, h in enumerate(heads) if i != root)
        if score > best_score:
            best, best_score = heads, float(score)
    return best


def _bounds(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """For each root what the other words' arcs make at most.

    Each word but the root has its best head, and every circle that the root is not in is broken
    where that costs least: the best that a tree could have, for most sentences what it has.
    """
    greedy = scores.max(1)
    bounds: NDArray[np.float64] = greedy.sum() - greedy
    for circle in _circles(scores.argmax(1).tolist()):
        inside = np.array(circle)
        leaving = scores[inside]
        leaving[:, inside] = _NEVER
        cost = (greedy[inside] - leaving.max(1)).min()
        bounds -= cost
        bounds[inside] += cost
    return bounds


def _arborescence(scores: NDArray[np.float64], root: int) -> list[int]:
    heads: list[int] = scores.argmax(1).tolist()
    heads[root] = root
    circle = _circle(heads, root)
    if not circle:
        return heads
    members = set(circle)
    inside = np.array(circle)
    outside = np.array([i for i in range(len(heads)) if i not in members])
    merged = len(outside)
    table = np.full((merged + 1, merged + 1), -np.inf)
    table[:merged, :merged] = scores[outside[:, None], outside]
    leaving = inside[scores[outside[:, None], inside].argmax(1)]
    table[:merged, merged] = scores[outside, leaving]
    gain = scores[inside, outside[:, None]] - scores[inside, np.array(heads)[inside]]
    entering = gain.argmax(1)
    table[merged, :merged] = gain.max(1)
    smaller = _arborescence(table, int(np.flatnonzero(outside == root)[0]))
    for place, node in enumerate(outside.tolist()):
        if node != root:
            head = smaller[place]
            heads[node] = int(leaving[place] if head == merged else outside[head])
    heads[circle[int(entering[smaller[merged]])]] = int(outside[smaller[merged]])
    return heads


def _circle(heads: list[int], root: int) -> list[int]:
    """A circle in the words' heads; none where all lead to the root, which is its own head."""
    return next((c for c in _circles(heads) if c[0] != root), [])


def _circles(heads: list[int]) -> Iterator[list[int]]:
    seen = [0] * len(heads)
    for start in range(len(heads)):
        at, path = start, []
        while not seen[at]:
            seen[at] = start + 1
            path.append(at)
            at = heads[at]
        if seen[at] == start + 1:
            yield path[path.index(at) :]
