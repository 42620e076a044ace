"""What `detente watch` told of."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

from pydantic import BaseModel, Field

from detente.desk.watch.alerts import Alert, latest
from detente.desk.watch.finding import Quote
from detente.desk.watch.message import Message
from detente.desk.web.atom import Entry, Feed
from detente.desk.web.desk import Desk

PAGE = 50


class Told(BaseModel):
    """One alert."""

    id: int
    rule: str = Field(description="The name of the rule that found it.")
    kind: str
    parties: list[str]
    title: str
    sentence: str
    why: str = Field(description="The rule in words.")
    evidence: list[Quote]
    link: str = Field(description="Where the desk shows what it is about.")
    path: str
    made_at: datetime


class Alerts(BaseModel):
    """Some alerts."""

    alerts: list[Told] = Field(description="The newest first.")
    before: int | None = Field(description="Asked for with this, older ones follow; else none do.")


def alerts(
    desk: Desk, before: int | None, limit: int, rule: str | None, sides: Sequence[str]
) -> Alerts:
    """Gather alerts, and whether there are older ones; arguments as of `latest`."""
    some = _found(desk, before, limit + 1, rule, sides)
    shown = some[:limit]
    return Alerts(
        alerts=[Told.model_validate(_told(one, desk)) for one in shown],
        before=shown[-1].id if len(some) > limit else None,
    )


def feed(desk: Desk, rule: str | None) -> Feed:
    """The newest alerts, of one rule or of all."""
    at = desk.settings.address
    asked = f"?{urlencode({'rule': rule})}" if rule else ""
    return Feed(
        f"alerts{asked}", "Alerts", f"{at}/alerts.atom{asked}", f"{at}/alerts{asked}",
        [_entry(one, at) for one in _found(desk, None, PAGE, rule, ())],
    )  # fmt: skip


def _entry(alert: Alert, at: str) -> Entry:
    message = Message(alert.key, (alert,), at)
    return Entry(
        name=f"alert {alert.key}",
        title=alert.title,
        summary=alert.body["sentence"],
        link=message.link(alert),
        updated=alert.made_at.replace(tzinfo=UTC),
        kind=alert.body["kind"],
        text=message.text(),
    )


def _found(
    desk: Desk, before: int | None, limit: int, rule: str | None, sides: Sequence[str]
) -> list[Alert]:
    with desk.record.engine.connect() as connection:
        return latest(connection, limit, before=before, rule=rule, sides=sides)


def _told(alert: Alert, desk: Desk) -> dict[str, Any]:
    return {
        "id": alert.id, "rule": alert.rule, "title": alert.title, **alert.body,
        "link": f"{desk.settings.address}{alert.body['path']}",
        "made_at": alert.made_at.replace(tzinfo=UTC),
    }  # fmt: skip
