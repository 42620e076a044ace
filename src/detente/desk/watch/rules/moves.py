"""A new move of a type from one side toward another."""

from __future__ import annotations

from collections.abc import Iterator

from detente.desk.telling.phrases import day, pair
from detente.desk.watch.config import MoveRule
from detente.desk.watch.finding import Finding, quotes
from detente.desk.watch.rules.saying import asked, dyad_path, named, titled
from detente.desk.watch.scene import Row, Scene


def find(rule: MoveRule, scene: Scene) -> Iterator[Finding]:
    """Find the moves that no report told before."""
    for row, mentions in scene.moves:
        source, target = row["parties"]
        if (
            row["type"] in rule.type
            and row["status"] in rule.status
            and rule.source in {None, source}
            and rule.target in {None, target}
            and scene.about((source, target))
            and scene.recent(row["date"], rule.within)
            and all(mention.rpartition("-")[0] in scene.new for mention in mentions)
        ):
            yield _finding(rule, row, mentions, scene)


def _finding(rule: MoveRule, row: Row, mentions: list[str], scene: Scene) -> Finding:
    source, target = row["parties"]
    outlets = scene.outlets(*row["reports"])
    by = ", ".join(dict.fromkeys(filter(None, outlets.values())))
    when = day(row["date"]) if row["date"] else "day not told"
    return Finding(
        names=tuple(titled(rule, "move", mention) for mention in mentions),
        parties=tuple(sorted((source, target))),
        kind="move",
        title=f"{pair([source, target], ' → ')}: {row['type']}",
        sentence=f"{named([source])} toward {named([target])}: {row['type']}, {row['status']}, "
        f"{when}{f'; according to {by}' if by else ''}.",
        why=asked(rule, "a new move", rule.type),
        evidence=quotes(row["evidence"], outlets),
        path=dyad_path((source, target)),
    )
