"""A report that has some words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import quote

from detente.assessment.wording import iso
from detente.desk.telling.phrases import day
from detente.desk.telling.visible import one_line
from detente.desk.watch.config import WordsRule
from detente.desk.watch.finding import Finding, cut, quotes
from detente.desk.watch.rules.saying import asked, titled
from detente.desk.watch.scene import Row, Scene

_AROUND = 90  # characters shown on each side


def find(rule: WordsRule, scene: Scene) -> Iterator[Finding]:
    """Find the new reports with any of the phrases; copies of one story are one."""
    wanted = re.compile("|".join(map(_phrase, rule.words)), re.IGNORECASE)
    for row in scene.news.documents:
        found = wanted.search(row["text"]) or wanted.search(row["title"] or "")
        if found and _is_about(row, scene):
            yield _finding(rule, row, found, scene)


def _phrase(words: str) -> str:
    spaced = r"\s+".join(map(re.escape, words.split()))
    return rf"(?<!\w){spaced}(?!\w)"


def _is_about(row: Row, scene: Scene) -> bool:
    """Whether it tells of anything between two sides that the rule is about."""
    if not scene.dyads:
        return True
    told = [contact["parties"] for contact in scene.contacts if row["key"] in contact["reports"]]
    told += [move["parties"] for move, _ in scene.moves if row["key"] in move["reports"]]
    return any(map(scene.about, told))


def _finding(rule: WordsRule, row: Row, found: re.Match[str], scene: Scene) -> Finding:
    outlet = row["outlet"] or "an outlet that is not told"
    title = f"“{row['title']}”" if row["title"] else "A report"
    when = f", {day(iso(row['published_day']))}" if row["published_day"] else ""
    span = {"document": row["key"]} | _around(row, found)
    return Finding(
        names=tuple(dict.fromkeys(titled(rule, "words", row[of]) for of in ("key", "story"))),
        parties=(),
        kind="words",
        title=f"{cut(title, 120)}: “{one_line(found[0])}”",
        sentence=f"{title} of {outlet}{when} has the words “{one_line(found[0])}”.",
        why=asked(rule, "a report with the words", rule.words),
        evidence=quotes([span], {row["key"]: row["outlet"]}),
        path=f"/reports/{quote(row['key'])}",
    )


def _around(row: Row, found: re.Match[str]) -> Row:
    """The words with some of those around them, none of them cut."""
    text = found.string
    start, end = max(0, found.start() - _AROUND), min(len(text), found.end() + _AROUND)
    while 0 < start < found.start() and not text[start - 1].isspace():
        start += 1
    while found.end() < end < len(text) and not text[end].isspace():
        end -= 1
    where = {"start": start, "end": end} if text == row["text"] else {"start": None, "end": None}
    return {"text": text[start:end].strip(), **where}
