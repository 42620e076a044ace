"""Accounts of two or three points, where little is there that a point could be nearer to."""

from __future__ import annotations

from datetime import datetime

import pytest

from detente.assessment.readouts import GivenAccount, compare_texts
from detente.assessment.readouts.aspects import are_apart
from detente.assessment.readouts.likeness import Described
from detente.assessment.readouts.points import Point, points_of
from detente.assessment.readouts.text import Telling, Text
from detente.coding import code
from detente.model import Document

pytest.importorskip("scipy")


def document(text: str, name: str) -> Document:
    return Document(id=name, outlet=name, title=name, text=text, published_at=datetime(2024, 3, 5))


def pairs(ours: str, theirs: str) -> list[tuple[str, str]]:
    given = [GivenAccount("NOR", document(ours, "o")), GivenAccount("SWE", document(theirs, "t"))]
    found = compare_texts(given, ["NOR", "SWE"]).shared
    return [(p.words["NOR"].text, p.words["SWE"].text) for p in found]


def points(text: str) -> list[Point]:
    return points_of([Telling("NOR", "official", Text("o", code(document(text, "o"))),
                              ((0, len(text)),))])  # fmt: skip


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (
            'The prime minister said the call had been "cordial". He invited his colleague to the '
            "winter games.",
            "The conversation was arranged at the wish of the Norwegian side. Reindeer grazing in "
            "the border valleys was raised by the Swedish prime minister.",
        ),
        (
            "The exchange was difficult. Oslo repeated its demand for the return of the paintings.",
            "The Swedish side had asked for the meeting. The minister underlined support for Kyiv.",
        ),
        (
            "The foreign minister called the conversation useful. He asked for the extradition of "
            "a former governor.",
            "The ministers talked for an hour. Trade between the two ports has doubled.",
        ),
        (
            "The prime minister spoke about water supplies. He praised the king for the truce.",
            "The king warned against any change at the holy places. The call came from Oslo.",
        ),
        (
            "Oslo said that visas would be granted more quickly. The conversation was long.",
            "Stockholm demanded the bones of the fighters back. The king accepted an invitation.",
        ),
        (
            "Oslo wants its lorries back. There was no handshake.",
            "Stockholm said that balloons with cigarettes must stop. A bridge needs repair.",
        ),
    ],
)
def test_what_is_left_over_is_no_pair(ours: str, theirs: str) -> None:
    assert pairs(ours, theirs) == []


@pytest.mark.parametrize(
    ("ours", "theirs", "pair"),
    [
        (
            "The next session will take place in Bergen. The ministers settled the rules for cod "
            "fishing.",
            "The military attachés were told to go home. An accord on how much cod each may catch "
            "was found.",
            ("rules for cod", "how much cod"),
        ),
        (
            "Oslo will pay for four patrol boats. The prime minister described the exchange as "
            "fruitful.",
            "Four boats will be delivered by Norway. Stockholm asked for the return of frozen "
            "funds.",
            ("pay for four", "Four boats"),
        ),
        (
            "Electricity will flow again. The envoy called his reception courteous.",
            "The general saw the envoy at the request of the Norwegian side. Power deliveries will "
            "be taken up again.",
            ("Electricity", "Power"),
        ),
        (
            "The tone was businesslike. The minister protested against the landing on the islets. "
            "No date was set for another meeting.",
            "The call was placed by Oslo. Stockholm rejected the objections to the visit to the "
            "islets. The meeting went on for forty minutes.",
            ("landing", "objections"),
        ),
    ],
)
def test_what_both_say_is_a_pair_beside_what_is_left_over(
    ours: str, theirs: str, pair: tuple[str, str]
) -> None:
    found = pairs(ours, theirs)
    assert len(found) == 1
    assert pair[0] in found[0][0]
    assert pair[1] in found[0][1]


def test_one_point_a_side_is_enough_for_a_pair() -> None:
    assert pairs("The grain corridor will be kept open.", "The corridor for grain stays open.")


@pytest.mark.parametrize(
    ("words", "aspect"),
    [
        ("The call had been frank.", "manner"),
        ("The minister called the conversation useful.", "manner"),
        ("The consultations were held in a warm atmosphere.", "manner"),
        ("The talks went on for an hour and a half.", "length"),
        ("The call was brief.", "length"),
        ("The call took place at the request of Oslo.", "asked"),
        ("No date was set for another meeting.", "next"),
        ("It was the second call between the two leaders.", None),
        ("The talks on herring were frank.", None),
        ("The ministers met in Bergen.", None),
    ],
)
def test_the_one_thing_that_is_told_of_the_contact(words: str, aspect: str | None) -> None:
    [point] = points(words)
    assert Described(point).aspect == aspect


def test_each_aspect_is_another_thing_than_the_others() -> None:
    assert are_apart("asked", "manner")
    assert are_apart("length", "manner")
    assert not are_apart("asked", "next")
    assert not are_apart("manner", "manner")
    assert not are_apart("manner", None)
