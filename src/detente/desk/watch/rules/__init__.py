"""What rules find, one kind of rule a file: each has `find(rule, scene)`, which yields findings."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from detente.desk.watch.finding import Finding
from detente.desk.watch.rules import changes, claims, contacts, moves, tension, words
from detente.desk.watch.scene import Scene

# Of these, what is there at the first look was there before, and is not told.
OF_STATES = frozenset({"changed", "claim"})

FINDS: dict[str, Callable[[Any, Scene], Iterator[Finding]]] = {
    "contact": contacts.find,
    "changed": changes.find,
    "claim": claims.find,
    "tension": tension.find,
    "move": moves.find,
    "words": words.find,
}
