"""The gold record is sound: legal values, and every quoted string stands in its text."""

import re
import sys
from pathlib import Path

import pycountry
import pytest

sys.path.insert(0, str(Path(__file__).parent.parent))
from benchmarks import gold
from benchmarks.record import is_named, score_report

from detente.model import Actor, Document, Report

FILES = [path for which in ("reports", "wikinews") for path in gold.find_gold(which)]
IGOS = {"ASEAN", "AU", "ECOWAS", "EU", "GCC", "IAEA", "NATO", "OAS", "UN"}


@pytest.fixture(scope="module", params=FILES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def record(request):
    return gold.read_gold(request.param)


def is_party(code):
    states = (pycountry.countries, pycountry.historic_countries)
    return code in IGOS or any(known.get(alpha_3=code) for known in states)


def test_record_is_sound(record):
    assert record.skipped == 0
    numbers = {contact.number for contact in record.contacts}
    for contact in record.contacts:
        assert contact.parties == sorted(set(contact.parties))
        assert all(map(is_party, contact.parties + contact.mediators))
        assert contact.initiator in {None, "both", *contact.parties}
        assert not set(contact.mediators) & set(contact.parties)
        assert set(contact.follows) <= numbers - {contact.number}
    for statement in record.statements:
        assert statement.chain
        for words in statement.insertions:
            assert re.fullmatch(r"\[.+\]", words.text)
            assert statement.content.start <= words.start
            assert words.end <= statement.content.end
    for move in record.moves:
        assert all(map(is_party, move.parties))
        assert move.parties[0] != move.parties[1]
        assert move.type != "CONSULT"


def test_every_text_has_its_gold():
    texts = {path.stem for path in gold.REPORTS.glob("*.txt")}
    assert texts == {path.stem for path in gold.REPORTS.glob("*.json")}


def test_words_are_found_as_the_gold_writes_them():
    text = "She said no. He said that\nthey met, talked and left."

    def found(words):
        return gold.find_words(text, words).start

    assert found("said") == 4
    assert found("said@2") == 16
    assert gold.find_words(text, "that they … and left").text == "that\nthey met, talked and left"
    for absent in ("said@3", "talked … they", "unsaid"):
        with pytest.raises(ValueError, match="not in the text"):
            found(absent)


def test_raw_offsets_follow_the_words_that_intake_kept():
    raw = "Title he said\n\nLead he said.\n\nPhoto: he.\n\nThen  he left."
    text = "Lead he said.\n\nThen he left."
    moved = gold.Alignment(raw, text)
    assert moved.span([raw.rindex("he left"), len(raw) - 1]).start == text.rindex("he left")
    with pytest.raises(gold.LeftOutError):
        moved.span([raw.index("Photo"), raw.index("Photo") + 5])


def report_of(record):
    """The report that a perfect reader would give."""
    actors = {}

    def actor(name):
        return actors.setdefault(name, Actor(id=f"a{len(actors)}", name=name, kind="person")).id

    contacts = [
        {
            **contact.model_dump(exclude={"number"}),
            "id": f"c{contact.number}",
            "participants": [
                {"actor": actor(name), "party": contact.parties[0]} for name in contact.participants
            ],
            "tone": [{"word": words.text} for words in contact.tone],
            "follows": [f"c{number}" for number in contact.follows],
        }
        for contact in record.contacts
    ]
    statements = [
        {
            **statement.model_dump(exclude={"number"}),
            "id": f"s{statement.number}",
            "source": [statement.source] if statement.source else [],
            "cue": [statement.cue] if statement.cue else [],
            "content": [statement.content],
            "chain": list(map(actor, statement.chain)),
        }
        for statement in record.statements
    ]
    moves = [
        {
            **move.model_dump(exclude={"number"}),
            "id": f"m{move.number}",
            "source": actor(move.parties[0]),
            "target": actor(move.parties[1]),
            "reciprocal": "m0" if move.reciprocal else None,
        }
        for move in record.moves
    ]
    return Report(
        reader="perfect",
        document=Document(id="d", text=record.text),
        actors=list(actors.values()),
        statements=statements,
        contacts=contacts,
        moves=moves,
    )


def test_perfect_report_scores_full(record):
    score = score_report(record, report_of(record))
    assert score.errors == []
    assert all(tally.right == tally.read == tally.gold for tally in score.tallies.values())


def test_empty_report_misses_everything(record):
    empty = Report(reader="empty", document=Document(id="d", text=record.text))
    score = score_report(record, empty)
    items = len(record.contacts) + len(record.statements) + len(record.moves)
    assert len(score.errors) == items
    assert not any(tally.right or tally.read for tally in score.tallies.values())


@pytest.mark.parametrize(
    ("name", "actor", "kind", "same"),
    [
        ("the Kremlin", "Kremlin", "office", True),
        ("the U.S. State Department", "State Department", "organization", True),
        ("Dilma Vána", "President Dilma Vana", "person", True),
        ("Mr. Vana", "Dilma Vana", "person", True),
        ("South Korea", "North Korea", "state", False),
        ("a senior U.S. official", "a Chinese official", "anonymous", False),
        ("the port authority", "Norland", "state", False),
    ],
)
def test_names_are_compared_without_frills(name, actor, kind, same):
    assert is_named(name, Actor(id="a1", name=actor, kind=kind)) is same
