"""A webhook: a POST of JSON with the message's id, signed with the time so that it is ours and new.

The signature is the HMAC-SHA256, by the shared secret, of the timestamp, a full stop and the body.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import time
from collections.abc import Callable
from datetime import UTC
from typing import Any

from detente.desk.watch.channels.error import UnsentError
from detente.desk.watch.channels.posting import post
from detente.desk.watch.config import WebhookChannel
from detente.desk.watch.message import Message
from detente.intake.fetch import read_wait

_SCHEMA = 1


class Webhook:
    """Posts to an address.

    Arguments:
        channel: where.
        secret: what its messages are signed with.
        clock: tells the seconds since 1970.

    """

    def __init__(
        self, channel: WebhookChannel, secret: str, clock: Callable[[], float] = time.time
    ) -> None:
        self._url, self._secret, self._clock = channel.url, secret, clock

    def send(self, message: Message) -> None:
        """Send a message; see `Sender`."""
        body = json.dumps(told(message), ensure_ascii=False).encode(errors="replace")
        at = str(int(self._clock()))
        answer = post(
            self._url,
            body,
            {
                "X-Detente-Delivery": message.id,
                "X-Detente-Timestamp": at,
                "X-Detente-Signature": f"sha256={sign(self._secret, at, body)}",
            },
        )
        if not answer.is_success:
            wait = read_wait(answer.headers.get("retry-after", ""))
            raise UnsentError(f"the server answered {answer.status_code}", wait)


def sign(secret: str, timestamp: str, body: bytes) -> str:
    """The signature of a body, in hexadecimal."""
    signed = timestamp.encode() + b"." + body
    return hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()


def told(message: Message) -> dict[str, Any]:
    """A message as it is posted."""
    return {
        "schema": _SCHEMA,
        "delivery": message.id,
        "alerts": [
            {
                "id": alert.id,
                "rule": alert.rule,
                "title": alert.title,
                **{name: value for name, value in alert.body.items() if name != "path"},
                "link": message.link(alert),
                "made_at": alert.made_at.replace(tzinfo=UTC).isoformat(),
            }
            for alert in message.alerts
        ],
    }
