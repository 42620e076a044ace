"""Reading through the public face: what a report tells, and that every word leads back."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import detente
from detente.model import Contact, Document, Report

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data" / "report"


def read(text: str, published: str = "2023-05-12") -> Report:
    return detente.read(text + "\n", published=published)


def only(report: Report) -> Contact:
    assert len(report.contacts) == 1
    return report.contacts[0]


@pytest.mark.parametrize(
    ("text", "initiator"),
    [
        ("French President Emmanuel Macron telephoned Xi Jinping on Thursday.", "FRA"),
        ("Xi Jinping took a call from French President Emmanuel Macron on Thursday.", "FRA"),
        ("Emmanuel Macron spoke with Xi Jinping by telephone on Thursday.", None),
        ("Macron and Xi spoke on Thursday in a call initiated by the Chinese side.", "CHN"),
    ],
)
def test_who_asked_for_a_call(text: str, initiator: str | None) -> None:
    contact = only(read(text))
    assert (contact.parties, contact.level, contact.initiator, contact.date) == (
        ["CHN", "FRA"],
        "leader",
        initiator,
        "2023-05-11",
    )


@pytest.mark.parametrize(
    ("text", "mode"),
    [
        ("Emmanuel Macron got on the line with Xi Jinping on Thursday.", "call"),
        (
            "The Chinese foreign minister broke bread with her French colleague in Nice.",
            "in-person",
        ),
        ("The French ambassador was called in to the Chinese foreign ministry.", "in-person"),
    ],
)
def test_contacts_told_by_odd_words(text: str, mode: str) -> None:
    assert [(c.parties, c.mode) for c in read(text).contacts] == [(["CHN", "FRA"], mode)]


def test_calls_to_several_are_one_each() -> None:
    report = read("Justin Trudeau rang Joe Biden and Rishi Sunak on Monday.")
    assert [(c.parties, c.initiator) for c in report.contacts] == [
        (["CAN", "GBR"], "CAN"),
        (["CAN", "USA"], "CAN"),
    ]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Emmanuel Macron will meet Xi Jinping in Paris next week.", "planned"),
        ("Xi Jinping refused to meet Emmanuel Macron.", "refused"),
        ("Emmanuel Macron and Xi Jinping have yet to meet.", "never"),
        ("Emmanuel Macron proposed to meet Xi Jinping.", "proposed"),
        ("Emmanuel Macron met Xi Jinping in Beijing in April.", "held"),
    ],
)
def test_what_did_not_happen_is_coded_as_that(text: str, status: str) -> None:
    assert only(read(text)).status == status


@pytest.mark.parametrize(
    "text",
    [
        "The French president met his ministers in Paris on Monday.",
        "Emmanuel Macron may meet Xi Jinping if the talks on trade succeed.",
        "France beat China 3-1 on Saturday.",
        "Ahmed Mohamed, a schoolboy from Texas, built a clock. Mohamed will meet Barack Obama.",
    ],
)
def test_no_contact_between_states(text: str) -> None:
    assert read(text).contacts == []


def test_a_chain_runs_from_the_outermost_reporter_to_the_speaker() -> None:
    report = read(
        "State news agency Xinhua reported that the two ministers held a frank exchange, "
        "according to Hong Kong broadcaster RTHK."
    )
    names = {a.id: a.name for a in report.actors}
    assert [names[i] for i in report.statements[0].chain] == ["RTHK", "Xinhua"]


def said(text: str) -> list[tuple[list[str], str]]:
    report = read(text)
    names = {a.id: a.name for a in report.actors}
    return [
        ([names[i] for i in s.chain], " ".join(span.text for span in s.content))
        for s in report.statements
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Norway's foreign minister summoned the Russian ambassador on Tuesday.",
        "Finland and Estonia agreed to repair the cable.",
        "The White House has not commented on the list.",
        "Mr. Albin Kurti refused to travel to Belgrade.",
    ],
)
def test_acts_and_silence_are_no_statements(text: str) -> None:
    assert said(text) == []


@pytest.mark.parametrize(
    ("text", "chain"),
    [
        ("Bloomberg reported, citing a Finnish diplomat, that the ban would be lifted.",
         ["Bloomberg", "Finnish diplomat"]),
        ('A Finnish diplomat told Reuters that the talks were "useful".',
         ["Reuters", "Finnish diplomat"]),
        ("In an interview with the BBC, Alexander Stubb warned that the ceasefire would not last.",
         ["BBC", "Alexander Stubb"]),
        ("A Finnish diplomat said that Alexander Stubb had promised to send more generators.",
         ["Finnish diplomat", "Alexander Stubb"]),
    ],
)  # fmt: skip
def test_through_whom_words_were_passed_on(text: str, chain: list[str]) -> None:
    assert [c for c, _ in said(text)] == [chain]


def test_two_cues_of_one_subject_share_no_words() -> None:
    both = said("The minister said the cable had been cut, and denied that it was old.")
    assert [content for _, content in both] == ["the cable had been cut", "that it was old"]


def test_insertions_and_pronouns_inside_reported_speech() -> None:
    report = read(
        'A senior Canadian official said the talks had been useful. He added that "they [the '
        'Indians] will come back".'
    )
    added = report.statements[-1]
    assert [s.text for s in added.insertions] == ["[the Indians]"]
    assert added.speaker == report.statements[0].speaker


def test_relate_answers_one_of_the_sixteen_types() -> None:
    relation = detente.relate("Iran attacked Israel with missiles.", "Iran", (14, 20))
    assert relation.type == "ASSAULT"
    assert len(relation.scores) == 16
    assert sum(relation.scores.values()) == pytest.approx(1)


def test_words_that_do_not_stand_in_the_sentence_are_refused() -> None:
    with pytest.raises(ValueError, match="does not stand"):
        detente.relate("Iran attacked Israel.", "Iraq", "Israel")


def test_one_bad_document_does_not_stop_the_rest(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    good = "Emmanuel Macron met Xi Jinping in Beijing in April.\n"
    first, second = detente.read_many([tmp_path / "empty.txt", good])
    assert isinstance(first, detente.Failure)
    assert isinstance(second, Report)


def spans_of(value: object) -> list[dict[str, object]]:
    if isinstance(value, dict):
        own = [value] if {"start", "end", "text"} <= set(value) else []
        return own + [s for v in value.values() for s in spans_of(v)]
    if isinstance(value, list):
        return [s for v in value for s in spans_of(v)]
    return []


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.sampled_from([
    "Macron", "“", "”", "\n\n", "called", "Xi", "the two sides", "on Monday", "said", "that", "[",
    "]", "talks", "refused", "\u200b", "🙂", "U.S.", "'s", "and", ".", "met", "Moscow", "its",
]), min_size=1, max_size=60))  # fmt: skip
def test_every_span_repeats_the_text(words: list[str]) -> None:
    text = " ".join(["The", "ministers", "of", "France", *words])
    try:
        report = detente.read(text + "\n", as_is=True)
    except detente.UnreadableError:
        return
    dumped = report.model_dump(mode="json", by_alias=True)
    for span in spans_of({k: v for k, v in dumped.items() if k != "document"}):
        assert report.document.text[span["start"] : span["end"]] == span["text"]  # type: ignore[misc]


@pytest.mark.skipif(not SHARED.exists(), reason="the shared report is not at hand")
def test_the_report_that_the_project_started_from() -> None:
    report = detente.read(next(SHARED.glob("*.txt")))
    assert {tuple(c.parties) for c in report.contacts} == {("CHN", "USA")}
    call = next(c for c in report.contacts if c.mode == "call")
    assert (call.level, call.initiator, call.status) == ("leader", "USA", "held")
    assert (call.date, call.date_zone) == ("2021-09-09", "U.S. time")
    assert {t.word for t in call.tone} == {"candid", "in-depth"}
    assert any((c.ordinal, c.since, c.within) == (2, "2021-01", "P7M") for c in call.counts)
    before = [c for c in report.contacts if c.id in call.follows]
    assert [(c.level, c.mode, c.outcome) for c in before] == [
        ("officials", "unspecified", "no-progress")
    ]
    met = next(c for c in report.contacts if c.date == "2021-03")
    assert (met.mode, met.level, met.place and met.place.text) == (
        "in-person",
        "officials",
        "Anchorage, Alaska",
    )
    never = next(c for c in report.contacts if c.status == "never")
    assert (never.level, never.mode) == ("leader", "in-person")
    moves = {(m.type, *m.parties) for m in report.moves if m.reciprocal}
    assert moves >= {(t, a, b) for t in ("ACCUSE", "SANCTION")
                     for a, b in (("USA", "CHN"), ("CHN", "USA"))}  # fmt: skip
    assert any("channels of communication open" in span.text for span in call.purpose)


@pytest.mark.skipif(not SHARED.is_dir(), reason="the report is not at hand (../shared/data/report)")
@pytest.mark.parametrize(
    ("words", "chain"),
    [
        ("initiated a call", ["Reuters"]),
        ("frustrated at the lack of progress", ["CBS News"]),
        ("managing their competition", ["senior U.S. official"]),
        ("perform for their bosses", ["senior U.S. official"]),
        ("[the Americans] will blink", ["senior U.S. official"]),
        ("openly and straightforwardly", ["White House"]),
        ("in-depth", ["RTHK", "Xinhua"]),
        ("placed great strain", ["CCTV", "Xi Jinping"]),
        ("destiny of the world", ["Xi Jinping"]),
        ("question of the century", ["Xi Jinping"]),
    ],
)
def test_who_says_what_in_it(words: str, chain: list[str]) -> None:
    report = detente.read(next(SHARED.glob("*.txt")))
    names = {actor.id: actor.name for actor in report.actors}
    told = [s for s in report.statements if any(words in span.text for span in s.content)]
    assert [[names[actor] for actor in s.chain] for s in told] == [chain]


def test_a_text_of_nothing_but_long_words_is_read() -> None:
    words = " ".join(f"https://example.org/{n}/qzxvkj-{n * 7919}/wkqjzx" for n in range(200))
    text = f"The ministers of France and Chad said that the following were the sources: {words}."
    assert detente.code(Document(id="long", text=text)).document.text == text


def test_no_mark_by_itself_is_said_by_anybody() -> None:
    example = Path(__file__).parents[2] / "examples" / "hotline.txt"
    spans = [span.text for s in detente.read(example).statements for span in s.content]
    assert spans and all(any(map(str.isalnum, text)) for text in spans)
