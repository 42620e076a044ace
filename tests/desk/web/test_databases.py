"""The desk answers alike from either database, and honestly while the record changes."""

from concurrent.futures import ThreadPoolExecutor
from urllib.parse import quote

import pytest
from argon2 import PasswordHasher
from fastapi.testclient import TestClient
from made import report
from sqlalchemy.exc import InterfaceError

from detente.assessment import Record
from detente.desk import accounts
from detente.desk.accounts import passwords
from detente.desk.web import Settings, create_app
from detente.record import record as records

PASSWORD = "a long enough secret"  # noqa: S105
HERE = {"base_url": "http://127.0.0.1:8000", "client": ("127.0.0.1", 50_000)}
ADDRESSES = (
    "", "?days=7", "dyads", "dyads/GRC-TUR", "dyads/GRC-TUR?on=2024-03-10", "contacts",
    "contacts?parties=GRC&level=minister", "contacts?person=FIDAN", "contacts?outlet=gazette",
    "moves", "moves?parties=TUR,GRC&since=2024-03", "moves?outlet=harbour", "moves?format=csv",
    "statements", "statements?speaker=erdo", "statements?parties=TUR&until=2024", "documents",
    "documents?outlet=HARBOUR", "claims", "claims?parties=TUR", "actors/grc-greece",
    "actors/tur-hakan-fidan", f"outlets/{quote('Harbour Gazette')}", "judgements", "alerts",
)  # fmt: skip


@pytest.fixture
def served(url, reports):
    with Record(url) as record:
        record.add(*reports)
        record.settle()
    with TestClient(create_app(Settings(url)), **HERE) as opened:
        yield opened


def pages(client, kind):
    """The ids of a list that is gone through two at a time."""
    found, address = [], f"/api/v1/{kind}?limit=2"
    while address:
        told = client.get(address)
        found += [item.get("id") or item["key"] for item in told.json()["items"]]
        address = told.links["next"]["url"] if "next" in told.links else None
    return found


def test_both_databases_answer_alike(served, client):
    for address in ADDRESSES:
        ours, theirs = (one.get(f"/api/v1/{address}") for one in (served, client))
        assert (address, ours.status_code, ours.text) == (address, 200, theirs.text)
    for kind in ("contacts", "moves", "statements", "documents"):
        assert pages(served, kind) == pages(client, kind) != []
    for contact in pages(client, "contacts"):
        for address in (f"/api/v1/contacts/{contact}", f"/api/v1/contacts/{contact}/readouts"):
            assert served.get(address).json() == client.get(address).json()
    for words in ("talks", '"defence officials"', "ATHENS greece"):
        ours, theirs = (
            {one["key"] for one in c.get("/api/v1/search", params={"q": words}).json()["documents"]}
            for c in (served, client)
        )
        assert ours == theirs != set()


def test_what_no_database_holds_is_told_without_naming_it(served, url):
    for address in ("contacts/a%00b", "reports/%00", "alerts?side=a%00b", "alerts?rule=%00"):
        told = served.get(f"/api/v1/{address}")
        assert told.status_code in {200, 400, 404}, address
        assert url not in told.text
        assert "postgresql" not in told.text


def test_both_keep_what_the_desk_keeps(served, url, monkeypatch):
    monkeypatch.setattr(passwords, "_hasher", PasswordHasher(1, 64, 1))
    by = accounts.By("root", "command")
    with Record(url) as record:
        ana = accounts.add_account(record, "Ana", PASSWORD, "editor", by)
        number, token = accounts.make_token(record, ana, "a program", "write", 1, by)
        session = accounts.begin_session(record, accounts.known(record, "ana", PASSWORD))
        assert accounts.find_session(record, session).account == ana
        key = {"Authorization": f"Bearer {token}"}
        about = served.get("/api/v1/contacts").json()["items"][0]["id"]
        wrong = {"verdict": "reject", "reason": "no contact"}
        address = f"/api/v1/contacts/{about}/judgements"
        made = served.post(address, json=wrong, headers=key).json()["judgements"]
        told = served.post(
            f"/api/v1/judgements/{made[0]}/undo", json={"reason": "it was"}, headers=key
        )
        assert told.status_code == 201, told.text
        saved = served.post(
            "/api/v1/searches", json={"q": "talks", "name": "talks"}, headers=key
        ).json()
        assert served.get(saved["feed"]).text.count("<entry>") == 2
        assert served.get("/alerts.atom").status_code == 200
        accounts.revoke_token(record, number, by)
        assert served.get("/api/v1/searches", headers=key).status_code == 401
        assert accounts.entries(record)[0].what == "token revoked"
        accounts.close_account(record, "ana", by)
        assert accounts.find_session(record, session) is None


def test_readers_are_answered_while_reports_come_in(served, url):
    def read(number):
        return [
            served.get(address).status_code
            for address in ("/", "/dyads/GRC-TUR", f"/dyads/CHN-USA?from={2000 + number}")
            for _ in range(3)
        ]

    with ThreadPoolExecutor(4) as readers, Record(url) as record:
        asked = [readers.submit(read, number) for number in range(4)]
        for number in range(4):
            record.add(report(f"Biden called Xi about {number}.", people=["Joe Biden"]))
            record.log_contact(["CHN", "USA"], level="leader", mode="call", date="2024-04-01")
        assert {status for one in asked for status in one.result()} == {200}
    told = served.get("/api/v1/documents").json()["items"]
    assert len(told) == 3 + 4 + 4
    assert "1 April 2024" in served.get("/dyads/CHN-USA").text


def test_what_comes_in_at_the_last_moment_is_not_missed_for_long(url, monkeypatch):
    with Record(url) as record:
        record.add(report("Biden called Xi.", published="2023-06-20T10:00:00"))
        settled, late = records.settle, [report("Qin met Blinken.", level="minister")]

        def settle(engine):
            settled(engine)
            record.add(*[late.pop()] if late else [])

        monkeypatch.setattr(records, "settle", settle)
        assert record.dyad("CHN", "USA").contacts == 1
        assert record.dyad("CHN", "USA").contacts == 2


def test_another_record_of_the_same_age_is_another(client, tmp_path, reports):
    tag = client.get("/").headers["etag"]
    with Record(tmp_path / "other.db") as record:
        record.add(*reports)
    with TestClient(create_app(Settings(str(tmp_path / "other.db"))), **HERE) as other:
        assert other.get("/", headers={"If-None-Match": tag}).status_code == 200


def test_what_is_worked_out_goes_on_when_the_database_is_back(db, monkeypatch):
    monkeypatch.setattr("detente.desk.web.desk._LOOKS", 0.01)
    app = create_app(Settings(db))
    record, away = app.state.desk.record, [True]
    refresh = record.refresh

    def failing():
        if away:
            away.pop()
            raise InterfaceError("", {}, Exception("the connection is closed"))
        return refresh()

    monkeypatch.setattr(record, "refresh", failing)
    with TestClient(app, **HERE):
        assert app.state.desk.ready.wait(20)
    assert not away
