"""The board of a dyad and the list of dyads, asked for on the command line."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest
import typer
from lxml import html
from typer.testing import CliRunner, Result

from detente.assessment.record import Record
from detente.desk.charts.passive import ActiveContentError, checked
from detente.desk.commands.dyad import dyad
from detente.desk.commands.record import dyads
from detente.model import Actor, Contact, Document, Move, Participant, Report, Span

HOSTILE = "Quay \x1b[2J\x9bCourier <script>alert(1)</script> [red]x[/red]"
SVG = "{http://www.w3.org/2000/svg}"
Run = Callable[..., Result]


def span(text: str) -> Span:
    return Span(start=0, end=len(text), text=text)


def told(day: str, text: str, *, outlet: str = "Fjord Gazette", **contact: object) -> Report:
    """A report of one contact of Iceland and Norway."""
    given = {"parties": ["ISL", "NOR"], "level": "leader", "mode": "call", "date": day} | contact
    return Report(
        reader="test 0",
        document=Document(id="d", title=text, outlet=outlet, published_at=day, text=text),
        actors=[Actor(id="a1", name="Anna Jónsdóttir", kind="person", country="ISL")],
        contacts=[
            Contact(id="c1", evidence=[span(text)],
                    participants=[Participant(actor="a1", party="ISL", level="leader")], **given)
        ],
    )  # fmt: skip


def accused(day: str | None, text: str, *, outlet: str = HOSTILE) -> Report:
    """A report of one move of Norway toward Iceland."""
    return Report(
        reader="test 0",
        document=Document(id="d", title=text, outlet=outlet, published_at=day, text=text),
        actors=[
            Actor(id="a1", name="Norway", kind="state", country="NOR"),
            Actor(id="a2", name="Iceland", kind="state", country="ISL"),
        ],
        moves=[
            Move(id="m1", source="a1", target="a2", parties=["NOR", "ISL"], type="ACCUSE",
                 date=day, evidence=[span(text)])
        ],
    )  # fmt: skip


@pytest.fixture
def record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Officials' talks lead nowhere, the leaders talk, then a minister's call is refused."""
    path = tmp_path / "r.db"
    monkeypatch.setenv("DETENTE_DB", str(path))
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("NO_COLOR", "1")
    talks = {"level": "officials", "mode": "in-person", "outcome": "no-progress"}
    with Record(path) as made:
        made.add(
            told("2021-02-03", "Officials of both met in Bergen without result.", **talks),
            told("2021-04-08", "Iceland's prime minister rang her colleague.", initiator="ISL"),
            told("2021-05-20", f"{HOSTILE} would not put the minister's call through.",
                 level="minister", status="refused", initiator="NOR", outlet=HOSTILE),
            accused("2021-04-02", f"Norway accused Iceland of overfishing. {HOSTILE}"),
        )  # fmt: skip
    return path


@pytest.fixture
def run() -> Run:
    app = typer.Typer(pretty_exceptions_enable=False)
    app.command("dyad")(dyad)
    app.command("dyads")(dyads)

    def invoke(*arguments: object) -> Result:
        return CliRunner().invoke(app, [str(argument) for argument in arguments])

    return invoke


def shown(result: Result) -> str:
    return " ".join(result.stdout.split())


def test_json_is_the_board(run: Run, record: Path) -> None:
    board = json.loads(run("dyad", "norway", "ISL").stdout)
    with Record(record) as made:
        assert board == made.dyad("ISL", "NOR").model_dump(mode="json", by_alias=True)
    assert {"parties", "on", "channels", "stalls", "escalations", "initiative"} <= board.keys()
    channel = {one["level"]: one for one in board["channels"]}["leader"]
    assert {"state", "last", "days_since", "usual_gap_days", "why"} <= channel.keys()
    (step,) = board["escalations"]
    assert (step["from"], step["to"], step["basis"]) == ("officials", "leader", "inferred")
    assert step["why"]["evidence"][0]["text"].startswith("Officials of both")


def test_a_terminal_shows_the_board(run: Run, record: Path) -> None:
    said = shown(run("dyad", "ISL", "NOR", "-f", "rich"))
    assert "ISL – NOR: Iceland and Norway as known on 20 May 2021 · 3 contacts · 1 move" in said
    assert "leader open 8 April 2021, call, ISL asked 42" in said
    assert "Contacts among officials led nowhere from 3 February 2021 on" in said
    lanes = run("dyad", "ISL", "NOR", "-f", "rich").stdout.splitlines()
    for lane, mark in (("leader ", "c"), ("minister ", "x"), ("officials ", "p")):
        drawn = [line.split()[-1] for line in lanes if line.startswith(lane) and "···" in line]
        assert [line.replace("·", "") for line in drawn] == [mark]
    assert "rule" not in said and "-c1" not in said


