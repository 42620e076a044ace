"""Rows of event data that say the very same: put together before anything is weighed."""

from hypothesis import given, settings
from hypothesis import strategies as st

from detente.record.clusters import group
from detente.record.judging import Judged
from detente.record.told import Source, Told
from detente.record.twins import group_all

SOURCE = Source("icews", "dataset", "ICEWS", None, "icews")
NAMES = ("Joe Biden", "Xi Jinping", "Antony Blinken")
SIDES = {"Joe Biden": "USA", "Antony Blinken": "USA", "Xi Jinping": "CHN"}


def row(number, said):
    day, mode, level, people, status = said
    body = {
        "id": f"c{number}", "status": status, "mode": mode, "level": level, "initiator": None,
        "date": None if status == "planned" else f"2023-06-{day:02}", "told": f"2023-06-{day:02}",
        "participants": [
            {"actor": name, "name": name, "kind": "person", "party": SIDES[name]} for name in people
        ],
    }  # fmt: skip
    return Told((1, number), ["CHN", "USA"], SOURCE, body)


SAID = st.tuples(
    st.integers(1, 6),
    st.sampled_from(["call", "in-person", "unspecified"]),
    st.sampled_from([None, "leader", "minister"]),
    st.sampled_from([(), NAMES[:1], NAMES[:2], NAMES[1:]]),
    st.sampled_from(["held", "held", "planned", "refused"]),
)


def rows(said):
    return [row(number, one) for number, one in enumerate(said)]


def parted(said, work=group_all, judged=None):
    """Which of what was said is one contact, whichever row said it."""
    told = rows(said)
    groups, links = work(told, judged or Judged())
    assert sorted(place for found in groups for place in found) == list(range(len(told)))
    assert all(any({k.one, k.other} <= set(found) for found in groups) for k in links)
    return [[said[place] for place in found] for found in groups], groups


@settings(max_examples=150, deadline=None)
@given(st.lists(SAID, unique=True, max_size=9))
def test_where_no_two_rows_say_the_same_all_is_weighed_as_ever(said):
    assert parted(said) == parted(said, group)


@settings(max_examples=150, deadline=None)
@given(st.lists(SAID, unique=True, min_size=1, max_size=7), st.data())
def test_how_often_a_row_is_repeated_changes_nothing(said, data):
    dated = [one for one in said if one[-1] != "planned"]
    again = data.draw(st.lists(st.sampled_from(dated), max_size=9)) if dated else []
    once, _ = parted(said)
    often, _ = parted(said + again)
    assert [list(dict.fromkeys(found)) for found in often] == once


@settings(max_examples=60, deadline=None)
@given(st.lists(SAID, min_size=2, max_size=7), st.data())
def test_what_people_judged_goes_before(said, data):
    one, other = sorted(data.draw(st.permutations(range(len(said))))[:2])
    _, groups = parted(said, judged=Judged([((one, other), False)]))
    assert not any({one, other} <= set(found) for found in groups)
