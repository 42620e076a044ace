"""The home page and its JSON twin."""

from fastapi.testclient import TestClient

from detente.desk.web import Settings, create_app


def test_the_home_page_tells_what_changed_and_according_to_whom(client):
    shown = client.get("/")
    assert shown.status_code == 200
    assert 'href="/dyads/GRC-TUR"' in shown.text
    told = client.get("/api/v1/").json()
    change = told["others"][0]["changes"][0]
    assert change["source"]["outlet"] in shown.text
    assert [row["id"] for row in told["latest"]]


def test_what_has_not_changed_is_not_sent_again(client):
    first = client.get("/api/v1/")
    again = client.get("/api/v1/", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_an_address_of_nothing_is_told_plainly(client):
    assert client.get("/no-such-page").status_code == 404
    problem = client.get("/api/v1/?days=0")
    assert problem.status_code == 422
    assert problem.headers["content-type"] == "application/problem+json"
    assert "days" in problem.json()["detail"]


def test_the_watch_list_comes_first_and_tells_too_of_whom_nothing_is_known(db):
    watched = (("FJI", "TON"), ("GRC", "TUR"))
    with TestClient(
        create_app(Settings(db, watched=watched)), client=("127.0.0.1", 50_000),
        base_url="http://127.0.0.1:8000",
    ) as client:  # fmt: skip
        told = client.get("/api/v1/?days=90").json()
        assert [line["parties"] for line in told["watched"]] == [["GRC", "TUR"], ["FJI", "TON"]]
        assert all(len(line["changes"]) <= 3 for line in told["watched"] + told["others"])
        shown = client.get("/?days=90").text
    assert shown.index("GRC – TUR") < shown.index("FJI – TON") < shown.index("Latest contacts")
    assert "The record has nothing between them" in shown
    assert '<a href="/?days=90" aria-current="true">' in shown
