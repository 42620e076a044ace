"""The label sets of every head, read off the training data once and kept with the model."""

from __future__ import annotations

from typing import Any, get_args

from detente.model import MoveType

MOVES = [*get_args(MoveType), "none"]
ENTITIES = ["O", "B-person", "I-person", "B-organization", "I-organization", "B-place", "I-place"]
ROLES = ["O", "B", "I"]


def label_sets(sentences: list[Any]) -> dict[str, list[str]]:
    """Tags, parts of speech and relations of the sentences, sorted, with the fixed sets."""
    tags = sorted({w.tag for s in sentences for w in s.words})
    pos = sorted({w.pos for s in sentences for w in s.words})
    relations = sorted({w.relation for s in sentences for w in s.words})
    return {
        "tag": tags,
        "pos": pos,
        "dep": relations,
        "entity": ENTITIES,
        "role": ROLES,
        "move": MOVES,
    }
