"""What two sides say of one contact, set side by side."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from detente.assessment.readouts import Comparison, GivenAccount, compare, compare_texts
from detente.assessment.readouts.accounts import tellings_of
from detente.assessment.readouts.asking import asked_by
from detente.assessment.readouts.attributed import Attributions
from detente.assessment.readouts.contradiction import contradictions
from detente.assessment.readouts.denial import denies
from detente.assessment.readouts.fields import fields_apart
from detente.assessment.readouts.points import Point, points_of
from detente.assessment.readouts.tellers import teller_of
from detente.assessment.readouts.text import Telling, Text
from detente.coding import code
from detente.model import Document
from detente.record import Record, RecordError

pytest.importorskip("scipy")

OSLO = """Prime Minister Jonas Gahr Støre spoke by telephone with Prime Minister Ulf Kristersson \
of Sweden today. The call was made at the request of the Swedish side.

They agreed to resume talks on the herring quota in May. The Prime Minister voiced concern over \
delays on the railway to Gothenburg. He did not mention the wind farms. The conversation was \
candid. It lasted 20 minutes."""
STOCKHOLM = """Prime Minister Ulf Kristersson had a phone conversation with Norway's Prime \
Minister Jonas Gahr Støre, who had asked for the call.

The two leaders decided that negotiations about herring fishing would begin again in May. \
The Norwegian wind farms near the border were discussed at length. Kristersson invited his \
colleague to visit Kiruna. The exchange was frank. It went on for 45 minutes."""
REPORT = """OSLO — The prime ministers of Norway and Sweden spoke on the phone on Tuesday.

The Norwegian government said in a statement that the two had agreed to reopen the crossing at \
Svinesund. It added that Mr Støre had complained about reindeer fences.

