"""What goes wrong is told in one line on standard error."""

from __future__ import annotations

import sys
from contextlib import suppress

from detente.desk.telling.visible import one_line


def complain(*parts: str) -> None:
    """Print `detente: PART: PART`, with nothing in it that a terminal would obey."""
    line = ": ".join(one_line(part) for part in ("detente", *parts))
    with suppress(BrokenPipeError):  # nobody listens any more; standard output will tell
        print(line, file=sys.stderr, flush=True)
