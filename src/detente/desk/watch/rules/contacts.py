"""A new contact: one that no report told before as the rule wants it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from detente.assessment.wording import at_level
from detente.desk.telling.phrases import day, pair
from detente.desk.watch.config import ContactRule
from detente.desk.watch.finding import Finding, quotes
from detente.desk.watch.rules.saying import asked, named, titled
from detente.desk.watch.scene import Row, Scene
from detente.record import LEVELS

_MODES = {"call": "a call", "video": "a video call", "in-person": "a meeting",
          "message": "a message", "unspecified": "contact"}  # fmt: skip
_FIELDS = ("level", "mode", "status")


def find(rule: ContactRule, scene: Scene) -> Iterator[Finding]:
    """Find the contacts that are new.

    That a report told one before, and not as the rule wants it (as planned, and held is wanted),
    makes it no less new.
    """
    for row in scene.contacts:
        if (
            scene.about(row["parties"])
            and all(_fits(getattr(rule, name), row[name]) for name in _FIELDS)
            and scene.recent(row["date"], rule.within)
            and not _told_before(rule, row, scene)
        ):
            yield _finding(rule, row, scene)


def _fits(wanted: tuple[str, ...], value: str | None) -> bool:
    return not wanted or value in wanted


def _told_before(rule: ContactRule, row: Row, scene: Scene) -> bool:
    """Whether a report that was there before tells it by itself as the rule wants it."""
    before = set(row["reports"]) - scene.new
    for name in _FIELDS:
        if wanted := getattr(rule, name):
            told: list[dict[str, Any]] = row["values"].get(name, [])
            before &= {key for one in told if one["value"] in wanted for key in one["reports"]}
    return bool(before)


def _finding(rule: ContactRule, row: Row, scene: Scene) -> Finding:
    level = f" {at_level(LEVELS.index(row['level']))}" if row["level"] else ""
    what = f"{_MODES[row['mode']]}{level}, {row['status']}"
    dated = f", {day(row['date'])}" if row["date"] else ""
    who = f", asked for by {named([row['initiator']])}" if _one_asked(row) else ""
    told = f"; according to {by}" if (by := ", ".join(row["outlets"])) else ""
    return Finding(
        names=tuple(titled(rule, "contact", mention) for mention in row["mentions"]),
        parties=tuple(row["parties"]),
        kind="contact",
        title=f"{pair(row['parties'])}: {what}{dated}",
        sentence=f"{named(row['parties'])}: {what}{dated or ', day not told'}{who}{told}.",
        why=asked(rule, "a new contact", *(getattr(rule, name) for name in _FIELDS)),
        evidence=quotes(row["evidence"], scene.outlets(*row["reports"])),
        path=f"/contacts/{quote(row['id'])}",
    )


def _one_asked(row: Row) -> bool:
    return row["initiator"] in row["parties"]
