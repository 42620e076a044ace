"""The judgements of a record as rows, each with whether it stands."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from detente.record import Record


def judgements(record: Record) -> list[dict[str, Any]]:
    """List every judgement in the order they were made; `stands` tells whether none undoes it."""
    made = record.judgements()
    undone: set[int] = set()
    for judgement in reversed(made):  # what undoes it came later, and may itself be undone
        if judgement.undoes and judgement.id not in undone:
            undone.add(judgement.undoes)
    return [
        asdict(j) | {"made_at": f"{j.made_at.isoformat()}Z", "stands": j.id not in undone}
        for j in made
    ]