def test_why_tells_the_rule_and_the_words(run: Run, record: Path) -> None:
    said = shown(run("dyad", "ISL", "NOR", "-f", "rich", "--why"))
    with Record(record) as made:
        (talks,) = made.contacts(level="officials")
    assert "rule a stall begins with a contact told as without progress" in said
    assert (
        f"3 February 2021 · ISL – NOR, officials, in-person, held, no-progress {talks['id']}"
        in said
    )
    assert "Fjord Gazette: “Officials of both met in Bergen without result.”" in said


def test_on_a_day_only_what_was_known_is_told(run: Run, record: Path) -> None:
    board = json.loads(run("dyad", "ISL", "NOR", "--on", "2021-03").stdout)
    assert (board["on"], board["contacts"], board["moves"]) == ("2021-03-31", 1, 0)
    assert "2021-04" not in run("dyad", "ISL", "NOR", "--on", "2021-03", "-f", "html").stdout
    early = shown(run("dyad", "ISL", "NOR", "--on", "2021-01", "-f", "rich"))
    assert "Nothing was known on 31 January 2021: the record begins on 3 February 2021." in early


def test_hostile_text_stays_text(run: Run, record: Path) -> None:
    for command in (("dyad", "ISL", "NOR"), ("dyads",)):
        rich = run(*command, "-f", "rich", "--why").stdout
        assert "[red]x[/red]" in rich and not {"\x1b", "\x9b"} & set(rich)
        page = run(*command, "-f", "html", "--why").stdout
        tree = html.fromstring(page)
        assert not tree.xpath("//script | //img | //@style | //@onload | //@src")
        assert "default-src 'none'" in page and "&lt;script&gt;" in page


def test_a_hostile_side_stays_text(run: Run, record: Path) -> None:
    side = "<script src=x & \u202e[2J"
    with Record(record) as made:
        made.add(told("2021-03-01", "They spoke.", parties=[side, "NOR"]),
                 told("2021-03-20", "They spoke again.", parties=[side, "NOR"]))  # fmt: skip
    drawn = run("dyad", side, "NOR", "-f", "svg")
    assert drawn.exit_code == 0 and "&lt;script src=x &amp; \ufffd[2J" in drawn.stdout
    page = run("dyad", side, "NOR", "-f", "html")
    assert page.exit_code == 0 and "<script" not in page.stdout + drawn.stdout


@pytest.mark.parametrize("side", ["a://b", "javascript:x", "url(x"])
def test_a_side_that_looks_like_an_address_is_drawn(side: str, run: Run, record: Path) -> None:
    with Record(record) as made:
        made.add(told("2021-03-01", "They spoke.", parties=[side, "NOR"]))
    drawn = run("dyad", side, "NOR", "-f", "svg")
    assert drawn.exit_code == 0 and side in drawn.stdout
    assert run("dyad", side, "NOR", "-f", "html").exit_code == 0


def test_the_head_of_a_table_is_safe(run: Run, record: Path) -> None:
    side = "Utopia \u202e[2J"
    with Record(record) as made:
        made.add(told("2021-03-01", "They spoke.", parties=[side, "NOR"], initiator=side))
    rich = run("dyad", side, "NOR", "-f", "rich").stdout
    assert "by level" in rich and "\u202e" not in rich


@pytest.mark.parametrize("status", ["never", "denied"])
def test_what_was_no_contact_is_not_drawn(
    status: str, run: Run, record: Path, tmp_path: Path
) -> None:
    picture = tmp_path / "none.png"
    with Record(record) as made:
        made.add(told("2021-03-01", "None.", parties=["DNK", "SWE"], status=status))
    done = run("dyad", "DNK", "SWE", "-o", picture)
    assert (done.exit_code, picture.exists()) == (1, False)
    assert done.stderr.startswith("detente: there is nothing to draw")
    assert run("dyad", "DNK", "SWE", "-f", "html").exit_code == 0


def test_every_sentence_of_the_page_opens_to_why(run: Run, record: Path) -> None:
    tree = html.fromstring(run("dyad", "ISL", "NOR", "-f", "html").stdout)
    stall = tree.xpath("//section[@id='stalls']/details")[0]
    assert "led nowhere" in stall.xpath("string(summary)")
    assert "met in Bergen" in stall.xpath("string(div[@class='why']//q)")
    for width in ("wide", "narrow"):
        drawn = tree.xpath(f"//figure/div[@class='{width}']/*[local-name()='svg']")
        assert "officials" in drawn[0].text_content()


