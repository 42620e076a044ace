"""What the gate lets through: all that can tell of two sides, and little else."""

import pytest
from benchmarks.gold import load_gold
from hypothesis import given
from hypothesis import strategies as st

from detente.actors import names_two_sides

GOLD = load_gold()


@pytest.mark.parametrize(
    "text",
    [
        "Macron rang Scholz on Sunday night.",
        "TEHRAN REJECTS BAGHDAD'S OFFER",
        "The Kremlin's envoy flew to Ankara.",
        "NATO ships left Tallinn.",
        "São Tomé and Príncipe wrote to Côte d’Ivoire.",
    ],
)
def test_two_sides_are_seen(text):
    assert names_two_sides(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "The council will plant trees in the park.",
        "In Paris, Macron told the French that France would vote in May.",
        "Give us the chad, said Turkey Hill's owner; an omanite rose from Peruvianus.",
    ],
)
def test_one_side_or_none_is_stopped(text):
    assert not names_two_sides(text)


def test_no_labelled_report_that_tells_something_is_stopped():
    telling = [g for g in GOLD if g.contacts or g.moves]
    assert [g.name for g in telling if not names_two_sides(g.text)] == []


@given(st.text(), st.text())
def test_what_is_added_never_closes_the_gate(before, after):
    assert names_two_sides(f"{before}\nParis warned Moscow.\n{after}")
