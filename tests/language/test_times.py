"""Times in a text: which words, which kind, and what they are on the publication's calendar."""

from __future__ import annotations

import re
import time
from datetime import UTC, date, datetime
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from detente.language.times import Time, find_times

FRIDAY = date(2021, 9, 10)

DATES: list[tuple[str, str, str | None]] = [
    # with a month
    ("They spoke on Thursday, Sep. 9 (U.S. time).", "Thursday, Sep. 9 (U.S. time)", "2021-09-09"),
    ("The pact of 9 September 2019 holds.", "9 September 2019", "2019-09-09"),
    ("It was signed on September 9, 2019, in Rome.", "September 9, 2019", "2019-09-09"),
    ("BEIJING, SEPT. 9 - Envoys met.", "SEPT. 9", "2021-09-09"),
    ("They met on the 9th of September.", "9th of September", "2021-09-09"),
    ("A meeting was held on Oct. 30.", "Oct. 30", "2020-10-30"),
    ("It happened on Sept. 11 in Tokyo.", "Sept. 11", "2021-09-11"),
    ("He flew out on Feb. 29.", "Feb. 29", "2020-02-29"),
    ("She arrived on Monday, March 3.", "Monday, March 3", "2021-03-03"),
    ("They met on Thursday (Sept. 9) in Geneva.", "Thursday (Sept. 9)", "2021-09-09"),
    ("Envoys sat down on March 18-19.", "March 18-19", "2021-03-18"),
    ("They met on Sept. 9 last year.", "Sept. 9 last year", "2020-09-09"),
    ("Filed 2021-09-09T12:00 from Kyiv.", "2021-09-09", "2021-09-09"),
    ("They last met in March 2018.", "March 2018", "2018-03"),
    ("It goes back to March last year.", "March last year", "2020-03"),
    ("They quarrelled back in March.", "March", "2021-03"),
    ("They quarrelled in early March.", "early March", "2021-03"),
    ("They quarrelled last November.", "last November", "2020-11"),
    ("The May meeting failed.", "May", "2021-05"),
    ("The text was due by the end of May.", "May", "2021-05"),
    ("It happened on Feb. 30.", "Feb. 30", None),
    # years and seasons
    ("They met in 2018.", "2018", "2018"),
    ("The 2018 summit failed.", "2018", "2018"),
    ("Its landmark 2015 deal collapsed.", "2015", "2015"),
    ("Ties froze in mid-2019.", "mid-2019", "2019"),
    ("Ties froze late last year.", "late last year", "2020"),
    ("They met in the spring of 2019.", "spring of 2019", "2019"),
    ("They met last summer.", "last summer", "2021"),
    ("They were allies in the 1990s.", "the 1990s", None),
    ("They fought from 2018 to 2020.", "2018 to 2020", None),
    # weekdays
    ("They met on Monday.", "Monday", "2021-09-06"),
    ("They met on Friday.", "Friday", "2021-09-10"),
    ("They met last Friday.", "last Friday", "2021-09-03"),
    ("They meet next Friday.", "next Friday", "2021-09-17"),
    ("They met this Tuesday.", "this Tuesday", "2021-09-07"),
    ("They met on Monday morning.", "Monday morning", "2021-09-06"),
    ("They met on Monday last week.", "Monday last week", "2021-08-30"),
    ("A call scheduled for Monday was cancelled.", "Monday", "2021-09-13"),
    # by the day of publication
    ("They met yesterday.", "yesterday", "2021-09-09"),
    ("They meet tonight.", "tonight", "2021-09-10"),
    ("They meet tomorrow morning.", "tomorrow morning", "2021-09-11"),
    ("They met earlier today.", "earlier today", "2021-09-10"),
    ("They spoke last night.", "last night", "2021-09-09"),
    ("They spoke the day before yesterday.", "the day before yesterday", "2021-09-08"),
    ("They spoke earlier this month.", "earlier this month", "2021-09"),
    ("They spoke last month.", "last month", "2021-08"),
    ("They meet next month.", "next month", "2021-10"),
    ("They spoke last week.", "last week", "2021"),
    ("They meet later this week.", "later this week", "2021-09"),
    ("They met over the weekend.", "the weekend", "2021-09"),
    ("A deal is due by the end of the year.", "the end of the year", "2021"),
    ("They met two days ago.", "two days ago", "2021-09-08"),
    ("They met two weeks ago.", "two weeks ago", "2021-08"),
    ("They met three months ago.", "three months ago", "2021-06"),
    ("They met more than a year ago.", "a year ago", None),
    ("They met two days earlier.", "two days earlier", "2021-09-08"),
    ("They met the day before the summit.", "the day before", None),
]
BOUNDS: list[tuple[str, str, str, str | None]] = [
    ("No contact since January.", "since", "since January", "2021-01"),
    ("No contact since 2018.", "since", "since 2018", "2018"),
    ("Their first since the 2018 summit.", "since", "since the 2018", "2018"),
    ("The second since taking office in January.", "since", "since taking office in January",
     "2021-01"),
    ("Since the U.S. withdrawal in August, little.", "since",
     "Since the U.S. withdrawal in August", "2021-08"),
    ("For the first time since 2016.", "since", "since 2016", "2016"),
    ("Their first since Mr. Ruto went back to the State House in May.", "since",
     "since Mr. Ruto went back to the State House in May", "2021-05"),
    ("The truce runs until March.", "until", "until March", "2022-03"),
    ("The truce runs until the end of 2023.", "until", "until the end of 2023", "2023"),
]  # fmt: skip
LENGTHS: list[tuple[str, str, str, str | None]] = [
    ("Their first call in seven months.", "within", "in seven months", "P7M"),
    ("The second within seven months.", "within", "within seven months", "P7M"),
    ("They met twice in the past seven months.", "within", "in the past seven months", "P7M"),
    ("Ties soured over the last two years.", "within", "over the last two years", "P2Y"),
    ("Ties soured over the past decade.", "within", "over the past decade", "P10Y"),
    ("Their first call in years.", "within", "in years", None),
    ("Ties soured in recent months.", "within", "in recent months", None),
    ("They spoke for two hours.", "duration", "two hours", "PT2H"),
    ("They spoke for an hour.", "duration", "an hour", "PT1H"),
    ("A 90-minute call.", "duration", "90-minute", "PT90M"),
    ("It lasted more than three hours.", "duration", "three hours", "PT3H"),
    ("A two-day visit.", "duration", "two-day", "P2D"),
    ("It was 90 minutes long.", "duration", "90 minutes long", "PT90M"),
    ("It took twenty-five minutes.", "duration", "twenty-five minutes", "PT25M"),
    ("It took half an hour.", "duration", "half an hour", "PT30M"),
    ("It took an hour and a half.", "duration", "an hour and a half", "PT1H30M"),
    ("It took two and a half hours.", "duration", "two and a half hours", "PT2H30M"),
    ("A two-and-a-half-hour call.", "duration", "two-and-a-half-hour", "PT2H30M"),
    ("It took two hours and 15 minutes.", "duration", "two hours and 15 minutes", "PT2H15M"),
    ("It took two to three hours.", "duration", "two to three hours", None),
    ("An hourlong call.", "duration", "hourlong", "PT1H"),
]
NO_TIMES = [
    "Remember 9/11.",
    "They moved 2,018 troops.",
    "Passengers of flight 2018 waited.",
    "It sent in 2000 troops.",
    "Protesters march on; the sides may meet again.",
    "May said no, and Sun Microsystems agreed.",
    "They met for a second time; a second call failed.",
    "A man 50 years old and a 50-year-old woman.",
    "The two sides talk every two years and every Monday.",
    "They talk twice a year.",
    "He left two days after the summit.",
    "USA Today and the Sunday Times asked.",
]


