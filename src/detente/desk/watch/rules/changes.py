"""What has changed between two sides: a channel cut, an escalation, and the like."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from detente.assessment.ranking import Change, Changed
from detente.assessment.why import Evidence
from detente.assessment.wording import at_level
from detente.desk.telling.phrases import pair
from detente.desk.watch.config import ChangeRule
from detente.desk.watch.finding import Finding, quotes_of
from detente.desk.watch.rules.saying import dyad_path, titled
from detente.desk.watch.scene import Scene
from detente.record import LEVELS

_BY_LAST = frozenset({"escalated", "reopened"})  # known by the contact with which it happened


def find(rule: ChangeRule, scene: Scene) -> Iterator[Finding]:
    """Find what has changed in the last days.

    A change is known by the day on which it began and by the items that it rests on, so that it
    stays the same where a later report moves that day, or tells more of it.
    """
    for dyad in scene.record.changed(days=max(1, rule.within.days)):
        if scene.about(dyad.parties):
            for change in dyad.changes:
                if change.kind in rule.kind and (not rule.level or change.level in rule.level):
                    yield _finding(rule, dyad, change, scene)


def _finding(rule: ChangeRule, dyad: Changed, change: Change, scene: Scene) -> Finding:
    level = f" {at_level(LEVELS.index(change.level))}" if change.level else ""
    about = (change.kind, "-".join(dyad.parties), change.level or "any")
    items = _items(change, scene)
    return Finding(
        names=tuple(titled(rule, *about, name) for name in (change.date, *items)),
        parties=tuple(dyad.parties),
        kind=change.kind,
        title=f"{pair(dyad.parties)}: {change.kind}{level}",
        sentence=change.why.sentence,
        why=change.why.rule,
        evidence=quotes_of(change.why.evidence),
        path=dyad_path(dyad.parties),
    )


def _items(change: Change, scene: Scene) -> list[str]:
    evidence: Sequence[Evidence] = change.why.evidence
    if change.kind in _BY_LAST:
        evidence = [one for one in evidence if one.kind == "contact"][-1:]
    contacts = [one.item for one in evidence if one.kind == "contact"]
    rows = scene.record.contacts_by_id(contacts) if contacts else []
    mentions = [mention for row in rows for mention in row["mentions"]]
    return list(dict.fromkeys([*mentions, *(one.item for one in evidence)]))
