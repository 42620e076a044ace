"""What reports claim about how many contacts there were, beside what the record had by a day."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from pydantic import Field

from detente.assessment.why import Part

Row = dict[str, Any]


class Claim(Part):
    """A claim about how many contacts there were, and the record's verdict."""

    contact: str = Field(description="The contact that the claim is made about.")
    document: str = Field(description="Of the report that makes it.")
    outlet: str | None
    ordinal: int | None = Field(description="The how-manieth; None for one that never was.")
    level: str | None
    mode: str | None
    since: str | None
    until: str
    verdict: str = Field(description="`confirmed`, `contradicted` or `not enough`.")
    found: list[str] = Field(description="Ids of the contacts that were counted.")
    missing: int = Field(description="How many that the claim implies the record lacks.")


def claims(
    rows: Iterable[Row],
    known: Collection[str],
    held: Collection[str],
    documents: Mapping[str, Row],
    on: str,
) -> list[Claim]:
    """The claims made by a day, each with the contacts known by it.

    Arguments:
        rows: as `Record.claims` gives them.
        known: ids of the contacts that the record had by then.
        held: of those that it had as held.
        documents: those that make them, by key.
        on: the day.

    """
    return [
        _claim(row, held)
        for row in rows
        if row["contact"] in known and (documents[row["document"]]["published_at"] or "")[:10] <= on
    ]


def _claim(row: Row, held: Collection[str]) -> Claim:
    never = row["claim"] == "never"
    ordinal = None if never else int(row["claim"]["ordinal"])
    found = [one for one in row["found"] if one in held or one == row["contact"]]
    verdict, missing = row["verdict"], row["missing"]
    if len(found) < len(row["found"]):  # something that it was held against came out later
        verdict, missing = _anew(len(found), ordinal or 0)
    return Claim(
        contact=row["contact"], document=row["document"], outlet=row["outlet"], ordinal=ordinal,
        level=row["level"], mode=row["mode"], since=row["from"], until=row["to"],
        verdict=verdict, found=found, missing=missing,
    )  # fmt: skip


def _anew(found: int, claimed: int) -> tuple[str, int]:
    if found > claimed:
        return "contradicted", 0
    return "not enough" if found < max(claimed, 2) else "confirmed", max(0, claimed - found)