def one(text: str, *args: object) -> Time:
    times = find_times(text, *(args or (FRIDAY,)))  # type: ignore[arg-type]
    assert len(times) == 1, times
    return times[0]


@pytest.mark.parametrize(("text", "words", "value"), DATES)
def test_dates(text: str, words: str, value: str | None) -> None:
    told = one(text)
    assert (told.kind, told.text, told.value) == ("date", words, value)


@pytest.mark.parametrize(("text", "kind", "words", "value"), BOUNDS + LENGTHS)
def test_bounds_and_lengths(text: str, kind: str, words: str, value: str | None) -> None:
    told = one(text)
    assert (told.kind, told.text, told.value) == (kind, words, value)


@pytest.mark.parametrize("text", NO_TIMES)
def test_what_only_looks_like_a_time(text: str) -> None:
    assert find_times(text, FRIDAY) == []


@pytest.mark.parametrize(
    ("text", "past", "future"),
    [
        ("on Monday", "2021-09-06", "2021-09-13"),
        ("on Friday", "2021-09-10", "2021-09-10"),
        ("on Sept. 9", "2021-09-09", "2022-09-09"),
        ("on Oct. 30", "2020-10-30", "2021-10-30"),
        ("in October", "2020-10", "2021-10"),
        ("until Monday", "2021-09-06", "2021-09-13"),
        ("last Monday", "2021-09-06", "2021-09-06"),
        ("next Monday", "2021-09-13", "2021-09-13"),
        ("in seven months", "P7M", "P7M"),
    ],
)
def test_the_tense_tells_the_direction(text: str, past: str, future: str) -> None:
    assert one(text, FRIDAY, lambda _: "past").value == past
    assert one(text, FRIDAY, lambda _: "future").value == future


@pytest.mark.parametrize(
    ("text", "words", "zone"),
    [
        ("on Thursday, local time, they", "Thursday, local time", "local time"),
        ("on Thursday evening Beijing time they", "Thursday evening Beijing time", "Beijing time"),
        ("at 8 p.m. Beijing time on Thursday", "8 p.m. Beijing time on Thursday", "Beijing time"),
        ("on Thursday at 10:30 (1430 GMT)", "Thursday at 10:30 (1430 GMT)", "GMT"),
        ("on Thursday they", "Thursday", None),
    ],
)
def test_zones(text: str, words: str, zone: str | None) -> None:
    told = one(text)
    assert (told.text, told.zone, told.value) == (words, zone, "2021-09-09")


