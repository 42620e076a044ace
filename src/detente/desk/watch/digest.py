"""When something is sent to a channel: at once, or with all else of a day."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from detente.desk.watch.config import Channel


def first_due(channel: Channel, now: datetime) -> datetime:
    """When an alert that is made now is to be sent.

    Arguments:
        channel: to which.
        now: the moment, in UTC and without saying so.

    Returns:
        The moment, alike: now or, of a daily digest, when it is next that time of day there.

    """
    if channel.digest is None:
        return now
    there = now.replace(tzinfo=UTC).astimezone(channel.zone)
    at = datetime.combine(there.date(), channel.digest, channel.zone)
    if at <= there:
        at = datetime.combine(there.date() + timedelta(days=1), channel.digest, channel.zone)
    return at.astimezone(UTC).replace(tzinfo=None)
