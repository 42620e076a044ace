"""Which mentions are one contact: likeliest pairs first, and no group that holds what cannot be.

The result depends on the mentions and on the judgements alone, not on the order in which the
mentions came.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from detente.record.alike import Likeness, likeness
from detente.record.days import Days, apart
from detente.record.inserting import encoded
from detente.record.judging import Judged
from detente.record.told import Told

_NEAR = 2  # days that a date is wrong by, at most, on either side
_UNSURE = 0.9  # by how much the likeliest contact of a vague mention must beat another one
_ON_THE_WHOLE = 1.5  # how alike all of two groups must be on average
_UNDATED = 60  # days around the publication of what is told without a date
_NOT_WEIGHED = {"id", "evidence", "according_to", "shipped"}


@dataclass(frozen=True, slots=True)
class Link:
    """Two mentions, by their places, that were put together, and why."""

    one: int
    other: int
    likeness: Likeness


def group(told: Sequence[Told], judged: Judged) -> tuple[list[list[int]], list[Link]]:
    """Put the mentions that are one contact together.

    Arguments:
        told: mentions of contacts of the same parties.
        judged: what people judged of them; what they rejected stays by itself.

    Returns:
        The groups, each as places in order, and the pairs that led to them.

    """
    pairs = [pair for pair, _ in judged.pairs]
    groups = _Groups(told, judged, dict(_weighed(told, pairs)))
    for pair, same in reversed(judged.pairs):  # of judgements that clash the latest holds
        if same and judged.rejected.isdisjoint(pair) and groups.may_be_one(*pair):
            groups.join(*pair)
    links = []
    for found in sorted(groups.likely(), key=lambda k: (-k.likeness.score, k.one, k.other)):
        if groups.may_join(found.one, found.other):
            groups.join(found.one, found.other)
            links.append(found)
    return groups.listed(), links


class _Groups:
    """The groups so far: at first every mention is one by itself."""

    def __init__(
        self,
        told: Sequence[Told],
        judged: Judged,
        weighed: dict[tuple[int, int], Likeness | None],
    ) -> None:
        self._told, self._rejected, self._weighed = told, judged.rejected, weighed
        self._different = {pair for pair, same in judged.pairs if not same}
        self._of = {place: {place} for place in range(len(told))}
        self._near: dict[int, set[int]] = {place: set() for place in range(len(told))}
        for one, other in weighed:
            self._near[one].add(other)
            self._near[other].add(one)

    def likely(self) -> Iterator[Link]:
        """The pairs that are enough alike."""
        for (one, other), found in self._weighed.items():
            if found and found.enough and self._rejected.isdisjoint((one, other)):
                yield Link(one, other, found)

    def join(self, one: int, other: int) -> None:
        """Make one group of two mentions' groups."""
        merged = self._of[one] | self._of[other]
        for place in merged:
            self._of[place] = merged

    def may_be_one(self, one: int, other: int) -> bool:
        """Whether nobody judged anything in the groups of two mentions to be different."""
        pairs = ((min(a, b), max(a, b)) for a in self._of[one] for b in self._of[other])
        return self._different.isdisjoint(pairs)

    def may_join(self, one: int, other: int) -> bool:
        """Whether the groups of two mentions can be one, and no other is as likely."""
        a, b = self._of[one], self._of[other]
        if a is b or not self._fit(a, b):
            return False
        return not (self._is_torn(a, b) or self._is_torn(b, a))

    def listed(self) -> list[list[int]]:
        """All groups, in order of their first mentions."""
        unique = {min(group): sorted(group) for group in self._of.values()}
        return [unique[first] for first in sorted(unique)]

    def _fit(self, one: set[int], other: set[int]) -> bool:
        """Whether two groups hold nothing that cannot be one, and are alike on the whole."""
        scores = []
        for a in one:
            for b in other:
                pair = (min(a, b), max(a, b))
                found = self._weighed.get(pair) or self._in_a_stay(a, b, one | other)
                if found is None or pair in self._different:
                    return False
                scores.append(found.score)
        return sum(scores) > _ON_THE_WHOLE * len(scores)

    def _in_a_stay(self, one: int, other: int, group: set[int]) -> Likeness | None:
        """How alike two of different days are within the days of a visit that their group tells."""
        a, b = self._told[one], self._told[other]
        stays = [self._told[p] for p in group - {one, other} if self._told[p].is_stay]
        for stay in stays:
            if all(t.days and stay.days and apart(t.days, stay.days) <= 1 for t in (a, b)):
                return likeness(a, b, in_one_stay=True)
        return None

    def _is_torn(self, alone: set[int], group: set[int]) -> bool:
        """Whether a vague mention fits a contact of other days as well.

        "Their call in October" is left by itself where there were two.
        """
        if len(alone) > 1 or not _is_vague(self._told[next(iter(alone))]):
            return False
        (place,) = alone
        best = self._best(place, group)
        others = {id(self._of[p]): self._of[p] for p in self._near[place]}
        return any(
            other is not group
            and other is not alone
            and self._best(place, other) > best - _UNSURE
            and self._are_apart(group, other)
            for other in others.values()
        )

    def _are_apart(self, one: set[int], other: set[int]) -> bool:
        """Whether two groups are told to be of different days."""
        ours, theirs = ([d for p in g for d in self._told[p].all_days] for g in (one, other))
        return all(apart(a, b) > 1 for a in ours for b in theirs) if ours and theirs else False

    def _best(self, place: int, group: set[int]) -> float:
        pairs = ((min(place, p), max(place, p)) for p in group)
        found = (self._weighed.get(pair) for pair in pairs)
        return max((f.score for f in found if f), default=-9.0)


