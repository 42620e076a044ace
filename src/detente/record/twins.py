"""Rows of an event data set that say the very same are put together before anything is weighed.

A dense day of two sides has hundreds of rows, and few that differ. Those that say the same of one
day are one contact, and count once when they are weighed against others: how often a data set
repeats a row changes nothing.

Nothing is more like a row than one that says the same. So an undated row that is not enough alike
to itself is a contact by itself, whatever else there is.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence

from detente.record.alike import likeness
from detente.record.clusters import Link, group
from detente.record.judging import Judged
from detente.record.told import Told


def group_all(told: Sequence[Told], judged: Judged) -> tuple[list[list[int]], list[Link]]:
    """Put the mentions that are one contact together, as `clusters.group` does with fewer.

    Arguments:
        told: mentions of contacts of the same parties.
        judged: what people judged of them.

    Returns:
        The groups, each as places in order, and the pairs that led to them.

    """
    weighed: list[list[int]] = []
    alone: list[list[int]] = []
    links: list[Link] = []
    apart = judged.rejected | {place for pair, _ in judged.pairs for place in pair}
    for places in _saying_the_same(told, apart):
        first = told[places[0]]
        itself = likeness(first, first) if _is_row(first) else None
        if itself and first.all_days:
            weighed.append(places)
            links += [Link(places[0], other, itself) for other in places[1:]]
        elif itself and not itself.enough and apart.isdisjoint(places):
            alone += [[place] for place in places]
        else:
            weighed += [[place] for place in places]
    groups, found = _grouped(told, judged, weighed)
    links = sorted(links + found, key=lambda k: (-k.likeness.score, k.one, k.other))
    return sorted(groups + alone), links


def _saying_the_same(told: Sequence[Told], apart: set[int]) -> list[list[int]]:
    """The places of mentions, those that say the very same together; what is apart is alone."""
    found: dict[Hashable, list[int]] = {}
    for place, t in enumerate(told):
        said = _said(t) if _is_row(t) and place not in apart else place
        found.setdefault(said, []).append(place)
    return list(found.values())


def _is_row(told: Told) -> bool:
    return told.source.kind == "dataset"


def _said(told: Told) -> Hashable:
    """All of a row that is weighed."""
    b = told.body
    return (
        b["date"], b["told"], b["mode"], b["status"], b["level"], b["initiator"],
        *((p["actor"], p["party"]) for p in b["participants"]),
    )  # fmt: skip


def _grouped(
    told: Sequence[Told], judged: Judged, weighed: list[list[int]]
) -> tuple[list[list[int]], list[Link]]:
    """Group what says different things, and give each its others back."""
    weighed.sort()
    firsts = [told[places[0]] for places in weighed]
    at = {places[0]: number for number, places in enumerate(weighed)}
    pairs = [((at[one], at[other]), same) for (one, other), same in judged.pairs]
    groups, links = group(firsts, Judged(pairs, {at[place] for place in judged.rejected}))
    whole = [sorted(p for number in found for p in weighed[number]) for found in groups]
    return whole, [Link(weighed[k.one][0], weighed[k.other][0], k.likeness) for k in links]
