"""What the server tells of itself on standard error: a line for each request, and what went wrong.

What is asked for and what is sent may hold words of an article, or a password: neither the query
nor the body of a request is in any line.
"""

from __future__ import annotations

import json
import logging
import sys
from datetime import UTC, datetime
from typing import Any

from detente.desk.telling.visible import visible
from detente.desk.web.requests import Answered, request_id

_requests = logging.getLogger("detente.requests")


def log_to_stderr(kind: str) -> None:
    """Have all that is logged go to standard error.

    Arguments:
        kind: `json` for one object a line, `plain` for people.

    """
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Json() if kind == "json" else _Plain())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    _requests.setLevel(logging.INFO)


def log_request(answered: Answered) -> None:
    """Log what came of a request."""
    told = {
        "method": answered.method, "route": answered.route, "status": answered.status,
        "ms": round(1000 * answered.seconds, 1), "bytes": answered.sent, "who": answered.who,
        "via": answered.via,
    }  # fmt: skip
    _requests.info("request", extra={"told": told})


class _Json(logging.Formatter):
    """One object a line."""

    def format(self, record: logging.LogRecord) -> str:
        """A record as one line of JSON."""
        line: dict[str, Any] = {"time": _time(record), "level": record.levelname.lower()}
        if told := getattr(record, "told", None):
            line |= told
        else:
            line |= {"logger": record.name, "message": visible(record.getMessage())}
        if own := request_id.get():
            line["request"] = own
        if record.exc_info:
            line["traceback"] = visible(self.formatException(record.exc_info))
        return json.dumps(line, ensure_ascii=False)


class _Plain(logging.Formatter):
    """A line for people; a traceback goes on below it."""

    def format(self, record: logging.LogRecord) -> str:
        """A record as lines of text."""
        if told := getattr(record, "told", None):
            who = told["who"] or "-"
            what = (
                f"{told['method']} {told['route']} {told['status']} {told['ms']} ms "
                f"{told['bytes']} bytes {who}"
            )
        else:
            what = f"{record.levelname.lower()} {record.name}: {visible(record.getMessage())}"
        own = request_id.get()
        line = f"{_time(record)} {what}" + (f" [{own}]" if own else "")
        if record.exc_info:
            line += f"\n{visible(self.formatException(record.exc_info))}"
        return line


def _time(record: logging.LogRecord) -> str:
    return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
