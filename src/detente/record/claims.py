"""What reports claim about how many contacts there were, held against the record.

"The second call since January" is confirmed where the record has just that many, contradicted where
it has more, and otherwise there is not enough in the record: the contacts that it implies and that
are missing are the record's gaps. "The first in five years" and "have yet to meet" can only be
confirmed where the record reaches back that far.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, insert

from detente.record import schema
from detente.record.days import Days, days_of, iso
from detente.record.told import Told

_DURATION = re.compile(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?$")
_HELD = {"held", "ongoing"}
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Counted:
    """What a claim counts: held contacts of a level and mode from one day to another."""

    first: int | None
    last: int
    level: str | None
    mode: str | None


def check_claims(
    connection: Connection, parties: str, told: Sequence[Told], contacts: Sequence[Row]
) -> None:
    """Check every claim about contacts of some parties, and write what comes of it.

    Arguments:
        connection: in a transaction that writes.
        parties: as `CHN|USA`.
        told: their mentions.
        contacts: their merged contacts, as rows.

    """
    claiming = [t for t in told if t.body["status"] == "never" or t.body.get("counts")]
    if not claiming:
        return
    group_of = {m: row for row in contacts for m in row["body"]["mentions"]}
    reaches = min((day for t in told if (day := _reach(t)) is not None), default=None)
    rows = [
        {"reading_id": t.mention[0], "number": t.mention[1], "place": place, "parties": parties,
         "verdict": found["verdict"], "missing": found["missing"], "body": found}
        for t in sorted(claiming, key=lambda t: t.id)
        if t.id in group_of
        for place, found in enumerate(_claims(t, group_of[t.id], contacts, reaches))
    ]  # fmt: skip
    if rows:
        connection.execute(insert(schema.claims), rows)


def _claims(t: Told, own: Row, contacts: Sequence[Row], reaches: int | None) -> Iterator[Row]:
    day = own["first_day"] or t.told_day
    if day is None:
        return
    if t.body["status"] == "never":
        since = t.body.get("since")
        first = _after(since) if since else None
        counted = _Counted(first, t.told_day or day, t.body["level"], _mode(t.body))
        yield _checked(t, own, None, counted, contacts, reaches) | {"claim": "never"}
        return
    for count in t.body.get("counts", ()):
        if count["ordinal"]:
            first = _since(count, day)
            level = count["level"] or t.body["level"]
            counted = _Counted(first, day, level, _mode(t.body))
            found = _checked(t, own, count["ordinal"], counted, contacts, reaches)
            yield found | {"claim": count}


def _mode(body: Row) -> str | None:
    return None if body["mode"] == "unspecified" else str(body["mode"])


def _since(count: Row, day: int) -> int | None:
    """The first day that a count looks at; the first since February may have one of February."""
    if count.get("since"):
        since = count["since"]
        return _after(since) if count["ordinal"] == 1 else days_of(since)[0]
    if count.get("within"):
        return before(day, count["within"])
    return None


def _after(prefix: str) -> int:
    """The day after a date; of the calendar's last day that day itself."""
    return min(days_of(prefix)[1] + 1, date.max.toordinal())


def before(day: int, duration: str) -> int | None:
    """The day that lies an ISO 8601 duration before another; None where that is no duration."""
    match = _DURATION.match(duration)
    if not match:
        return None
    years, months, weeks, days = (int(part or 0) for part in match.groups())
    at = date.fromordinal(day)
    total = at.year * 12 + at.month - 1 - 12 * years - months
    if total < 12:
        return 1
    year, month = divmod(total, 12)
    moved = date(year, month + 1, min(at.day, monthrange(year, month + 1)[1]))
    return max(1, moved.toordinal() - 7 * weeks - days)


def _checked(  # noqa: PLR0913, PLR0917
    t: Told, own: Row, ordinal: int | None, counted: _Counted, contacts: Sequence[Row],
    reaches: int | None,
) -> Row:  # fmt: skip
    """The verdict on a claim of so many contacts, the told one among them; or of none."""
    found = [c for c in contacts if c["id"] == own["id"] or _counts(c, counted)]
    if ordinal is None:
        found = [c for c in found if c["id"] != own["id"]]
    wanted = ordinal or 0
    covered = reaches is not None and (counted.first is None or reaches <= counted.first)
    missing = 0
    if len(found) > wanted:
        verdict = "contradicted"
    elif len(found) < wanted:
        verdict, missing = "not enough", wanted - len(found)
    elif wanted > 1 or (covered and counted.first is not None):
        verdict = "confirmed"
    else:
        verdict = "not enough"
    return {
        "contact": own["id"],
        "mention": t.id,
        "document": t.source.key,
        "outlet": t.source.outlet,
        "parties": t.parties,
        "level": counted.level,
        "mode": counted.mode,
        "from": iso(counted.first) if counted.first else None,
        "to": iso(counted.last),
        "verdict": verdict,
        "found": [c["id"] for c in found],
        "missing": missing,
    }


def _counts(contact: Row, counted: _Counted) -> bool:
    days: Days | None = (
        (contact["first_day"], contact["last_day"]) if contact["first_day"] else None
    )
    return (
        contact["status"] in _HELD
        and days is not None
        and days[1] <= counted.last
        and (counted.first is None or days[0] >= counted.first)
        and counted.level in {None, contact["level"]}
        and counted.mode in {None, contact["mode"]}
    )


def _reach(t: Told) -> int | None:
    """The day from which a mention speaks for the record: what it recalls is no coverage."""
    if t.source.kind in {"dataset", "table"}:
        return t.days[0] if t.days else t.told_day
    return t.told_day
