"""The report of `mackerel`, a reader that hands out reports, and the command line."""

from __future__ import annotations

from collections.abc import Iterator

import mackerel
import pytest
from commands import Outcome, Reader, Run, Unreadable

from detente.desk.cli import main
from detente.model import Report


@pytest.fixture
def report() -> Report:
    return mackerel.told()


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> Reader:
    """Let the command line read these reports by the names of their sources; others fail."""

    def install(reports: dict[str, Report]) -> None:
        def read_many(sources: list[object], **_: object) -> Iterator[Report | Unreadable]:
            for source in map(str, sources):
                yield reports.get(source) or Unreadable(source, f"{source}: no such file")

        monkeypatch.setattr("detente.coding.read_many", read_many, raising=False)

    return install


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run the command line in this process, as its entry point does."""

    def invoke(*arguments: object) -> Outcome:
        with pytest.raises(SystemExit) as ended:
            main([str(argument) for argument in arguments])
        printed = capsys.readouterr()
        return Outcome(int(str(ended.value.code)), printed.out, printed.err)

    return invoke
