"""The label sets of every head, read off the training data once and kept with the model."""

from __future__ import annotations

from typing import Any, get_args

from detente.model import ContactStatus, Mode, MoveStatus, MoveType, Outcome

MOVES = [*get_args(MoveType), "none"]
MENTIONS = ["O", "person", "organization", "place", "other"]
OUTCOMES = ["O", *(f"{x}-{o}" for o in get_args(Outcome) if o != "unknown" for x in "BI")]
EVENT_ROLES_OF = (("side", "initiator", "mediator"), ("source", "target"))  # contacts, moves
EVENT_ROLES = [role for roles in EVENT_ROLES_OF for role in roles]
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
        "mention": MENTIONS,
        "role": ROLES,
        "move": MOVES,
        "mode": list(get_args(Mode)),
        "contact_status": list(get_args(ContactStatus)),
        "move_status": list(get_args(MoveStatus)),
        "outcome": OUTCOMES,
        "event_role": EVENT_ROLES,
    }
