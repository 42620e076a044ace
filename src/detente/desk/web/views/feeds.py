"""Feeds: what has changed, the newest contacts, the newest documents that hold some words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, time
from typing import Any
from urllib.parse import quote, urlencode

from detente.assessment.ranking import Change, Changed
from detente.desk.export.days import first_and_last
from detente.desk.telling.phrases import day, pair
from detente.desk.web.atom import NEVER, Entry, Feed
from detente.desk.web.desk import Desk
from detente.desk.web.views.dyad import address
from detente.desk.web.views.sought import two_sides

_DYADS, _CONTACTS, _DOCUMENTS = 40, 30, 50  # entries, or those that entries are of
Row = dict[str, Any]
Sides = tuple[str, str]


def changes(desk: Desk) -> Feed:
    """What has changed, between whom, according to whom."""
    at = desk.settings.address
    changed = [one for one in desk.changed() if one.changes]
    watched = set(desk.settings.watched)
    changed.sort(key=lambda one: (one.parties[0], one.parties[1]) not in watched)
    entries = [entry for one in changed[:_DYADS] for entry in _changes(at, one)]
    return Feed("changes", "What has changed", f"{at}/feed.atom", f"{at}/", _sorted(entries))


def of_dyad(desk: Desk, sides: Sides) -> Feed:
    """What has changed between two sides, and their newest contacts."""
    at = desk.settings.address
    return Feed(
        f"dyad {'|'.join(sides)}", pair(list(sides)),
        f"{at}{address(sides, 'feed.atom')}", f"{at}{address(sides)}",
        _sorted(_of_dyad(desk, sides)),
    )  # fmt: skip


def of_search(desk: Desk, words: str, title: str | None = None, own: str | None = None) -> Feed:
    """The newest documents that hold some words; of two sides what the feed of their dyad has.

    Arguments:
        desk: of which record.
        words: as the search takes them.
        title: what the feed is called; by default by its words.
        own: its address without the server's; by default that of the search.

    """
    at = desk.settings.address
    asked = urlencode({"q": words})
    own = own or f"/search.atom?{asked}"
    sides = two_sides(words)
    entries = _of_dyad(desk, sides) if sides else _documents(desk, words)
    return Feed(
        f"search {own}", title or f"Search: {words}", f"{at}{own}", f"{at}/search?{asked}",
        _sorted(entries),
    )  # fmt: skip


def _of_dyad(desk: Desk, sides: Sides) -> Iterator[Entry]:
    at = desk.settings.address
    for one in desk.changed():
        if tuple(one.parties) == sides:
            yield from _changes(at, one)
    with desk.record.at_once():
        rows = list(desk.record.contacts(*sides, newest_first=True, limit=_CONTACTS))
        added = desk.record.when_added(*(key for row in rows for key in row["reports"]))
    for row in rows:
        yield _contact(at, row, added)


def _changes(at: str, one: Changed) -> Iterator[Entry]:
    sides = one.parties[0], one.parties[1]
    for change in one.changes:
        yield Entry(
            name=f"change {'|'.join(sides)} {change.kind} {change.level} {change.date}",
            title=f"{pair(one.parties)}: {change.kind}",
            summary=change.why.sentence,
            link=f"{at}{address(sides)}",
            updated=_on(change.date),
            sources=_outlets(change),
        )


def _contact(at: str, row: Row, added: dict[str, datetime]) -> Entry:
    when = day(row["date"]) if row["date"] else "day not told"
    how = [row["level"] or "level not told", row["mode"], row["status"]]
    people = ", ".join(dict.fromkeys(who["name"] for who in row["participants"]))
    words = " … ".join(f"“{span['text']}”" for span in row["evidence"][:2] if span["text"])
    return Entry(
        name=f"contact {row['id']}",
        title=f"{pair(row['parties'])}, {when}: {', '.join(how)}",
        summary=" ".join(part for part in (people and f"{people}.", words) if part) or when,
        link=f"{at}/contacts/{quote(row['id'], safe='')}",
        updated=_latest(added[key] for key in row["reports"] if key in added),
        sources=row["outlets"],
    )


def _documents(desk: Desk, words: str) -> Iterator[Entry]:
    at = desk.settings.address
    rows = desk.record.search(words, _DOCUMENTS, newest=True)
    added = desk.record.when_added(*(row["key"] for row in rows))
    for row in rows:
        yield Entry(
            name=f"document {row['key']}",
            title=row["title"] or "Untitled",
            summary=row["snippet"],
            link=f"{at}/reports/{quote(row['key'], safe='')}",
            updated=_latest([added[row["key"]]]),
            sources=[row["outlet"]] if row["outlet"] else [],
        )


def _sorted(entries: Iterable[Entry]) -> list[Entry]:
    return sorted(entries, key=lambda entry: entry.updated, reverse=True)


def _outlets(change: Change) -> list[str]:
    return list(dict.fromkeys(one.outlet for one in change.why.evidence if one.outlet))


def _on(date: str) -> datetime:
    _, last = first_and_last(date)
    return datetime.combine(last, time(), UTC) if last else NEVER


def _latest(moments: Iterable[datetime]) -> datetime:
    return max((moment.replace(tzinfo=UTC) for moment in moments), default=NEVER)