def test_two_clocks_give_one_call_two_days() -> None:
    times = find_times("They spoke late on Thursday evening (Friday Beijing time).", FRIDAY)
    assert [(each.value, each.zone) for each in times] == [
        ("2021-09-09", None),
        ("2021-09-10", "Beijing time"),
    ]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("They met on March 3. The next day talks broke off.", ["2021-03-03", "2021-03-04"]),
        ("They met on March 3. Two days earlier, nobody knew.", ["2021-03-03", "2021-03-01"]),
        ("They met on March 3, 2018. A year later they met again.", ["2018-03-03", "2019"]),
        ("They met on March 3, and on the same day they spoke.", ["2021-03-03", "2021-03-03"]),
        ("On Monday he recalled May 2018. The next day,", ["2021-09-06", "2018-05", "2021-09-07"]),
        ("They met in 2018 and have not met since then.", ["2018", "2018"]),
        ("Talks in July led nowhere, and envoys met the same day.", ["2021-07", "2021-07"]),
        ("Talks in July led nowhere.\n\nThey met the same day.", ["2021-07", "2021-09-10"]),
        ("They met on March 3. That Friday she flew home.", ["2021-03-03", "2021-03-05"]),
        ("They met in May and dined that same Sunday.", ["2021-05", "2021-05"]),
    ],
)
def test_later_times_lean_on_earlier_ones(text: str, values: list[str]) -> None:
    assert [each.value for each in find_times(text, FRIDAY)] == values


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("They met last week.", "2021-08-30", "2021-09-05"),
        ("They met earlier this week.", "2021-09-06", "2021-09-10"),
        ("They met in late August.", "2021-08-19", "2021-08-31"),
        ("They met at the beginning of the month.", "2021-09-01", "2021-09-12"),
        ("They met at the end of last month.", "2021-08-19", "2021-08-31"),
        ("They met on the last Tuesday of the month.", "2021-08-31", "2021-08-31"),
        ("They met on the first Monday of June.", "2021-06-07", "2021-06-07"),
        ("They met in the second week of July.", "2021-07-08", "2021-07-14"),
        ("They met last summer.", "2021-06-01", "2021-08-31"),
        ("They met on Sunday of this week.", "2021-09-05", "2021-09-05"),
        ("They met less than two weeks ago.", "2021-08-23", "2021-09-10"),
        ("They spoke better than three days earlier.", "2021-09-07", "2021-09-07"),
    ],
)
def test_the_days_that_a_date_may_be(text: str, first: str, last: str) -> None:
    found = find_times(text, FRIDAY, lambda _: "past")[0]
    assert found.days and [day.isoformat() for day in found.days] == [first, last]


def test_without_publication_only_absolute_dates_have_values() -> None:
    text = "On Sept. 9, 2021, as yesterday, in March and in 2018; a year later, for two hours."
    values = [each.value for each in find_times(text, None)]
    assert values == ["2021-09-09", None, None, "2018", "2019", "PT2H"]


def test_a_publication_with_a_clock_counts_hours() -> None:
    assert one("two hours ago", datetime(2021, 9, 10, 1, tzinfo=UTC)).value == "2021-09-09"
    assert one("two hours ago", FRIDAY).value is None


WORDS = re.findall(
    r"\S+",
    "in on since until Monday, Sept. 9 31 2021 9999 the next last year week two half an hour and "
    "a ago earlier May March (U.S. time) weekend day before 8 p.m. GMT summer of",
)
VALUE = {
    "date": r"\d{4}(-\d\d(-\d\d)?)?",
    "since": r"\d{4}(-\d\d(-\d\d)?)?",
    "until": r"\d{4}(-\d\d(-\d\d)?)?",
    "within": r"P[\dT].*",
    "duration": r"P[\dT].*",
}


@settings(max_examples=200, deadline=None)
@given(
    st.text(max_size=80) | st.lists(st.sampled_from(WORDS), max_size=25).map(" ".join),
    st.none() | st.dates() | st.datetimes(),
    st.sampled_from([None, "past", "present", "future"]),
)
@example("İ tomorrow, next year, Feb. 29, 9999 years ago", date.max, None)
@example("yesterday last year since last Monday Feb. 29", date.min, None)
def test_any_text_gives_ordered_spans_and_well_formed_values(
    text: str, published: date | None, tense: object
) -> None:
    times = find_times(text, published, lambda _: tense)  # type: ignore[arg-type,return-value]
    assert all(before.end <= after.start for before, after in pairwise(times))
    for each in times:
        assert each.start < each.end
        assert each.text == text[each.start : each.end]
        assert each.value is None or re.fullmatch(VALUE[each.kind], each.value)


@pytest.mark.parametrize(
    "piece", ["in ", "1 ", "since a ", "two hours and ", "on Monday A ", "8 p.m. ", " ", "May\n"]
)
def test_a_hostile_text_takes_linear_time(piece: str) -> None:
    text = piece * (100_000 // len(piece))
    start = time.process_time()
    find_times(text, FRIDAY)
    assert time.process_time() - start < 5
