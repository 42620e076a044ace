"""Which mentions of moves are one move: a sanction announced, imposed and reported again is one.

Mentions are of one source side, one target side and one type, near in time, and share enough words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from detente.record.days import Days, apart
from detente.record.schema import NEVER
from detente.record.told import Mention, Source

# Words are said again and again; deeds are announced, done and recalled.
_SPOKEN = {"ACCUSE", "REQUEST", "REJECT", "THREATEN", "SUPPORT", "CONSULT", "AGREE"}
_SAME_WORDS, _FEW_WORDS = 0.5, 0.2  # of the words of the one that has fewer
_SAME_DAYS, _SAME_STORY, _ANNOUNCED = 1, 7, 45  # days apart
_WORD = re.compile(r"[^\W\d_]{3,}")
_STATUS = ("reported", "alleged", "denied", "planned")  # what stands when they differ


@dataclass
class Act:
    """One mention of a move.

    Attributes:
        mention: where it stands.
        source: the document that tells it.
        actors: who acts, and toward whom: ids in the record.
        type, status: as in the codebook.
        days: when, where it is told.
        code: as in `move_mentions`.
        body: what the mention says beside all that, its words among it.
        parties: the side that acts and the one that is acted toward, as `USA>CHN`.

    """

    mention: Mention
    source: Source
    actors: tuple[int, int]
    type: str
    status: str
    days: Days | None
    code: str | None
    body: dict[str, Any]
    parties: str

    @cached_property
    def bag(self) -> set[str]:
        """The words that tell it, as a set."""
        words = " ".join(span["text"] for span in self.body.get("evidence", ()))
        return {word.lower()[:6] for word in _WORD.findall(words)}

    @property
    def day(self) -> int:
        """Its day, or that of its publication."""
        return self.days[0] if self.days else (self.source.published or 0)

    @property
    def known_day(self) -> int:
        """The day by which it was known: that of its publication, else its own last one."""
        return self.source.published or (self.days[1] if self.days else NEVER)


def group_acts(acts: Sequence[Act]) -> list[list[Act]]:
    """Put the mentions that are one move together.

    Arguments:
        acts: mentions of moves of one side toward another.

    Returns:
        Groups in order of their first mention; each begins with the one told first.

    """
    groups: list[list[Act]] = []
    by_type: dict[str, list[list[Act]]] = {}
    for act in sorted(acts, key=lambda a: (a.day, a.source.key, a.mention)):
        of_type = by_type.setdefault(act.type, [])
        found = _home(act, of_type)
        if found is not None:
            found.append(act)
        else:
            groups.append([act])
            of_type.append(groups[-1])
    return groups


def _home(act: Act, groups: list[list[Act]]) -> list[Act] | None:
    """The latest group that a mention belongs to; all its members must be likely the same."""
    for found in reversed(groups):
        if act.day - found[-1].day > _ANNOUNCED:
            return None
        if all(_same(act, other) for other in found):
            return found
    return None


def _same(one: Act, other: Act) -> bool:
    if one.source.key == other.source.key:
        return False  # a report has told apart its own moves already
    shared = len(one.bag & other.bag) / max(1, min(len(one.bag), len(other.bag)))
    gap = apart(one.days, other.days) if one.days and other.days else abs(one.day - other.day)
    if one.actors == other.actors and gap <= _SAME_DAYS and shared >= _FEW_WORDS:
        return True
    if shared < _SAME_WORDS:
        return False
    if one.type not in _SPOKEN and (one.status == "planned") != (other.status == "planned"):
        return gap <= _ANNOUNCED
    return gap <= (_SAME_DAYS if one.type in _SPOKEN else _SAME_STORY)


def status_of(group: Sequence[Act]) -> str:
    """What stands of a move: a plan that was carried out is reported."""
    return min((act.status for act in group), key=_STATUS.index)
