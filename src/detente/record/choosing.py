"""What a merged contact's fields say: every value that was told, by whom, and the one chosen.

A value counts once for each story that tells it, however many outlets carried the story. The rules,
in this order, and the first that decides:

- corrected: somebody who keeps the record has put it right;
- agreed: sources of two or more of the sides say the same;
- official: the official texts that tell it say the same;
- most sources: more independent stories tell it so than anything else;
- only value: nobody says anything else;
- disputed: as many say one as the other; the field stays empty.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from detente.record.told import Told

Value = Any


@dataclass(frozen=True)
class Said:
    """One value of a field, and the mentions that tell it."""

    value: Value
    told: tuple[Told, ...]

    @property
    def stories(self) -> set[str]:
        """The independent stories that tell it."""
        return {t.source.story for t in self.told}

    @property
    def sides(self) -> set[str]:
        """The sides that tell it."""
        return {side for t in self.told for side in t.voices if side in t.parties}


@dataclass(frozen=True)
class Choice:
    """The value chosen, the rule that chose it, and all that was said."""

    value: Value
    rule: str
    said: tuple[Said, ...]


def choose(said: Sequence[Said], *, tie: Callable[[Said], Any] | None = None) -> Choice:
    """Choose one of the values of a field.

    Arguments:
        said: the values, each once.
        tie: what decides between values told by as many stories, the lowest wins; without it such
            a field is disputed and stays empty.

    """
    ordered = tuple(sorted(said, key=lambda s: (-len(s.stories), str(s.value))))
    if not ordered:
        return Choice(None, "not told", ())
    if len(ordered) == 1:
        return Choice(ordered[0].value, "only value", ordered)
    for rule, fits in (("agreed", _agreed), ("official", _official)):
        found = [s for s in ordered if fits(s)]
        if len(found) == 1:
            return Choice(found[0].value, rule, ordered)
    first = [s for s in ordered if len(s.stories) == len(ordered[0].stories)]
    if len(first) == 1:
        return Choice(first[0].value, "most sources", ordered)
    if tie:
        return Choice(min(first, key=tie).value, "most sources", ordered)
    return Choice(None, "disputed", ordered)


def _agreed(said: Said) -> bool:
    return len(said.sides) > 1


def _official(said: Said) -> bool:
    return any(t.source.official for t in said.told)


def gather(told: Iterable[Told], value_of: Callable[[Told], Value]) -> list[Said]:
    """The values that mentions give a field; None is no value."""
    found: dict[str, tuple[Value, list[Told]]] = {}
    for t in told:
        value = value_of(t)
        if value is not None:
            found.setdefault(str(value), (value, []))[1].append(t)
    return [Said(value, tuple(by)) for value, by in found.values()]
