"""The early warning, and whether being in touch goes with calm: on histories made for it."""

from dataclasses import fields
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.assessment.history import history
from detente.assessment.outlook.calm import calm, calm_overall, contrast, spread
from detente.assessment.outlook.forecast import Model, probability, shipped
from detente.assessment.outlook.months import acts, all_acts, months
from detente.assessment.outlook.news import HORIZON, News
from detente.assessment.outlook.past import month_ends, past
from detente.assessment.outlook.reliability import reliability
from detente.assessment.outlook.warning import early_warning
from detente.record import MOVE_TYPES, STATUSES, Contacts, Moves

START = date(2015, 1, 1).toordinal()
ON = date(2021, 1, 1).toordinal()
SIDES = ("CHN", "USA")


class NoSources:
    """Sources that keep what was asked for."""

    def __init__(self):
        self.asked = []

    def moves(self, places, most=12):
        self.asked += places
        return []


def table(kind, **columns):
    """A table of columns; those not given are zeros, or nothing."""
    n = len(next(iter(columns.values())))
    whole = {}
    for field in fields(kind):
        blank = np.zeros(n, np.int32)
        if "Texts" in str(field.type):
            blank = np.full(n, None, object)
        whole[field.name] = columns.get(field.name, blank)
    return kind(**whole)


def moves_of(rows, parties=None):
    """Moves of rows (day, days until told, type, direction)."""
    day = np.array([r[0] for r in rows], np.int32)
    told = np.array([r[0] + r[1] if r[1] else 0 for r in rows], np.int32)
    ways = np.array(["CHN>USA", "USA>CHN"], object)
    return table(
        Moves, parties=ways[[r[3] for r in rows]] if parties is None else parties, day=day,
        type=np.array([MOVE_TYPES.index(r[2]) for r in rows], np.int8), first=day, last=day.copy(),
        status=np.zeros(len(rows), np.int8), told=told, reading=np.arange(len(rows)),
        number=np.zeros(len(rows), np.int64),
    )  # fmt: skip


def contacts_of(days, parties="CHN|USA"):
    """Held contacts on some days."""
    n, day = len(days), np.array(days, np.int32)
    return table(
        Contacts, id=np.array([f"c{i}" for i in range(n)], object), first=day, last=day.copy(),
        parties=np.array([parties] * n, object) if isinstance(parties, str) else parties,
        status=np.full(n, STATUSES.index("held"), np.int8),
    )  # fmt: skip


def made(rows, met=(), on=ON):
    return history(SIDES, on, contacts_of(list(met)), moves_of(rows))


rows = st.lists(
    st.tuples(
        st.integers(START, ON - 1),
        st.integers(0, 200),
        st.sampled_from(["ASSAULT", "SANCTION", "ACCUSE", "AGREE", "CONSULT", "PROTEST"]),
        st.integers(0, 1),
    ),
    min_size=12,
    max_size=60,
)


# -- what was known by a day -----------------------------------------------------------------------


@given(rows, st.lists(st.integers(START, ON - 1), max_size=20), st.integers(START + 400, ON - 1))
def test_what_is_said_of_a_day_does_not_change_with_what_is_told_later(moves, met, today):
    by_then = [row for row in moves if row[0] + row[1] <= today]
    met_by_then = [day for day in met if day <= today]
    days = np.arange(today - 200, today + 1, 20)
    whole, then = News(made(moves, met)), News(made(by_then, met_by_then))
    np.testing.assert_array_equal(
        probability(whole, days, shipped()), probability(then, days, shipped())
    )
    for kind in whole.kinds:
        np.testing.assert_array_equal(whole[kind].within(days, 90), then[kind].within(days, 90))


@given(rows)
def test_a_window_holds_what_was_and_was_known_in_it(moves):
    news, days = News(made(moves)), np.arange(START, ON, 97)
    struck = [r for r in moves if r[2] in {"ASSAULT", "SANCTION", "PROTEST"} and r[1] <= 90]
    for day, found in zip(days, news["conflict"].within(days, 30), strict=True):
        assert found == sum(day - 30 < at and at + late <= day for at, late, *_ in struck)
    after = news["conflict"].after(days, HORIZON)
    for day, found in zip(days, after, strict=True):
        assert found == any(day < at <= day + HORIZON for at, *_ in struck)


