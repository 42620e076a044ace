"""`detente actors`, driven the way a person drives it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from commands import Run


def test_show_tells_who_why_and_whom_else_it_could_be(run: Run) -> None:
    done = run("actors", "show", "the U.S. president", "--on", "2021-09-09")
    assert done.status == 0 and done.err == ""
    assert done.out.startswith("the U.S. president: Joe Biden (person, USA, GOV, leader), 0.95: by")
    assert "    Vice president of the United States (from 2009-01-20 to 2017-01-20)" in done.out
    open_ = run("actors", "show", "King Abdullah", "--on", "2010-01-01")
    assert open_.status == 1
    assert open_.out.startswith("King Abdullah: nobody that can be told for sure\n  or Abdullah")


def test_show_as_json_is_one_object(run: Run) -> None:
    done = run("actors", "show", "Xinhua", "--format", "json")
    told = json.loads(done.out)
    assert told["answer"]["country"] == "CHN"
    assert told["candidates"][0] == told["answer"]


@pytest.mark.parametrize(
    "arguments",
    [("show", "Xi", "--on", "yesterday"), ("show", "Xi", "--format", "xml"), ("show",),
     ("show", "Xi", "--actors", "no-such-file.toml")],
)  # fmt: skip
def test_wrong_usage_is_told_in_a_line(run: Run, arguments: tuple[str, ...]) -> None:
    done = run("actors", *arguments)
    assert done.status == 2 and done.out == ""
    assert len(done.err.splitlines()) == 1


def test_check_lists_every_mistake(run: Run, tmp_path: Path) -> None:
    own = tmp_path / "own.csv"
    own.write_text("name,office,from,country\nA B,Zookeeper,20x,KENYA\n", encoding="utf-8")
    done = run("actors", "check", own)
    assert done.status == 1 and len(done.err.splitlines()) == 3
    own.write_text("name,office,from,country\nA B,President,2030,KEN\n", encoding="utf-8")
    assert run("actors", "check", own).out == f"{own}: nothing wrong\n"


def test_a_hostile_name_reaches_no_terminal(run: Run) -> None:
    done = run("actors", "show", "\x1b[31mBeijing\x9b")
    assert not {"\x1b", "\x9b"} & set(done.out + done.err)
