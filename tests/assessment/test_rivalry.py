"""Tension, changes, tit for tat and influence, on histories made by hand."""

from dataclasses import astuple, replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.assessment.alarms import alarms
from detente.assessment.evidence import Sources
from detente.assessment.history import History, history
from detente.assessment.rivalry import changes, influence, reciprocity, tension
from detente.assessment.rivalry.answers import answerings, exchanges
from detente.assessment.rivalry.changes import shifts
from detente.assessment.rivalry.course import course
from detente.assessment.rivalry.dealings import dealings
from detente.assessment.rivalry.influence import Fit, Lead, fit
from detente.assessment.rivalry.limits import HALF_LIVES, WINDOWS, checked
from detente.assessment.rivalry.rise import change
from detente.record import MOVE_STATUSES, MOVE_TYPES, Contacts, Moves, RecordError

FIRST = date(2010, 1, 4).toordinal()  # a Monday
SIDES = ("AAA", "BBB")


def moved(acts, on=None, *, code="10", vague=0):
    """A history of moves given as (day, way, type)."""
    day = np.array([FIRST + act[0] for act in acts], np.int32)
    ways = [">".join(SIDES if act[1] == 0 else SIDES[::-1]) for act in acts]
    columns = {
        "parties": np.array(ways, np.object_), "day": day,
        "type": np.array([MOVE_TYPES.index(act[2]) for act in acts], np.int8),
        "status": np.full(len(acts), MOVE_STATUSES.index("reported"), np.int8),
        "first": day, "last": day + vague, "told": day,
        "code": np.array([code] * len(acts), np.object_),
        "reading": np.zeros(len(acts), np.int64), "number": np.arange(len(acts)),
    }  # fmt: skip
    last = int(day.max()) if len(acts) else FIRST
    none = {name: np.array([], np.int32) for name in Contacts.__dataclass_fields__}
    return history(SIDES, on or last, Contacts(**none), Moves(**columns))


class Kept:
    """The rows of a history, as a record gives them."""

    def __init__(self, of: History, reciprocal=()):
        self.of, self.reciprocal = of, dict(reciprocal)

    def moves_by_key(self, pair, keys, on=None, days=()):
        moves, found = self.of.moves, {}
        for at in range(len(moves)):
            key = int(moves.reading[at]), int(moves.number[at])
            if key in keys:
                found[key] = {
                    "id": f"d-m{key[1]}", "parties": moves.parties[at].split(">"),
                    "type": MOVE_TYPES[moves.type[at]], "evidence": [], "reports": ["d"],
                    "date": date.fromordinal(int(moves.day[at])).isoformat(),
                    "reciprocal": self.reciprocal.get(key[1]),
                }  # fmt: skip
        return found

    def contacts_by_id(self, ids, on=None, *, reasoned=True):
        return []

    def said(self, ids):
        return {}

    def documents(self, *keys):
        return {key: {"outlet": None} for key in keys}


def sources(of, **given):
    return Sources(Kept(of, **given), of, None)


def mixed(rng, days, rate, types, ways=(0, 1)):
    """Moves at random: so many of each type and way a year."""
    return [
        (int(day), way, kind)
        for way in ways
        for kind in types
        for day in np.repeat(np.arange(days), rng.poisson(np.broadcast_to(rate, days) / 365))
    ]


TYPES = ("AGREE", "SUPPORT", "REQUEST", "ACCUSE", "SANCTION")
ACTS = st.lists(
    st.tuples(st.integers(0, 900), st.integers(0, 1), st.sampled_from(TYPES)), max_size=60
)


def everything(of):
    """All that is told, without the items, which are numbered by row."""
    seen = sources(of)
    parts = [room.tell(of, seen) for room in (tension, changes, reciprocity, influence)]
    drop = {"why": True, "directions": {"__all__": {"why"}}, "changes": {"__all__": {"why"}}}
    return [part.model_dump(exclude=drop) for part in parts]


