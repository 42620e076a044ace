"""Offices that several states have: a text's own, unless it says otherwise."""

from __future__ import annotations

import pytest

import detente
from detente.model import Document, Report

DHAKA = "Ministry of Foreign Affairs, Dhaka"


def read(text: str, outlet: str | None) -> Report:
    return detente.code(
        Document(id="x", title="T", outlet=outlet, published_at="2024-11-05T12:00:00", text=text)
    )


def told(report: Report) -> list[tuple[list[str], str | None]]:
    return [(contact.parties, contact.level) for contact in report.contacts]


@pytest.mark.parametrize(
    ("outlet", "text", "parties"),
    [
        (
            "Press Information Bureau",
            "Foreign Secretary received the Ambassador of Japan on Monday in New Delhi.",
            ["IND", "JPN"],
        ),
        (
            "Ministry of Foreign Affairs, Islamabad",
            "The Foreign Secretary spoke by telephone with the Deputy Foreign Minister of Iran "
            "on Monday.",
            ["IRN", "PAK"],
        ),
        (
            DHAKA,
            "The Foreign Secretary held a telephone call with his Indian counterpart on Monday.",
            ["BGD", "IND"],
        ),
        (
            "The Hindu",
            "The Foreign Secretary met his Chinese counterpart in Beijing on Monday.",
            ["CHN", "IND"],
        ),
        (
            "Reuters",
            "ISLAMABAD, Nov 5 (Reuters) - The foreign secretary summoned the Afghan ambassador "
            "on Monday.",
            ["AFG", "PAK"],
        ),
        (
            "Press Information Bureau",
            "Defence Secretary met the Japanese Defence Minister on Monday in New Delhi.",
            ["IND", "JPN"],
        ),
        (
            "The Daily Star",
            "Home Secretary Karim Sobhan met the Home Secretary of India in Dhaka on Monday.",
            ["BGD", "IND"],
        ),
        (
            "Dawn",
            "ISLAMABAD: Foreign Secretary Riaz Kamalzai held talks with the Uzbek ambassador on "
            "Monday.",
            ["PAK", "UZB"],
        ),
    ],
)
def test_the_head_of_the_publishers_ministry(outlet: str, text: str, parties: list[str]) -> None:
    assert told(read(text, outlet)) == [(parties, "senior")]


@pytest.mark.parametrize(
    ("outlet", "text", "parties"),
    [
        (
            "The Guardian",
            "NEW DELHI — The Foreign Secretary met the Indian external affairs minister on Monday.",
            ["GBR", "IND"],
        ),
        (
            "New York Times",
            "LONDON — The British foreign secretary met Pakistan's foreign minister on Monday. "
            "The foreign secretary said Pakistan and India must talk.",
            ["GBR", "PAK"],
        ),
        (
            "New York Times",
            "The foreign secretary met Secretary of State Antony Blinken in Washington on Monday, "
            "British officials said.",
            ["GBR", "USA"],
        ),
        (
            "CNN",
            "The Defense Secretary spoke with the Indian Defence Minister on Monday by phone.",
            ["IND", "USA"],
        ),
        (
            "BBC",
            "Former Foreign Secretary Jack Straw criticised Iran. The Foreign Secretary telephoned "
            "his Iranian counterpart on Monday.",
            ["GBR", "IRN"],
        ),
    ],
)
def test_the_minister_elsewhere(outlet: str, text: str, parties: list[str]) -> None:
    assert told(read(text, outlet)) == [(parties, "minister")]


def mentions(report: Report, party: str) -> list[str]:
    return [m.text for a in report.actors if a.party == party and a.level for m in a.mentions]


def test_the_guest_is_the_other_sides() -> None:
    report = read(
        "The Foreign Secretary received the Indian Foreign Secretary on Monday. The visiting "
        "Foreign Secretary offered a credit. The Foreign Secretary thanked him.",
        DHAKA,
    )
    assert "The visiting Foreign Secretary" in mentions(report, "IND")
    assert mentions(report, "BGD") == ["The Foreign Secretary", "The Foreign Secretary"]


def test_whoever_was_told_of_without_a_publisher() -> None:
    report = read(
        "The Pakistani foreign secretary met the Afghan foreign minister in Kabul. The foreign "
        "secretary called the talks candid.",
        None,
    )
    assert "The foreign secretary" in mentions(report, "PAK")
    assert told(report) == [(["AFG", "PAK"], "senior")]


def test_two_secretaries_are_no_ambassadors() -> None:
    report = read(
        "DHAKA: Acting Foreign Secretary Karim Sobhan saw Myanmar's ambassador, Thein Oo, on "
        "Monday. Dhaka has proposed a video meeting between the two foreign secretaries.",
        "The Daily Star",
    )
    oo = next(actor for actor in report.actors if actor.name.endswith("Thein Oo"))
    assert all("secretaries" not in mention.text for mention in oo.mentions)
