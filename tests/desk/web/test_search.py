"""Search, actors and outlets: as a reader finds their way."""

import re
from html import unescape
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient

from detente.assessment import Record
from detente.desk.accounts import By, add_account, close_account, find_account, make_token
from detente.desk.web import Settings, create_app
from detente.model import Document, Report

PASSWORD = "a long enough password"  # noqa: S105


def _found(client, words, **asked):
    answer = client.get("/api/v1/search", params={"q": words, **asked})
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_words_find_documents_with_what_was_sought_marked(client):
    page = client.get("/search?q=trawlers").text
    assert "<mark>trawlers</mark>" in page
    (document, *_) = _found(client, "trawlers")["documents"]
    assert f'href="/reports/{document["key"]}"' in page
    assert {"text": "trawlers", "sought": True} in document["snippet"]


@pytest.mark.parametrize(
    "words",
    [
        "greece turkey",
        "TUR-GRC",
        "Greece and Turkey",
        "Ankara – Athens",
        "turkey, greece",
        "grc/tur",
    ],
)
def test_two_sides_are_offered_as_a_dyad(client, words):
    assert _found(client, words)["dyad"]["parties"] == ["GRC", "TUR"]
    assert 'href="/dyads/GRC-TUR"' in client.get("/search", params={"q": words}).text


@pytest.mark.parametrize("words", ["greece", "greece greece", "the trawlers", "GRC-", "-", "x y z"])
def test_what_are_no_two_sides_are_none(client, words):
    assert _found(client, words)["dyad"] is None


def test_people_are_found_without_accents_and_states_by_name(client):
    assert _found(client, "erdogan")["actors"][0]["name"] == "Recep Tayyip Erdoğan"
    assert _found(client, "ERDOĞAN")["actors"][0]["contacts"] > 0
    assert _found(client, "turkey")["actors"][0]["key"] == "tur-turkey"
    assert _found(client, "harbour")["outlets"] == ["Harbour Gazette"]


def test_an_id_leads_to_what_it_names(client):
    contact = client.get("/api/v1/contacts?limit=1").json()["items"][0]
    asked = client.get("/search", params={"q": contact["id"]})
    assert asked.status_code == 303
    assert asked.headers["location"] == f"/contacts/{contact['id']}"
    report = contact["reports"][0]
    led = client.get("/search", params={"q": f" {report} "})
    assert led.headers["location"] == f"/reports/{report}"
    assert _found(client, contact["id"])["item"] == {"kind": "contact", "id": contact["id"]}
    assert client.get("/search?q=0000000000000000-c1").status_code == 200


def test_more_documents_come_in_pages(client, db):
    with Record(db) as record:
        record.add(*(_report(f"Zinc prices rose in week {n}.") for n in range(45)))
    found, after = [], {}
    for _ in range(3):
        told = _found(client, "zinc", **after)
        found += [document["key"] for document in told["documents"]]
        after = {"after": told["next"]}
    assert told["next"] is None
    assert len(found) == len(set(found)) == 45
    more = re.search(r'rel="next" href="([^"]+)"', client.get("/search?q=zinc").text).group(1)
    assert client.get(more.replace("&amp;", "&")).status_code == 200
    assert client.get("/api/v1/search?q=zinc&after=eA").status_code == 422


def _report(text, **fields):
    return Report(reader="test 1", document=Document(id="d", text=text, **fields))


def test_nothing_and_nonsense_are_told_plainly(client):
    assert "What to look for" in client.get("/search").text
    assert "No document of the record holds" in client.get("/search?q=zeppelin").text
    for words in ("\0", '"', "%", "' OR 1=1 --", "*", "NEAR(", "«b»", "a" * 200):
        assert client.get("/search", params={"q": words}).status_code == 200


def test_hostile_words_stay_words(client, db):
    with Record(db) as record:
        record.add(_report("Copper <img src=x onerror=alert(1)> fell.", title="<script>1</script>",
                           outlet='"><b>Gazette'))  # fmt: skip
    page = client.get("/search?q=copper").text
    assert "<img" not in page
    assert "<script>1" not in page
    name = quote('"><b>Gazette', safe="")
    assert client.get(f"/outlets/{name}").status_code == 200
    assert "<b>Gazette" not in client.get(f"/outlets/{name}").text


def test_a_person_has_contacts_statements_and_offices(client):
    told = client.get("/api/v1/actors/tur-recep-tayyip-erdogan").json()
    assert told["party"] == "TUR"
    assert any("President" in fact for fact in told["facts"])
    assert {"Recep Tayyip Erdoğan"} <= {
        who["name"] for row in told["contacts"]["items"] for who in row["participants"]
    }
    assert {row["speaker"] for row in told["statements"]["items"]} == {told["key"]}
    page = client.get("/actors/tur-recep-tayyip-erdogan").text
    assert told["contacts"]["items"][0]["id"] in page


def test_a_state_has_all_of_its_side(client):
    told = client.get("/api/v1/actors/grc-greece").json()
    contacts = client.get("/api/v1/contacts?parties=GRC").json()["items"]
    assert told["is_side"]
    assert told["contacts"]["items"] == contacts
    assert told["moves"]["items"] == client.get("/api/v1/moves?parties=GRC").json()["items"]
    assert client.get("/actors/grc-greece").status_code == 200


