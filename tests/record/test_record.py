"""A record as a store: what goes in comes out, once, and nothing else breaks it."""

import os
import sqlite3
import threading

import pytest
from made import deed, report
from sqlalchemy import text

from detente.record import Record, RecordError


def test_a_report_comes_out_as_it_went_in_and_only_once(record):
    told = report("Biden rang Xi, “in anger”.", people=("Joe Biden",), said_by=["USA"])
    assert [record.add(told), record.add(told)] == [1, 0]
    key = next(iter(record.contacts()))["reports"][0]
    assert record.report(key) == told


def test_what_is_asked_for_is_what_comes(record):
    record.add(
        report("Biden rang Xi.", people=("Joe Biden", "Xi Jinping"), date="2023-06-18"),
        report("Blinken met Qin in the Great Hall.", outlet="AP", people=("Antony Blinken",),
               level="minister", mode="in-person", date="2023-06", said_by=["USA"]),
        report("France rang Britain.", parties=["FRA", "GBR"], published="2021-01-02"),
        deed("sanctioned port operators", "SANCTION", date="2023-06-19"),
    )  # fmt: skip

    def words(**wanted):
        return [c["evidence"][0]["text"].split()[0] for c in record.contacts(**wanted)]

    assert words(level="minister") == words(person="BLINKEN") == words(outlet="ap") == ["Blinken"]
    assert words(until="2022") == ["France"]
    assert words(since="2023-06-20") == ["Blinken"]  # some day of June
    assert [c["parties"] for c in record.contacts("gbr")] == [["FRA", "GBR"]]
    assert [m["type"] for m in record.moves("CHN", since="2023")] == ["SANCTION"]
    assert [s["party"] for s in record.statements(speaker="usa")] == ["USA"]
    assert [d["title"] for d in record.search('"great hall" blinken')] == [None]
    assert record.search("% OR ) \" '") == []
    assert record.dyads()[0]["parties"] == ["CHN", "USA"]


def test_rows_become_tables(record):
    pytest.importorskip("pandas")
    record.add(report("Biden rang Xi.", people=("Joe Biden",), date="2023-06-18"))
    frame = record.contacts().to_pandas()
    assert frame[["parties", "date", "level"]].values.tolist() == [
        ["CHN-USA", "2023-06-18", "leader"]
    ]
    assert record.contacts().to_arrow().num_rows == 1


def test_two_writers_and_four_readers_at_once(url):
    days = [f"2023-{m:02}-{d:02}" for m in range(1, 6) for d in range(1, 21)]
    Record(url).close()
    failures, counts = [], []

    def work(job):
        try:
            with Record(url) as record:
                job(record)
        except Exception as error:
            failures.append(error)

    def write(part):
        return lambda record: [
            record.add(report(f"Call of {day}.", published=day, date=day)) for day in part
        ]

    def read(record):
        for _ in range(5):
            counts.append(len(list(record.contacts())))

    jobs = [write(days[::2]), write(days[1::2]), read, read, read, read]
    threads = [threading.Thread(target=work, args=(job,)) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    with Record(url) as record:
        assert len(list(record.contacts())) == len(days)


def test_a_backup_is_a_record_of_its_own(tmp_path):
    with Record(tmp_path / "a.db") as record:
        record.add(report("Biden rang Xi."))
        record.backup(tmp_path / "b.db")
        record.add(report("Biden rang Xi again."))
        with pytest.raises(RecordError, match="exists"):
            record.backup(tmp_path / "b.db")
    with Record(tmp_path / "b.db") as copy:
        assert len(list(copy.contacts())) == 1


@pytest.mark.skipif(os.name != "posix", reason="files have no such modes")
def test_a_record_is_its_owners_alone_unless_they_say_otherwise(tmp_path):
    with Record(tmp_path / "a.db") as record:
        record.backup(tmp_path / "b.db")
    assert {(tmp_path / name).stat().st_mode & 0o777 for name in ("a.db", "b.db")} == {0o600}
    (tmp_path / "a.db").chmod(0o640)
    with Record(tmp_path / "a.db"):
        assert (tmp_path / "a.db").stat().st_mode & 0o777 == 0o640


def test_half_a_character_is_told(record):
    with pytest.raises(RecordError, match="UTF-8 after"):
        record.add(report("They spoke. \ud83d", date="2023-06-18"))
    assert list(record.contacts()) == []


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"This is a text, not a database. " * 50, "no database"),
        (None, "no record"),
    ],
)
def test_a_file_of_something_else_is_refused_and_left_alone(tmp_path, content, said):
    path = tmp_path / "other.db"
    if content is None:
        with sqlite3.connect(path) as other:
            other.execute("CREATE TABLE recipes (name TEXT)")
        other.close()
    else:
        path.write_bytes(content)
    before = path.read_bytes()
    with pytest.raises(RecordError, match=said):
        Record(path)
    assert path.read_bytes() == before


def test_a_damaged_file_is_told_and_nothing_is_overwritten(tmp_path):
    path = tmp_path / "record.db"
    with Record(path) as record:
        record.add(*(report(f"Call {n}. " * 200, date="2023-06-18") for n in range(40)))
        record.settle()
    raw = bytearray(path.read_bytes())
    raw[8192 : len(raw) - 4096] = b"\xa5" * (len(raw) - 12288)
    path.write_bytes(raw)
    with pytest.raises(RecordError, match=r"damaged|no database"):
        Record(path).add(report("Another call."))
    assert path.read_bytes()[8192:12288] == raw[8192:12288]


def test_a_record_of_a_newer_schema_is_refused(url):
    with Record(url) as record, record.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(RecordError, match="newer Détente"):
        Record(url)
