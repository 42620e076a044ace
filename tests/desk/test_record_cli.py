"""The commands over a record, driven the way a person and a script drive them."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from commands import Run
from lxml import html

from detente.model import (
    Actor,
    Contact,
    Count,
    Document,
    Move,
    Participant,
    Report,
    Span,
    Statement,
)
from detente.record import Record

HOSTILE = "=Quay \x1b[2JCourier\x9b <script>alert(1)</script> [red]x[/red]"
OSLO = "Iceland's prime minister rang her Norwegian colleague, the second call this year."
REYKJAVIK = "Norway's prime minister asked for the call with Iceland's, his office said."
PLAN = "Icelandic and Norwegian officials are to meet. Norway accused Iceland of overfishing."


def span(text: str, words: str | None = None) -> Span:
    start = text.index(words) if words else 0
    return Span(start=start, end=start + len(words or text), text=words or text)


def told(outlet: str, title: str, published: str, text: str, **items: Any) -> Report:
    document = Document(id="d", title=title, outlet=outlet, published_at=published, text=text)
    actors = [
        Actor(id="a1", name="Anna Jónsdóttir", kind="person", country="ISL", level="leader"),
        Actor(id="a2", name="Norway", kind="state", country="NOR"),
        Actor(id="a3", name="Iceland", kind="state", country="ISL"),
    ]
    return Report(reader="test 0", document=document, actors=actors, **items)


def call(text: str, initiator: str, **more: Any) -> Contact:
    return Contact(
        id="c1", parties=["ISL", "NOR"], level="leader", mode="call", initiator=initiator,
        participants=[Participant(actor="a1", party="ISL", level="leader")],
        date="2031-04-08", evidence=[span(text)], **more,
    )  # fmt: skip


@pytest.fixture
def record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Record]:
    """Two outlets tell of one call and disagree on who asked for it; a third tells of a plan."""
    monkeypatch.setenv("DETENTE_DB", str(tmp_path / "r.db"))
    second = Count(ordinal=2, level="leader", since="2031-01")
    with Record(tmp_path / "r.db") as made:
        made.add(
            told("Fjord Gazette", "A call", "2031-04-09", OSLO,
                 contacts=[call(OSLO, "ISL", counts=[second])]),
            told(HOSTILE, HOSTILE, "2031-04-09", REYKJAVIK, contacts=[call(REYKJAVIK, "NOR")],
                 statements=[Statement(id="s1", source=[span(REYKJAVIK, "his office")], cue=[],
                                       content=[span(REYKJAVIK)], kind="indirect", chain=["a2"],
                                       speaker="a2", about=["c1"])]),
            told("Skerry Post", "A plan", "2031-06-01", PLAN,
                 contacts=[Contact(id="c1", parties=["ISL", "NOR"], level="officials",
                                   status="planned", evidence=[span(PLAN)])],
                 moves=[Move(id="m1", source="a2", target="a3", parties=["NOR", "ISL"],
                             type="ACCUSE", evidence=[span(PLAN, "accused Iceland")])]),
        )  # fmt: skip
        yield made


def shown(text: str) -> str:
    return " ".join(text.split())


def ids(run: Run) -> list[str]:
    return [row["id"] for row in json.loads(run("contacts").out)]


def test_a_list_tells_in_brief_and_says_what_is_disputed(run: Run, record: Record) -> None:
    done = run("contacts", "nor", "iceland", "--format", "rich")
    assert (done.status, done.err) == (0, "")
    brief = shown(done.out)
    assert "ISL – NOR 8 April 2031 · leader · call · held" in brief
    assert "initiator disputed: ISL (Fjord Gazette), NOR (=Quay ␛[2JCourier" in brief
    assert "[red]x[/red]); left open" in brief
    assert "took part Anna Jónsdóttir (ISL, leader)" in brief
    assert "told in 2 stories: Fjord Gazette, =Quay" in brief
    assert "told 1 June 2031 · officials · unspecified · planned" in brief


def test_json_is_one_array_of_what_the_record_gives(run: Run, record: Record) -> None:
    for command, rows in (
        (("contacts", "ISL", "NOR"), record.contacts("ISL", "NOR")),
        (("contacts", "--level", "LEADER", "--until", "2031-04"), record.contacts(level="leader")),
        (("moves", "nor", "--type", "accuse"), record.moves("NOR", type="ACCUSE")),
        (("statements", "--speaker", "norw"), record.statements()),
        (("claims", "isl"), record.claims("ISL")),
        (("search", "overfishing"), record.search("overfishing")),
    ):
        done = run(*command)
        assert (done.status, done.err) == (0, "")
        assert json.loads(done.out) == list(rows) != []
    assert json.loads(run("contacts", "FRA").out) == []
    lines = run("contacts", "--format", "jsonl", "--limit", 1).out.splitlines()
    assert [json.loads(line)["mode"] for line in lines] == ["call"]


def test_one_contact_is_shown_whole(run: Run, record: Record) -> None:
    own, mention = ids(run)[0], record.search("colleague")[0]["key"] + "-c1"
    whole = shown(run("contact", mention, "--format", "rich").out)
    for words in (
        f"{own} ISL – NOR",
        "initiator none (rule: disputed)",
        "NOR – =Quay ␛[2JCourier",
        "ISL – Fjord Gazette (1 story)",
        "evidence",
        "Fjord Gazette, “A call”, 9 April 2031",
        "both on 2031-04-08 (+3)",
        "claims second at leader level since January 2031 – Fjord Gazette: not enough",
    ):
        assert words in whole
    assert json.loads(run("contact", own).out) == record.contact(own)


def test_claims_name_what_is_missing(run: Run, record: Record) -> None:
    claims = shown(run("claims", "--format", "rich").out)
    assert "counted leader level · call · from 1 January 2031 to 8 April 2031" in claims
    assert "missing 1 of those counted" in claims
    record.log_contact(["ISL", "NOR"], mode="call", level="leader", date="2031-02-01")
    record.log_contact(["ISL", "NOR"], mode="call", level="leader", date="2031-03-01")
    claims = shown(run("claims", "--format", "rich").out)
    assert "ISL – NOR contradicted · Fjord Gazette" in claims
    assert ": 1 March 2031 · leader · call · held" in claims


def test_a_judgement_holds_until_it_is_undone(run: Run, record: Record) -> None:
    own = ids(run)[0]
    done = run(
        "judge", "correct", own, "initiator", "norway", "--reason", "read\x1b it", "--user", "eva"
    )
    assert done.out == f"judgement 1: initiator of {own}: none → NOR\n"
    assert "initiator NOR, corrected by hand; told:" in shown(run("contacts", "-f", "rich").out)
    listed = run("judge", "list", "-f", "rich").out
    assert "eva" in listed and "read␛ it" in listed
    assert run("judge", "undo", 1).out.startswith("judgement 2: 1 no longer holds: “initiator of ")
    assert json.loads(run("contact", own).out)["initiator"] is None
    assert [row["stands"] for row in json.loads(run("judge", "list").out)] == [False, True]

    two = json.loads(run("contact", own).out)["mentions"]
    assert "are now two contacts" in run("judge", "different", *two).out
    assert "are now one" in run("judge", "same", *two).out
    assert f"is no contact; {two[1]} stays" in run("judge", "reject", two[0]).out
    gone = run("judge", "reject", two[0])
    assert (gone.status, gone.err.count("\n")) == (1, 1)


def test_what_is_entered_by_hand_is_told_with_the_rest(run: Run, record: Record) -> None:
    done = run(
        "log", "contact", "norway", "isl", "--mode", "call", "--level", "leader", "--date",
        "2031-04-08", "--initiator", "nor", "--note", "The desk at the ministry told us.",
        "--published", "2031-04-10", "--user", "eva",
    )  # fmt: skip
    own = ids(run)[0]
    assert (done.status, done.err) == (0, "")
    assert done.out.endswith(f": ISL – NOR, call, held, told together with {own}\n")
    assert "chosen: NOR (most sources)" in shown(run("contacts", "-f", "rich").out)
    assert run("log", "move", "isl", "nor", "sanction", "--date", "2031-05").status == 0
    assert json.loads(run("moves", "--type", "SANCTION").out)[0]["date"] == "2031-05"
    before = run("contacts").out
    assert "worked out anew" in run("rebuild").out
    assert run("contacts").out == before


def test_hostile_text_stays_text(run: Run, record: Record) -> None:
    for command in ("contacts", "moves", "statements", "dyads", "claims", ("search", "office")):
        words = (command,) if isinstance(command, str) else command
        rich = run(*words, "--format", "rich").out
        assert rich and not {"\x1b", "\x9b"} & set(rich)
        assert not {"\x1b", "\x9b"} & set(run(*words).out)
        page = run(*words, "--format", "html").out
        tree = html.fromstring(page)
        assert not tree.xpath("//script | //img")
        places = tree.xpath("//@id")
        assert len(set(places)) == len(places)
        assert {link[1:] for link in tree.xpath("//@href")} <= set(places)
        assert "default-src 'none'" in page
    assert "[red]x[/red]" in rich
    (row,) = csv.DictReader(io.StringIO(run("search", "office", "-f", "csv").out))
    assert row["title"].startswith("'=Quay ␛[2J")


def test_a_record_that_is_not_there_is_not_made(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("DETENTE_DB", raising=False)
    for command in (("contacts",), ("judge", "undo", 1), ("rebuild",), ("backup", "b.db")):
        done = run(*command)
        assert (done.status, done.out) == (1, "")
        assert done.err == (
            "detente: there is no record detente.db; "
            "make one with `detente add`, or name another with --db\n"
        )
    (tmp_path / "note.db").write_text("no database, but text that somebody keeps " * 20)
    done = run("contacts", "--db", "note.db")
    assert (done.status, done.err.count("\n")) == (1, 1)
    assert [entry.name for entry in tmp_path.iterdir()] == ["note.db"]
    assert run("log", "move", "isl", "nor", "accuse").status == 0
    assert (tmp_path / "detente.db").exists()
    assert run("backup", "b.db").out == "copied to b.db\n"


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (("contacts", "--level", "boss"), "leader, minister, senior, working, officials"),
        (("contacts", "--since", "2031-02-30"), "2021-09-09"),
        (("contacts", "--format", "xml"), "jsonl"),
        (("moves", "--type", "HUG"), "ASSAULT"),
        (("moves", "ISL", "NOR", "DNK"), "two"),
        (("judge", "correct", "x-c1", "mode", "fax"), "in-person"),
        (("judge", "correct", "x-c1", "date", "2031-13"), "2021-03"),
        (("log", "contact", "ISL", "iceland"), "two sides"),
        (("log", "contact", "ISL", "Atlantis"), "Atlantis"),
        (("contacts", "--db", ""), "empty"),
    ],
)
def test_wrong_usage_is_told_in_one_line(arguments: tuple[str, ...], word: str, run: Run) -> None:
    done = run(*arguments)
    assert (done.status, done.out) == (2, "")
    assert done.err.count("\n") == 1
    assert word in done.err