@settings(max_examples=25, deadline=None)
@given(ACTS, st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(acts, random):
    shuffled = random.sample(acts, len(acts))
    assert everything(moved(acts, FIRST + 900)) == everything(moved(shuffled, FIRST + 900))


@settings(max_examples=25, deadline=None)
@given(ACTS)
def test_sides_are_alike(acts):
    turned = moved([(day, 1 - way, kind) for day, way, kind in acts], FIRST + 900)
    of = moved(acts, FIRST + 900)
    for way in (0, 1):
        one, other = dealings(of, way), dealings(turned, 1 - way)
        np.testing.assert_array_equal(course(one, of.on).tension.low,
                                      course(other, of.on).tension.low)  # fmt: skip
        assert change(one, of.on) == change(other, of.on)
    mirrored = [(1 - a.toward, a.trigger, a.answer, a.answered, a.p) for a in answerings(of)]
    assert sorted(mirrored) == sorted(
        (a.toward, a.trigger, a.answer, a.answered, a.p) for a in answerings(turned)
    )


DENSE = st.lists(
    st.tuples(st.integers(0, 150), st.integers(0, 1), st.sampled_from(TYPES[2:])),
    min_size=80, max_size=160,
)  # fmt: skip


@settings(max_examples=50, deadline=None)
@given(DENSE, st.sampled_from([1, 5, 30, 45]))
def test_what_answers_what_is_the_same_whoever_stands_first(acts, window):
    turned = [(day, 1 - way, kind) for day, way, kind in acts]
    tested = [answerings(moved(some), window=window) for some in (acts, turned)]
    mirrored = [replace(one, toward=1 - one.toward) for one in tested[0]]
    assert {astuple(one) for one in mirrored} == {astuple(one) for one in tested[1]}


def test_what_is_asked_for_is_checked():
    for at in (0, 1):
        checked(HALF_LIVES[at], WINDOWS[at])
    for half_life in (0, -3, float("nan"), float("inf")):
        with pytest.raises(RecordError, match=r"half_life .*: this is out of bounds; choose 1 to"):
            checked(half_life, 30)
    for window in (0, 46):
        with pytest.raises(RecordError, match=rf"window {window}: .*choose 1 to 45 days"):
            checked(30, window)


@settings(max_examples=25, deadline=None)
@given(ACTS.filter(len), st.integers(2, 6))
def test_twice_the_coverage_is_no_tension(acts, times):
    on = FIRST + 900
    once, often = (course(dealings(moved(a, on), 0), on) for a in (acts, acts * times))
    told = ~np.isnan(once.tension.value)
    value = often.tension.value[told]
    assert np.all((once.tension.low[told] <= value) & (value <= once.tension.high[told]))


def test_each_point_is_what_was_told_on_its_day():
    acts = mixed(np.random.default_rng(1), 700, 20, TYPES)
    now = course(dealings(moved(acts, FIRST + 699), 0), FIRST + 699)
    for back in (1, 10, 40):
        on = int(now.days[-1 - back])
        then = course(dealings(moved([a for a in acts if FIRST + a[0] <= on], on), 0), on)
        assert then.tension.value[-1] == pytest.approx(now.tension.value[-1 - back])
        assert then.tension.high[-1] == pytest.approx(now.tension.high[-1 - back])


def test_a_worse_mix_rises_and_more_of_the_same_does_not():
    rng = np.random.default_rng(2)
    calm = mixed(rng, 700, 30, TYPES)
    burst = [(600 + day, way, kind) for day, way, kind in mixed(rng, 100, 200, TYPES)]
    hostile = [(620 + day, way, kind) for day, way, kind in mixed(rng, 80, 60, ("SANCTION",))]
    trends = [
        change(dealings(moved(calm + more, FIRST + 699), 0), FIRST + 699).trend
        for more in (burst, hostile)
    ]
    assert trends == ["no clear change", "rising"]


def test_what_drove_it_is_shown():
    acts = [(10 * n, 0, "AGREE") for n in range(20)] + [(198, 0, "SANCTION"), (5, 0, "ASSAULT")]
    of = moved(acts, FIRST + 200)
    told, other = tension.tell(of, sources(of)).directions
    assert [e.about for e in told.why.evidence] == ["AAA → BBB SANCTION"]
    assert told.tension.low < told.tension.value < told.tension.high
    assert other.tension is None
    assert other.why.sentence == "BBB toward AAA: nothing with a day is told of it."


MANY = [(n, n % 2, "ACCUSE") for n in range(40)]


@pytest.mark.parametrize("acts, vague", [([], 0), ([(0, 0, "ACCUSE")], 0), (MANY, 300)])
def test_nothing_comes_of_nothing(acts, vague):
    of = moved(acts, vague=vague)
    seen = sources(of)
    told = tension.tell(of, seen)
    assert [(d.tension, d.trend, d.series.dates) for d in told.directions] == [
        (None, "unknown", [])
    ] * 2
    assert told.undated == (len(acts) if vague else 0)
    assert changes.tell(of, seen).changes == []
    assert "too little to say" in changes.tell(of, seen).why.sentence
    assert reciprocity.tell(of, seen).pairs == []
    assert "too few" in reciprocity.tell(of, seen).why.sentence
    assert influence.tell(of, seen).period is None


def test_a_change_of_level_is_dated():
    rng = np.random.default_rng(6)
    good = [(7 * n, 0, rng.choice(["AGREE", "SUPPORT", "ACCUSE"])) for n in range(60)]
    bad = [
        (420 + 7 * n, 0, rng.choice(["ACCUSE", "SANCTION", "SUPPORT"], p=[0.4, 0.4, 0.2]))
        for n in range(60)
    ]
    of = moved(good + bad)
    (shift,) = shifts(dealings(of, 0))
    assert abs(shift.day - (FIRST + 420)) <= 14
    assert shift.after < 0 < shift.before
    assert shifts(dealings(moved(good), 0)) == []
    told = changes.tell(of, sources(of)).changes[0]
    assert "turned worse" in told.why.sentence
    assert told.why.evidence


def test_answers_are_told_from_chance():
    rng = np.random.default_rng(3)
    acts = mixed(rng, 2000, 6, TYPES)
    acts += [(day + 2, 1, "REJECT") for day, way, kind in acts if (way, kind) == (0, "ACCUSE")]
    of = moved(acts)
    told = reciprocity.tell(of, sources(of))
    assert [(p.source, p.trigger, p.answer) for p in told.pairs] == [("AAA", "ACCUSE", "REJECT")]
    assert all(1 <= e.days <= 2 for e in told.pairs[0].exchanges)
    found = answerings(of)[0]
    assert len(exchanges(of, found)) == found.answered == found.times


def test_busy_seasons_are_no_answers():
    rng, p = np.random.default_rng(4), []
    for _ in range(30):
        season = 1 + 0.9 * np.sin(2 * np.pi * np.arange(2500) / 365 + rng.uniform(0, 6))
        p += [a.p for a in answerings(moved(mixed(rng, 2500, 8 * season, TYPES)))]
    assert len(p) > 1000
    assert np.mean(np.array(p) <= 0.05) <= 0.06


def test_what_a_text_calls_reciprocal_is_told():
    of = moved([(0, 0, "SANCTION"), (0, 1, "SANCTION"), (9, 0, "ACCUSE")], code=None)
    told = reciprocity.tell(of, sources(of, reciprocal={0: "d-m1", 1: "d-m0"})).stated
    assert [(s.types, len(s.why.evidence)) for s in told] == [(["SANCTION"], 2)]


def test_who_follows_is_found():
    rng = np.random.default_rng(5)
    kinds = {True: "AGREE", False: "ACCUSE"}
    led = rng.random(200) < 0.5
    follows = np.where(rng.random(200) < 0.8, np.roll(led, 1), rng.random(200) < 0.5)
    acts = [(7 * n, 0, kinds[bool(good)]) for n, good in enumerate(led)]
    acts += [(7 * n, 1, kinds[bool(good)]) for n, good in enumerate(follows)]
    of = moved(acts)
    found = fit((dealings(of, 0), dealings(of, 1)), of.on)
    assert isinstance(found, Fit)
    assert found.period == 7
    first, second = found.leads
    assert first.p < 0.001 < second.p
    assert first.response[1] > 3 * first.error[1]
    assert influence.tell(of, sources(of)).why.sentence.startswith("AAA and BBB: AAA leads")


def lead(p):
    return Lead(p, np.zeros(9), np.ones(9), (0.0, 1.0))


@pytest.mark.parametrize(
    ("p", "leads", "who"),
    [
        ((0.03, 0.4), [False, False], "neither leads the other, over 60 periods of 7 days."),
        ((0.4, 0.02), [False, True], "BBB leads, over 60 periods of 7 days."),
        ((0.04, 0.02), [True, True], "each leads the other, over 60 periods of 7 days."),
    ],
)
def test_both_directions_are_tested_as_two(p, leads, who, monkeypatch):
    found = Fit(7, 60, 1, (lead(p[0]), lead(p[1])))
    monkeypatch.setattr(influence, "fit", lambda *_: found)
    of = moved([(0, 0, "ACCUSE"), (0, 1, "ACCUSE")])
    told = influence.tell(of, sources(of))
    assert [one.leads for one in told.directions] == leads
    assert told.why.sentence == f"AAA and BBB: {who}"
    assert "90 % band" in told.directions[0].why.sentence


# -- what has changed ------------------------------------------------------------------------------


def changed(acts, on, days):
    """The kind and the day of each change, and its sentence."""
    of = moved(acts, FIRST + on)
    told = alarms(of, {}, sources(of), FIRST, of.on - days)
    return {alarm.kind: (alarm.day - FIRST, alarm.why.sentence) for alarm in told}


CALM = [(10 * n, 0, "AGREE") for n in range(100)]


@pytest.mark.parametrize(("kind", "type_"), [("conflict", "ASSAULT"), ("thaw", "AID")])
def test_an_outbreak_is_told_while_it_goes_on(kind, type_):
    acts = [(1000 + n, 1, type_) for n in range(5)]
    quiet = [(10 * n, 0, "ACCUSE") for n in range(100)]
    for on, days in ((1004, 30), (1004, 2), (1012, 9)):
        day, sentence = changed(quiet + acts, on, days)[kind]
        assert day == 1000
        assert "on 5 days of the last 30, from 30 September 2012 on" in sentence
    assert kind not in changed(quiet + acts, 1012, 8)


def test_tension_is_dated_by_what_moved_it_last():
    acts = CALM + [(960 + n, 0, "ASSAULT") for n in range(12)] + [(990, 0, "AGREE")]
    day, sentence = changed(acts, 1000, 30)["tension"]
    assert day == 971
    assert "Tension rises from AAA toward BBB, last raised on 1 September 2012" in sentence
    assert "tension" not in changed(acts, 1000, 29)


def test_easing_is_dated_by_what_moved_it_last():
    acts = [(10 * n, 0, "ACCUSE") for n in range(92)] + [(920 + n, 0, "AGREE") for n in range(20)]
    acts += [(950, 0, "ACCUSE"), (950, 1, "AGREE")]
    day, sentence = changed(acts, 960, 30)["easing"]
    assert day == 939
    assert "Tension falls from AAA toward BBB, last lowered on" in sentence
    assert "easing" not in changed(acts, 960, 21)


def test_acts_all_alike_are_no_change_of_tension():
    """However many they are, and whatever their weights: one was a fall by rounding alone."""
    days = [(day, 0, "AGREE") for day in range(0, 900, 7) for _ in range(day % 4)]
    found = change(dealings(moved(days, FIRST + 899), 0), FIRST + 899)
    assert (found.trend, found.rose) == ("no clear change", 0.5)
