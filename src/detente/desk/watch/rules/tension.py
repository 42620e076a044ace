"""Tension of one side toward the other that came to be above a level, or to rise."""

from __future__ import annotations

from collections.abc import Iterator

from detente.assessment.evidence import Sources
from detente.assessment.rivalry import tension
from detente.assessment.rivalry.tension import Toward
from detente.assessment.wording import iso
from detente.desk.watch.config import TensionRule
from detente.desk.watch.finding import Finding, quotes_of
from detente.desk.watch.rules.saying import asked, dyad_path, titled
from detente.desk.watch.scene import Scene

_BACK = 0.5  # below the level that it must have fallen before it can be above it anew


def find(rule: TensionRule, scene: Scene) -> Iterator[Finding]:
    """Find the directions that are so now, and were not when the rule looked last.

    At a rule's first look nothing is told; what is so then was so before.
    """
    for dyad in sorted(scene.dyads):
        history = scene.record.history(*dyad)
        for toward in tension.tell(history, Sources(scene.record, history, None)).directions:
            yield from _of_direction(rule, toward, scene)


def _of_direction(rule: TensionRule, toward: Toward, scene: Scene) -> Iterator[Finding]:
    way = f"{toward.source}>{toward.target}"
    before = scene.before.get(way)
    now = {
        "above": _is_above(rule, toward, was=bool(before and before["above"])),
        "rising": rule.rising and toward.trend == "rising",
    }
    scene.remember[way] = now
    if before is None:
        return
    for kind in ("above", "rising"):
        if now[kind] and not before[kind]:
            yield _finding(rule, toward, kind, scene)


def _is_above(rule: TensionRule, toward: Toward, *, was: bool) -> bool:
    if rule.above is None or toward.tension is None:
        return False
    return toward.tension.value > (rule.above - _BACK if was else rule.above)


def _finding(rule: TensionRule, toward: Toward, kind: str, scene: Scene) -> Finding:
    now = f"above {rule.above:g}" if kind == "above" else "rising"
    return Finding(
        names=(titled(rule, kind, f"{toward.source}>{toward.target}", iso(scene.on)),),
        parties=tuple(sorted((toward.source, toward.target))),
        kind="tension",
        title=f"{toward.source} toward {toward.target}: tension {now}",
        sentence=toward.why.sentence,
        why=asked(rule, f"tension {now}"),
        evidence=quotes_of(toward.why.evidence),
        path=dyad_path((toward.source, toward.target)),
    )
