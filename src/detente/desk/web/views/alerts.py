"""What `detente watch` told of."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from pydantic import BaseModel, Field

from detente.desk.watch.alerts import Alert, latest
from detente.desk.web.desk import Desk

PAGE = 50


class Quote(BaseModel):
    """Words that an alert rests on."""

    outlet: str | None
    document: str | None
    start: int | None
    end: int | None
    text: str | None


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


def found(
    desk: Desk, before: int | None, limit: int, rule: str | None, sides: Sequence[str]
) -> list[Alert]:
    """Find alerts; arguments as of `latest`."""
    with desk.record.engine.connect() as connection:
        return latest(connection, limit, before=before, rule=rule, sides=sides)


def alerts(
    desk: Desk, before: int | None, limit: int, rule: str | None, sides: Sequence[str]
) -> Alerts:
    """Gather alerts, and whether there are older ones; arguments as of `latest`."""
    some = found(desk, before, limit + 1, rule, sides)
    shown = some[:limit]
    return Alerts(
        alerts=[Told.model_validate(_told(one, desk)) for one in shown],
        before=shown[-1].id if len(some) > limit else None,
    )


def _told(alert: Alert, desk: Desk) -> dict[str, Any]:
    return {
        "id": alert.id, "rule": alert.rule, "title": alert.title, **alert.body,
        "link": f"{desk.settings.address}{alert.body['path']}",
        "made_at": alert.made_at.replace(tzinfo=UTC),
    }  # fmt: skip
