"""Whose side is told: datelines, names longer than the tables', portfolios, readouts."""

from __future__ import annotations

import pytest

import detente
from detente.model import Contact, Document


def contacts(text: str, outlet: str = "Reuters") -> list[Contact]:
    document = Document(
        id="x", title="T", outlet=outlet, published_at="2017-10-19T12:00:00", text=text
    )
    return list(detente.code(document).contacts)


def sides(text: str, outlet: str = "Reuters") -> list[list[str]]:
    return [contact.parties for contact in contacts(text, outlet)]


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        (
            "KABUL (Pajhwok): Deputy Foreign Minister Mohammad Karim Wardaki met Iranian Foreign "
            "Minister Mohammad Javad Zarif in Dubai on Monday.",
            ["AFG", "IRN"],
        ),
        (
            "SEOUL, Oct. 18 (Yonhap) -- Vice Foreign Minister Lee Tae-sik met Chinese Ambassador "
            "Qiu Guohong on Wednesday.",
            ["CHN", "KOR"],
        ),
        (
            "TRIPOLI, Oct 18 (Reuters) - Interior Minister Abdullah Salem Barghouthi met his "
            "Tunisian counterpart Lotfi Brahem in Malta on Tuesday.",
            ["LBY", "TUN"],
        ),
        (
            "NEW DELHI: Commerce Minister Abdul Rahim Nadkarni held talks with Japanese trade "
            "minister Hiroshige Seko in Osaka.",
            ["IND", "JPN"],
        ),
        (
            "ISLAMABAD, Oct 19 (APP): Commerce Secretary Muhammad Younus Dagha met Uzbek "
            "Ambassador Furqat Sidikov on Thursday.",
            ["PAK", "UZB"],
        ),
    ],
)
def test_strangers_are_of_the_state_the_report_was_filed_from(
    text: str, parties: list[str]
) -> None:
    assert sides(text) == [parties]


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        (
            "Muscat, 17 July (ONA) --- Kuwaiti Foreign Minister Sabah Al-Khalid Al-Sabah and "
            "Iranian Foreign Minister Mohammad Javad Zarif met here today.",
            ["IRN", "KWT"],
        ),
        (
            "MOSCOW, October 9. /TASS/. Iranian Foreign Minister Mohammad Javad Zarif met Syrian "
            "Foreign Minister Walid Muallem on Monday.",
            ["IRN", "SYR"],
        ),
        (
            "Beijing — (Xinhua) Vietnamese Prime Minister Nguyen Xuan Phuc met Lao Prime Minister "
            "Thongloun Sisoulith on Monday.",
            ["LAO", "VNM"],
        ),
        (
            "ANKARA: Greek Foreign Minister Nikos Kotzias met Qatar's foreign minister on Tuesday.",
            ["GRC", "QAT"],
        ),
    ],
)
def test_datelines_are_no_sides(text: str, parties: list[str]) -> None:
    assert sides(text) == [parties]


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        (
            "Kenyan Foreign Minister Amina Mohamed held talks with Raymond Tshibanda, Minister of "
            "Foreign Affairs, International Cooperation and Francophonie of the Democratic "
            "Republic of the Congo.",
            ["COD", "KEN"],
        ),
        (
            "French Foreign Minister Jean-Yves Le Drian met Alpha Barry, Minister of Foreign "
            "Affairs, Cooperation and Burkinabe Abroad of Burkina Faso, on Monday.",
            ["BFA", "FRA"],
        ),
        (
            "Brazil's foreign minister Aloysio Nunes met with the Minister for Foreign Affairs, "
            "European Affairs and Nordic Cooperation of Denmark on Monday.",
            ["BRA", "DNK"],
        ),
    ],
)
def test_a_long_portfolio_is_one_office(text: str, parties: list[str]) -> None:
    assert sides(text) == [parties]


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        (
            "The prime ministers of the EU member states Hungary and Poland met in Budapest.",
            ["HUN", "POL"],
        ),
        (
            "The foreign ministers of fellow GCC members Qatar and the United Arab Emirates met.",
            ["ARE", "QAT"],
        ),
        (
            "Greece and Turkey are at odds. Defence ministers of the two NATO members met on "
            "Monday in Brussels.",
            ["GRC", "TUR"],
        ),
        ("NATO ambassadors held talks with Russia's envoy on Thursday.", ["NATO", "RUS"]),
    ],
)
def test_organizations_that_only_describe(text: str, parties: list[str]) -> None:
    assert sides(text) == [parties]


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        (
            "Sudanese President Omar al-Bashir received the African Union's special envoy, Thabo "
            "Mbeki, in Khartoum on Monday.",
            ["AU", "SDN"],
        ),
        (
            "Libyan Foreign Minister Mohamed Siala met the Arab League's special envoy, "
            "Salaheddine Jamali, in Tunis on Monday.",
            ["LAS", "LBY"],
        ),
        (
            "Yemeni President Abd-Rabbu Mansour Hadi met U.N. envoy Ismail Ould Cheikh Ahmed in "
            "Riyadh on Monday.",
            ["UN", "YEM"],
        ),
    ],
)
def test_envoys_of_organizations(text: str, parties: list[str]) -> None:
    (contact,) = contacts(text)
    assert (contact.parties, contact.level) == (parties, "senior")


@pytest.mark.parametrize(
    ("outlet", "text", "parties"),
    [
        (
            "Ministry of Foreign Affairs and Cooperation of Rwanda",
            "The Ministry summoned the Ambassador of Burundi on Monday.",
            ["BDI", "RWA"],
        ),
        (
            "Office of the President of the Philippines",
            "The President received Japanese Foreign Minister Taro Kono at Malacanang on Monday.",
            ["JPN", "PHL"],
        ),
        (
            "Ministry of Foreign Affairs of the Sultanate of Oman",
            "Our ambassador in Tehran met Iranian Foreign Minister Mohammad Javad Zarif.",
            ["IRN", "OMN"],
        ),
        ("Akorda", "The Head of State received Chinese Ambassador Zhang Hanhui.", ["CHN", "KAZ"]),
        (
            "Ministry of Foreign Affairs of Kenya",
            "The Principal Secretary received the Ambassador of Uganda in Nairobi today.",
            ["KEN", "UGA"],
        ),
    ],
)
def test_readouts_speak_of_their_own_state(outlet: str, text: str, parties: list[str]) -> None:
    assert sides(text, outlet) == [parties]


def test_two_titles_before_a_name_are_one_person() -> None:
    (contact,) = contacts(
        "Deputy Prime Minister and Minister of National Defence General Tea Banh received this "
        "morning a telephone call from General Prawit Wongsuwon, Minister of Defence of Thailand.",
        "Agence Kampuchea Presse",
    )
    assert sorted(p.party for p in contact.participants) == ["KHM", "THA"]
    assert sides("The French president and Prime Minister Narendra Modi met in New Delhi.") == [
        ["FRA", "IND"]
    ]
