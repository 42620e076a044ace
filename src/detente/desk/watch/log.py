"""What happens, one line an event: the moment, the event, and facts as `name=value`."""

from __future__ import annotations

import json
import sys
import threading
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

from detente.desk.telling.visible import one_line

_LONGEST = 300  # characters of a value
_lock = threading.Lock()


def log(event: str, **facts: Any) -> None:
    """Tell on standard error that something happened; facts that are None are left out."""
    at = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    told = [f"{name}={_written(value)}" for name, value in facts.items() if value is not None]
    with _lock, suppress(BrokenPipeError):
        print(" ".join([at, event, *told]), file=sys.stderr, flush=True)


def _written(value: Any) -> str:
    line = one_line(str(value))[:_LONGEST]
    plain = line and not any(letter in ' "=' for letter in line)
    return line if plain else json.dumps(line, ensure_ascii=False)
