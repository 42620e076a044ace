"""How much of an answer is given: as much as fits beside all else that an assistant reads."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar

from pydantic import BaseModel, TypeAdapter

MOST = 24_000  # characters of an answer's JSON, some 7000 tokens
_ANY: TypeAdapter[Any] = TypeAdapter(Any)
Item = TypeVar("Item", bound=BaseModel)


def size(what: Any) -> int:
    """How many characters something has as JSON, without what is as it is by default."""
    return len(_ANY.dump_json(what, exclude_defaults=True).decode())


def fitting(items: Iterable[Item], most: int = MOST) -> tuple[list[Item], bool]:
    """The first items that fit, at least one; and whether others followed."""
    found: list[Item] = []
    for item in items:
        most -= size(item)
        if found and most < 0:
            return found, True
        found.append(item)
    return found, False
