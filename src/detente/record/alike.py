"""How likely two mentions tell of one contact, and why: a score whose every part can be read.

Both have the same parties. Each thing that speaks for or against adds to the score; some things
rule it out. The weights were set by hand and checked on one half of `benchmarks.merging`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from detente.actors import country_of, hours_east
from detente.record.days import Days, apart, iso
from detente.record.told import Told

ENOUGH = 2.0
# Days before publication of what is told as new, with "on Thursday", and with "last week".
_AT_ONCE, _RECENT, _LATELY = 1, 5, 12
# Days that the vaguer of two dates that agree has at most, and what that speaks for.
_EXACT = ((7, 2.0), (15, 1.5), (31, 1.0))
_FAR = 5  # hours between clocks, from which on an evening here is often a morning there
_WEEKS, _ABOUT = 14, 2  # "two weeks ago" is not to the day
_AHEAD = 90  # days that an undated plan reaches
_VISIT, _MOVED = 2, 3  # days between two dates of one visit, and of one plan
_PLANS = {"planned", "proposed", "cancelled", "ongoing"}
_REBUFFS = {"refused"}
_DISTANT = {"call", "video", "message"}
Reason = tuple[float, str]


@dataclass(frozen=True, slots=True)
class Likeness:
    """A score, and the reasons that add up to it."""

    score: float
    reasons: tuple[Reason, ...]

    @property
    def enough(self) -> bool:
        """Whether two mentions are taken for one contact, where nothing else speaks against it."""
        return self.score >= ENOUGH


class _RuledOut(Exception):  # noqa: N818  (no error: it ends the weighing)
    """Something that two mentions of one contact cannot have."""


def likeness(one: Told, other: Told, *, in_one_stay: bool = False) -> Likeness | None:
    """Weigh two mentions.

    Arguments:
        one: a mention.
        other: another, of the same parties.
        in_one_stay: whether both are of days of one visit, so that their dates say no more.

    Returns:
        The score and its reasons; None where they cannot be one contact.

    """
    weighers = (
        _by_report, _by_status, _by_mode, _of_one_stay if in_one_stay else _by_date, _by_level,
        _by_people, _by_place, _by_initiator, _by_count, _by_words,
    )  # fmt: skip
    try:
        reasons = tuple(reason for weigh in weighers for reason in weigh(one, other))
    except _RuledOut:
        return None
    return Likeness(sum(weight for weight, _ in reasons), reasons)


def _by_report(one: Told, other: Told) -> Iterator[Reason]:
    """A report tells a contact once, as far as its reader saw; what it sets apart stays apart."""
    if one.source.key != other.source.key or _may_repeat(one, other):
        return
    a, b = one.body, other.body
    linked = a["id"] in b.get("follows", ()) or b["id"] in a.get("follows", ())
    if linked or a["status"] != b["status"]:
        raise _RuledOut
    yield -5.0, "told apart in one report"


def _may_repeat(one: Told, other: Told) -> bool:
    """Whether one document may tell a contact twice: event data do, a table has a row a guest."""
    if one.source.kind == "dataset":
        return True
    return one.source.kind == "table" and one.days == other.days


def _by_status(one: Told, other: Told) -> Iterator[Reason]:
    a, b = one.body["status"], other.body["status"]
    if (a == "never") != (b == "never"):
        raise _RuledOut
    if a == b:
        return
    if ({a, b} & _REBUFFS and {a, b} & {"held", "ongoing"}) or {a, b} == {"proposed", "cancelled"}:
        raise _RuledOut
    if "refused" in {a, b} and "proposed" not in {a, b}:
        yield -2.0, f"{a} and {b}"
    if "proposed" in {a, b} and {a, b} & {"held", "ongoing"}:
        yield -2.0, f"{a} and {b}"
    if {a, b} == {"cancelled", "held"}:
        yield -1.5, f"{a} and {b}"


def _by_mode(one: Told, other: Told) -> Iterator[Reason]:
    a, b = one.body["mode"], other.body["mode"]
    if "unspecified" in {a, b}:
        return
    if a == b:
        yield 0.8, f"both {a}"
    elif {a, b} == {"call", "video"}:
        yield -1.5, f"{a} and {b}"
    else:
        raise _RuledOut


def _by_date(one: Told, other: Told) -> Iterator[Reason]:
    if one.all_days and other.all_days:
        yield from _both_dated(one, other)
    elif one.all_days or other.all_days:
        dated, undated = (one, other) if one.all_days else (other, one)
        yield from _one_dated(dated, undated)
    else:
        yield from _told_together(one, other)


def _both_dated(one: Told, other: Told) -> Iterator[Reason]:
    gap, near, far = min((apart(a, b), a, b) for a in one.all_days for b in other.all_days)
    exact = near[0] == near[1] and far[0] == far[1]
    if one.is_stay or other.is_stay:
        yield _of_a_stay(gap, near, far, both=one.is_stay and other.is_stay)
        return
    if gap == 0:
        if exact:
            yield 3.0, f"both on {iso(near[0])}"
        else:
            vaguer = max(_length(near), _length(far))
            exactness = next((weight for most, weight in _EXACT if vaguer <= most), 0.0)
            yield exactness, "dates agree"
            yield from _told_together(one, other)
        return
    plans = {one.body["status"], other.body["status"]} & _PLANS
    if gap <= _ABOUT and not exact and max(_length(near), _length(far)) <= _WEEKS:
        yield 0.5, "about the same days"
        return
    if gap == 1 and exact:
        yield _by_clocks(*((one, other) if near[0] < far[0] else (other, one)))
    elif gap <= _VISIT and _in_person(one) and _in_person(other):
        yield 0.0, f"{gap} days apart, as the days of a visit are"
    elif plans and gap <= _MOVED:
        yield 0.0, f"planned {gap} days apart"
    else:
        raise _RuledOut


def _by_clocks(earlier: Told, later: Told) -> Reason:
    """Two days that follow each other: one moment by two clocks, one visit, or two calls."""
    if earlier.body.get("date_zone") != later.body.get("date_zone"):
        return 2.0, "a day apart, by other clocks"
    on = date.fromordinal(later.all_days[0][0])
    hours = {side: h for side in later.parties if (h := hours_east(side, on)) is not None}
    if hours and max(hours.values()) - min(hours.values()) >= _FAR:
        west, east = min(hours, key=hours.__getitem__), max(hours, key=hours.__getitem__)
        against = earlier.source.home == east or later.source.home == west
        if not against and (earlier.source.home == west or later.source.home == east):
            return 2.0, f"a day apart, as it is from {west} to {east}"
    if {earlier.body["mode"], later.body["mode"]} & _DISTANT:
        return -2.0, "a day apart"
    return 0.2, "a day apart, as the days of a visit are"


def _of_a_stay(gap: int, one: Days, other: Days, *, both: bool) -> Reason:
    if gap > 1:
        raise _RuledOut
    if gap == 1:
        return 0.2, "a day before or after the visit"
    if one == other:
        return 3.0, "the same days"
    if both or min(_length(one), _length(other)) > 1:
        return 0.5, "days overlap"
    return (3.0 if one[0] == other[0] else 2.0), "within the days of the visit"


def _of_one_stay(_one: Told, _other: Told) -> Iterator[Reason]:
    yield 0.0, "both within the days of one visit"


def _in_person(told: Told) -> bool:
    return bool(told.body["mode"] == "in-person")


def _length(days: Days) -> int:
    return days[1] - days[0] + 1


def _one_dated(dated: Told, undated: Told) -> Iterator[Reason]:
    told = undated.told_day
    if told is None:
        yield -1.0, "no date, no day of publication"
        return
    gap = min((_after(told, days) for days in dated.all_days), key=abs)
    if undated.body["status"] == "cancelled" and gap > _LATELY:
        yield -2.5, "told long after, without a date"
    elif undated.body["status"] in _PLANS:
        if not -_AHEAD <= gap <= _LATELY:
            raise _RuledOut
        yield (1.0 if gap >= -_LATELY else 0.0), "planned for about then"
    elif gap < -1:
        raise _RuledOut  # told before it was
    elif gap <= _AT_ONCE and min(_length(days) for days in dated.all_days) > _WEEKS:
        yield 1.0, "told in those weeks"
    elif gap <= _AT_ONCE:
        yield 2.6, "told at once"
    elif gap <= _RECENT:
        yield 0.9, "told within days of it"
    elif gap <= _LATELY:
        yield 0.5, "told soon after"
    else:
        yield -2.5, "told long after, without a date"


def _after(day: int, days: Days) -> int:
    """How many days a day lies after a range; less than 0 where it lies before."""
    return max(0, day - days[1]) + min(0, day - days[0])


def _told_together(one: Told, other: Told) -> Iterator[Reason]:
    if one.told_day is None or other.told_day is None:
        yield -1.0, "no day of publication"
        return
    gap = abs(one.told_day - other.told_day)
    if gap <= 2:
        yield 1.0, "told at the same time"
    elif gap > _LATELY:
        yield -1.5, f"told {gap} days apart"


def _by_level(one: Told, other: Told) -> Iterator[Reason]:
    a, b = one.body["level"], other.body["level"]
    if {a, b} == {"leader", "officials"}:
        yield -1.0, "leaders, and officials"
    if a is None or b is None or "officials" in {a, b}:
        return
    if a == b:
        yield 0.8, f"both of {a} level"
    else:
        yield -2.0, f"{a} and {b} level"


def _by_people(one: Told, other: Told) -> Iterator[Reason]:
    named = {p["actor"]: p["name"] for p in one.body.get("participants", ())}
    for side in one.parties:
        a, b = one.people.get(side, set()), other.people.get(side, set())
        if shared := a & b:
            yield 1.0, f"{', '.join(sorted(named[actor] for actor in shared))} in both"
        elif a and b:
            yield -2.5, f"others for {side}"
        elif held := one.offices.get(side, set()) & other.offices.get(side, set()):
            yield 0.5, f"{', '.join(sorted(named[actor] for actor in held))} in both"


def _by_place(one: Told, other: Told) -> Iterator[Reason]:
    a, b = (t.body["place"]["text"].lower() if t.body.get("place") else "" for t in (one, other))
    if not a or not b:
        return
    if set(a.split()) & set(b.split()):
        yield 1.0, f"both in {one.body['place']['text']}"
    elif _may_be_of_one_state(a, b):
        yield 0.0, "places of one state, as far as they are known"
    elif {one.body["mode"], other.body["mode"]} & _DISTANT:
        yield 0.0, "places of callers"
    else:
        yield -1.0, "in other places"


def _may_be_of_one_state(one: str, other: str) -> bool:
    """As "Rwanda" and "Kigali", or "Samoa" and a village that nobody knows."""
    a, b = ({country_of(word) for word in text.title().split()} - {None} for text in (one, other))
    return bool(a & b) if a and b else bool(a or b)


def _by_initiator(one: Told, other: Told) -> Iterator[Reason]:
    a, b = one.body["initiator"], other.body["initiator"]
    if a and b:
        if a != b and {one.body["mode"], other.body["mode"]} == {"message"}:
            raise _RuledOut  # a letter and the answer to it
        if "both" not in {a, b} and a != b and all(map(_is_summons_like, (one, other))):
            raise _RuledOut  # each summoned the other's ambassador
        yield (0.4, f"both asked for by {a}") if a == b else (-0.4, "who asked is disputed")


def _is_summons_like(told: Told) -> bool:
    """Whether somebody was asked in below the ministers: nobody disputes who summoned whom."""
    return told.body["level"] == "senior" and _in_person(told) and told.body["status"] == "held"


def _by_count(one: Told, other: Told) -> Iterator[Reason]:
    a, b = (
        {(c["ordinal"], c["level"]) for c in t.body.get("counts", ()) if c["ordinal"]}
        for t in (one, other)
    )
    if a and b:
        yield (1.0, "counted alike") if a & b else (-0.5, "counted unlike")


def _by_words(one: Told, other: Told) -> Iterator[Reason]:
    if shared := one.about & other.about:
        yield 0.5, f"both about {', '.join(sorted(shared)[:3])}"
