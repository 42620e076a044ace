"""Alerts as a page, as JSON and as a feed."""

from xml.etree import ElementTree

import pytest

from detente.assessment import Record
from detente.desk.watch.alerts import keep
from detente.desk.watch.finding import Finding, Quote
from detente.record.adding import now

ATOM = "{http://www.w3.org/2005/Atom}"
HOSTILE = '<script>alert("x")</script>\x1b\ufffe & more'


@pytest.fixture
def told(db):
    def tell(*numbers):
        quote = Quote(HOSTILE, "0123456789abcdef", 0, 5, f"“{HOSTILE}”")
        findings = [
            Finding((f"r|{n}",), ("GRC", "TUR"), "cut", f"Number {n} {HOSTILE}", HOSTILE, HOSTILE,
                    (quote,), "/dyads/GRC-TUR")
            for n in numbers
        ]  # fmt: skip
        with Record(db) as record:
            keep(record.engine, "r & s", findings, before={}, after={}, told=True, due={},
                 now=now())  # fmt: skip

    return tell


def test_a_record_without_alerts_says_so(client):
    assert "Nothing was found yet" in client.get("/alerts").text
    assert client.get("/api/v1/alerts").json() == {"alerts": [], "before": None}
    assert ElementTree.fromstring(client.get("/alerts.atom").content).findall(f"{ATOM}entry") == []  # noqa: S314


def test_alerts_are_shown_and_nothing_in_them_is_markup(client, told):
    told(1, 2)
    shown = client.get("/alerts").text
    assert "<script>alert" not in shown and "&lt;script&gt;" in shown
    assert 'href="/dyads/GRC-TUR"' in shown and "/alerts?rule=r%20%26%20s" in shown
    answer = client.get("/alerts.atom")
    assert answer.headers["content-type"].startswith("application/atom+xml")
    entries = ElementTree.fromstring(answer.content).findall(f"{ATOM}entry")  # noqa: S314
    assert [e.find(f"{ATOM}link").get("href") for e in entries] == [
        "http://127.0.0.1:8000/dyads/GRC-TUR"
    ] * 2
    assert entries[0].find(f"{ATOM}title").text.startswith("Number 2 <script>")
    assert "\nWhy: " in entries[0].find(f"{ATOM}content").text
    told(3)
    again = client.get("/alerts.atom", headers={"If-None-Match": answer.headers["etag"]})
    assert again.status_code == 200
    same = client.get("/alerts.atom", headers={"If-None-Match": again.headers["etag"]})
    assert same.status_code == 304


def test_alerts_are_told_page_by_page(client, told):
    told(*range(1, 6))
    first = client.get("/api/v1/alerts?limit=3&side=grc&rule=r %26 s").json()
    assert [alert["title"][:8] for alert in first["alerts"]] == ["Number 5", "Number 4", "Number 3"]
    rest = client.get(f"/api/v1/alerts?limit=3&before={first['before']}").json()
    assert (len(rest["alerts"]), rest["before"]) == (2, None)
    assert client.get("/api/v1/alerts?side=USA").json()["alerts"] == []
    for wrong in ("before=0", "before=99999999999999999999", "limit=x", "limit=0"):
        assert client.get(f"/api/v1/alerts?{wrong}").status_code == 422
    assert client.get("/api/v1/alerts?side=%00&rule=%25").status_code == 200
    assert "There are no older ones" in client.get("/alerts?before=1").text
