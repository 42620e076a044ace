"""The ways to somebody: each is made of its configuration, and sends a message or raises."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Protocol

from detente.desk.watch.channels.error import UnsentError
from detente.desk.watch.channels.mail import Mail
from detente.desk.watch.channels.telegram import Telegram
from detente.desk.watch.channels.webhook import Webhook
from detente.desk.watch.config import Channel, EmailChannel, WebhookChannel
from detente.desk.watch.loading import ConfigError
from detente.desk.watch.message import Message

__all__ = ["Sender", "UnsentError", "open_channel", "secrets"]


class Sender(Protocol):
    """A channel that is ready to send."""

    def send(self, message: Message) -> None:
        """Send a message.

        Raises:
            UnsentError: the other side has not taken it.

        """


def open_channel(channel: Channel, secret: str | None) -> Sender:
    """Make a channel ready to send.

    Arguments:
        channel: as it is configured.
        secret: its password, key or token, where it needs any.

    """
    if isinstance(channel, EmailChannel):
        return Mail(channel, secret)
    if isinstance(channel, WebhookChannel):
        return Webhook(channel, secret or "")
    return Telegram(channel, secret or "")


def secrets(
    channels: tuple[Channel, ...], environment: Mapping[str, str] = os.environ
) -> dict[str, str | None]:
    """The secrets of channels, by the channels' names.

    Raises:
        ConfigError: a variable that one of them names is not there, or empty.

    """
    wrong, found = [], dict[str, str | None]()
    for channel in channels:
        variable = _variable(channel)
        found[channel.name] = environment.get(variable) if variable else None
        if variable and not found[channel.name]:
            wrong.append(f"channel {channel.name!r}: the environment has no {variable}")
    if wrong:
        raise ConfigError(wrong)
    return found


def _variable(channel: Channel) -> str | None:
    if isinstance(channel, EmailChannel):
        return channel.password_env
    if isinstance(channel, WebhookChannel):
        return channel.secret_env
    return channel.token_env
