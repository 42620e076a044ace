"""The contacts of a dyad over time: a lane for each level, a mark for each contact."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import altair as alt
import numpy as np
from numpy.typing import NDArray

from detente.assessment.history import History
from detente.desk.charts.bins import Bins, bins, dates
from detente.desk.charts.frame import Sheet, beside, leading, over, rows, time, title
from detente.desk.charts.links import Links, when
from detente.desk.charts.shown import contacts_shown
from detente.desk.charts.theme import Theme
from detente.desk.telling.contactfacts import many
from detente.record import LEVELS, MODES, OUTCOMES, STATUSES

_ROOM = 8  # pixels that each contact must have in its lane, to be drawn by itself
_TIMES = 60  # bins that the others are put together in
_LANE = 30  # pixels
_LANES = ("leader", "minister", "senior", "working", "officials", "not told")
_SHAPES: Mapping[str, str] = MappingProxyType(
    {"call": "circle", "video": "diamond", "in-person": "square", "message": "triangle-up",
     "unspecified": "cross"}
)  # fmt: skip
_TOLD: Mapping[str, str] = MappingProxyType({"ahead": "planned or proposed"})
_VAGUE = ("unspecified", "unknown")
_CROSS = "M-1,-1L1,1M1,-1L-1,1"
_STANDS: Mapping[str, str] = MappingProxyType(
    {"held": "held", "ongoing": "held", "refused": "turned down", "cancelled": "turned down",
     "planned": "ahead", "proposed": "ahead"}
)  # fmt: skip
Words = NDArray[np.object_]


@dataclass(frozen=True)
class _Marks:
    """What is drawn; each column of shape (n,). `id` is empty where a mark is of several."""

    id: Words
    first: NDArray[np.int64]
    last: NDArray[np.int64]
    day: NDArray[np.int64]
    lane: Words
    means: Words
    outcome: Words
    stands: Words
    number: NDArray[np.int64]


def ladder(of: History, sheet: Sheet) -> alt.LayerChart | None:
    """Draw the contacts; None where none of them is shown."""
    days, theme, width = sheet.days, sheet.theme, sheet.width
    every = _marks(of, contacts_shown(of, days))
    if not len(every.day):
        return None
    by = bins(days.first, days.last, _TIMES) if _crowded(every, width) else None
    marks = _together(every, by) if by else every
    leads = _leads(marks, sheet.links) if sheet.links else {}
    data = rows({
        "date": dates(marks.day), "lane": marks.lane, "means": marks.means,
        "outcome": marks.outcome, "number": marks.number.tolist(),
        "filled": (marks.stands == "held").astype(float).tolist(),
        "crossed": (marks.stands == "turned down").tolist(), **leads,
    })  # fmt: skip
    lanes = [lane for lane in _LANES if lane != "not told" or lane in marks.lane]
    base = alt.Chart(data).encode(
        x=time(days, labels=False),
        y=alt.Y("lane:N", sort=lanes, scale=alt.Scale(domain=lanes), axis=_lines(lanes)),
    )
    points = base.mark_point(
        strokeWidth=1.5, opacity=0.9, aria=True if leads else alt.Undefined
    ).encode(
        color=_outcomes(marks, theme),
        fill=_outcomes(marks, theme),
        fillOpacity=alt.FillOpacity("filled:Q", scale=None),
        shape=_means(marks),
        size=_sizes(by, width),
    )
    points = leading(points) if leads else points
    crosses = base.transform_filter("datum.crossed").mark_point(
        shape=_CROSS, size=70, stroke=theme.ink, strokeWidth=1.5, opacity=1
    )
    return over(points, crosses).properties(
        width=width, height=alt.Step(_LANE), title=title("Contacts", list(_notes(every, by)), width)
    )


def _marks(of: History, shown: NDArray[np.intp]) -> _Marks:
    words, met = of.contacts.where(shown), of.met[shown].astype(np.int64)
    stands = np.array([_STANDS.get(name, "") for name in STATUSES], object)[words.status]
    return _Marks(
        words.id,
        met,
        met,
        met,
        np.array([*LEVELS, "not told"], object)[words.level],
        np.array(MODES, object)[words.mode],
        np.array(OUTCOMES, object)[words.outcome],
        stands,
        np.ones(len(shown), np.int64),
    )


def _crowded(marks: _Marks, width: int) -> bool:
    lanes = marks.lane.tolist()
    return any(lanes.count(lane) * _ROOM > width for lane in _LANES)


def _together(marks: _Marks, by: Bins) -> _Marks:
    """One mark for each bin of a lane that stands alike, in the means and outcome most told."""
    keys = list(zip(by.of(marks.day).tolist(), marks.lane, marks.stands, strict=True))
    groups: dict[tuple[int, str, str], list[int]] = {}
    for place, key in enumerate(keys):
        groups.setdefault(key, []).append(place)
    bin_, lane, stands = (np.array(column, object) for column in zip(*groups, strict=True))
    means, outcome = (
        np.array([_most_told(words[places], vague) for places in groups.values()], object)
        for words, vague in ((marks.means, "unspecified"), (marks.outcome, "unknown"))
    )
    number = np.array([len(places) for places in groups.values()], np.int64)
    at = bin_.astype(np.int64)
    alone = np.array([places[0] if len(places) == 1 else -1 for places in groups.values()])
    id_ = np.where(alone < 0, "", marks.id[alone])
    first = np.where(alone < 0, by.edges[at], marks.day[alone])
    last = np.where(alone < 0, by.edges[at + 1] - 1, marks.day[alone])
    return _Marks(id_, first, last, by.middle(at), lane, means, outcome, stands, number)


def _most_told(words: Words, vague: str) -> str:
    told = sorted(word for word in words if word != vague)
    return max(told, key=told.count, default=vague)


def _leads(marks: _Marks, links: Links) -> dict[str, list[str]]:
    """Where each mark leads, and what it tells."""
    found: dict[str, list[str]] = {"link": [], "label": []}
    for place, id_ in enumerate(marks.id):
        first, last = int(marks.first[place]), int(marks.last[place])
        lane, number = marks.lane[place], int(marks.number[place])
        stands = _TOLD.get(marks.stands[place], marks.stands[place])
        what = f"{lane} level" if lane != "not told" else "level not told"
        told = [word for word in (marks.means[place], marks.outcome[place]) if word not in _VAGUE]
        if id_:
            found["link"].append(links.contact(id_))
            what = ", ".join([what, stands, *told])
        else:
            level = lane if lane in LEVELS else None
            found["link"].append(links.contacts(level, first, last))
            what = f"{many(number, 'contact', 'contacts')} {stands}, {what}"
        found["label"].append(f"{when(first, last)}: {what}")
    return found


def _lines(lanes: list[str]) -> alt.Axis:
    return beside(title=None, grid=True, domain=False, ticks=False, values=lanes)


def _outcomes(marks: _Marks, theme: Theme) -> alt.Color:
    colours = {
        "agreement": theme.better, "progress": theme.good, "no-progress": theme.bad,
        "breakdown": theme.worse, "unknown": theme.faint,
    }  # fmt: skip
    there = [name for name in colours if name in marks.outcome]
    scale = alt.Scale(domain=there, range=[colours[name] for name in there])
    legend = alt.Legend(symbolType="square")
    return alt.Color("outcome:N", title="outcome", scale=scale, legend=legend)


def _means(marks: _Marks) -> alt.Shape:
    there = [name for name in _SHAPES if name in marks.means]
    scale = alt.Scale(domain=there, range=[_SHAPES[name] for name in there])
    return alt.Shape("means:N", title="means", scale=scale)


def _sizes(by: Bins | None, width: int) -> alt.Size | alt.Value:
    if by is None:
        return alt.value(110)
    widest = min(20.0, 1.1 * width / len(by))  # pixels
    return alt.Size("number:Q", scale=alt.Scale(range=[20, widest**2], zero=False), legend=None)


def _notes(marks: _Marks, by: Bins | None) -> Iterator[str]:
    if by:
        yield f"{len(marks.day):,} contacts, those of a {by.name} as one: the larger, the more"
        yield "means and outcome: the most told"
    if "ahead" in marks.stands:
        yield "hollow: planned or proposed"
    if "turned down" in marks.stands:
        yield "crossed: refused or cancelled"
