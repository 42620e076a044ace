"""Phrases as news writes them, and whom they name."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.actors import (
    acts,
    candidates,
    counterpart,
    country_of,
    home_of,
    is_title,
    name_of,
    names_in,
    rank,
    resolve,
    strip_titles,
    voice_of,
)

# phrase; on; near; kind, id or name, party, level
CASES = """
China;;;state;state-chn;CHN;
the United States;;;state;state-usa;USA;
the U.S.;;;state;state-usa;USA;
Beijing;;;state;state-chn;CHN;
Moscow;2021;;state;state-rus;RUS;
Moscow;1985;;state;state-sun;SUN;
the Kremlin;;;organization;org-kremlin;RUS;
Zhongnanhai;;;organization;org-zhongnanhai;CHN;
Foggy Bottom;;;organization;org-us-state-department;USA;
Downing Street;;;organization;org-downing-street;GBR;
the Élysée;;;organization;org-elysee;FRA;
the Pentagon;;;organization;org-pentagon;USA;
the Chinese government;;;state;state-chn;CHN;
the Biden administration;2021-09-09;;state;state-usa;USA;
the Chinese side;;;state;state-chn;CHN;
the North;;KOR;state;state-prk;PRK;
Joe Biden;2021-09-10;;person;joe-biden;USA;leader
U.S. President Joe Biden;2021-09-10;;person;joe-biden;USA;leader
Biden;2021-09-10;;person;joe-biden;USA;leader
Mr. Xi;2021-09-10;;person;xi-jinping;CHN;leader
President Xi Jinping of China;2021-09-10;;person;xi-jinping;CHN;leader
Vladimir V. Putin;2021-09-10;;person;vladimir-putin;RUS;leader
Volodymyr Zelenskiy;2023-03;;person;volodymyr-zelensky;UKR;leader
Zelenskyy;2023-03;;person;volodymyr-zelensky;UKR;leader
Sergej Lavrov;2021-01-01;;person;sergey-lavrov;RUS;minister
Bashar al Assad;2015;;person;bashar-al-assad;SYR;leader
Vice President Joe Biden;2014-03-01;;person;joe-biden;USA;minister
former President Barack Obama;2021-09-09;;person;barack-obama;USA;
President-elect Joe Biden;2020-12-01;;person;joe-biden;USA;leader
Clinton;1998-05-01;;person;bill-clinton;USA;leader
Clinton;2010-05-01;;person;hillary-clinton;USA;minister
King Abdullah;2010-01-01;JOR;person;abdullah-ii;JOR;leader
Crown Prince Mohammed bin Salman;2019-05-01;;person;mohammed-bin-salman;SAU;leader
Ms. Suu Kyi;2018;;person;aung-san-suu-kyi;MMR;leader
Emir Sheikh Tamim bin Hamad Al Thani;2019;QAT;person;tamim-bin-hamad-al-thani;QAT;leader
Speaker Nancy Pelosi;2021;;person;nancy-pelosi;USA;minister
Kim;2015-08-21;;person;kim-jong-un;PRK;leader
the U.S. president;2021-09-09;;person;joe-biden;USA;leader
the U.S. president;2020-09-09;;person;donald-trump;USA;leader
the president;2021-09-09;FRA;person;emmanuel-macron;FRA;leader
the president;;FRA;office;office-fra-president;FRA;leader
the Chinese leader;2021-09-09;;person;xi-jinping;CHN;leader
the German leader;2021-01-01;;person;angela-merkel;DEU;leader
Iran's leader;2021-01-01;;person;ali-khamenei;IRN;leader
the French foreign minister;2014-01-01;;person;laurent-fabius;FRA;minister
the Secretary of State;2021-09-09;USA;person;antony-blinken;USA;minister
China's top diplomat;2021-09-01;;person;yang-jiechi;CHN;minister
Biden's national security adviser;2021-09-09;;person;jake-sullivan;USA;minister
the British chancellor;2021-01-01;;person;rishi-sunak;GBR;minister
the NATO chief;2021-09-09;;person;jens-stoltenberg;NATO;leader
the U.S. president, Joe Biden;2021-09-09;;person;joe-biden;USA;leader
Wang Yi, China's foreign minister;2021-09-09;;person;wang-yi;CHN;minister
Kremlin spokesman Dmitry Peskov;2021-09-09;;person;dmitry-peskov;RUS;senior
French Foreign Minister Xavier Yonder;;;person;xavier-yonder;FRA;minister
Culture Minister Xavier Yonder;;ITA;person;xavier-yonder;ITA;minister
Ruritanian Foreign Minister Xavier Yonder;;ITA;person;xavier-yonder;;minister
Xavier Yonder, a Chinese Foreign Ministry spokesman;;;person;xavier-yonder;CHN;senior
Indian Foreign Secretary Xavier Yonder;;;person;xavier-yonder;IND;senior
the U.S. ambassador to China;;;office;office-usa-ambassador;USA;senior
NATO;;;organization;org-nato;NATO;
the U.N.;;;organization;org-united-nations;UN;
Hamas;;;organization;org-hamas;Hamas;
the Taliban;2010;;organization;org-taliban;Taliban;
the Taliban;2022;;organization;org-taliban;AFG;
China's Foreign Ministry;;;organization;org-chinese-foreign-ministry;CHN;
Ministry of Foreign Affairs;;CHN;organization;org-chinese-foreign-ministry;CHN;
the Defence Ministry;;RUS;organization;org-russian-defense-ministry;RUS;
Xinhua;;;outlet;outlet-xinhua;CHN;
Chinese state media;;;outlet;outlet-chinese-state-media;CHN;
state broadcaster CCTV;;;outlet;outlet-cctv;CHN;
Iran's state news agency IRNA;;;outlet;outlet-irna;IRN;
the official KCNA news agency;;;outlet;outlet-kcna;PRK;
the semi-official Fars news agency;;;outlet;outlet-fars;IRN;
CCTV, China's state broadcaster;;;outlet;outlet-cctv;CHN;
Israel's Channel 12;;;outlet;outlet-channel-12;ISR;
the Turkish newspaper Dawn;;;outlet;outlet-tur-turkish-newspaper-dawn;TUR;
a senior U.S. official;;;anonymous;senior U.S. official;USA;senior
Chinese officials;;;anonymous;Chinese officials;CHN;officials
lower-level Chinese officials;;;anonymous;lower-level Chinese officials;CHN;officials
two people familiar with the matter;;;anonymous;people familiar with the matter;;
a White House spokesman;;;anonymous;White House spokesman;USA;senior
Chinese leaders;;;group;Chinese leaders;CHN;leader
two U.S. warships;;;group;U.S. warships;USA;
""".strip().splitlines()


@pytest.mark.parametrize("case", CASES)
def test_a_phrase_names_its_actor(case: str) -> None:
    phrase, on, near, kind, who, party, level = case.split(";")
    actor = resolve(phrase, on=on or None, near=near or None)
    assert actor is not None
    assert (actor.kind, actor.party or "", actor.level or "") == (kind, party, level)
    assert who in {actor.id, actor.name}


NOBODY = [
    "a BBC correspondent",
    "Reuters and Xinhua",
    "the weather",
    "talks",
    "Chinese goods",
    "American and Chinese officials",
    "Joe Biden and Xi Jinping",
    "the U.S. president and Xi",
    "Biden, Xi and Putin",
    "the two leaders",
    "the president of Exxon",
    "Kim Jong Un's sister",
    "U.S. Steel",
    "turkey",
    "us",
    "Who",
    "",
    "   ",
]


@pytest.mark.parametrize("phrase", NOBODY)
def test_what_is_no_single_actor_is_nobody(phrase: str) -> None:
    assert resolve(phrase, on="2021-09-09") is None


def test_ambiguity_is_left_open_until_something_settles_it() -> None:
    assert resolve("Clinton") is None
    assert resolve("President Bush") is None
    near = resolve("Abdullah", near="Mohammad, and King Abdullah II of Jordan, met.")
    assert near is not None and near.id == "abdullah-ii"


def test_a_text_nearby_gives_the_country() -> None:
    actor = resolve("the president", on=date(2021, 9, 9), near="Talks in Paris: France and French.")
    assert actor is not None and actor.id == "emmanuel-macron"


# Names as the press has spelled them; on; who
SPELLINGS = """
Prime Minister Edward Gough Whitlam;1973-07-30;Gough Whitlam
President Suleyman Demiral;1999-04-23;Süleyman Demirel
Prime Minister Kakui Tanaka;1972-08-30;Kakuei Tanaka
President Gadhafi of Libya;1980;Muammar Gaddafi
President Vladimir Vladimirovich Putin;2021;Vladimir Putin
Kim Jong-un;2015-08-21;Kim Jong-un
Prime Minister Nguyen Xuan Phuc;2018;Nguyen Xuan Phuc
President Abdel-Fattah El Sisi;2020;Abdel Fattah el-Sisi
President Lopez Obrador;2020;Andrés Manuel López Obrador
President de Gaulle;1962;Charles de Gaulle
Prime Minister Mackenzie King;1946;William Lyon Mackenzie King
President France Albert Rene;1989;France-Albert René
Chancellor Schroeder;2003;Gerhard Schröder
Emperor Haile Selassie;1963;Haile Selassie
President Kravchuk;1993;Leonid Kravchuk
""".strip().splitlines()


@pytest.mark.parametrize("case", SPELLINGS)
def test_a_name_is_known_however_it_is_spelled(case: str) -> None:
    phrase, on, who = case.split(";")
    actor = resolve(phrase, on=on)
    assert actor is not None and (actor.name, actor.level) == (who, "leader")


@pytest.mark.parametrize(
    ("name", "on"),
    [("Muhammad Ali", "1980"), ("Amadou Abdramane", "2024"), ("Mr. Smith", "2021")],
)
def test_a_namesake_of_nobody_in_office_is_nobody(name: str, on: str) -> None:
    assert resolve(name, on=on) is None


# phrase; on; name, or nothing for nobody; level
NEWSROOM = """
Pakistani army chief;2020;Qamar Javed Bajwa;senior
the ISI chief;2020;ISI chief;
the head of the Chinese delegation;2020;head of the Chinese delegation;
the EU chief;2015;Jean-Claude Juncker;leader
President of France Nicolas Sarkozy;2010;Nicolas Sarkozy;leader
U.S. Ambassador to the United Nations Nikki Haley;2018;Nikki Haley;senior
Governor of Texas Rick Perry;2008;Rick Perry;senior
President Obama;2020;Barack Obama;
President Trump;2022;Donald Trump;
the Chinese leader;1960;Mao Zedong;leader
the Cuban leader;1962;Fidel Castro;leader
the Turkish leader;2010;Recep Tayyip Erdoğan;leader
the East German leader;1960;Walter Ulbricht;leader
the Iranian leader;1975;Mohammad Reza Pahlavi;leader
von der Leyen;2022;Ursula von der Leyen;leader
New Mexico;2020;;
the mayor of London;2020;;
President of Real Madrid;2020;;
Prince Charles;1990;;
the Burmese junta;1995;;
""".strip().splitlines()


@pytest.mark.parametrize("case", NEWSROOM)
def test_what_a_newsroom_would_notice(case: str) -> None:
    phrase, on, name, level = case.split(";")
    actor = resolve(phrase, on=on)
    assert ((actor.name, actor.level or "") if actor else ("", "")) == (name, level)


@pytest.mark.parametrize(
    ("word", "near", "country"),
    [
        ("Georgia", None, "GEO"),
        ("Georgia", "Saakashvili spoke in Tbilisi.", "GEO"),
        ("Georgia", "The governor spoke in Atlanta.", None),
        ("Jordan", "King Abdullah flew home to Amman.", "JOR"),
        ("Jordan", "Rep. Jim Jordan wants a vote.", None),
        ("Korea", None, None),
        ("Korea", "PRK", "PRK"),
        ("Korea", "Seoul sent a note.", "KOR"),
        ("Congo", None, None),
        ("Congo", "Troops left Goma for Kinshasa.", "COD"),
        ("Congo", "President Sassou Nguesso flew home to Brazzaville.", "COG"),
        ("Washington", "A storm hit Seattle and Tacoma.", None),
        ("Washington", "Beijing and the White House talk.", "USA"),
        ("Turkey", "Roast it for Thanksgiving.", None),
        ("Chad", "Rebels came from Darfur.", "TCD"),
    ],
)
def test_what_stands_near_decides_or_nothing_does(
    word: str, near: str | None, country: str | None
) -> None:
    actor = resolve(word, near=near)
    assert (actor.country if actor else None) == country


def test_an_answer_says_how_sure_it_is_and_why() -> None:
    holder = resolve("the U.S. president", on="2021-09-09")
    assert holder is not None and 0.5 < holder.confidence < 1
    assert holder.why == (
        "by office and date; President of the United States (from 2021-01-20 to 2025-01-20)"
    )
    former = resolve("Barack Obama", on="2021-09-09")
    assert former is not None and "in no office that day" in former.why
    elect = resolve("President-elect Joe Biden", on="2020-12-01")
    assert elect is not None and elect.level == "leader"
    assert "elect, to be President of the United States (from 2021-01-20" in elect.why
    alone = resolve("the president", on="2021-09-09", near="FRA")
    assert alone is not None and alone.confidence < holder.confidence


def test_what_is_not_settled_has_candidates() -> None:
    assert resolve("King Abdullah", on="2010-01-01") is None
    found = candidates("King Abdullah", on="2010-01-01")
    assert {actor.country for actor in found[:2]} == {"JOR", "SAU"}
    assert sum(actor.confidence for actor in found) <= 1.001
    first, *_ = candidates("Mr. Xi", on="2021-09-09")
    assert first == resolve("Mr. Xi", on="2021-09-09")
    assert candidates("the weather") == []


@pytest.mark.parametrize(
    ("phrase", "party"),
    [("Police (Kenya)", "KEN"), ("Attorney General (India)", "IND"), ("Militant (Taliban)", "AFG"),
     ("Member of Legislative (Govt) (Sweden)", "SWE"), ("Boko Haram", "NGA"), ("NATO", "NATO"),
     ("Children (Palestinian Territory, Occupied)", "PSE")],
)  # fmt: skip
def test_brackets_say_whose_and_groups_have_a_home(phrase: str, party: str) -> None:
    actor = resolve(phrase, on="2012-05-01")
    assert actor is not None and home_of(actor) == party


def test_a_wrong_date_is_refused() -> None:
    for on in ("yesterday", "2021-02-31", "20210909", "2021-13"):
        with pytest.raises(ValueError, match="is no date"):
            resolve("Biden", on=on)


@given(st.text(max_size=300), st.none() | st.text(max_size=60))
def test_any_text_is_answered(text: str, near: str | None) -> None:
    actor = resolve(text, on="2021-09-09", near=near)
    assert actor is None or (actor.id and actor.name)
    names_in(text)
    rank(text)
    strip_titles(text)
    country_of(text)


_PIECES = ["the ", "China's ", "U.S. ", "President ", "senior ", "Xi", "Mr. ", "and ", "of ", ", "]
_PIECES += ["officials ", "Ministry ", "foreign minister ", "Joe Biden ", "'s ", "to ", "who ", "-"]


@given(st.lists(st.sampled_from(_PIECES), max_size=9).map("".join))
def test_any_mixture_of_known_words_is_answered(text: str) -> None:
    actor = resolve(text, on="2021-09-09")
    assert actor is None or actor.kind


RANKS = """
President;leader
President-elect;leader
prime minister;leader
the Chinese leader;leader
general secretary;leader
foreign minister;minister
Secretary of State;minister
national security adviser;minister
vice-president;minister
deputy prime minister;minister
top diplomat;minister
House Speaker;minister
deputy foreign minister;senior
vice foreign minister;senior
assistant secretary of state;senior
special envoy;senior
ambassador;senior
spokesman for the president;senior
the president's spokesman;senior
senator;senior
generals;senior
admiral;senior
chief of the general staff;senior
a senior U.S. official;senior
working group;working
experts;working
technical delegation;working
military hot-line operators;working
officials;officials
lower-level officials;officials
former president;
president of Exxon;
weather;
""".strip().splitlines()


@pytest.mark.parametrize("case", RANKS)
def test_a_title_gives_the_codebook_s_level(case: str) -> None:
    title, level = case.split(";")
    assert (rank(title) or "") == level


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("South Korea", "KOR"),
        ("Dutch", "NLD"),
        ("Poles", "POL"),
        ("Polish", "POL"),
        ("polish", None),
        ("Beijing", "CHN"),
        ("the Kremlin", "RUS"),
        ("Whitehall", "GBR"),
        ("the Netherlands", "NLD"),
        ("Côte d’Ivoire", "CIV"),
        ("US", "USA"),
        ("us", None),
        ("NATO", None),
        ("banana", None),
    ],
)
def test_a_word_stands_for_its_state(word: str, code: str | None) -> None:
    assert country_of(word) == code


def test_titles_come_off_a_name() -> None:
    assert strip_titles("U.S. President Joe Biden") == "Joe Biden"
    assert strip_titles("Mr. Xi") == "Xi"
    assert strip_titles("the Chinese leader") == ""
    assert is_title("Chancellor") and not is_title("banana")


@pytest.mark.parametrize(
    ("who", "side", "opposite"),
    [
        ("Joe Biden", "CHN", "xi-jinping"),
        ("Joe Biden", "DEU", "angela-merkel"),
        ("Angela Merkel", "USA", "joe-biden"),
        ("Antony Blinken", "RUS", "sergey-lavrov"),
        ("Li Keqiang", "RUS", "mikhail-mishustin"),
    ],
)
def test_a_counterpart_holds_the_like_office(who: str, side: str, opposite: str) -> None:
    actor = resolve(who, on="2021-09-09")
    assert actor is not None
    other = counterpart(actor, side, on="2021-09-09")
    assert other is not None and other.id == opposite


@pytest.mark.parametrize(
    ("outlet", "side"),
    [("Xinhua", "CHN"), ("Global Times", "CHN"), ("TASS", "RUS"), ("KCNA", "PRK"), ("IRNA", "IRN"),
     ("Reuters", None), ("BBC", None), ("Kyodo", None), ("AFP", None)],
)  # fmt: skip
def test_a_state_s_outlet_speaks_for_it_and_a_wire_for_nobody(
    outlet: str, side: str | None
) -> None:
    actor = resolve(outlet)
    assert actor is not None and actor.kind == "outlet"
    assert voice_of(actor) == side


def test_sides_have_names_and_nouns_that_act() -> None:
    assert (name_of("CHN"), name_of("EU"), name_of("XYZ")) == ("China", "European Union", None)
    assert acts("ministry") and not acts("weather")


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("Ministry of Foreign Affairs and Cooperation of Rwanda", "RWA"),
        ("Ministry of Foreign and European Affairs of the Slovak Republic", "SVK"),
        ("Ministry of Foreign Affairs, European Union and Cooperation of Spain", "ESP"),
        ("Ministry of Foreign Affairs, African Cooperation and Moroccan Expatriates", "MAR"),
        ("Presidency of the Oriental Republic of Uruguay", "URY"),
        ("Auswärtiges Amt", "DEU"),
        ("Prime Minister's Office, Singapore", "SGP"),
    ],
)
def test_organs_of_a_state(name: str, country: str) -> None:
    found = resolve(name, on="2017-10-19")
    assert found is not None
    assert (found.kind, found.country, found.sector) == ("organization", country, "GOV")


@pytest.mark.parametrize(
    ("name", "level", "office"),
    [
        (
            "Minister of Foreign Affairs, African Integration and Malians Abroad of Mali",
            "minister",
            "Minister of Foreign Affairs of Mali",
        ),
        ("Minister of Tourism and Wildlife of Kenya", "minister", "Tourism Minister of Kenya"),
    ],
)
def test_long_portfolios(name: str, level: str, office: str) -> None:
    found = resolve(name, on="2017-10-19")
    assert found is not None
    assert (found.name, found.level) == (office, level)


def test_a_given_name_in_common_and_an_office_are_too_little() -> None:
    found = resolve("Interior Minister Abdullah Salem Barghouthi", on="2017-10-19")
    assert found is not None
    assert (found.name, found.country) == ("Abdullah Salem Barghouthi", None)
