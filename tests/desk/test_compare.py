"""`detente compare`: in a terminal, as JSON, as a page."""

from __future__ import annotations

import json
import sys
from datetime import datetime
from pathlib import Path

import pytest
from lxml import html
from typer.testing import CliRunner, Result

from detente.assessment.readouts import Comparison
from detente.coding import code
from detente.desk.commands.compare import app
from detente.model import Document
from detente.record import Record

pytest.importorskip("scipy")

HOSTILE = "Office of the Prime Minister of Norway <script>alert(1)</script> [red]x[/red] \x1b[2J"
OSLO = """Prime Minister Jonas Gahr Støre spoke by telephone with Prime Minister Ulf Kristersson \
of Sweden today, at the request of the Swedish side. They agreed to resume talks on the herring \
quota in May. "We <b>need</b> [bold]an answer[/bold] soon," the Prime Minister said."""
STOCKHOLM = """Prime Minister Ulf Kristersson had a phone conversation with Norway's Prime \
Minister Jonas Gahr Støre, who had asked for the call. The two leaders decided that negotiations \
about herring fishing would begin again in May."""


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("compare") / "record.db"
    with Record(path) as record:
        for text, outlet in ((OSLO, HOSTILE), (STOCKHOLM, "Government Offices of Sweden")):
            told = Document(id="d", outlet=outlet, title="Phone call", text=text,
                            published_at=datetime(2024, 3, 5))  # fmt: skip
            record.add(code(told))
    return path


@pytest.fixture(scope="module")
def contact(db: Path) -> str:
    with Record(db) as record:
        return str(next(iter(record.contacts("NOR", "SWE")))["id"])


def compare(db: Path, *arguments: object) -> Result:
    return CliRunner().invoke(app, [*map(str, arguments), "--db", str(db)])


def test_the_terminal_shows_both_sides(db: Path, contact: str) -> None:
    shown = compare(db, contact, "--format", "rich")
    assert shown.exit_code == 0
    for words in ("What both say", "Contradictions 1", "Sweden asked for it", "Norway asked"):
        assert words in shown.output
    assert "\x1b[2J" not in shown.output
    assert "[red]x[/red]" in shown.output.replace("\n", "")


def test_json_is_the_types_written_out(db: Path, contact: str) -> None:
    shown = compare(db, contact, "--format", "json")
    told = json.loads(shown.output)
    assert told["schema"] == 1
    assert "reasons" not in told["shared"][0]
    again = Comparison.model_validate(told)
    assert again.contact.parties == ["NOR", "SWE"]
    why = json.loads(compare(db, contact, "--format", "json", "--why").output)
    assert {r["why"] for r in why["shared"][0]["reasons"]} >= {"gist", "place"}


def test_the_page_is_whole_and_obeys_nothing(db: Path, contact: str, tmp_path: Path) -> None:
    target = tmp_path / "compared.html"
    assert compare(db, contact, "-o", target).exit_code == 0
    page = html.fromstring(target.read_text(encoding="utf-8"))
    assert not page.xpath("//script | //b | //*[@style] | //link | //img")
    assert page.xpath("count(//div[contains(@class, 'heads')]/div)") == 2
    links = {a.get("href").removeprefix("#") for a in page.xpath("//a")}
    assert links
    assert links <= {each.get("id") for each in page.xpath("//*[@id]")}


def test_why_is_told_where_it_is_asked_for(db: Path, contact: str) -> None:
    plain = compare(db, contact, "--format", "rich").output
    assert "likely" not in plain
    assert "likely" in compare(db, contact, "--format", "rich", "--why").output


def test_other_formats_are_refused(db: Path, contact: str) -> None:
    shown = compare(db, contact, "--format", "csv")
    assert shown.exit_code == 2
    assert "'csv' is no format" in shown.output


def test_a_missing_package_is_told_in_a_line(
    db: Path, contact: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "scipy", None)
    monkeypatch.setitem(sys.modules, "scipy.optimize", None)
    shown = compare(db, contact, "--format", "json")
    assert shown.exit_code == 1
    assert "pip install 'detente[assess]'" in shown.output