@pytest.mark.parametrize("key", ["nobody", "a/b/../c", "%00", "x" * 2000, "fra-", "%F0%9F%8C%8D"])
def test_nobody_is_told_to_be_nobody(client, key):
    assert client.get(f"/api/v1/actors/{key}").status_code == 404
    assert client.get(f"/outlets/{key}").status_code == 404


def test_an_outlet_is_counted_by_what_it_told_itself_first_and_alone(client, db):
    told = client.get("/api/v1/outlets/Harbour Gazette").json()
    assert (told["total"], told["copies"], told["own"], told["first"], told["alone"]) == (
        1, 0, 5, 4, 4,
    )  # fmt: skip
    assert told["between"] == [{"parties": ["GRC", "TUR"], "contacts": 5}]
    copied = _copy(db, told["documents"]["items"][0]["key"], "Copy Wire", "2024-03-16T08:00:00")
    with Record(db) as record:
        record.add(copied)
    assert client.get("/api/v1/outlets/Harbour Gazette").json() | {"documents": 0} == told | {
        "documents": 0
    }
    wire = client.get("/api/v1/outlets/Copy Wire").json()
    assert (wire["copies"], wire["contacts"], wire["own"], wire["alone"]) == (1, 5, 0, 0)


def _copy(db, key, outlet, published):
    with Record(db) as record:
        report = record.report(key)
    document = report.document.model_dump() | {"outlet": outlet, "published_at": published}
    return report.model_copy(update={"document": Document.model_validate(document)})


def _account(client, db, role="reader"):
    """Sign an account in; returns what its forms carry."""
    with Record(db) as record:
        add_account(record, role, PASSWORD, role, By("test", "command"))
    client.cookies.clear()
    client.post("/sign-in", data={"name": role, "password": PASSWORD})
    return unescape(
        re.search(r'name="csrf" value="([^"]+)"', client.get("/search?q=x").text).group(1)
    )


def test_a_search_is_saved_listed_followed_and_deleted_by_its_own_account(client, db):
    assert client.get("/searches").headers["location"].startswith("/sign-in")
    csrf = _account(client, db)
    form = {"name": "Boats & <b>", "q": "trawlers", "csrf": csrf}
    assert client.post("/searches", data=form | {"csrf": "x"}).status_code == 403
    assert client.post("/searches", data=form).headers["location"] == "/searches"
    page = client.get("/searches").text
    assert "Boats &amp; &lt;b&gt;" in page
    feed = re.search(r'href="(/searches/[^"]+/feed\.atom)"', page).group(1)
    assert len(feed.split("/")[2]) >= 20
    assert "trawlers" in client.get(feed).text
    _account(client, db, "editor")
    assert "Boats" not in client.get("/searches").text
    other = re.search(r'name="csrf" value="([^"]+)"', client.get("/search?q=x").text).group(1)
    key = feed.split("/")[2]
    gone = client.post(f"/searches/{key}/delete", data={"csrf": unescape(other)})
    assert gone.status_code == 404  # it is somebody else's
    client.cookies.clear()
    client.post("/sign-in", data={"name": "reader", "password": PASSWORD})
    csrf = unescape(re.search(r'name="csrf" value="([^"]+)"', client.get("/searches").text)[1])
    assert client.post(f"/searches/{key}/delete", data={"csrf": csrf}).status_code == 303
    assert client.get(feed).status_code == 404


def test_a_program_saves_searches_if_its_token_may_write(client, db):
    _account(client, db, "editor")
    client.cookies.clear()
    tokens = {}
    with Record(db) as record:
        for scope in ("read", "write"):
            own, by = find_account(record, "editor"), By("test", "command")
            _, made = make_token(record, own, scope, scope, 9, by)
            tokens[scope] = {"Authorization": f"Bearer {made}"}
    wanted = {"name": "Boats", "q": "trawlers"}
    assert client.post("/api/v1/searches", json=wanted, headers=tokens["read"]).status_code == 403
    saved = client.post("/api/v1/searches", json=wanted, headers=tokens["write"])
    assert saved.status_code == 201
    half = {"content": b'{"name": "\\ud800", "q": "boats"}'}
    kind = {"Content-Type": "application/json"}
    refused = client.post("/api/v1/searches", **half, headers=tokens["write"] | kind)
    assert refused.status_code == 422
    listed = client.get("/api/v1/searches", headers=tokens["read"]).json()["items"]
    assert listed == [saved.json()]
    address = f"/api/v1/searches/{saved.json()['key']}"
    assert client.delete(address, headers=tokens["write"]).status_code == 204
    assert client.delete(address, headers=tokens["write"]).status_code == 404


def test_a_feed_reader_elsewhere_needs_the_key_and_nothing_else(client, db):
    csrf = _account(client, db)
    client.post("/searches", data={"name": "Boats", "q": "trawlers", "csrf": csrf})
    feed = re.search(r'href="(/searches/[^"]+/feed\.atom)"', client.get("/searches").text).group(1)
    closed = create_app(Settings(db, host="0.0.0.0", origin="https://desk.example.org"))  # noqa: S104
    with TestClient(
        closed, base_url="https://desk.example.org", client=("192.0.2.7", 1), follow_redirects=False
    ) as reader:
        assert "https://desk.example.org/reports/" in reader.get(feed).text
        assert reader.get("/search.atom?q=trawlers").status_code == 401
        assert reader.get("/searches/" + "x" * 22 + "/feed.atom").status_code == 404
        with Record(db) as record:
            close_account(record, "reader", By("test", "command"))
        assert reader.get(feed).status_code == 404
