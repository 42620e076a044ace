"""The user's own people, organizations and outlets beside the tables, and Wikidata's."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from detente.actors import OverlayError, WikidataError, check_additions, update_leaders
from detente.actors.overlay import overlay_rows
from detente.actors.wikidata import changes, fetch_holders

OWN = """
[[person]]
name = "Wanjiru Kimathi"
names = ["W. Kimathi"]
country = "KEN"
office = "Foreign minister"
from = "2030-01-05"

[[organization]]
name = "Lake Compact"
kind = "organization"
org = "LC"
sector = "IGO"

[[outlet]]
name = "Kisumu Courier"
country = "KEN"
language = "en"
zone = "Africa/Nairobi"
owner = "private"
"""


def ask(own: Path, *phrases: str) -> list[tuple[str, str] | None]:
    """What a fresh process answers with a file of additions in use, in 2031."""
    code = (
        "import detente, json, sys;"
        "found = [detente.resolve(p, on='2031-01-01') for p in sys.argv[1:]];"
        "print(json.dumps([f and [f.name, f.party] for f in found]))"
    )
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-c", code, *phrases],
        env={"DETENTE_ACTORS": str(own), "PATH": ""},
        capture_output=True,
        text=True,
        check=True,
    )
    return [tuple(each) if each else None for each in json.loads(done.stdout)]


def test_own_actors_are_known_like_the_tables(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text(OWN, encoding="utf-8")
    assert check_additions(own) == []
    assert ask(own, "Kenya's foreign minister", "Ms. Kimathi", "the Lake Compact", "Kisumu Courier",
               "Xinhua") == [
        ("Wanjiru Kimathi", "KEN"), ("Wanjiru Kimathi", "KEN"), ("Lake Compact", "LC"),
        ("Kisumu Courier", "KEN"), ("Xinhua", "CHN"),
    ]  # fmt: skip


def test_an_own_row_takes_the_place_of_the_tables_row(tmp_path: Path) -> None:
    own = tmp_path / "own.csv"
    own.write_text(
        "name,country,office,from,to\n"
        "Emmanuel Macron,FRA,President,2017-05-14,2027-05-13\n"
        "Camille Durand,FRA,President,2027-05-13,\n",
        encoding="utf-8",
    )
    assert ask(own, "the French president") == [("Camille Durand", "FRA")]


@pytest.mark.parametrize(
    ("name", "text", "complaint"),
    [
        ("a.csv", "name,office,from,country\nA B,President,20x,FRA\n", "line 2: from '20x' is no"),
        (
            "a.csv",
            "name,office,from,country\nA B,President,2020,FRANCE\n",
            "country 'FRANCE'",
        ),
        ("a.csv", "name,office,from,country\nA B,Zookeeper,2020,FRA\n", "tells no level"),
        ("a.csv", "name,office,from\nA B,President,2020\n", "whose office is it?"),
        ("a.csv", "colour\nred\n", "what is in it?"),
        (
            "a.csv",
            "# of mine\n\nname;office;from;country\nA B;President;2030-02-31;FRA\n",
            "line 4: ",
        ),
        ("a.csv", "name,office,from,country\nA B,President,2020,FRA,x\n", "has 5 cells"),
        ("a.csv", "name,names,office,from,country\nA B,C||D,President,2020,FRA\n", "an empty one"),
        ("a.toml", "[[person]]\nname = ['A']\n", "'name' is not a text"),
        ("a.toml", "[[person]]\nnames = [['A'], {b = 1}]\n", "a list of texts"),
        ("a.toml", "[[person]]\nname = " + "[" * 3000 + "\n", "is no TOML"),
        ("a.toml", "[[persons]]\nname = 'A'\n", "[persons] is not known: use [[person]]"),
        ("a.toml", "[[person]\n", "is no TOML"),
        ("a.toml", "[[outlet]]\nname='X'\ncountry='FRA'\nowner='me'\n", "owner 'me' is none of"),
        ("a.toml", "[[outlet]]\nname='X'\ncountry='FRA'\nboss='me'\n", "'boss' is no key"),
        ("a.csv", b"\xff\xfe\x00", "is not UTF-8"),
    ],
)
def test_a_mistake_is_told_in_a_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, text: str | bytes, complaint: str
) -> None:
    path = tmp_path / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    wrong = check_additions(path)
    assert complaint in "\n".join(wrong) and str(path) in wrong[0]
    monkeypatch.setenv("DETENTE_ACTORS", str(path))
    overlay_rows.cache_clear()
    with pytest.raises(OverlayError):
        overlay_rows()
    monkeypatch.undo()
    overlay_rows.cache_clear()


def binding(**cells: str) -> dict[str, dict[str, str]]:
    return {key: {"type": "literal", "value": value} for key, value in cells.items()}


NEW = binding(code="FRA", role="president", name="Camille Durand", began="2027-05-13T00:00:00Z")
NEXT = binding(code="ITA", role="premier", name="Chiara Riva", began="2028-03-01T00:00:00Z")
KNOWN = binding(code="USA", role="president", name="Joe Biden", began="2021-01-20T00:00:00Z")
ELSEWHERE = binding(code="QQQ", role="president", name="A B", began="2027-05-13T00:00:00Z")
BROKEN = binding(code="FRA")


def client(*answers: httpx.Response) -> httpx.Client:
    left = list(answers)
    return httpx.Client(transport=httpx.MockTransport(lambda _request: left.pop(0)))


def table(*rows: dict[str, dict[str, str]]) -> httpx.Response:
    return httpx.Response(200, json={"results": {"bindings": list(rows)}})


def test_who_took_office_becomes_a_row_and_the_one_before_gets_an_end() -> None:
    held = fetch_holders("2021-01-01", client=client(table(NEW, KNOWN, ELSEWHERE, BROKEN)))
    assert [holder.name for holder in held] == ["Camille Durand", "Joe Biden"]
    rows = [(row["name"], row["office"], row["from"], row["to"]) for row in changes(held)]
    assert rows == [
        ("Emmanuel Macron", "President", "2017-05-14", "2027-05-13"),
        ("Camille Durand", "President", "2027-05-13", ""),
    ]


def test_a_busy_service_is_asked_again_and_a_refusal_is_told() -> None:
    waits: list[float] = []
    busy = client(httpx.Response(503), httpx.Response(429), table(NEW))
    assert len(fetch_holders("2027-01-01", client=busy, sleep=waits.append)) == 1
    assert waits == [2.0, 4.0]
    with pytest.raises(WikidataError, match="answers 403"):
        fetch_holders("2027-01-01", client=client(httpx.Response(403)), sleep=waits.append)
    with pytest.raises(WikidataError, match="no table of results"):
        fetch_holders("2027-01-01", client=client(httpx.Response(200, text="<html>")))


def test_offline_is_told_and_nothing_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("no network", request=request)

    monkeypatch.setattr("detente.actors.wikidata.folder", lambda: tmp_path)
    monkeypatch.setattr("detente.actors.wikidata._WAIT", 0.0)
    with pytest.raises(WikidataError, match="cannot be reached"):
        update_leaders("2027-01-01", client=httpx.Client(transport=httpx.MockTransport(refuse)))
    assert list(tmp_path.iterdir()) == []
    path, rows = update_leaders("2027-01-01", client=client(table(NEW)))
    assert (path.parent, rows) == (tmp_path, 2)
    again, rows = update_leaders("2028-01-01", client=client(table(NEXT)))
    assert rows == 4 and check_additions(again) == []
    assert "Camille Durand" in path.read_text(encoding="utf-8")