@given(rows)
def test_the_base_rate_knows_only_months_that_are_over(moves):
    news = News(made(moves))
    ends = month_ends(START, ON)
    own, lately = past(news, ends), news["conflict"].within(ends, HORIZON) > 0
    struck = news["conflict"].after(ends, HORIZON)
    for n, day in enumerate(ends):
        over = ends + HORIZON <= day
        alike = over & (lately == lately[n])
        assert (own.months[n], own.struck[n]) == (over.sum(), struck[over].sum())
        assert (own.alike[n], own.alike_struck[n]) == (alike.sum(), struck[alike].sum())


def test_what_is_told_a_quarter_later_or_has_no_day_is_no_news():
    seen = News(made([(START, 0, "ASSAULT", 0), (START, 91, "ASSAULT", 0)]))
    assert len(seen["conflict"].day) == 1
    vague = moves_of([(START, 0, "ASSAULT", 0)])
    vague.last[:] = START + 200
    assert not len(News(history(SIDES, ON, contacts_of([]), vague))["conflict"].day)


def test_a_contact_and_the_consult_that_tells_it_are_counted_once():
    news = News(made([(START, 0, "CONSULT", 0), (START, 0, "CONSULT", 1)], met=[START]))
    assert len(news["told"].day) == 1


# -- the probability -------------------------------------------------------------------------------


def plain(shares=None):
    """A model without coefficients: events as they usually come."""
    return Model(
        constant=0, signals=[], shares=shares or {"conflict": 0.2}, prior=10, since="1900-01-01",
        until="1900-01-02", most=9, tested="", reliability=[],
    )  # fmt: skip


def test_where_conflict_comes_at_a_steady_rate_as_much_comes_as_is_forecast():
    draw = np.random.default_rng(4)
    forecast, came = [], []
    for _ in range(300):
        rate = draw.gamma(2, 0.4)  # moves and contacts in 30 days
        days = np.sort(draw.integers(START, ON, draw.poisson(rate * (ON - START) / 30)))
        kinds = draw.choice(["ASSAULT", "AGREE"], len(days), p=[0.2, 0.8])
        news = News(made([(int(d), 0, str(k), 0) for d, k in zip(days, kinds, strict=True)]))
        ends = month_ends(START, ON - HORIZON - 1)
        kept = ends[news.enough(ends)]
        forecast.append(probability(news, kept, plain()))
        came.append(news["conflict"].after(kept, HORIZON))
    p, y = np.concatenate(forecast), np.concatenate(came)
    assert len(p) > 5000
    assert abs(p.mean() - y.mean()) < 0.01
    curve = reliability(p, y)
    assert all(abs(b.mean - b.observed) < 0.08 for b in curve if b.forecasts > 100)


def test_more_conflict_and_more_words_of_it_raise_it():
    usual = [(START + 30 * n, 0, kind, 0) for n in range(70) for kind in ("AGREE", "ACCUSE")]
    usual += [(START + 150 * n, 0, "SANCTION", 1) for n in range(14)]

    def chance(more, met=()):
        return early_warning(made(usual + more, met), NoSources()).probability

    calm_now = chance([])
    assert chance([(ON - 5, 0, "ASSAULT", 0)] * 3) > 1.5 * calm_now
    assert chance([(ON - 5, 0, "THREATEN", 0)] * 3) > 1.2 * calm_now


def test_meetings_alone_change_little():
    rows = [(START + 30 * n, 0, "AGREE", 0) for n in range(70)]
    rows += [(START + 150 * n, 0, "SANCTION", 1) for n in range(14)]
    often = [START + 20 * n for n in range(100)]
    few = early_warning(made(rows, often), NoSources()).probability
    many = early_warning(made(rows, [*often, *range(ON - 30, ON, 3)]), NoSources()).probability
    assert many == pytest.approx(few, rel=0.1)


