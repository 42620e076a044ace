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
            "The cancellation of the Kenyan president's visit to Uganda surprised diplomats.",
            {"parties": ["KEN", "UGA"], "status": "cancelled"},
        ),
        (
            "Greece's prime minister will come to Ankara on May 20 and meet President Erdogan.",
            {"parties": ["GRC", "TUR"], "status": "planned", "date": "2023-05-20"},
        ),
        (
            "The program of the visit by Kenya's president to Uganda on May 28 includes a dinner.",
            {"parties": ["KEN", "UGA"], "status": "planned", "date": "2023-05-28"},
        ),
        (
            "William Ruto and Yoweri Museveni agreed over the phone on Monday to ease trade.",
            {"mode": "call", "status": "held", "date": "2023-05-08"},
        ),
        (
            "Kenya's president called Ugandan President Yoweri Museveni tonight to follow up on "
            "the talks about milk.",
            {"parties": ["KEN", "UGA"], "mode": "call", "initiator": "KEN"},
        ),
        (
            "William Ruto and Yoweri Museveni discussed the May 3 accord by telephone.",
            {"parties": ["KEN", "UGA"], "mode": "call", "date": None},
        ),
        (
            "William Ruto and Yoweri Museveni exchanged views by telephone on the African Union.",
            {"parties": ["KEN", "UGA"], "mode": "call"},
        ),
        (
            "Last month William Ruto and Yoweri Museveni had a conversation alone at the African "
            "Union's summit.",
            {"parties": ["KEN", "UGA"], "level": "leader"},
        ),
        (
            "Technical experts of Egypt, Sudan and Ethiopia met by video link.",
            {"parties": ["EGY", "ETH", "SDN"], "level": "working", "mode": "video"},
        ),
        (
            "Egypt's foreign minister, Sameh Shoukry, is not coming to Oslo on Wednesday.",
            {"parties": ["EGY", "NOR"], "status": "cancelled", "date": "2023-05-17"},
        ),
        (
            "Kenyan President William Ruto's visit to Rwanda, planned for May 22, was called off "
            "on Thursday.",
            {"parties": ["KEN", "RWA"], "status": "cancelled", "date": "2023-05-22"},
        ),
        (
            "Ghana's president, Nana Akufo-Addo, backed out of hosting Togo's Faure Gnassingbe.",
            {"parties": ["GHA", "TGO"], "status": "cancelled"},
        ),
        (
            "The Serbian ambassador was asked to come to the Croatian foreign ministry on Monday.",
            {"parties": ["HRV", "SRB"], "status": "held", "initiator": "HRV"},
        ),
        (
            "Chinese Premier Li Qiang congratulated German Chancellor Olaf Scholz over the phone.",
            {"parties": ["CHN", "DEU"], "mode": "call", "level": "leader"},
        ),
        (
            "Foreign Minister Annalena Baerbock of Germany was in Kyiv on Monday to meet Ukrainian "
            "President Volodymyr Zelensky.",
            {"parties": ["DEU", "UKR"], "status": "held", "date": "2023-05-08"},
        ),
        (
            "The European Union welcomed the talks held on Monday in Tirana between the prime "
            "ministers of Albania and Greece.",
            {"parties": ["ALB", "GRC"], "date": "2023-05-08"},
        ),
        (
            "The foreign ministers of Peru and Chile discussed the crisis in Venezuela last week.",
            {
                "parties": ["CHL", "PER"],
                "place": None,
                "mode": "unspecified",
                "date_range": ("2023-05-01", "2023-05-07"),
            },
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
        "The presidents of Kenya and Uganda left the hall without speaking to each other.",
        "The presidents of Kenya and Uganda left early. Both men had come under pressure at home.",
        "Kenya is angry over what it calls the inaction of Uganda.",
        "Kenya and Uganda spoke out against the raid.",
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


@pytest.mark.parametrize(
    "text",
    [
        "William Ruto's office rang Kampala on Monday, but nobody would put him through to the "
        "Ugandan president.",
        "Yoweri Museveni would not come to the telephone when William Ruto rang on Monday.",
        "Yoweri Museveni did not take a call from Kenya's president on Monday.",
        "William Ruto tried in vain to reach Yoweri Museveni by telephone on Monday.",
    ],
)
def test_a_call_that_nobody_takes(text: str) -> None:
    contact = only(text)
    told = (contact.parties, contact.mode, contact.status, contact.initiator, contact.date)
    assert told == (["KEN", "UGA"], "call", "refused", "KEN", "2023-05-08")


@pytest.mark.parametrize(
    ("text", "initiator"),
    [
        (
            "Emmanuel Macron spoke by telephone on Tuesday with William Ruto. The Kenyan president "
            "had asked for the call.",
            "KEN",
        ),
        (
            "Emmanuel Macron met William Ruto in Paris on Tuesday. It was Ruto who had sought the "
            "meeting, the French delegation said.",
            "KEN",
        ),
        (
            "The foreign ministers of Chile and Peru talked by phone for an hour on Tuesday. The "
            "conversation was proposed by Lima.",
            "PER",
        ),
        (
            "The foreign ministers of Chile and Peru talked by phone on Tuesday. The Peruvian side "
            "had requested the conversation on Monday.",
            "PER",
        ),
    ],
)
def test_who_had_asked_for_the_contact_told_before(text: str, initiator: str) -> None:
    contact = only(text)
    told = (contact.status, contact.initiator, contact.date, contact.other_dates)
    assert told == ("held", initiator, "2023-05-09", [])


def test_an_offer_of_new_talks_is_no_request_for_those_held() -> None:
    held, proposed = read(
        "Norway's foreign minister met her Swedish counterpart on Monday. Oslo has proposed new "
        "talks for June."
    ).contacts
    assert (held.status, held.initiator) == ("held", None)
    assert (proposed.status, proposed.initiator) == ("proposed", "NOR")


def test_the_two_diplomats_are_the_ministers_told_of() -> None:
    contact = only(
        "The foreign ministers of Chile and Peru, Alberto van Klaveren and Ana Gervasi, met in "
        "Quito on Monday. The two diplomats conferred for three hours."
    )
    assert (contact.level, len(contact.evidence)) == ("minister", 2)


def test_the_two_are_rather_the_presidents_than_their_aides() -> None:
    call, planned = read(
        "William Ruto telephoned Yoweri Museveni on Thursday, and the two leaders agreed that "
        "their negotiators would meet in Entebbe next week.\n\nIt was the first conversation "
        "between the two since March."
    ).contacts
    assert (call.level, call.mode, call.counts[0].ordinal) == ("leader", "call", 1)
    assert (planned.level, planned.status) == ("officials", "planned")


def test_a_meeting_is_not_the_call_in_which_it_was_arranged() -> None:
    meeting, call = read(
        "Alfred Mutua met his Ugandan colleague in Nairobi. The meeting was arranged after a "
        "telephone conversation last week between Presidents William Ruto and Yoweri Museveni."
    ).contacts
    assert (meeting.mode, meeting.level, meeting.date) == ("in-person", "minister", None)
    assert (call.mode, call.level) == ("call", "leader")
    assert not any("The meeting" in span.text for span in call.evidence)


def test_the_first_person_of_a_readout_is_whoever_published_it(tmp_path: Path) -> None:
    path = tmp_path / "readout.txt"
    path.write_text(
        "title: Conversation with the President of Indonesia\npublished: 2023-05-12\n"
        "source: Prime Minister of Australia\n\nToday I spoke by telephone with the President of "
        "Indonesia. I thanked the President for his frankness.\n"
    )
    contact = detente.read(path).contacts[0]
    assert (contact.parties, contact.level, contact.mode) == (["AUS", "IDN"], "leader", "call")


def test_a_trilateral_meeting_has_three_sides() -> None:
    bilateral, trilateral = read(
        "Uzbek President Shavkat Mirziyoyev met Kazakh President Kassym-Jomart Tokayev. The "
        "trilateral meeting with Turkmen President Serdar Berdimuhamedov was held on Friday."
    ).contacts
    assert bilateral.parties == ["KAZ", "UZB"]
    assert trilateral.parties == ["KAZ", "TKM", "UZB"]


def test_a_letter_and_the_answer_to_it_are_two() -> None:
    answer, letter = read(
        "King Abdullah II of Jordan has sent a letter to the Emir of Kuwait, Sheikh Meshal, in "
        "reply to the message that he had received from Kuwait."
    ).contacts
    assert {answer.initiator, letter.initiator} == {"JOR", "KWT"}


def test_each_of_two_calls_has_its_own_means_and_sides() -> None:
    met, called = read(
        "Ivorian President Alassane Ouattara met Ghanaian President Nana Akufo-Addo on Monday and "
        "spoke by phone with Mali's Assimi Goita."
    ).contacts
    assert (met.parties, met.mode) == (["CIV", "GHA"], "in-person")
    assert (called.parties, called.mode) == (["CIV", "MLI"], "call")


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        (  # a joint body is of the only two states that the text names
            "The joint commission on fishing met in Lima on Tuesday. The Peruvian members brought "
            "maps, the Chilean ones a draft.",
            {"parties": ["CHL", "PER"], "level": "working", "date": "2023-05-09"},
        ),
        (
            "Technical experts met on Tuesday. Peru says that Chile is late.",
            {"parties": ["CHL", "PER"], "level": "working", "date": "2023-05-09"},
        ),
        (
            "Duty officers spoke over the emergency line on Tuesday, the navies of Peru and Chile "
            "said.",
            {"parties": ["CHL", "PER"], "level": "working", "mode": "call"},
        ),
        (  # "they" are the teams, not their states
            "The technical teams of Peru and Chile had quarrelled for weeks. Meeting in Tacna on "
            "Monday, they settled the course of the river.",
            {"level": "working", "date": "2023-05-08", "outcome": "agreement"},
        ),
        (
            "Top civil servants of the Peruvian and Chilean health ministries signed a protocol "
            "on Monday.",
            {"parties": ["CHL", "PER"], "level": "senior", "mode": "in-person"},
        ),
        (
            "Peruvian and Chilean fisheries experts agreed here on Monday to share the anchovies.",
            {"level": "working", "date": "2023-05-08", "outcome": "agreement"},
        ),
        (
            "The foreign ministers of Peru and Chile are due in Tacna in August for talks.",
            {"status": "planned", "date": "2023-08"},
        ),
        (
            "The negotiators of Peru and Chile meet again in August in Arica.",
            {"status": "planned", "date": "2023-08"},
        ),
        (
            "Talks between Peru and Chile on Monday finished where they had started.",
            {"outcome": "no-progress"},
        ),
        (
            "Delegations of Peru and Chile met in Tacna on Monday and could not agree on a price.",
            {"outcome": "no-progress"},
        ),
        (
            "The foreign ministry in Lima said that Chile had broken its word. Chile's ambassador "
            "was called in on Thursday and handed a protest.",
            {"parties": ["CHL", "PER"], "level": "senior", "date": "2023-05-11"},
        ),
        (  # the day is that of the sentence before
            "The guests were back on Monday. Peruvian and Chilean officials talked for hours in a "
            "hotel outside Arica.",
            {"level": "officials", "date": "2023-05-08"},
        ),
        (
            "Ana Brnabic and Edi Rama met on Monday in Tirana. It was the third meeting since May, "
            "a Bulgarian diplomat said.",
            {"parties": ["ALB", "SRB"], "level": "leader"},
        ),
    ],
)
def test_contacts_below_the_top(text: str, fields: dict[str, Any]) -> None:
    contact = only(text).model_dump()
    assert {name: contact[name] for name in fields} == fields


@pytest.mark.parametrize(
    "text",
    [
        "Chile's negotiators waved a letter of credit at Peru's.",
        "No date has been fixed for a meeting between Peru and Chile's presidents.",
        "The ministers met on Tuesday to discuss Chile's complaint, Peru's government said.",
        "Experts agreed on Tuesday that prices will fall in Peru and Chile.",
    ],
)
def test_what_is_no_contact_below_the_top(text: str) -> None:
    assert read(text).contacts == []


def test_who_has_left_office_has_the_rank_held_at_the_time() -> None:
    contacts = read(
        "Egypt and Iran have no embassies. Their leaders have not spoken since February 2013, when "
        "Mahmoud Ahmadinejad met Mohamed Morsi in Cairo."
    ).contacts
    assert ("2013-02", "leader") in [(c.date, c.level) for c in contacts]


def test_experts_before_a_call_of_presidents_are_no_presidents() -> None:
    contacts = read(
        "Kenya and Tanzania held three meetings of experts in vain before the two presidents spoke "
        "by telephone on Monday."
    ).contacts
    assert {c.mode: c.level for c in contacts} == {"in-person": "working", "call": "leader"}
