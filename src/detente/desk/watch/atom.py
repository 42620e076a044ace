"""Alerts as an Atom feed (RFC 4287)."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import UTC, datetime
from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring

from detente.desk.visible import visible
from detente.desk.watch.alerts import Alert
from detente.desk.watch.message import Message

_ATOM = "http://www.w3.org/2005/Atom"
_NAME = uuid.UUID("7c1de7e2-3d0c-4e57-9c0e-de7e27eb0001")  # under which entries have their ids
_NONE = datetime(1970, 1, 1, tzinfo=UTC)
_NO_XML = {0xFFFE: "\ufffd", 0xFFFF: "\ufffd"}  # beside what `visible` replaces
MEDIA = "application/atom+xml; charset=utf-8"
register_namespace("", _ATOM)


def feed(alerts: Sequence[Alert], origin: str) -> bytes:
    """Write alerts as a feed.

    Arguments:
        alerts: the newest first.
        origin: how readers reach the desk, without a slash at the end.

    """
    root = Element(f"{{{_ATOM}}}feed")
    _put(root, "id", f"{origin}/alerts.atom")
    _put(root, "title", "Détente: alerts")
    _put(root, "updated", _moment(alerts[0].made_at) if alerts else _NONE.isoformat())
    _put(root, "author")
    _put(root[-1], "name", "Détente")
    _put(root, "link", rel="self", href=f"{origin}/alerts.atom")
    _put(root, "link", rel="alternate", href=f"{origin}/alerts")
    for alert in alerts:
        _entry(root, alert, origin)
    told: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return told


def _entry(root: Element, alert: Alert, origin: str) -> None:
    message = Message(alert.key, (alert,), origin)
    entry = SubElement(root, f"{{{_ATOM}}}entry")
    _put(entry, "id", uuid.uuid5(_NAME, f"{origin} {alert.key}").urn)
    _put(entry, "title", alert.title)
    _put(entry, "updated", _moment(alert.made_at))
    _put(entry, "link", rel="alternate", href=message.link(alert))
    _put(entry, "category", term=alert.body["kind"])
    _put(entry, "summary", alert.body["sentence"])
    _put(entry, "content", message.text())  # plain text: nothing in it is markup


def _put(parent: Element, name: str, text: str | None = None, **attributes: str) -> None:
    clean = {key: _clean(value) for key, value in attributes.items()}
    SubElement(parent, f"{{{_ATOM}}}{name}", clean).text = None if text is None else _clean(text)


def _clean(text: str) -> str:
    return visible(text).translate(_NO_XML)


def _moment(at: datetime) -> str:
    return at.replace(tzinfo=UTC, microsecond=0).isoformat()
