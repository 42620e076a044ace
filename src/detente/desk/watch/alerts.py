"""What rules found, kept and put out for delivery: the same thing is told once ever.

Invariants
- An alert, the names by which its thing is known, its deliveries and up to where its rule looked
  are written in one transaction.
- A rule that another process has looked by meanwhile writes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, delete, insert, literal, select

from detente.desk.watch.finding import Finding, cut
from detente.record import schema
from detente.record.database import writing
from detente.record.inserting import insert_new, insert_one
from detente.record.told import portions

_TITLE = 200  # characters
Values = dict[str, Any]


@dataclass(frozen=True)
class Alert:
    """What is told of one thing."""

    id: int
    key: str
    rule: str
    title: str
    body: dict[str, Any]
    made_at: datetime


def values(connection: Connection, rule: str) -> Values:
    """What a rule remembers of its last look, by subject; empty before the first."""
    t = schema.looks.c
    rows = connection.execute(select(t.subject, t.value).where(t.rule == rule))
    return {row.subject: row.value for row in rows}


def keep(  # noqa: PLR0913  (each is a part of one transaction)
    engine: Engine,
    rule: str,
    findings: Sequence[Finding],
    *,
    before: Values,
    after: Values,
    told: bool,
    due: Mapping[str, datetime],
    now: datetime,
) -> list[Alert]:
    """Keep what a rule found.

    Arguments:
        engine: of the record.
        rule: its name.
        findings: what it found, new or not.
        before: what it remembered before it looked.
        after: what it is to remember now.
        told: whether what is new is told; else it is only known from now on.
        due: when it is to be sent, by the names of the channels that want it.
        now: the moment, in UTC.

    Returns:
        The alerts that are new.

    """
    made: list[Alert] = []
    with writing(engine) as connection:
        if values(connection, rule) != before:
            return []
        for finding in findings:
            known, alert_id = _known(connection, finding.names)
            if not known and told:
                alert = _alert(connection, rule, finding, now)
                made.append(alert)
                alert_id = alert.id
                _put_out(connection, alert_id, due)
            names = [{"name": n, "alert_id": alert_id} for n in finding.names if n not in known]
            if names:
                insert_new(connection, schema.known_things, names)
        _remember(connection, rule, after)
    return made


def _known(connection: Connection, names: Sequence[str]) -> tuple[set[str], int | None]:
    """Which names are known, and the first alert that any of them was told in."""
    t = schema.known_things.c
    rows = [
        row
        for some in portions(names)
        for row in connection.execute(select(t.name, t.alert_id).where(t.name.in_(some)))
    ]
    alerts = [row.alert_id for row in rows if row.alert_id is not None]
    return {row.name for row in rows}, min(alerts, default=None)


def _alert(connection: Connection, rule: str, finding: Finding, now: datetime) -> Alert:
    title, body = cut(finding.title, _TITLE), finding.body()
    number = insert_one(
        connection, schema.alerts, key=finding.names[0], rule=rule,
        parties="|".join(finding.parties) or None, title=title, body=body, made_at=now,
    )  # fmt: skip
    return Alert(number, finding.names[0], rule, title, body, now)


def _put_out(connection: Connection, alert: int, due: Mapping[str, datetime]) -> None:
    rows = [
        {"alert_id": alert, "channel": channel, "state": "waiting", "next_at": at}
        for channel, at in due.items()
    ]
    if rows:
        connection.execute(insert(schema.deliveries), rows)


def _remember(connection: Connection, rule: str, after: Values) -> None:
    t = schema.looks
    connection.execute(delete(t).where(t.c.rule == rule))
    rows = [{"rule": rule, "subject": subject, "value": v} for subject, v in after.items()]
    if rows:
        connection.execute(insert(t), rows)


def latest(
    connection: Connection,
    limit: int,
    *,
    before: int | None = None,
    rule: str | None = None,
    sides: Sequence[str] = (),
) -> list[Alert]:
    """The newest alerts, the newest first.

    Arguments:
        connection: to the record.
        limit: how many at most.
        before: the number of the alert that the wanted ones are older than.
        rule: of this rule only.
        sides: codes of sides that they are all about.

    """
    t = schema.alerts.c
    query = select(schema.alerts).order_by(t.id.desc()).limit(limit)
    if before is not None:
        query = query.where(t.id < before)
    if rule is not None:
        query = query.where(t.rule == rule)
    for side in sides:
        joined = literal("|") + t.parties + "|"
        query = query.where(joined.contains(f"|{side}|", autoescape=True))
    return [alert_of(row) for row in connection.execute(query)]


def alert_of(row: Any) -> Alert:
    """A row of `alerts` as an alert."""
    return Alert(row.id, row.key, row.rule, row.title, row.body, row.made_at)