def test_a_reason_is_given_for_each_push_and_the_moves_that_count():
    rows = [(START + 40 * n, 0, "AGREE", 0) for n in range(50)]
    rows += [(ON - 400, 0, "ASSAULT", 0), (ON - 300, 0, "SANCTION", 0), (ON - 3, 0, "ACCUSE", 1)]
    of, sources = made(rows), NoSources()
    found = early_warning(of, sources)
    told = {MOVE_TYPES[of.moves.type[place]] for place in sources.asked}
    assert told == {"SANCTION", "ACCUSE"}  # the assault is more than a year ago
    assert found.base_rate == pytest.approx(2 / 68, abs=0.005)
    strongest = max(found.pushes, key=lambda push: abs(np.log(push.factor)))
    assert found.pushes[0] == strongest
    assert "conflict in words in 30 days" in found.why.sentence
    factor = np.exp(shipped().constant) * np.prod([push.factor for push in found.pushes])
    assert found.probability == pytest.approx(1 - np.exp(-found.usual * factor), abs=2e-3)


@pytest.mark.parametrize(
    ("moves", "told"),
    [
        ([], "the record has 0 moves and contacts between CHN and USA; it takes 10, and a year"),
        ([(ON - 900 + n, 0, "ASSAULT", 0) for n in range(9)], "has 9 moves and contacts"),
        ([(ON - 300 + n, 0, "ASSAULT", 0) for n in range(99)], "has 99 moves and contacts"),
    ],
)
def test_with_too_little_no_number_is_told(moves, told):
    found = early_warning(made(moves), NoSources())
    assert found.probability is found.base_rate is found.usual is None
    assert found.pushes == []
    assert found.why.sentence.startswith("Too little to say: ")
    assert told in found.why.sentence
    assert found.check.brier is None
    assert found.check.sentence.startswith("Too few months to check on")


def test_the_check_takes_no_month_of_the_years_that_were_fitted_on():
    monthly = [(date(2008, 1, 1).toordinal() + 30 * n, 0, "ACCUSE", 0) for n in range(158)]
    assert early_warning(made(monthly), NoSources()).check.months == 84  # 2014 to 2020
    before = made(monthly, on=date(2013, 6, 1).toordinal())
    assert early_warning(before, NoSources()).check.months == 0


def test_it_is_said_where_it_does_not_beat_the_base_rate():
    # Every month of conflict is followed by one without: the last month misleads.
    days = range(START, ON, 61)
    rows = [(day + n, 0, "ASSAULT", 0) for day in days for n in range(3)]
    check = early_warning(made(rows), NoSources()).check
    assert check.brier > check.brier_base_rate
    assert "It did not beat" in check.sentence


@settings(deadline=None)  # the first import is slow
@given(st.integers(1, 300), st.floats(0, 1))
def test_the_interval_of_a_bin_is_wilsons(n, share):
    from statsmodels.stats.proportion import proportion_confint

    came = np.arange(n) < round(share * n)
    (found,) = reliability(np.full(n, 0.3), came)
    low, high = proportion_confint(came.sum(), n, method="wilson")
    assert (found.low, found.high) == pytest.approx((low, high), abs=1e-3)


# -- months, and calm ------------------------------------------------------------------------------


@given(rows, st.lists(st.integers(START, ON - 1), min_size=1, max_size=30))
def test_a_record_of_many_dyads_has_the_months_of_each(moves, met):
    of = made(moves, met)
    own = months(acts(of))
    others = np.array(["DEU>FRA", "DEU>DEU", "FRA>DEU"], object)
    more = moves_of([(START + 9, 0, "ASSAULT", 0)] * 3, others)
    both = Moves(
        **{
            f.name: np.concatenate([getattr(moves_of(moves), f.name), getattr(more, f.name)])
            for f in fields(Moves)
        }
    )
    found = months(all_acts(contacts_of(met, "CHN|IND|USA"), both, ON))
    assert len(np.unique(found.dyad)) == 4  # two are only met in; Germany alone is none
    (place,) = [d for d in np.unique(found.dyad) if (found.dyad == d).sum() == len(own)
                and (found.moves[found.dyad == d].sum() == own.moves.sum())
                and own.moves.sum()][:1] or [None]  # fmt: skip
    if place is not None:
        same = found.where(np.flatnonzero(found.dyad == place))
        for name in ("start", "moves", "hardest", "silence"):
            np.testing.assert_array_equal(getattr(same, name), getattr(own, name))


