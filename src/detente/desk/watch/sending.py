"""What is due is sent, channel by channel; one that does not answer holds no other up for long."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from sqlalchemy import Engine

from detente.desk.watch.channels import Sender, UnsentError
from detente.desk.watch.config import Config
from detente.desk.watch.log import log
from detente.desk.watch.message import Message
from detente.desk.watch.outbox import Claimed, claim, failed, sent

_MOST = 50  # messages to one channel in one go


def send_due(
    engine: Engine,
    config: Config,
    senders: Mapping[str, Sender],
    now: Callable[[], datetime],
    stopped: Callable[[], bool] = lambda: False,
) -> int:
    """Send what is due.

    Arguments:
        engine: of the record.
        config: its channels and limits.
        senders: the channels ready to send, by their names.
        now: tells the moment, in UTC.
        stopped: whether to leave off after the message that is being sent.

    Returns:
        How many messages were taken.

    """
    taken = 0
    for channel in config.channels:
        for _ in range(_MOST):
            if stopped():
                return taken
            claimed = claim(engine, channel, config.digest, config.origin, now())
            if claimed is None:
                break
            if not _send(engine, claimed, channel.name, channel.attempts, senders, now):
                break  # what waits behind it would fail alike
            taken += 1
    return taken


def _send(  # noqa: PLR0913, PLR0917
    engine: Engine, claimed: Claimed, channel: str, most: int, senders: Mapping[str, Sender],
    now: Callable[[], datetime],
) -> bool:  # fmt: skip
    message = claimed.message
    facts = {"channel": channel, "message": message.id, "alerts": len(message.alerts)}
    try:
        _deliver(senders[channel], message)
    except UnsentError as error:
        dead = failed(engine, claimed, error, now(), most=most)
        log("given-up" if dead else "not-sent", **facts, attempt=claimed.attempt, reason=error)
        return False
    sent(engine, message, now())
    log("sent", **facts, attempt=claimed.attempt)
    return True


def _deliver(sender: Sender, message: Message) -> None:
    """Send a message; one that nobody can write is no reason not to send the others."""
    try:
        sender.send(message)
    except UnsentError:
        raise
    except Exception as error:  # its text might hold a secret
        raise UnsentError(f"it cannot be written ({type(error).__name__})") from error