def test_pictures_are_drawn(run: Run, record: Path, tmp_path: Path) -> None:
    for name in ("board.svg", "board.png"):
        assert run("dyad", "ISL", "NOR", "-o", tmp_path / name).exit_code == 0
    root = ElementTree.parse(tmp_path / "board.svg").getroot()  # noqa: S314  (our own)
    words = {element.text for element in root.iter(f"{SVG}text")}
    assert {"leader", "no-progress", "verbal conflict", "Days without contact"} <= words
    marks = [g for g in root.iter(f"{SVG}g") if "role-mark" in g.get("class", "")]
    kinds = {g.get("class", "").split()[0] for g in marks if len(g)}
    assert {"mark-symbol", "mark-rect", "mark-area"} <= kinds  # contacts, moves, silences
    assert (tmp_path / "board.png").read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize(
    "inside",
    [
        "<script/>",
        "<path onload='x()'/>",
        "<path style='fill:red'/>",
        "<a href='https://evil.example'/>",
        "<path fill='url(https://evil.example/#a)'/>",
        "<image/>",
    ],
)
def test_a_picture_that_could_act_is_no_picture(inside: str) -> None:
    assert checked("<svg xmlns='http://www.w3.org/2000/svg'><text>a &lt; b</text></svg>")
    with pytest.raises(ActiveContentError):
        checked(f"<svg xmlns='http://www.w3.org/2000/svg'>{inside}</svg>")


def test_little_or_nothing_is_said_in_a_sentence(run: Run, record: Path, tmp_path: Path) -> None:
    nothing = shown(run("dyad", "FRA", "germany", "-f", "rich"))
    assert "The record has nothing between DEU and FRA by 20 May 2021" in nothing
    assert "nothing between" in run("dyad", "FRA", "DEU", "-f", "html").stdout
    picture = tmp_path / "none.png"
    done = run("dyad", "FRA", "DEU", "-o", picture)
    assert (done.exit_code, picture.exists()) == (1, False)
    assert done.stderr.startswith("detente: there is nothing to draw: The record has nothing")

    with Record(tmp_path / "one.db") as made:
        made.add(told("2021-04-08", "They spoke."), accused(None, "Norway accused Iceland."))
    one = shown(run("dyad", "ISL", "NOR", "-f", "rich", "--db", tmp_path / "one.db"))
    assert "last contact 8 April 2021 (a call), 0 days ago." in one
    assert "1 move without a day" in one
    assert run("dyad", "ISL", "NOR", "-o", picture, "--db", tmp_path / "one.db").exit_code == 0

    with Record(tmp_path / "undated.db") as made:
        made.add(accused(None, "Norway accused Iceland."))
    undated = shown(run("dyad", "ISL", "NOR", "-f", "rich", "--db", tmp_path / "undated.db"))
    assert "Nothing to draw: no contact and no move has a day." in undated


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (("dyad", "ISL"), "Missing argument"),
        (("dyad", "ISL", "NOR", "--on", "April"), "2021-09-09"),
        (("dyad", "ISL", "NOR", "-f", "csv"), "rich, json, html, png, svg"),
        (("dyad", "ISL", "NOR", "--half-life", "0"), "half-life"),
        (("dyad", "ISL", "NOR", "--half-life", "nan"), "half-life"),
        (("dyad", "ISL", "NOR", "--window", "46"), "45"),
        (("dyads", "--days", "0"), "days"),
    ],
)
def test_wrong_usage_is_told(arguments: tuple[str, ...], word: str, run: Run, record: Path) -> None:
    done = run(*arguments)
    assert (done.exit_code, done.stdout) == (2, "")
    assert word in done.stderr


def test_a_side_that_nobody_knows_is_told(run: Run, record: Path) -> None:
    from detente.record import RecordError

    for pair, word in ((("Ruritania", "NOR"), "Ruritania"), (("ISL", "iceland"), "the same")):
        done = run("dyad", *pair)
        assert isinstance(done.exception, RecordError) and word in str(done.exception)


def test_a_missing_extra_is_told(
    run: Run, record: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "vl_convert", None)
    done = run("dyad", "ISL", "NOR", "-o", tmp_path / "board.png")
    assert (done.exit_code, list(tmp_path.glob("*board*"))) == (1, [])
    assert done.stderr == "detente: vl_convert is not installed; pip install 'detente[assess]'\n"


def test_dyads_are_listed_by_what_has_changed(run: Run, record: Path) -> None:
    with Record(record) as made:
        others = {"parties": ["DNK", "SWE"], "level": "senior"}
        made.add(*(told(f"2021-05-{day}", f"They met, {day}.", **others) for day in range(10, 20)))
    rows = json.loads(run("dyads").stdout)
    assert [row["parties"] for row in rows] == [["ISL", "NOR"], ["DNK", "SWE"]]
    assert rows[0].keys() == {"parties", "contacts", "moves", "first", "last", "score", "changes"}
    assert "cut" in [change["kind"] for change in rows[0]["changes"]]
    assert "cut at minister level, 20 May 2021" in shown(run("dyads", "-f", "rich"))
    why = shown(run("dyads", "-f", "rich", "--why", "--limit", 1))
    assert "rule: cut: a side refused" in why and "DNK" not in why
    quiet = json.loads(run("dyads", "--on", "2021-05-19").stdout)
    assert "cut" not in [change["kind"] for row in quiet for change in row["changes"]]
