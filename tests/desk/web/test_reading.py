"""Reading a text on the web: looked at before it is saved, and saved by who may."""

import re
import threading
from html import unescape
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from fastapi.testclient import TestClient
from lxml import html

from detente.assessment import Record
from detente.desk.accounts import By, add_account, entries, find_account, make_token
from detente.desk.web import Settings, create_app
from detente.desk.web.apart import Apart, NotReadError
from detente.desk.web.given import Body, Given

PASSWORD = "seven grey herons"  # noqa: S105
BY = By("test", "command")
ORIGIN = {"Origin": "http://127.0.0.1:8000"}
TEXT = """Greek Prime Minister Kyriakos Mitsotakis telephoned Turkish President Recep Tayyip Erdogan
on Thursday. The two leaders discussed the ferry line between Samos and Kusadasi, Athens said.

The Turkish presidency said the call took place at the request of Greece."""
HOSTILE = (
    "</textarea></title><script>alert(1)</script> &lt;b&gt; \u202egnp.exe <b>bold</b> \x1b[31m"
)


@pytest.fixture(scope="module")
def db(tmp_path_factory):
    """A record with two accounts and no report."""
    path = str(tmp_path_factory.mktemp("reading") / "desk.db")
    with Record(path) as record:
        add_account(record, "ed", PASSWORD, "editor", BY)
        add_account(record, "rita", PASSWORD, "reader", BY)
    return path


@pytest.fixture(scope="module")
def app(db):
    """One application for all: it starts one process that reads."""
    app = create_app(Settings(db))
    app.state.allowances.writes._each = 0  # tests send more than a person
    with TestClient(app):
        yield app


@pytest.fixture
def client(app):
    """A client whom nobody knows."""
    here = ("127.0.0.1", 50_000)
    return TestClient(
        app, base_url="http://127.0.0.1:8000", client=here, follow_redirects=False, headers=ORIGIN
    )


def sign_in(client, name="ed"):
    given = {"name": name, "password": PASSWORD}
    assert client.post("/sign-in", data=given).status_code == 303
    return unescape(re.search(r'name="csrf" value="([^"]+)"', client.get("/read").text)[1])


def count(db):
    with Record(db) as record:
        return record.state()


def held_by(page):
    return re.search(r'name="held" value="([^"]+)"', page)[1]


def test_what_was_looked_at_is_saved_once_and_logged(client, db):
    csrf, before = sign_in(client), count(db)
    given = {"csrf": csrf, "text": TEXT, "published": "2024-03-15", "outlet": "Samos Post",
             "title": "A call", "url": "https://samos.example/a"}  # fmt: skip
    shown = client.post("/read", data=given, files={"file": ("", b"")})
    assert shown.status_code == 200
    tree = html.fromstring(shown.text)
    assert tree.xpath("//h1")[0].text == "A call"
    assert "Samos Post" in tree.xpath("//*[@class='head']")[0].text_content()
    assert tree.xpath("//*[@id='c1']//a[contains(@class, 'to-words')]")
    assert not tree.xpath("//a[starts-with(@href, '/contacts/')]")
    assert count(db) == before, "nothing is saved by looking"

    save = {"csrf": csrf, "held": held_by(shown.text)}
    assert client.post("/reports", data=save | {"csrf": "forged"}).status_code == 403
    saved = client.post("/reports", data=save)
    assert saved.status_code == 303
    report = client.get(saved.headers["location"]).text
    assert "Added to the record: 1 contact" in report
    assert "by ed" in report
    again = client.post("/reports", data=save)
    assert again.headers["location"].endswith("?added=known")
    assert "was in the record already" in client.get(again.headers["location"]).text
    assert "in the record already" in client.post("/read", data=given).text
    with Record(db) as record:
        logged = [entry for entry in entries(record) if entry.what == "report added"]
    key = saved.headers["location"].split("/")[2].split("?")[0]
    assert [(entry.who, entry.subject) for entry in logged] == [("ed", key)]