def _is_vague(told: Told) -> bool:
    return not told.is_stay and not any(first == last for first, last in told.all_days)


def _weighed(
    told: Sequence[Told], judged: Iterable[tuple[int, int]]
) -> Iterator[tuple[tuple[int, int], Likeness | None]]:
    """Every two mentions that may be of the same days, weighed."""
    reach, weigh = [_reach(t) for t in told], _weigher(told)
    by_first = sorted(range(len(told)), key=lambda place: (reach[place], place))
    for at, one in enumerate(by_first):
        for other in by_first[at + 1 :]:
            if reach[other][0] > reach[one][1]:
                break
            if not _may_be_weighed(told[one], told[other]):
                continue
            pair = (min(one, other), max(one, other))
            yield pair, weigh(*pair)
    for pair in judged:
        yield pair, weigh(*pair)


def _weigher(told: Sequence[Told]) -> Callable[[int, int], Likeness | None]:
    """What weighs two mentions by their places; those that say the very same are weighed once."""
    said = [_said(t) for t in told]
    repeated = {words for words, count in Counter(said).items() if count > 1}
    number = {words: n for n, words in enumerate(repeated)}
    numbers = [number.get(words) for words in said]
    known: dict[tuple[int, int, bool], Likeness | None] = {}

    def weigh(one: int, other: int) -> Likeness | None:
        a, b = told[one], told[other]
        same, too = numbers[one], numbers[other]
        together = a.source.key == b.source.key
        if same is None or too is None or (together and _follows(a, b)):
            return likeness(a, b)
        key = (same, too, together)
        if key not in known:
            known[key] = likeness(a, b)
        return known[key]

    return weigh


def _follows(one: Told, other: Told) -> bool:
    return bool(one.body.get("follows") or other.body.get("follows"))


def _said(told: Told) -> str:
    """All that a mention is weighed by, but its words and its name."""
    body = {name: value for name, value in told.body.items() if name not in _NOT_WEIGHED}
    source = told.source
    return encoded([source.kind, source.home, source.published, body])


def _may_be_weighed(one: Told, other: Told) -> bool:
    """Whether two mentions are worth a look: of event data there may be thousands in a week.

    Where nothing tells when either was, they are never enough alike; rows of event data of other
    days only where somebody took part in both.
    """
    if not (_is_placed(one) or _is_placed(other)):
        return False
    if one.source.kind == other.source.kind == "dataset" and one.days != other.days:
        return any(
            one.people.get(side, set()) & other.people.get(side, set()) for side in one.people
        )
    return True


def _is_placed(told: Told) -> bool:
    return bool(told.all_days) or told.told_day is not None


def _reach(told: Told) -> Days:
    """The days of which a mention may tell: its own, else many around its publication."""
    if told.all_days:
        firsts, lasts = zip(*told.all_days, strict=True)
        return min(firsts) - _NEAR, max(lasts) + _NEAR
    day = told.told_day or 0
    return day - _UNDATED, day + _UNDATED
