"""The command line, driven the way a person and a script drive it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from commands import Reader, Run
from mackerel import with_document

from detente.model import Report


def test_one_input_is_one_object_that_reads_back(run: Run, reads: Reader, report: Report) -> None:
    reads({"a.txt": report})
    done = run("read", "a.txt")
    assert (done.status, done.err) == (0, "")
    told = json.loads(done.out)
    assert told["schema"] == 1
    assert told["contacts"][1]["date_zone"] == "Icelandic time"
    assert "headings" not in told["document"]
    assert "Reykjavík" in done.out, "letters are written as they are, not escaped"
    assert Report.model_validate_json(done.out).contacts == report.contacts


def test_several_inputs_come_in_order_and_a_failure_costs_only_itself(
    run: Run, reads: Reader, report: Report
) -> None:
    second = with_document(report, id="d2", warnings=["the date is guessed"])
    reads({"a.txt": report, "b.txt": second})
    done = run("read", "a.txt", "gone.txt", "b.txt")
    assert done.status == 1
    assert [json.loads(line)["document"]["id"] for line in done.out.splitlines()] == ["d1", "d2"]
    assert done.err.splitlines() == [
        "detente: gone.txt: no such file",
        "detente: b.txt: warning: the date is guessed",
    ]
    array = run("read", "a.txt", "b.txt", "--format", "json")
    assert [one["document"]["id"] for one in json.loads(array.out)] == ["d1", "d2"]


def test_json_lines_stay_lines_whatever_the_text_holds(
    run: Run, reads: Reader, report: Report
) -> None:
    hostile = with_document(report, title="a\u2028b\x85c\x9b31md\x1b[31m\ne")
    reads({"a.txt": hostile})
    done = run("read", "a.txt", "--format", "jsonl")
    assert len(done.out.splitlines()) == 1
    assert not {"\x9b", "\x1b"} & set(done.out)
    assert json.loads(done.out)["document"]["title"] == hostile.document.title


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["read", "a.txt", "--format", "xml"], "'xml'"),
        (["read", "a.txt", "--published", "soon"], "2021-09-10"),
        (["read", "a.txt", "-o", "nowhere/a.json"], "nowhere"),
        (["read", "a.txt", "-o", "."], "folder"),
        (["read", "a.txt", "--workers", "0"], "workers"),
        (["read"], "SOURCE"),
        (["rede", "a.txt"], "read"),
        (["read", "a.txt", "--colour"], "--colour"),
    ],
)
def test_wrong_usage_is_told_in_one_line(
    arguments: list[str], word: str, run: Run, reads: Reader, report: Report
) -> None:
    reads({"a.txt": report})
    done = run(*arguments)
    assert (done.status, done.out) == (2, "")
    assert done.err.startswith("detente: ")
    assert done.err.count("\n") == 1
    assert word in done.err


def test_a_file_is_whole_or_not_there(
    run: Run, reads: Reader, report: Report, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reads({"a.txt": report})
    file = tmp_path / "out.csv"
    file.write_text("old")

    assert run("read", "gone.txt", "-o", file).status == 1
    assert file.read_text() == "old", "nothing was read, so nothing is replaced"

    def breaks_off(_: object, **__: object) -> Iterator[Report]:
        yield report
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("detente.coding.read_many", breaks_off)
        done = run("read", "a.txt", "b.txt", "-o", file)
    assert (done.status, done.err) == (130, "")
    assert file.read_text() == "old"

    assert run("read", "a.txt", "-o", file).status == 0
    assert file.read_text().startswith("kind,id,"), "the ending of the file chose the format"
    assert [entry.name for entry in tmp_path.iterdir()] == ["out.csv"]


def test_a_folder_stands_for_the_articles_in_it(
    run: Run, reads: Reader, report: Report, tmp_path: Path
) -> None:
    for name in ("b.txt", "a.HTML", "c.md", "d.pdf", ".e.txt"):
        (tmp_path / name).write_text("x")
    (tmp_path / "empty").mkdir()
    found = [str(tmp_path / name) for name in ("a.HTML", "b.txt", "c.md")]
    reads({path: with_document(report, id=path) for path in found})
    done = run("read", tmp_path)
    assert [json.loads(line)["document"]["id"] for line in done.out.splitlines()] == found
    nothing = run("read", tmp_path / "empty")
    assert nothing.status == 1
    assert "no .txt" in nothing.err


def test_the_gate_leaves_unread_what_names_no_two_sides(run: Run, tmp_path: Path) -> None:
    texts = {"park": "The town will plant trees.", "call": "Norway called Iceland on Monday."}
    for name, text in texts.items():
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    done = run("read", tmp_path, "--gate", "--format", "jsonl")
    assert [json.loads(line)["document"]["text"] for line in done.out.splitlines()] == [
        texts["call"]
    ]
    assert (done.status, done.err) == (
        0,
        "detente: 1 of 2 name no two sides and were left unread\n",
    )


def test_what_no_reader_may_take_for_text_is_a_path(
    run: Run, report: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: dict[str, object] = {}

    def read_many(sources: list[str | Path], **options: object) -> Iterator[Report]:
        asked.update(options, sources=sources)
        yield from [report] * len(sources)

    monkeypatch.setattr("detente.coding.read_many", read_many, raising=False)
    run(
        "read", "-", "https://a.example/b", "gone away", "--workers", 2, "--published", "2031-04-09"
    )
    assert asked == {
        "sources": ["-", "https://a.example/b", Path("gone away")],
        "published": "2031-04-09",
        "as_is": False,
        "workers": 1,
        "gate": False,
    }


def test_what_should_not_happen_is_one_line_too(
    run: Run, reads: Reader, report: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(*_: object, **__: object) -> Iterator[Report]:
        raise RuntimeError("boom\x1b[2J")

    monkeypatch.setattr("detente.coding.read_many", breaks, raising=False)
    done = run("read", "a.txt")
    assert done.status == 1
    assert done.err.count("\n") == 1
    assert "boom␛[2J" in done.err


def test_the_schema_describes_what_is_printed(run: Run) -> None:
    schema = json.loads(run("schema").out)
    assert schema["properties"]["schema"]["const"] == 1
    assert "headings" not in schema["$defs"]["Document"]["properties"]


def test_help_loads_no_model_and_a_closed_pipe_is_quiet() -> None:
    program = (
        "import sys; from detente.desk.cli import main\n"
        "try: main(['--help'])\n"
        "finally: assert not {'spacy', 'onnxruntime', 'trafilatura'} & set(sys.modules)"
    )
    helped = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False)  # noqa: S603
    assert (helped.returncode, helped.stderr) == (0, b"")

    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, "-m", "detente.desk.cli", "schema"]
    closed = subprocess.run(command, stdout=writing, stderr=subprocess.PIPE, check=False)  # noqa: S603
    os.close(writing)
    assert (closed.returncode, closed.stderr) == (141, b"")
