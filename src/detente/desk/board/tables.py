"""The tables of a board: rows of words, the same in a terminal and on a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.assessment.wording import percent
from detente.desk.telling import phrases

if TYPE_CHECKING:
    from detente.assessment.channels.initiative import Asked, Initiative
    from detente.assessment.channels.states import Channel, LastContact
    from detente.assessment.outlook.calm import Calm, Contrast
    from detente.assessment.outlook.warning import EarlyWarning, Push
    from detente.assessment.rivalry.influence import Influence
    from detente.assessment.rivalry.tension import Tension

_YEARS = 6  # the latest are shown
CHANNELS = ("level", "state", "last contact", "days ago", "usual gap", "as long", "contacts")
NOTHING = "–"
_NEWS = {
    "conflict": "conflict in deeds",
    "words": "conflict in words",
    "held": "contacts held",
    "refused": "contacts refused",
    "moves": "moves of any kind",
}
_BARS = "▁▂▃▄▅▆▇█"


@dataclass(frozen=True)
class Row:
    """Words under the heads of a table; `state` where the row has one, by which it is coloured."""

    cells: Sequence[str]
    state: str = ""


@dataclass(frozen=True)
class Table:
    """Rows of words: what it is about, and what of it is left out.

    One of `detail` is shown where somebody asks why.
    """

    heads: Sequence[str]
    rows: Sequence[Row]
    about: str = ""
    left_out: str = ""
    detail: bool = False


def level(name: str | None) -> str:
    """What a channel is called."""
    return {None: "not told", "any": "any level"}.get(name, name or "")


def channel(one: Channel) -> Row:
    """A row of the table of channels."""
    usual = NOTHING if one.usual_gap_days is None else f"{one.usual_gap_days:.0f} d"
    since = NOTHING if one.days_since is None else str(one.days_since)
    as_long = NOTHING if one.silence is None else percent(one.silence)
    cells = (level(one.level), one.state, _last(one.last), since, usual, as_long, str(one.contacts))
    return Row(cells, one.state)


def initiative(asked: Initiative, parties: Sequence[str]) -> list[Table]:
    """Who asked, by level and by year."""
    if not asked.levels:
        return []
    first, second = parties
    heads = ("", first, second, "both", "third side", "not told")
    years = sorted(asked.years.items())[-_YEARS:]
    more = len(asked.years) - len(years)
    return [
        Table(heads, [_asked(level(name) if name != "untold" else "not told", counts)
                      for name, counts in asked.levels.items()], "by level"),
        Table(heads, [_asked(name, counts) for name, counts in years], "by year",
              f"{more} earlier years are in the JSON" if more else ""),
    ]  # fmt: skip


def tension(found: Tension, _: Sequence[str]) -> list[Table]:
    """The level of each direction, and how it changes."""
    heads = ("", "tension", "band", "trend", "cooperation", "last two years")
    rows = [
        Row((
            f"{one.source} → {one.target}",
            f"{one.tension.value:.1f}" if one.tension else NOTHING,
            f"{one.tension.low:.1f} – {one.tension.high:.1f}" if one.tension else NOTHING,
            one.trend,
            f"{one.cooperation.value:.1f}" if one.cooperation else NOTHING,
            _course(one.series.tension),
        ))
        for one in found.directions
    ]  # fmt: skip
    return [Table(heads, rows)]


def influence(found: Influence, _: Sequence[str]) -> list[Table]:
    """How each side's conduct changes after the other's did, as time goes by."""
    if not found.directions:
        return []
    days = [f"{one.days} d" for one in found.directions[0].response]
    rows = [
        Row((f"{one.source} → {one.target}", *(f"{step.value:+.2f}" for step in one.response)))
        for one in found.directions
    ]
    about = "the other's conduct so many days after one side treats it a point better"
    return [Table(("", *days), rows, about, detail=True)]


def warning(found: EarlyWarning, _: Sequence[str]) -> list[Table]:
    """What raises or lowers the probability, and how it held elsewhere."""
    if not found.pushes:
        return []
    pushes = [_push(one) for one in found.pushes]
    held = [
        Row((_exact(one.mean), str(one.forecasts), _exact(one.observed),
             f"{_exact(one.low)} – {_exact(one.high)}"))
        for one in found.reliability
    ]  # fmt: skip
    return [
        Table(("news", "days", "lately", "usual", "rate times"), pushes,
              "what is told of late, against what is usual"),
        Table(("forecast", "times", "came true", "interval"), held,
              f"how such forecasts came true over all dyads, {found.tested}", detail=True),
    ]  # fmt: skip


def calm(found: Calm, _: Sequence[str]) -> list[Table]:
    """Months that begin in touch beside months that do not."""
    rows = [_contrast(one) for one in found.contrasts]
    heads = ("months with", "in touch", "not", "difference", "interval")
    return [Table(heads, rows)] if rows else []


def _course(weekly: Sequence[float]) -> str:
    """Two years of levels from 0 to 10 as bars, every eighth week."""
    shown = weekly[-104:][::-8][::-1]
    return "".join(_BARS[min(int(level * len(_BARS) / 10), len(_BARS) - 1)] for level in shown)


def _last(one: LastContact | None) -> str:
    if one is None:
        return NOTHING
    on = phrases.day(one.date) if one.dated else f"told {phrases.day(one.date)}"
    means = "" if one.mode == "unspecified" else one.mode
    asked = "" if one.initiator is None else f"{one.initiator} asked"
    asked = "both asked" if one.initiator == "both" else asked
    outcome = "" if one.outcome == "unknown" else one.outcome
    return ", ".join(filter(None, (on, means, asked, outcome)))


def _asked(name: str, counts: Asked) -> Row:
    own = zip((counts.first, counts.second), counts.turned_down, strict=True)
    asked = (f"{_number(some)} ({refused} refused)" if refused else _number(some)
             for some, refused in own)  # fmt: skip
    return Row((name, *asked, *map(_number, (counts.both, counts.other, counts.untold))))


def _number(count: int) -> str:
    return str(count) if count else NOTHING


def _push(one: Push) -> Row:
    kind = _NEWS.get(one.kind, one.kind)
    return Row((kind, str(one.days), str(one.lately), f"{one.usual:.2g}", f"{one.factor:.2f}"))


def _exact(share: float) -> str:
    return f"{100 * share:.1f} %"


def _contrast(one: Contrast) -> Row:
    """A row of shares of months and points between them; of the hardest move, of intensities."""
    scale, share, points = (1, "", "") if one.what == "hardest move" else (100, " %", " pt")
    means = (f"{scale * mean:.1f}{share}" for mean in (one.in_touch, one.out_of_touch))
    by, low, high = (f"{scale * d:+.1f}{points}" for d in (one.difference, one.low, one.high))
    return Row((one.what, *means, by, f"{low} to {high}"))
