"""The board of a dyad: states of channels, stalls, escalations, authority, as known on a day."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made import deed, report

from detente.assessment import Record
from detente.record import RecordError


@pytest.fixture
def record(url):
    with Record(url) as opened:
        yield opened


def told(day, level="leader", *, published=None, **fields):
    """A report, published on the day, of a contact of that day."""
    fields.setdefault("date", day)
    return report(
        f"They met, {level}, {day}, {fields.get('status')}.",
        published=f"{published or day}T10:00:00",
        level=level, **fields,
    )  # fmt: skip


def channel(board, level):
    return next(one for one in board.channels if one.level == level)


def weekly(first, count, every=7):
    start = date.fromisoformat(first)
    return [(start + timedelta(every * n)).isoformat() for n in range(count)]


def test_a_channel_is_open_within_its_usual_gap_and_quiet_after_it(record):
    record.add(*(told(day) for day in weekly("2020-01-01", 30)))
    soon, late = record.dyad("USA", "CHN", "2020-07-28"), record.dyad("USA", "CHN", "2020-12-01")
    assert channel(soon, "leader").state == "open"
    assert channel(soon, "leader").usual_gap_days == 7
    assert channel(late, "leader").state == "quiet"
    assert channel(late, "leader").since == "2020-07-30"  # a week and a day after the last
    assert channel(late, "leader").silence < 0.05
    assert channel(late, "minister").state == "unknown"


def test_a_refusal_cuts_a_channel_until_it_is_used_again(record):
    record.add(
        told("2021-01-10", "minister"), told("2021-02-01", "minister", status="refused"),
        told("2021-03-05", "minister"),
    )  # fmt: skip
    before, after = record.dyad("CHN", "USA", "2021-02-20"), record.dyad("CHN", "USA")
    assert channel(before, "minister").state == "cut"
    assert channel(before, "minister").since == "2021-02-01"
    assert before.channels[1].why.evidence[0].text.startswith("They met, minister, 2021-02-01")
    assert channel(after, "minister").state == "open"


def test_breaking_off_relations_cuts_every_channel_that_was_used(record):
    record.add(
        told("2021-01-10"),
        deed("Washington broke off diplomatic relations with Beijing.", "SANCTION",
             published="2021-01-20T10:00:00", date="2021-01-20"),
    )  # fmt: skip
    board = record.dyad("CHN", "USA")
    assert (channel(board, "leader").state, board.overall.state) == ("cut", "cut")
    assert channel(board, "minister").state == "unknown"


def test_a_stall_begins_with_the_first_failure_and_ends_with_progress(record):
    record.add(
        told("2021-01-10", "senior", outcome="progress"),
        told("2021-02-10", "senior", outcome="no-progress"),
        told("2021-03-10", "senior", outcome="breakdown"),
        told("2021-04-10", "senior", outcome="agreement"),
    )  # fmt: skip
    board = record.dyad("CHN", "USA", "2021-03-20")
    assert channel(board, "senior").state == "stalled"
    assert [(stall.since, stall.until, len(stall.contacts)) for stall in board.stalls] == [
        ("2021-02-10", None, 2)
    ]
    assert record.dyad("CHN", "USA").stalls[0].until == "2021-04-10"
    assert record.dyad("CHN", "USA").authority[0].share == 0.5


def test_a_call_over_officials_heads_is_stated_or_inferred(record):
    text = "Talks failed. Biden called Xi."
    stated = report(
        text, published="2021-09-10T10:00:00",
        contacts=[
            {"level": "officials", "date": "2021-09-01", "outcome": "no-progress",
             "mode": "unspecified"},
            {"level": "leader", "date": "2021-09-09", "follows": ["c1"]},
        ],
    )  # fmt: skip
    record.add(stated)
    record.add(told("2021-09-05", "minister"))
    up = {step.to: step for step in record.dyad("CHN", "USA").escalations}
    assert (up["leader"].basis, up["leader"].from_) == ("stated", "officials")
    assert up["minister"].basis == "inferred"
    assert [a.days for a in up["leader"].aftermath] == [30, 90]
    dumped = up["leader"].model_dump(by_alias=True)
    assert dumped["from"] == up["leader"]["from"] == "officials"


def test_only_what_was_published_by_a_day_is_used_for_it(record):
    record.add(
        told("2021-05-10", published="2021-05-11", outcome="unknown"),
        told("2021-05-10", published="2021-06-20", outcome="breakdown"),
        told("2021-05-01", "senior", published="2021-07-01"),
    )  # fmt: skip
    (early, later) = (record.dyad("CHN", "USA", day) for day in ("2021-05-31", "2021-06-30"))
    assert channel(early, "leader").last.outcome == "unknown"
    assert channel(later, "leader").last.outcome == "breakdown"
    assert channel(later, "senior").state == "unknown"
    assert channel(record.dyad("CHN", "USA"), "senior").state == "open"
    shown = {e.document for e in channel(early, "leader").why.evidence}
    assert len(shown) == 1


def test_a_plan_is_one_until_the_deed_is_told(record):
    record.add(
        deed("The United States will impose sanctions on Chinese firms.", "SANCTION",
             published="2021-05-11T10:00:00", status="planned"),
        deed("The United States imposed the sanctions on Chinese firms.", "SANCTION",
             published="2021-05-20T10:00:00", date="2021-05-20"),
    )  # fmt: skip
    assert record.dyad("CHN", "USA", "2021-05-15").moves == 0
    assert record.dyad("CHN", "USA").moves == 1


def test_that_officials_had_no_mandate_is_shown_with_its_words(record):
    record.add(
        report("The envoys, who had no authority to negotiate, met.", level="senior",
               date="2021-03-01", published="2021-03-02T10:00:00")
    )  # fmt: skip
    (senior,) = record.dyad("CHN", "USA").authority
    assert [e.text for e in senior.no_mandate] == [
        "The envoys, who had no authority to negotiate, met."
    ]


def test_who_asks_is_counted_by_level(record):
    record.add(
        told("2021-01-10", initiator="USA"), told("2021-02-10", initiator="USA"),
        told("2021-03-10", "minister", initiator="CHN", status="refused"),
    )  # fmt: skip
    found = record.dyad("CHN", "USA").initiative
    assert (found.total.first, found.total.second) == (1, 2)  # CHN, USA
    assert found.levels["minister"].turned_down == [1, 0]


@pytest.mark.parametrize(
    ("sides", "on", "says"),
    [
        (("USA", "Ruritania"), None, "Ruritania: no side of this name"),
        (("USA", "usa"), None, "both sides are the same"),
        (("USA", "CHN"), "2021-13", "no date"),
    ],
)
def test_what_cannot_be_asked_is_refused_with_a_remedy(record, sides, on, says):
    with pytest.raises(RecordError, match=says):
        record.dyad(*sides, on)


@pytest.mark.parametrize(
    ("sides", "on", "says"),
    [
        (("USA", "USSR"), None, "nothing between SUN and USA"),
        (("USA", "CHN"), "1999", "the record begins on 1 January 2021"),
    ],
)
def test_where_nothing_is_known_a_sentence_says_so_and_no_number(record, sides, on, says):
    record.add(told("2021-01-01"))
    board = record.dyad(*sides, on)
    assert says in board.summary[0]
    assert {one.state for one in [board.overall, *board.channels]} == {"unknown"}
    assert all(one.usual_gap_days is one.silence is None for one in board.channels)


def test_one_contact_alone_tells_of_no_usual_gap(record):
    record.add(told("2021-01-01"))
    leader = channel(record.dyad("USA", "CHN", "2021-01-20"), "leader")
    assert (leader.state, leader.usual_gap_days, leader.silence) == ("open", None, None)
    assert channel(record.dyad("USA", "CHN", "2023-01-20"), "leader").state == "unknown"


def test_dyads_are_ranked_by_what_has_changed(record):
    record.add(
        *(told(day) for day in weekly("2020-01-01", 30)),
        told("2020-07-20", parties=["FRA", "ITA"], status="refused"),
        told("2020-07-22", parties=["DEU", "ITA"]),
    )  # fmt: skip
    first, *others = record.changed(on="2020-07-30")
    assert (first.parties, [c.kind for c in first.changes]) == (["FRA", "ITA"], ["cut"])
    assert [c.kind for one in others for c in one.changes] == ["quiet"]


levels = st.sampled_from(["leader", "minister", "senior", "working", "officials", None])
statuses = st.sampled_from(["held", "ongoing", "planned", "proposed", "refused", "cancelled",
                            "denied", "never"])  # fmt: skip
dates = st.one_of(
    st.none(),
    st.dates(date(2020, 1, 1), date(2021, 12, 31)).map(date.isoformat),
    st.dates(date(2020, 1, 1), date(2021, 12, 31)).map(lambda day: day.isoformat()[:7]),
)
outcomes = st.sampled_from(["agreement", "progress", "no-progress", "breakdown", "unknown"])
contacts = st.fixed_dictionaries(
    {"level": levels, "status": statuses, "date": dates, "outcome": outcomes,
     "initiator": st.sampled_from(["USA", "CHN", "both", None])}
)  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(st.lists(contacts, max_size=8), dates)
def test_any_history_has_a_board_that_knows_no_later_day(found, on):
    with Record(":memory:") as record:
        for number, fields in enumerate(found):
            record.add(report(f"Text {number}.", published="2021-01-15T10:00:00", **fields))
        board = record.dyad("CHN", "USA", on)
        for one in [board.overall, *board.channels]:
            assert one.state in {"open", "quiet", "stalled", "cut", "unknown"}
            assert one.last is None or one.last.date <= board.on
            assert one.since is None or one.since <= board.on
        assert all(step.date <= board.on for step in board.escalations + board.returns)


@pytest.mark.parametrize(
    "words",
    ["Washington ordered its firms to cut ties with Huawei over China.",
     "Washington would not suspend talks but barred Chinese chips.",
     "The United States ended normal trade relations with China.",
     "Washington suspended talks with Iran and hit Chinese firms."],
)  # fmt: skip
def test_what_breaks_off_something_else_cuts_no_channel(record, words):
    record.add(told("2021-01-10"))
    record.add(deed(words, "SANCTION", published="2021-01-20T10:00:00", date="2021-01-20"))
    assert record.dyad("CHN", "USA").overall.state == "open"


def test_what_is_vague_is_told_as_vague(record):
    record.add(
        told("2021-01-10", published="2021-05-01"),
        told("2023", status="refused", published="2023-06-01"),
        told("2022", "senior", published="2023-06-01"),
        deed("The US severed diplomatic relations with China.", "SANCTION",
             published="2023-06-02T10:00:00", date="2023"),
    )  # fmt: skip
    board = record.dyad("CHN", "USA")
    assert (channel(board, "leader").state, channel(board, "leader").since) == ("cut", "2023")
    assert "none with a month or a day" in channel(board, "senior").why.sentence
    assert board.undated == [2, 1]
    assert "without a day" in board.summary[-1]


def test_contacts_told_of_without_a_day_break_a_silence(record):
    record.add(*(told(day) for day in weekly("2020-01-01", 25)))
    record.add(told(None, published="2020-11-02"))
    assert channel(record.dyad("CHN", "USA"), "leader").state == "open"


def test_of_one_day_what_led_to_something_comes_last(record):
    for number in range(6):
        record.add(report(f"In Geneva {number} it failed, by phone it worked.",
                          published="2023-06-20T10:00:00",
                          contacts=[{"date": "2023-06-19", "outcome": outcome, "mode": mode}
                                    for outcome, mode in (("no-progress", "in-person"),
                                                          ("agreement", "call"))]))  # fmt: skip
        assert channel(record.dyad("CHN", "USA"), "leader").state == "open"


def test_what_is_asked_at_once_is_answered_from_one_state(url):
    with Record(url) as record, Record(url) as writer:
        record.add(told("2021-01-10"))
        with record.at_once():
            before = record.dyad("USA", "CHN").contacts
            writer.add(told("2021-02-10"))
            writer.settle()
            assert record.dyad("USA", "CHN").contacts == before == 1
        assert record.dyad("USA", "CHN").contacts == 2
