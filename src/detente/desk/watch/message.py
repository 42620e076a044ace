"""One message: an alert, or several that are sent as one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from detente.desk.telling.phrases import moment
from detente.desk.watch.alerts import Alert
from detente.desk.watch.finding import cut

_TITLES = 3  # in the title of a digest


@dataclass(frozen=True)
class Message:
    """What is sent at once.

    Attributes:
        id: the same however often it is sent.
        alerts: at least one.
        origin: how readers reach the desk.

    """

    id: str
    alerts: tuple[Alert, ...]
    origin: str

    @property
    def title(self) -> str:
        """In a line."""
        if len(self.alerts) == 1:
            return self.alerts[0].title
        titles = "; ".join(alert.title for alert in self.alerts[:_TITLES])
        more = "; …" if len(self.alerts) > _TITLES else ""
        return cut(f"{len(self.alerts)} alerts: {titles}{more}", 200)

    @property
    def made_at(self) -> datetime:
        """When its newest alert was made, with the zone (UTC)."""
        return max(alert.made_at for alert in self.alerts).replace(tzinfo=UTC)

    def link(self, alert: Alert) -> str:
        """Where the desk shows what an alert is about."""
        return f"{self.origin}{alert.body['path']}"

    def text(self) -> str:
        """All of it as plain text."""
        return "\n\n".join("\n".join(self._lines(alert)) for alert in self.alerts) + "\n"

    def _lines(self, alert: Alert) -> list[str]:
        body = alert.body
        said = [f"  {quote['outlet'] or 'A report'}: {quote['text']}" for quote in body["evidence"]]
        return [
            alert.title, body["sentence"], *said, f"Why: {body['why']}", self.link(alert),
            moment(alert.made_at.replace(tzinfo=UTC, microsecond=0)),
        ]  # fmt: skip
