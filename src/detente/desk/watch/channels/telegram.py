"""Telegram, by the Bot API's own `sendMessage`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from html import escape
from typing import Any

import httpx

from detente.desk.telling.visible import one_line
from detente.desk.watch.alerts import Alert
from detente.desk.watch.channels.error import UnsentError
from detente.desk.watch.channels.posting import post
from detente.desk.watch.config import TelegramChannel
from detente.desk.watch.message import Message

_LONGEST = 4096  # UTF-16 units of a message; its markup is counted, too, to be sure


class Telegram:
    """Sends as a bot.

    Arguments:
        channel: to which chat.
        token: the bot's; it is a part of the address, which is told nowhere.

    """

    def __init__(self, channel: TelegramChannel, token: str) -> None:
        self._channel, self._token = channel, token

    def send(self, message: Message) -> None:
        """Send a message; see `Sender`."""
        body = {
            "chat_id": self._channel.chat,
            "text": text(message),
            "parse_mode": "HTML",
            "link_preview_options": {"is_disabled": True},
        }
        url = f"{self._channel.api.rstrip('/')}/bot{self._token}/sendMessage"
        answer = post(url, json.dumps(body).encode(), {})
        told = _told(answer)
        if not (answer.is_success and told.get("ok") is True):
            said = one_line(str(told.get("description", "")))[:200].replace(self._token, "…")
            raise UnsentError(f"Telegram answered {answer.status_code} {said}".strip(), _wait(told))


def _told(answer: httpx.Response) -> dict[str, Any]:
    try:
        found = answer.json()
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _wait(told: dict[str, Any]) -> float | None:
    parameters = told.get("parameters")
    wait = parameters.get("retry_after") if isinstance(parameters, dict) else None
    return float(min(wait, 86_400)) if isinstance(wait, int) and wait > 0 else None


def text(message: Message) -> str:
    """A message in Telegram's HTML; what does not fit is left out, whole pieces at a time."""
    several = len(message.alerts) > 1
    pieces = [f"<b>{len(message.alerts)} alerts</b>"] if several else []
    left = [piece for alert in message.alerts for piece in _pieces(message, alert, brief=several)]
    room = _LONGEST - 200  # for the line that tells of more
    for piece in left:
        if _size("\n".join([*pieces, piece])) > room:
            pieces.append(f'<a href="{escape(message.origin)}/alerts">and more</a>')
            break
        pieces.append(piece)
    return "\n".join(pieces)


def _pieces(message: Message, alert: Alert, *, brief: bool) -> Iterator[str]:
    link = escape(message.link(alert))
    if brief:
        yield f'• <a href="{link}">{escape(alert.title)}</a>'
        return
    yield f'<b><a href="{link}">{escape(alert.title)}</a></b>'
    yield escape(alert.body["sentence"])
    for quote in alert.body["evidence"]:
        yield f"{escape(quote['outlet'] or 'A report')}: <i>{escape(quote['text'])}</i>"
    yield f"Why: {escape(alert.body['why'])}"


def _size(written: str) -> int:
    return len(written.encode("utf-16-le")) // 2
