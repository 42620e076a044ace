"""Who looks: a reader whom nobody knows, or somebody signed in, or a program with a token."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Via = Literal["open", "session", "token"]


@dataclass(frozen=True)
class Viewer:
    """Who looks.

    Attributes:
        name: of the account; None for a reader who need not be known.
        may_write: whether what they judge and add is taken.
        via: how they are known: `open` where reading is open to all.
        csrf: what their forms carry, of who is signed in with a browser.

    """

    name: str | None = None
    may_write: bool = False
    via: Via = "open"
    csrf: str | None = None