def test_only_editors_save_and_only_what_they_looked_at(client, app, db):
    before = count(db)
    assert "Sign in" in client.post("/read", data={"text": TEXT}).text
    assert client.post("/reports", data={"held": "x"}).headers["location"].startswith("/sign-in")
    reader, editor = TestClient(app), TestClient(app)
    for one, name in ((reader, "rita"), (editor, "ed")):
        one.base_url, one.follow_redirects = client.base_url, False
        one.headers.update(ORIGIN)
        one.csrf = sign_in(one, name)
    shown = reader.post("/read", data={"text": TEXT, "csrf": reader.csrf}).text
    assert "for editors" in shown
    assert 'name="held"' not in shown
    assert reader.post("/reports", data={"held": "x", "csrf": reader.csrf}).status_code == 403
    gone = editor.post("/reports", data={"held": "x", "csrf": editor.csrf})
    assert (gone.status_code, "no longer held" in gone.text) == (410, True)
    assert count(db) == before


def test_programs_read_and_save(client, db):
    asked = {"text": TEXT, "published": "2024-03-15", "outlet": "Kusadasi Journal"}
    told = client.post("/api/v1/read", json=asked).json()
    assert told["contacts"][0]["initiator"] == "GRC"
    form = client.post("/api/v1/read", data={"outlet": "X"}, files={"file": ("a.txt", TEXT)})
    assert form.json()["document"]["outlet"] == "X"
    assert client.post("/api/v1/read?save=true", json=asked).status_code == 401
    with Record(db) as record:
        own = find_account(record, "ed")
        tokens = {
            scope: make_token(record, own, scope, scope, 1, BY)[1] for scope in ("read", "write")
        }
    may = {scope: {"Authorization": f"Bearer {token}"} for scope, token in tokens.items()}
    assert client.post("/api/v1/read?save=true", json=asked, headers=may["read"]).status_code == 403
    saved = client.post("/api/v1/read?save=true", json=asked, headers=may["write"])
    assert (saved.status_code, saved.json()["new"]) == (201, True)
    assert client.get(saved.headers["location"]).json() == saved.json()["report"]
    again = client.post("/api/v1/read?save=true", json=asked, headers=may["write"])
    assert (again.status_code, again.json()["new"]) == (200, False)


@pytest.mark.parametrize(
    ("url", "leads_to"),
    [
        ("http://127.0.0.1", None),
        ("http://169.254.169.254/latest/meta-data", None),
        ("http://[::1]/", None),
        ("http://2130706433/", None),
        ("http://inner.example/", ["10.0.0.7"]),
        ("http://both.example/", ["93.184.215.14", "10.0.0.7"]),
    ],
)
def test_nothing_inside_is_fetched(client, monkeypatch, url, leads_to):
    if leads_to:
        monkeypatch.setattr("detente.intake.fetch._resolve_name", lambda *_: leads_to)
    told = client.post("/api/v1/read", json={"url": url})
    assert told.status_code == 422
    assert "leads to no public address" in told.json()["detail"]
    assert "10.0.0.7" not in told.text
    page = client.post("/read", data={"url": url})
    assert page.status_code == 422
    assert "paste the article" in html.fromstring(page.text).xpath("//*[@role='alert']")[0].text


class Redirecting(BaseHTTPRequestHandler):
    """A server that sends on to the inside."""

    def do_GET(self):
        self.send_response(302)
        self.send_header("Location", "http://169.254.169.254/latest/meta-data")
        self.end_headers()

    def log_message(self, *_):
        pass


def test_no_redirect_leads_inside(client, monkeypatch):
    monkeypatch.setattr("detente.intake.fetch.is_public", lambda address: address == "127.0.0.1")
    server = HTTPServer(("127.0.0.1", 0), Redirecting)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    told = client.post("/api/v1/read", json={"url": f"http://127.0.0.1:{server.server_port}/"})
    server.shutdown()
    server.server_close()
    assert told.status_code == 422
    assert "leads to no public address" in told.json()["detail"]