In Stockholm, the Foreign Ministry told it differently. No decision on the crossing was taken, \
its spokesman said. The call had come at the urging of Oslo, according to the ministry."""


def document(text: str, outlet: str, name: str = "d") -> Document:
    published = datetime(2024, 3, 5)
    return Document(id=name, outlet=outlet, title=name, text=text, published_at=published)


NORWEGIAN = document(OSLO, "Office of the Prime Minister of Norway", "oslo")
SWEDISH = document(STOCKHOLM, "Government Offices of Sweden", "stockholm")


@pytest.fixture(scope="module")
def comparison() -> Comparison:
    given = [GivenAccount("NOR", NORWEGIAN), GivenAccount("SWE", SWEDISH)]
    return compare_texts(given, ["NOR", "SWE"])


def pair_with(comparison: Comparison, words: str) -> dict[str, str]:
    for pair in comparison.shared:
        if any(words in told.text for told in pair.words.values()):
            return {side: told.text for side, told in pair.words.items()}
    raise AssertionError(f"no pair has {words!r}")


def test_points_are_aligned_by_meaning(comparison: Comparison) -> None:
    assert "herring fishing" in pair_with(comparison, "herring quota")["SWE"]
    assert any("Kiruna" in words.text for words in comparison.only["SWE"])
    assert any("Gothenburg" in words.text for words in comparison.only["NOR"])


def test_who_asked_is_told_of_each_side_and_contradicted(comparison: Comparison) -> None:
    assert {s: a.initiator for s, a in comparison.asked.items()} == {"NOR": "SWE", "SWE": "NOR"}
    assert "initiator" in {c.matter for c in comparison.contradictions}


def test_what_was_raised_or_not_and_how_long_it_took_are_contradicted(
    comparison: Comparison,
) -> None:
    assert {"denial", "duration"} <= {c.matter for c in comparison.contradictions}


def test_the_words_chosen_for_the_same_thing_and_the_tone(comparison: Comparison) -> None:
    assert {("candid", "NOR"), ("frank", "SWE")} <= {(t.word, t.side) for t in comparison.tone}
    chosen = [{s: w.text for s, w in c.items()} for p in comparison.shared for c in p.wording]
    assert {"NOR": "candid", "SWE": "frank"} in chosen


def test_topics_have_their_order_and_share(comparison: Comparison) -> None:
    fishing = next(t for t in comparison.topics if t.topic == "seas and fishing")
    assert set(fishing.rank) == {"NOR", "SWE"}
    assert all(0 < share < 1 for share in fishing.share.values())


def test_every_span_repeats_the_words_of_its_document(comparison: Comparison) -> None:
    texts = {"oslo": OSLO, "stockholm": STOCKHOLM}
    spans = [w for p in comparison.shared for w in p.words.values()]
    spans += [w for words in comparison.only.values() for w in words]
    spans += [w for c in comparison.contradictions for w in c.words.values()]
    spans += [t.words for t in comparison.tone] + [q.words for q in comparison.quotations]
    assert spans
    assert all(texts[w.document][w.start : w.end] == w.text for w in spans)


def test_the_same_answer_twice(comparison: Comparison) -> None:
    given = [GivenAccount("NOR", NORWEGIAN), GivenAccount("SWE", SWEDISH)]
    assert compare_texts(given, ["NOR", "SWE"]) == comparison


def test_one_account_is_no_comparison() -> None:
    alone = compare_texts([GivenAccount("NOR", NORWEGIAN)], ["NOR", "SWE"])
    assert alone.reason == (
        "Only NOR tells of this contact; add a readout of SWE, or a report that quotes it."
    )
    assert not alone.shared


def test_a_report_has_both_accounts_in_it() -> None:
    found = compare_texts([GivenAccount(None, document(REPORT, "Borderland Post"))], ["NOR", "SWE"])
    assert {a.side: a.kind for a in found.accounts} == {"NOR": "reported", "SWE": "reported"}
    pair = pair_with(found, "No decision")
    assert "reopen the crossing" in pair["NOR"]
    assert [c.matter for c in found.contradictions] == ["denial"]
    assert found.asked["SWE"].initiator == "NOR"
    assert not any("spokesman said" in w.text for w in found.only["SWE"])


def test_a_record_gives_both_texts_and_a_copy_counts_once(tmp_path: Path) -> None:
    copied = document(OSLO, "Government of Norway", "copy")
    with Record(tmp_path / "record.db") as record:
        record.add(*(code(d) for d in (NORWEGIAN, SWEDISH, copied)))
        contact = next(iter(record.contacts("NOR", "SWE")))
        found = compare(record, contact["id"])
        with pytest.raises(RecordError, match="no contact of this id"):
            compare(record, "0000-c1")
    assert [a.side for a in found.accounts] == ["NOR", "SWE"]
    assert found.contact.id == contact["id"]
    assert "herring fishing" in pair_with(found, "herring quota")["SWE"]


@pytest.mark.parametrize(
    ("outlet", "parties", "told"),
    [
        ("Ministry of Foreign Affairs of Japan", ["JPN", "KOR"], ("JPN", "official")),
        ("Xinhua", ["CHN", "USA"], ("CHN", "state media")),
        ("Xinhua", ["JPN", "USA"], None),
        ("Reuters", ["GBR", "USA"], None),
        ("President of Russia (kremlin.ru)", ["FRA", "RUS"], ("RUS", "official")),
        (None, ["FRA", "RUS"], None),
    ],
)
def test_for_whom_an_outlet_speaks(outlet, parties, told) -> None:
    assert teller_of(outlet, parties) == told


def point(words: str, *, sides: tuple[str, str] = ("FRA", "RUS")) -> Point:
    text = Text("d", code(document(words, "d")))
    telling = Telling(sides[0], "official", text, ((0, len(words)),))
    return Point(telling, 0, len(text.reading.doc))


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        ("Emmanuel Macron spoke with Vladimir Putin at the request of the Russian side.", "RUS"),
        ("The conversation took place at the initiative of Paris.", "FRA"),
        ("Vladimir Putin received a telephone call from Emmanuel Macron.", "FRA"),
        ("The call was initiated by the French side.", "FRA"),
        ("Vladimir Putin spoke with Emmanuel Macron, who had asked for the conversation.", "FRA"),
        ("Emmanuel Macron held talks with Vladimir Putin.", None),
        ("French soldiers will stay in the camp at the request of Moscow.", None),
        ("Vladimir Putin called the attack a crime.", None),
        ("Paris called the charge, made again by Moscow, an old tale.", None),
        ("Emmanuel Macron spoke with Vladimir Putin, in a call that Moscow had sought.", "RUS"),
        ("The Russians asked for this one.", "RUS"),
        ("The French minister rang his counterpart at noon.", "FRA"),
        ("The minister was contacted by telephone by his Russian colleague.", "RUS"),
        ("The line was opened on the initiative of Paris.", "FRA"),
        ("Emmanuel Macron had called President Vladimir Putin on Monday.", "FRA"),
        ("The call came from the Russian side.", "RUS"),
        ("Paris agreed to take a call sought by the Russian side.", "RUS"),
        ("The minister called on Moscow to pay its debts.", None),
        ("Both spoke of a meeting that Moscow seeks.", None),
    ],
)
def test_who_asked(words, asked) -> None:
    assert asked_by(point(words), ["FRA", "RUS"]) == asked


@pytest.mark.parametrize(
    ("words", "denied"),
    [
        ("No date was fixed for a new round.", True),
        ("The fishing quota was not mentioned in the conversation.", True),
        ("The subject never came up.", True),
        ("No commitment of any kind was made on the data.", True),
        ("No figure had yet been closed between the two governments.", True),
        ("At no time did the minister consent to giving notice.", True),
        ("Nowhere in its pages is a meeting put forward.", True),
        ("Fishing was not a subject of the conversation.", True),
        ("Nobody invited the minister to Bergen.", True),
        ("The envoys were asked to leave", False),
        ("He did not accept that the fence is illegal.", False),
        ("There will be no talks with the smugglers.", False),
        ("The two sides failed to agree on a date.", True),
        ("The session ended without agreement.", True),
        ("The statement is silent on the wheat.", True),
        ("The quota was left out of the conversation.", True),
        ("The guns must fall silent.", False),
        ("The government does not give orders to courts.", False),
        ("They spoke with no aides in the room.", False),
        ("The two leaders agreed to meet in May.", False),
        ("Europe wants to reduce risks, not to decouple.", False),
        ("Russia will not return to the deal.", False),
    ],
)
def test_denials(words, denied) -> None:
    assert denies(point(words)) == denied


FLOORS = """OSLO — The prime ministers of Norway and Sweden spoke on the phone on Tuesday.

