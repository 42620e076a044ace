"""A record as tables, events and entities for other programs."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Callable
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from typing import get_args

import pytest
import typer
from pyarrow import parquet
from typer.testing import CliRunner, Result

from detente.assessment import SCALE
from detente.desk.export.command import export
from detente.desk.export.countries import alpha_2
from detente.model import (
    Actor,
    Contact,
    Document,
    Move,
    MoveType,
    Participant,
    Purpose,
    Report,
    Span,
    Statement,
    Tone,
)
from detente.record import Record

FORMULA = '=HYPERLINK("http://evil.example","Talks")'
TEXT = f"""\
{FORMULA}
Kosovo's president, Ana Krasniqi, rang the “Portuguese”
foreign minister, Rui Sá, on Tuesday about "gas, \\ and light". The talk was frank, she said.
Portugal and Kosovo are to meet in Geneva in June. Portugal cut off Kosovo's gas in May.
"""
Run = Callable[..., Result]
needs_ftm = pytest.mark.skipif(
    find_spec("followthemoney") is None, reason="followthemoney is not installed: detente[ftm]"
)


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start=start, end=start + len(words), text=words)


def told(number: int = 1) -> Report:
    call = span(
        'rang the “Portuguese”\nforeign minister, Rui Sá, on Tuesday about "gas, \\ and light"'
    )
    return Report(
        reader="test 0",
        document=Document(
            id="d1",
            title=f"{FORMULA} {number}",
            outlet="The Lisbon Mail",
            published_at="2031-07-09T01:30:00+08:00",
            url="https://news.example/gas",
            text=TEXT,
        ),
        actors=[
            Actor(id="a1", name="Ana Krasniqi", kind="person", country="XKX", sector="GOV",
                  level="leader"),
            Actor(id="a2", name="Rui Sá", kind="person", country="PRT", sector="GOV",
                  level="minister"),
            Actor(id="a3", name="Portugal", kind="state", country="PRT", sector="GOV"),
            Actor(id="a4", name="Kosovo", kind="state", country="XKX", sector="GOV"),
        ],
        statements=[
            Statement(id="s1", source=[span("she")], cue=[span("said")], kind="indirect",
                      content=[span("The talk was frank")], chain=["a1"], speaker="a1",
                      about=["c1"]),
        ],
        contacts=[
            Contact(
                id="c1", parties=["PRT", "XKX"], level="minister", mode="call", initiator="XKX",
                participants=[Participant(actor="a1", party="XKX", level="leader"),
                              Participant(actor="a2", party="PRT", level="minister")],
                date="2031-07-08", topics=[span('"gas, \\ and light"')],
                purpose=[Purpose(**span("gas").model_dump(), by="a1")],
                tone=[Tone(word="frank", by="a1")], evidence=[span(FORMULA), call],
                according_to=["s1"],
            ),
            Contact(id="c2", parties=["PRT", "XKX"], mode="in-person", status="planned",
                    date="2031-06", place=span("Geneva"),
                    evidence=[span("Portugal and Kosovo are to meet in Geneva in June")]),
            Contact(id="c3", parties=["PRT", "XKX"], mode="in-person", date="2029",
                    place=span("Geneva"), evidence=[span("Geneva")]),
        ],
        moves=[
            Move(id="m1", source="a3", target="a4", parties=["PRT", "XKX"], type="COERCE",
                 date="2031-05", evidence=[span("Portugal cut off Kosovo's gas in May")]),
            Move(id="m2", source="a3", target="a4", parties=["PRT", "XKX"], type="SANCTION",
                 status="planned", evidence=[span("Portugal")]),
        ],
    )  # fmt: skip


@pytest.fixture
def run(tmp_path: Path) -> Run:
    with Record(tmp_path / "record.db") as record:
        record.add(told())
    app = typer.Typer()
    app.command()(export)

    def invoke(*arguments: object) -> Result:
        words = [str(argument) for argument in arguments]
        return CliRunner().invoke(app, words, env={"DETENTE_DB": str(tmp_path / "record.db")})

    return invoke


def rows_of(tmp_path: Path, items: str) -> list[dict[str, object]]:
    with Record(tmp_path / "record.db") as record:
        found = {"contacts": record.contacts, "moves": record.moves,
                 "statements": record.statements}  # fmt: skip
        return list(found[items]())


@pytest.mark.parametrize("items", ["contacts", "moves", "statements"])
def test_tables_hold_each_item_once(items: str, run: Run, tmp_path: Path) -> None:
    rows = rows_of(tmp_path, items)
    ids = [row["id"] for row in rows]
    for ending in ("csv", "jsonl", "parquet"):
        assert run(items, "-o", tmp_path / f"out.{ending}").exit_code == 0
    with (tmp_path / "out.csv").open(newline="") as lines:
        table = list(csv.DictReader(lines))
    frame = parquet.read_table(tmp_path / "out.parquet")
    assert ids == [row["id"] for row in table] == frame["id"].to_pylist()
    assert list(table[0]) == frame.column_names
    lines = (tmp_path / "out.jsonl").read_text().splitlines()
    assert [json.loads(line) for line in lines] == rows


def test_values_keep_their_types_and_hostile_text(run: Run, tmp_path: Path) -> None:
    assert run("contacts", "-o", tmp_path / "out.parquet", "--mode", "call").exit_code == 0
    assert run("contacts", "-o", tmp_path / "out.csv", "--mode", "call").exit_code == 0
    (typed,) = parquet.read_table(tmp_path / "out.parquet").to_pylist()
    assert typed["parties"] == ["PRT", "XKX"]
    assert typed["first_day"] == date(2031, 7, 8)
    assert typed["evidence"][0]["text"] == FORMULA
    assert typed["topics"][0]["text"] == '"gas, \\ and light"'
    assert TEXT[typed["evidence"][1]["start"] :].startswith("rang the “Portuguese”\nforeign")
    assert typed["purpose"][0]["by"] == typed["tone"][0]["by"] == "Ana Krasniqi"
    with (tmp_path / "out.csv").open(newline="") as lines:
        (row,) = csv.DictReader(lines)
    assert json.loads(row["parties"]) == typed["parties"]
    assert json.loads(row["evidence"]) == typed["evidence"]
    planned = run("contacts", "-f", "csv", "--status", "planned", "--since", "2031-06")
    (row,) = csv.DictReader(planned.stdout.splitlines())
    assert (row["date"], row["last_day"], row["place"]) == ("2031-06", "2031-06-30", "Geneva")


def test_a_formula_is_no_formula_in_a_spreadsheet(run: Run, tmp_path: Path) -> None:
    evil = Actor(id="a3", name="=1+1", kind="person", country="PRT")
    report = told(2)
    actors = [*report.actors[:2], evil, report.actors[3]]
    attack = report.moves[0].model_copy(update={"type": "ASSAULT"})
    with Record(tmp_path / "record.db") as record:
        record.add(report.model_copy(update={"actors": actors, "moves": [attack]}))
    table = csv.DictReader(run("moves", "-f", "csv", "--type", "assault").stdout.splitlines())
    assert [(row["source"], row["intensity"]) for row in table] == [("'=1+1", "-9.5")]


def test_plover_tells_direction_mode_and_day(run: Run) -> None:
    done = run("contacts", "-f", "plover")
    call, *meeting = sorted(map(json.loads, done.stdout.splitlines()), key=lambda e: e["symmetric"])
    assert (call["event_type"], call["event_mode"], call["intensity"]) == ("CONSULT", "phone", 1)
    assert call["quad_code"] == "verbal cooperation"
    assert call["actor"] == [{"name": "Ana Krasniqi", "country": "XKX", "sector": "GOV"}]
    assert call["recipient"] == [{"name": "Rui Sá", "country": "PRT", "sector": "GOV"}]
    assert (call["event_date"], call["date_precision"]) == ("2031-07-08", "day")
    assert (call["publication"], call["coder"]) == ("The Lisbon Mail", "detente")
    assert FORMULA in call["text"]
    # Nobody is told to have asked for the meeting: it is told from both sides.
    assert [event["actor"][0]["name"] for event in meeting] == ["Portugal", "Kosovo"]
    assert {event["event_mode"] for event in meeting} == {"third-party"}
    assert {event["event_date"] for event in meeting} == {"2029-01-01"}
    assert done.stderr == (
        "detente: warning: left out 1 contacts with status planned, no events of PLOVER\n"
    )


def test_plover_moves_weigh_what_the_codebook_says(run: Run) -> None:
    done = run("moves", "-f", "plover")
    (coerce,) = map(json.loads, done.stdout.splitlines())
    assert (coerce["event_type"], coerce["intensity"]) == ("COERCE", -7.5)
    assert (coerce["quad_code"], coerce["contexts"]) == ("material conflict", [])
    assert "planned" in done.stderr, "a threat of sanctions is no sanction"
    assert set(SCALE) == set(get_args(MoveType))
    verbal = {kind for kind, weight in SCALE.items() if weight.quad.startswith("verbal")}
    conflict = {kind for kind, weight in SCALE.items() if weight.quad.endswith("conflict")}
    assert all((SCALE[kind].intensity < 0) == (kind in conflict) for kind in SCALE)
    assert all(abs(SCALE[kind].intensity) <= 5 for kind in verbal)


@needs_ftm
@pytest.mark.parametrize("items", ["contacts", "moves"])
def test_entities_are_valid_linked_and_the_same_again(items: str, run: Run, tmp_path: Path) -> None:
    from followthemoney.proxy import EntityProxy

    target = tmp_path / "graph.ftm.json"
    assert run(items, "-o", target).exit_code == 0
    entities = [EntityProxy.from_dict(json.loads(line)) for line in target.open()]
    by_id = {entity.id: entity for entity in entities}
    assert len(by_id) == len(entities), "each entity stands once"
    for entity in entities:
        assert str(entity.id).startswith("detente-")
        entity.schema.validate({"properties": entity.properties})
        assert all(entity.has(name) for name in entity.schema.required)
        for prop, value in entity.itervalues():
            if prop.type.name == "entity":
                assert by_id[value].schema.is_a(prop.range), f"{prop} leads to its kind"
    events = [entity for entity in entities if entity.schema.name == "Event"]
    assert len(events) == len(rows_of(tmp_path, items))
    (article,) = (entity for entity in entities if entity.schema.name == "Article")
    assert all(event.get("proof") == [article.id] for event in events)
    assert article.first("publishedAt") == "2031-07-08T17:30:00", "in UTC, as the model has it"
    before = target.read_text()
    assert run(items, "-o", target).exit_code == 0
    assert target.read_text() == before


@needs_ftm
def test_entities_of_a_call(run: Run) -> None:
    lines = run("contacts", "--mode", "call", "-f", "ftm").stdout.splitlines()
    by_id = {entity["id"]: entity for entity in map(json.loads, lines)}
    (call,) = (entity for entity in by_id.values() if entity["schema"] == "Event")
    involved = [by_id[i] for i in call["properties"]["involved"]]
    assert {e["schema"] for e in involved} == {"PublicBody", "Person"}
    assert {e["properties"]["country"][0] for e in involved} == {"pt", "xk"}
    (asked,) = (by_id[i] for i in call["properties"]["organizer"])
    assert asked["properties"]["name"] == ["Kosovo"]
    assert call["properties"]["date"] == ["2031-07-08"]
    assert call["properties"]["sourceUrl"] == ["https://news.example/gas"]


@needs_ftm
def test_what_the_model_does_not_take_is_left_out_and_counted(run: Run, tmp_path: Path) -> None:
    report = told(3)
    document = report.document.model_copy(update={"url": "javascript:alert(1)"})
    with Record(tmp_path / "record.db") as record:
        record.add(report.model_copy(update={"document": document}))
    done = run("contacts", "-f", "ftm")
    assert done.exit_code == 0
    assert "javascript" not in done.stdout
    assert "left out 1 values of Article.sourceUrl, not valid in FollowTheMoney" in done.stderr


@needs_ftm
def test_every_country_has_its_code() -> None:
    from followthemoney import model as ftm

    codes = ("USA", "XKX", "SUN", "EU", "TWN")
    assert [alpha_2(code) for code in codes] == ["us", "xk", "suhh", None, "tw"]
    assert all(
        ftm["Thing"].get("country").type.clean(alpha_2(code)) for code in codes if code != "EU"
    )


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["people"], "statements"),
        (["contacts", "-f", "xml"], "parquet"),
        (["contacts", "-o", "out.xml"], "ending"),
        (["contacts", "-f", "parquet"], "FILE"),
        (["statements", "-f", "plover"], "statements"),
        (["moves", "--level", "leader"], "level"),
        (["moves", "--status", "held"], "alleged"),
        (["contacts", "--type", "AID"], "type"),
    ],
)
def test_wrong_usage_writes_nothing(
    arguments: list[str], word: str, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = run(*arguments)
    assert (done.exit_code, done.stdout) == (2, "")
    assert word in done.stderr
    assert [path.name for path in tmp_path.glob("*out*")] == []


def test_a_missing_extra_is_told_in_one_line(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    monkeypatch.delitem(sys.modules, "detente.desk.export.parquet", raising=False)
    monkeypatch.delattr("detente.desk.export.parquet", raising=False)
    done = run("contacts", "-o", tmp_path / "out.parquet")
    assert done.exit_code == 1
    assert done.stderr == "detente: pyarrow is not installed; pip install 'detente[export]'\n"
    assert not list(tmp_path.glob("*out*"))
