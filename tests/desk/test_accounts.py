"""`detente accounts`: accounts, tokens and the log from the command line."""

import json
import re
from io import StringIO

import pytest
from argon2 import PasswordHasher

from detente.desk import accounts
from detente.desk.accounts import passwords
from detente.record import Record, RecordError

PASSWORD = "a long enough secret"  # noqa: S105


@pytest.fixture(autouse=True)
def quick_hashes(monkeypatch):
    monkeypatch.setattr(passwords, "_hasher", PasswordHasher(1, 64, 1))


@pytest.fixture
def desk(tmp_path, run, monkeypatch):
    """Run `detente accounts` on a record of its own; `typed` is what standard input has."""
    path = tmp_path / "desk.db"

    def invoke(*words, typed=PASSWORD):
        monkeypatch.setattr("sys.stdin", StringIO(f"{typed}\n"))
        return run("accounts", *words, "--db", path)

    invoke.path = str(path)
    return invoke


def test_an_account_is_made_and_listed_and_closed_for_good(desk):
    assert desk("add", "Ana", "--role", "editor").out == "ana is an editor now\n"
    with Record(desk.path) as record:
        assert accounts.known(record, " ANA", PASSWORD).role == "editor"
        kept = record.engine.connect().exec_driver_sql("SELECT password FROM accounts").scalar()
        assert kept.startswith("$argon2id$")
    assert desk("close", "ana").status == 0
    with Record(desk.path) as record:
        assert accounts.known(record, "ana", PASSWORD) is None
    again = desk("add", "ana")
    assert (again.status, again.err) == (
        1, "detente: ana: there is, or was, an account of this name; choose another\n"
    )  # fmt: skip
    assert json.loads(desk("list").out)[0]["closed_at"]


@pytest.mark.parametrize(
    ("name", "typed", "wrong"),
    [("ana", "short", "has 5 characters"), ("a b", PASSWORD, "no name for an account"),
     ("../x", PASSWORD, "no name for an account"), ("", PASSWORD, "no name for an account")],
)  # fmt: skip
def test_a_weak_password_or_an_odd_name_is_told_in_a_line(desk, name, typed, wrong):
    told = desk("add", name, typed=typed)
    assert told.status == 1
    assert wrong in told.err
    assert told.err.count("\n") == 1


def test_another_password_ends_the_sessions(desk):
    desk("add", "ana")
    with Record(desk.path) as record:
        secret = accounts.begin_session(record, accounts.find_account(record, "ana"))
        assert accounts.find_session(record, secret)
    desk("password", "ana", typed="another long secret")
    with Record(desk.path) as record:
        assert accounts.find_session(record, secret) is None
        assert accounts.known(record, "ana", "another long secret")
        assert not accounts.known(record, "ana", PASSWORD)


def test_a_hash_of_weaker_parameters_is_made_anew_at_the_next_sign_in(desk, monkeypatch):
    desk("add", "ana")
    monkeypatch.setattr(passwords, "_hasher", PasswordHasher(2, 64, 1))
    with Record(desk.path) as record:
        assert accounts.known(record, "ana", PASSWORD)
        kept = record.engine.connect().exec_driver_sql("SELECT password FROM accounts").scalar()
        assert "t=2" in kept
        assert accounts.known(record, "ana", PASSWORD)


def test_a_token_is_shown_once_and_holds_until_it_is_revoked(desk):
    desk("add", "ana", "--role", "editor")
    made = desk("token", "ana", "--scope", "write", "--days", "9", "--for", "the feed")
    token = made.out.strip()
    assert re.fullmatch(r"detente_[\w-]{43}", token)
    with Record(desk.path) as record:
        assert accounts.find_token(record, token).scope == "write"
        assert accounts.find_token(record, token[:-1]) is None
        assert token not in "".join(record.engine.raw_connection().iterdump())
    row = json.loads(desk("tokens").out)[0]
    assert (row["account"], row["for"], row["state"]) == ("ana", "the feed", "holds")
    assert desk("revoke", row["id"]).status == 0
    assert json.loads(desk("tokens").out)[0]["state"] == "revoked"
    with Record(desk.path) as record:
        assert accounts.find_token(record, token) is None


def test_a_reader_gets_no_token_to_write(desk):
    desk("add", "bo")
    assert "may only read" in desk("token", "bo", "--scope", "write").err
    assert "no token of this number" in desk("revoke", "9").err


def test_the_log_tells_who_did_what(desk):
    desk("add", "ana", "--role", "editor")
    desk("token", "ana")
    with Record(desk.path) as record:
        accounts.note(record, "ana", "session", "judgement", "c1", {"verdict": "reject"})
    lines = json.loads(desk("audit").out)
    assert [line["what"] for line in lines] == ["judgement", "token made", "account made"]
    assert (lines[0]["who"], lines[0]["subject"]) == ("ana", "c1")
    assert lines[1]["via"] == "command"


def test_absurd_numbers_are_told_plainly(desk):
    desk("add", "ana")
    assert desk("token", "ana", "--days", 10**9).status == 1
    assert desk("revoke", 10**30).status == 1
    with Record(desk.path) as record, pytest.raises(RecordError, match="no open account"):
        accounts.find_account(record, "nobody\0")