Each government had its own account. In Stockholm the statement was read out on the radio. \
Reindeer were brought up, it said. The crossing at Svinesund will be opened in May. The sources \
held that the fence had to go.

A Norwegian spokesman, Ola Berg, told another story. He said that reindeer had not come up. \
By his watch the two spoke for an hour; a Swedish spokesman said that it was half an hour.

Snow fell in both capitals."""


def test_who_has_the_floor_keeps_it_until_the_paragraph_ends() -> None:
    text = Text("d", code(document(FLOORS, "Borderland Post")))
    told = [
        (each.side, FLOORS[start:end])
        for each in Attributions(text, ["NOR", "SWE"])
        for start, end in each.ranges
    ]
    for side, words in [
        ("SWE", "Reindeer were brought up"),
        ("SWE", "will be opened in May"),
        ("SWE", "the fence had to go"),
        ("NOR", "reindeer had not come up"),
        ("NOR", "the two spoke for an hour"),
        ("SWE", "it was half an hour"),
    ]:
        assert [s for s, told_words in told if words in told_words] == [side]
    assert not any("own account" in words or "Snow" in words for _, words in told)


@pytest.mark.parametrize(
    ("ours", "theirs", "matter"),
    [
        ("The minister is to come to Paris in May.", "A team will travel to Moscow.", "place"),
        ("A team will travel to Moscow in May.", "The minister will come to Moscow.", None),
        ("Lorries may pass from Friday.", "Lorries are let through as of Friday.", None),
        ("The next round will be held in Paris.", "They will sit down in Moscow.", "place"),
        ("The lease has been signed.", "What the lease costs remains to be settled.", "denial"),
        ("The envoys will meet in May.", "A new meeting is not yet arranged.", "denial"),
        ("A quota of 900 tons was set.", "The quota is 700 tonnes.", "number"),
        ("It is worth 240 million euros.", "About a quarter of a billion euros.", None),
        ("Voting is on 16 December.", "Voting must be held in December.", None),
        ("It took three hours.", "Planned for one hour, it went on and on.", None),
        ("The next meeting will be hosted by France.", "They will meet in Moscow.", "place"),
        ("The round will be held in Lyon.", "The next round will be held in Lille.", "place"),
        ("Moscow said yes to the inspectors.", "Inspectors cannot be admitted.", "denial"),
        ("France accepted the proposal.", "The proposal is being studied.", "denial"),
        ("Paris asked that a quota be assured.", "Moscow refused the quota.", None),
        ("No deal was reached.", "A deal cannot be announced.", None),
        ("The inquiry will go on.", "The inquiry is closed.", "denial"),
        ("The gate is not closed.", "The gate is open.", None),
        ("The crew was handed over.", "The crew was not handed over.", "denial"),
        ("It freed 6,200 persons.", "There were 8,400 of the people on board.", "number"),
        ("It handed over 25 ships.", "It handed over twenty-five ships.", None),
        ("It falls on 2 December.", "It falls in the first week of December.", None),
        ("The pipeline was brought up without a result.", "The pipeline was broached.", None),
        ("They parted without an accord.", "An accord was signed.", "denial"),
        ("We go by deeds, not by promises.", "Moscow promised to protect the seals.", None),
        ("France rejected the charge of spying.", "Moscow agreed to name the men.", None),
        ("The minister declined to comment on it.", "They agreed on a code for ships.", None),
        ("The share of water was raised.", "The share of water was cut.", None),
        ("The two spoke today.", "The minister flew home this morning.", None),
    ],
)
def test_contradictions_of_two_points(ours, theirs, matter) -> None:
    one, other = point(ours), point(theirs, sides=("RUS", "FRA"))
    found = [c.matter for c in contradictions(one, other, ["FRA", "RUS"])]
    assert found == ([matter] if matter else [])


@pytest.mark.parametrize(
    ("ours", "theirs", "apart"),
    [("the Great Hall", "Beijing", False), ("Vientiane", "Laos", False), ("Oslo", "Lund", False),
     ("Oslo", "Stockholm", True)],
)  # fmt: skip
def test_a_hall_and_its_town_are_no_two_places(ours: str, theirs: str, apart: bool) -> None:
    tellings = [
        Telling(side, "official", Text(side, code(document("They met.", side))), ((0, 9),))
        for side in ("FRA", "RUS")
    ]
    values = [{"value": ours, "reports": ["FRA"]}, {"value": theirs, "reports": ["RUS"]}]
    found = fields_apart({"values": {"place": values}}, tellings, [])
    assert [c.matter for c in found] == (["place"] if apart else [])


def test_an_account_is_cut_into_clauses() -> None:
    words = (
        "The minister raised the case of the two pilots and asked that they be released; "
        "both sides agreed that experts will meet in June."
    )
    text = Text("d", code(document(words, "d")))
    points = points_of([Telling("FRA", "official", text, ((0, len(words)),))])
    assert [p.words.text for p in points] == [
        "The minister raised the case of the two pilots",
        "asked that they be released",
        "both sides agreed that experts will meet in June",
    ]


def test_nothing_is_made_of_a_report_that_quotes_nobody() -> None:
    text = Text("d", code(document("Norway and Sweden share a border.", "Borderland Post")))
    assert tellings_of([text], {"parties": ["NOR", "SWE"], "mentions": []}) == []
    found = compare_texts([GivenAccount(None, text.report.document)], ["NOR", "SWE"])
    assert found.reason and found.reason.startswith("No side's own account")
