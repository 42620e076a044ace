"""A count that a report claims, and that the record contradicts."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

from detente.assessment.wording import at_level
from detente.desk.telling.phrases import day, ordinal, pair
from detente.desk.watch.config import ClaimRule
from detente.desk.watch.finding import Finding, quotes
from detente.desk.watch.rules.saying import asked, named, titled
from detente.desk.watch.scene import Row, Scene
from detente.record import LEVELS


def find(rule: ClaimRule, scene: Scene) -> Iterator[Finding]:
    """Find the claims that the record contradicts; made by several, one is known as one."""
    for row in scene.record.claims():
        if row["verdict"] == "contradicted" and scene.about(row["parties"]):
            yield _finding(rule, row, scene)


def _finding(rule: ClaimRule, row: Row, scene: Scene) -> Finding:
    never = row["claim"] == "never"
    number = "never" if never else row["claim"]["ordinal"]
    about = (number, "-".join(row["parties"]), row["level"], row["mode"])
    outlets = scene.outlets(row["document"])
    return Finding(
        names=(
            titled(rule, "claim", row["mention"], *about),
            titled(rule, "claim", row["document"], *about),
            titled(rule, "claim", row["from"], row["to"], *about),
        ),
        parties=tuple(row["parties"]),
        kind="claim",
        title=f"{pair(row['parties'])}: a count that the record contradicts",
        sentence=_sentence(row, None if never else int(number)),
        why=asked(rule, "a claimed count that the record contradicts"),
        evidence=quotes(_spans(row, scene, never=never), outlets),
        path=f"/contacts/{quote(row['contact'])}",
    )


def _sentence(row: Row, number: int | None) -> str:
    who = row["outlet"] or "A report"
    what = "call" if row["mode"] in {"call", "video"} else "contact"
    level = f" {at_level(LEVELS.index(row['level']))}" if row["level"] else ""
    since = f"from {day(row['from'])} " if row["from"] else ""
    claim = f"the {ordinal(number)} {what}" if number else f"no {what}"
    return (
        f"{who} counts {claim}{level} of {named(row['parties'])} {since}to {day(row['to'])}; "
        f"the record has {len(row['found'])}."
    )


def _spans(row: Row, scene: Scene, *, never: bool) -> list[Row]:
    if not never:
        return [span | {"document": row["document"]} for span in row["claim"]["evidence"]]
    found = scene.record.contacts_by_id([row["contact"]])
    spans = [span for contact in found for span in contact["evidence"]]
    return [span for span in spans if span["document"] == row["document"]]