def test_months_count_what_was_done_in_them():
    jan, feb = date(2020, 1, 31).toordinal(), date(2020, 2, 1).toordinal()
    of = made([(jan, 0, "ASSAULT", 0), (feb, 0, "ACCUSE", 1), (feb, 0, "CONSULT", 1)], met=[jan])
    found = months(acts(of))
    assert [date.fromordinal(int(d)).isoformat() for d in found.start[:2]] == [
        "2020-01-01", "2020-02-01",
    ]  # fmt: skip
    assert len(found) == 12  # January 2021 is not over
    assert found.moves[:2].tolist() == [[0, 0, 0, 1], [0, 0, 1, 0]]
    assert found.hardest[:3].tolist() == [9.5, 3.0, 0.0]
    assert found.silence[:3].tolist() == [-1, 1, 30]


def lived(seed, effect, busy=0.0, years=9):
    """Years of a dyad: being in touch lowers conflict by `effect`; busy times have more of both."""
    draw = np.random.default_rng(seed)
    first = ON - 365 * years
    rows, met, last, much = [], [first], first, False
    for start in range(first, ON - 40, 30):
        much = much != (draw.random() < 0.15)
        touch = start - last <= 40
        chance = 0.5 - effect * touch + busy * much - busy / 2
        rows += [(start + 10, 0, "AGREE", 0)] * (3 if much else 0)
        rows += [(start + 15, 0, "SANCTION", 0)] if draw.random() < chance else []
        if draw.random() < 0.5 + busy * much - busy / 2:
            last = start + 20
            met.append(last)
    return rows, met


def test_an_effect_that_is_there_is_found_and_the_caution_told():
    found = calm(made(*lived(1, effect=0.4, years=30)), NoSources())
    deeds = found.contrasts[0]
    assert deeds.what == "material conflict"
    assert deeds.high < 0
    assert "months in touch are calmer" in found.why.sentence
    assert "does not make one the cause of the other" in found.why.sentence


def test_the_interval_holds_nothing_as_often_as_it_says():
    covered = []
    for seed in range(120):
        of = spread(acts(made(*lived(seed, effect=0.0, busy=0.4))), by_year=True)
        found = contrast(of, of.months.has("material conflict").astype(float))
        covered.append(found[1] <= 0 <= found[2])
    assert np.mean(covered) > 0.88


def test_the_difference_is_least_squares_with_a_constant_a_stratum():
    import statsmodels.api as sm

    of = spread(acts(made(*lived(3, effect=0.2, busy=0.3))), by_year=True)
    y = of.months.has("material conflict").astype(float)
    dummies = (of.stratum[:, None] == np.unique(of.stratum)).astype(float)
    x = np.column_stack([of.touch.astype(float), dummies])
    fitted = sm.OLS(y, x).fit()
    difference, low, _ = contrast(of, y)
    assert difference == pytest.approx(fitted.params[0])
    some = x[of.compared]
    robust = sm.OLS(y[of.compared], some[:, np.ptp(some, axis=0) > 0]).fit(
        cov_type="cluster", cov_kwds={"groups": of.cluster[of.compared]}
    )
    assert difference - low > 1.96 * robust.bse[0]  # few clusters make it wider
    assert difference - low < 4 * robust.bse[0]


def test_too_few_contacts_or_months_are_told():
    for of in (made([]), made(*lived(1, 0.4), on=ON - 365 * 8), made(lived(1, 0.4)[0], [START])):
        found = calm(of, NoSources())
        assert found.contrasts == []
        assert found.why.sentence.startswith("Too little between CHN and USA to say: ")
        assert "it takes 6 days with a contact held, and 24 months since the first" in (
            found.why.sentence
        )
    nothing = calm_overall(contacts_of([]), moves_of([]), ON)
    assert (nothing.dyads, nothing.months, nothing.contrasts) == (0, 0, [])


def test_what_is_missing_is_counted_over_the_months_compared():
    rows, met = lived(1, effect=0.4)
    calm_months = [row for row in rows if row[2] != "SANCTION"]
    found = calm(made([*calm_months, (ON - 60, 0, "SANCTION", 0)], met), NoSources())
    assert found.contrasts == []
    assert found.why.sentence == (
        f"Too little between CHN and USA to say: of {found.compared} months with others otherwise "
        f"alike 1 had material conflict and {found.compared - 1} had none (it takes 3 of each)."
    )
    short = calm(made(*lived(1, effect=0.4, years=3)), NoSources())
    assert "they are of 3 years (it takes 5)" in short.why.sentence
    assert "material conflict and" not in short.why.sentence
