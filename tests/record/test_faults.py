"""What happens to a record when a run is killed, or the disk is full."""

import os
import signal
import subprocess
import sys
import time

import pytest
from made import report
from sqlalchemy import event

from detente.record import Record, RecordError

EVENTS = ("Consult", "Make a visit", "Host a visit", "Criticize or denounce", "Accuse", "Threaten")
SIDES = ("China", "Japan", "Iran", "Russia", "Barack Obama", "Police (India)", "Nobody at all")


def rows(count):
    for n in range(count):
        source, target = SIDES[n % 7], SIDES[(n // 7) % 7]
        yield f"{source}\t{EVENTS[n % 6]}\t{target}\t2011-{n % 12 + 1:02}-{n % 28 + 1:02}\n"


def history(path):
    with Record(path) as record:
        return list(record.contacts()), list(record.moves())


def start(db, file):
    command = [sys.executable, "-m", "detente", "import", "plain", str(file), "--db", str(db)]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL)  # noqa: S603


def test_an_import_that_is_killed_goes_on_where_it_was(tmp_path):
    file, whole, broken = (tmp_path / name for name in ("events.txt", "whole.db", "broken.db"))
    file.write_text("".join(rows(5_000)))
    began = time.monotonic()
    assert start(whole, file).wait() == 0
    took = time.monotonic() - began
    for share in (0.5, 0.7):
        run = start(broken, file)
        time.sleep(share * took)
        run.send_signal(signal.SIGKILL)
        run.wait()
    assert start(broken, file).wait() == 0
    assert history(broken) == history(whole)
    assert start(broken, file).wait() == 0  # and once more changes nothing
    assert history(broken) == history(whole)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs processes that can be killed")
def test_a_full_disk_is_told_and_what_was_recorded_is_safe(tmp_path):
    path = tmp_path / "record.db"
    with Record(path) as record:
        record.add(report("Biden rang Xi.", date="2023-06-18"))

        @event.listens_for(record.engine, "connect")
        def fill(connection, _):
            pages = connection.execute("PRAGMA page_count").fetchone()[0]
            connection.execute(f"PRAGMA max_page_count={pages}")

        record.engine.dispose()
        with pytest.raises(RecordError, match="disk is full"):
            record.add(*(report(f"Call {n}. " * 300, date="2023-06-18") for n in range(20)))
    assert len(history(path)[0]) == 1
