"""The judgements of a record as rows, each with whether it stands."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from detente.record import Record


def judgements(record: Record) -> list[dict[str, Any]]:
    """List every judgement in the order they were made; `stands` tells whether none undoes it."""
    from detente.record import undone  # noqa: PLC0415  (loads SQLAlchemy)

    made = record.judgements()
    gone = undone(made)
    return [
        asdict(j)
        | {
            "parties": j.subject["parties"],
            "made_at": f"{j.made_at.isoformat()}Z",
            "stands": j.id not in gone,
        }
        for j in made
    ]