@pytest.mark.parametrize(
    ("raw", "status", "says"),
    [
        (b"", 422, "empty"),
        (b"  \n ", 422, "empty"),
        (b"%PDF-1.7 x", 422, "a PDF file"),
        (b"PK\x03\x04 x", 422, "a zip archive or an Office document"),
        (bytes(range(256)) * 20, 422, "binary"),
        ((TEXT + "\0").encode(), 422, "binary"),
        ("Der Bundeskanzler sprach am Donnerstag mit dem Ministerpräsidenten. " * 5, 422, "German"),
        (TEXT.encode() * 500, 422, "over 100,000 characters"),
        ("Greece said that it met Turkey. " * 40_000, 422, "over 100,000 characters"),
        (b"x" * 2_000_001, 413, "over 2 MB"),
        (TEXT.encode("utf-16"), 200, "telephoned"),
        (TEXT.replace("Erdogan", "Erdo\u2019gan").encode("cp1252"), 200, "Erdo\u2019gan"),
        (f"<html><body><article><script>x</script><p>{TEXT}</p><p onclick=x>{TEXT}</p></article>",
         200, "telephoned"),
    ],
)  # fmt: skip
def test_files_of_any_kind(client, raw, status, says):
    told = client.post("/read", files={"file": ("a.bin", raw)})
    assert told.status_code == status
    tree = html.fromstring(told.text)
    assert says in tree.xpath("//main")[0].text_content()
    assert not tree.xpath("//@onclick | //main//script")


def test_hostile_text_is_only_shown(client):
    given = {"text": f"{TEXT}\n\n{HOSTILE}", "title": HOSTILE, "outlet": '"><svg onload=x>'}
    shown = client.post("/read", data=given)
    assert shown.status_code == 200
    tree = html.fromstring(shown.text)
    assert not tree.xpath("//main//script | //main//b | //svg | //@onload")
    body = tree.xpath("//article[@class='words']")[0].text_content()
    assert "<script>alert(1)</script>" in body
    assert not {"\u202e", "\x1b"} & set(body)
    assert tree.xpath("//textarea")[0].text.strip().splitlines()[-1] == HOSTILE.strip()


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({}, "give a text, a file, or the address of a page"),
        ({"text": TEXT, "published": "the day after"}, "published"),
        ({"text": TEXT, "published": "2024-03-15\0"}, None),
        ({"text": TEXT, "html": f"<p>{TEXT}</p>"}, "give one of them"),
        ({"text": TEXT, "title": "x" * 501}, "title"),
        ({"text": TEXT, "colour": "red"}, "colour"),
        ({"text": 7}, "text"),
        ({"url": "ftp://news.example/a"}, "only http and https"),
        ({"url": "http://"}, "http"),
    ],
)
def test_what_is_wrong_is_told_in_a_line(client, given, says):
    told = client.post("/api/v1/read", json=given)
    assert told.status_code == (422 if says else 200)
    if says:
        assert says in told.json()["detail"]
        assert "\n" not in told.json()["detail"]


def test_what_is_no_form_is_told(client):
    for body, kind, status in (
        (b"{", "application/json", 422),
        (b"[]", "application/json", 422),
        (b'{"text": "\\ud800"}', "application/json", 422),
        (b"a text", "text/plain", 415),
        (b"--x", "multipart/form-data", 400),
        (b"text=%ff%fe%00", "application/x-www-form-urlencoded", 422),
    ):
        told = client.post("/api/v1/read", content=body, headers={"Content-Type": kind})
        assert told.status_code == status, body


def test_who_comes_when_many_wait_is_told_to_come_again(client, monkeypatch):
    monkeypatch.setattr("detente.desk.web.readings._WAITING", 0)
    told = client.post("/read", data={"text": TEXT})
    assert (told.status_code, told.headers["retry-after"]) == (503, "5")
    assert html.fromstring(told.text).xpath("//textarea")[0].text.strip().endswith("Greece.")


def test_a_text_that_takes_too_long_is_given_up_and_the_next_is_read():
    reader = Apart(longest=0.05)
    body = Body(("Greece said that " * 5000).encode(), "the text")
    with pytest.raises(NotReadError, match="takes over"):
        reader.read(Given(), body)
    reader._longest = 60
    assert reader.read(Given(), Body(TEXT.encode(), "the text")).contacts
    reader.close()
