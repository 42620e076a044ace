"""Contacts through the public face: between whom, what became of them, and why."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import detente
from detente.model import Contact, Report


def read(text: str, published: str = "2023-05-12") -> Report:
    return detente.read(text + "\n", published=published)


def only(text: str, **told: str) -> Contact:
    contacts = read(text, **told).contacts
    assert len(contacts) == 1
    return contacts[0]


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        (
            "Norway's foreign minister, Anniken Huitfeldt, met the Indian ambassador on Monday.",
            {"parties": ["IND", "NOR"], "level": "senior", "date": "2023-05-08"},
        ),
        (
            "The Swedish ambassador in Ankara was summoned on Friday.",
            {"parties": ["SWE", "TUR"], "level": "senior", "initiator": "TUR"},
        ),
        (
            "Finland called off a visit by the Hungarian defence minister.",
            {"parties": ["FIN", "HUN"], "status": "cancelled"},
        ),
        (
            "Coast guard officers in the Philippines rang a hot line to China on Monday, but "
            "nobody answered.",
            {"parties": ["CHN", "PHL"], "mode": "call", "status": "refused"},
        ),
        (
            "Officials of Iran and Saudi Arabia met in Baghdad in April with Iraq as the mediator.",
            {"parties": ["IRN", "SAU"], "mediators": ["IRQ"], "date": "2023-04"},
        ),
        (
            "Pakistan has carried letters between Tehran and Riyadh.",
            {"parties": ["IRN", "SAU"], "mode": "message", "mediators": ["PAK"]},
        ),
        (
            "The French presidency said that President Emmanuel Macron would visit Kenya in June.",
            {"parties": ["FRA", "KEN"], "status": "planned", "date": "2023-06"},
        ),
        (
            "NAIROBI, May 12 — Kenya's president, William Ruto, telephoned Yoweri Museveni.",
            {"parties": ["KEN", "UGA"], "level": "leader", "initiator": "KEN"},
        ),
        (
            "Emmanuel Macron spoke by telephone with the president of Turkey, Recep Tayyip "
            "Erdogan, at the latter's request.",
            {"parties": ["FRA", "TUR"], "initiator": "TUR"},
        ),
        (
            "Technical experts of Egypt, Sudan and Ethiopia met by video link.",
            {"parties": ["EGY", "ETH", "SDN"], "level": "working", "mode": "video"},
        ),
    ],
)
def test_what_one_sentence_tells(text: str, fields: dict[str, Any]) -> None:
    contact = only(text)
    assert {name: getattr(contact, name) for name in fields} == fields


@pytest.mark.parametrize(
    "text",
    [
        "After weeks of working-level talks between South Korea and Japan proved fruitless, "
        "President Yoon Suk-yeol telephoned Prime Minister Fumio Kishida on Monday.",
        "Discussions among South Korean and Japanese diplomats have stalled. That is why President "
        "Yoon Suk-yeol called Prime Minister Fumio Kishida himself.",
        "Yoon Suk-yeol called Fumio Kishida on Monday because talks between South Korean and "
        "Japanese officials had led nowhere.",
    ],
)
def test_a_call_that_follows_fruitless_talks_below(text: str) -> None:
    contacts = read(text).contacts
    call = next(c for c in contacts if c.mode == "call")
    talks = next(c for c in contacts if c.mode != "call")
    assert (call.level, call.outcome, call.follows) == ("leader", "unknown", [talks.id])
    assert talks.outcome == "no-progress"


def test_an_office_without_a_country_is_not_of_the_side_it_deals_with() -> None:
    contact = only(
        "China's foreign minister, Qin Gang, flew to Oslo, the Norwegian capital, on Tuesday. He "
        "was received by the prime minister.",
        published="2023-05-12",
    )
    assert contact.parties == ["CHN", "NOR"]


@pytest.mark.parametrize(
    "text",
    [
        "The rugby sides of Fiji and Georgia meet in Osaka next month.",
        "Had Macron gone to Beijing, he would have met Xi Jinping.",
        "The king of Tonga opened a market with the director of a Japanese firm.",
        "France and Kenya agreed to remain in contact.",
    ],
)
def test_what_is_no_contact(text: str) -> None:
    assert read(text).contacts == []


def test_never_since_somebody_took_office() -> None:
    contact = only("Joe Biden and Xi Jinping have yet to meet since Biden took office.",
                   published="2021-09-10")  # fmt: skip
    assert (contact.status, contact.level, contact.since) == ("never", "leader", "2021-01")


def test_a_call_that_is_not_taken_was_placed_by_the_other_side() -> None:
    text = "On Sunday, Ankara refused to take a call from the Greek defence minister.\n"
    contact = detente.read(text, published="2024-03-15").contacts[0]
    assert (contact.status, contact.initiator) == ("refused", "GRC")
    example = Path(__file__).parents[2] / "examples" / "hotline.txt"
    refused = [c for c in detente.read(example).contacts if c.status == "refused"]
    assert [c.initiator for c in refused] == ["GRC"]
