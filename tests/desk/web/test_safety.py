"""Who may read, who may write, and what the desk lets nobody do."""

import logging
import re
import time
from contextlib import contextmanager
from datetime import timedelta

import anyio
import httpx
import pytest
from argon2 import PasswordHasher
from fastapi.testclient import TestClient

from detente.desk import accounts
from detente.desk.accounts import passwords, sessions
from detente.desk.web import Settings, api, create_app, pages, sizes
from detente.desk.web.allowances import Allowance
from detente.desk.web.guard import Editor, Reader
from detente.record import Record
from detente.record.adding import now

PASSWORD = "a long enough secret"  # noqa: S105
US = accounts.By("root", "command")
ARTICLE = "words of an article"
FORM = {"content-type": "application/x-www-form-urlencoded"}


@pytest.fixture(autouse=True)
def quick_hashes(monkeypatch):
    monkeypatch.setattr(passwords, "_hasher", PasswordHasher(1, 64, 1))


@pytest.fixture
def empty(tmp_path):
    """The address of a record with an editor, ana, and a reader, bo."""
    path = str(tmp_path / "desk.db")
    with Record(path) as record:
        accounts.add_account(record, "ana", PASSWORD, "editor", US)
        accounts.add_account(record, "bo", PASSWORD, "reader", US)
    return path


@pytest.fixture
def served(empty):
    """Serve the record by some settings; returns what opens a client."""

    @contextmanager
    def serve(base="http://127.0.0.1:8000", asking="127.0.0.1", **settings):
        app = create_app(Settings(empty, **settings))

        @app.post("/write")
        def write(viewer: Editor):
            return {"who": viewer.name}

        @app.post("/ask")
        def ask(_: Reader):
            return "read"

        @app.post("/fail")
        def fail(_: Reader):
            raise ValueError(ARTICLE)

        with TestClient(
            app, base_url=base, client=(asking, 50_000), follow_redirects=False
        ) as client:
            yield client

    return serve


OPENED = {"base": "http://desk.test", "asking": "203.0.113.9", "host": "0.0.0.0"}  # noqa: S104
SECURE = OPENED | {"base": "https://desk.test", "origin": "https://desk.test"}


def sign_in(client, name="ana", password=PASSWORD, **more):
    return client.post("/sign-in", data={"name": name, "password": password, **more})


def hold(client, secret):
    """Have the browser hold this session's secret."""
    client.cookies.clear()
    client.cookies.set("detente", secret)


def csrf(client):
    return re.search(r'name="csrf" value="([^"]+)"', client.get("/account").text)[1]


def bearer(record_path, name="ana", scope="write", days=9):
    with Record(record_path) as record:
        own = accounts.find_account(record, name)
        number, made = accounts.make_token(record, own, "a test", scope, days, US)
    return number, {"Authorization": f"Bearer {made}"}


# -- reading ---------------------------------------------------------------------------------------


def test_on_this_machine_anybody_reads(served):
    with served() as client:
        assert client.get("/").status_code == 200
        assert client.get("/api/v1/account").json()["via"] == "open"


@pytest.mark.parametrize("host", ["evil.test", "127.0.0.1.evil.test", "localhost.evil.test:8000"])
def test_a_strangers_name_that_leads_here_gets_nothing(served, host):
    with served() as client:
        told = client.get("/", headers={"Host": host})
        assert told.status_code == 421
        assert "--origin" in told.text
        assert client.get("/", headers={"Host": "[::"}).status_code == 400


@pytest.mark.parametrize(
    "host",
    ["a/static/?", "a/sign-in?", "a/sign-in#", "a@b", "127.0.0.1:x", "[::1]x", "\u00e9.test"],
)
def test_what_is_no_host_opens_nothing(served, host):
    with served(**OPENED) as client:
        assert client.get("/", headers={"Host": host.encode()}).status_code == 400


@pytest.mark.parametrize("host", ["localhost:9000", "[::1]:8000", "127.0.0.2"])
def test_every_name_of_this_machine_is_answered(served, host):
    with served() as client:
        assert client.get("/", headers={"Host": host}).status_code == 200


def test_what_a_proxy_passes_on_is_not_of_this_machine(served):
    with served() as client:
        assert client.get("/", headers={"X-Forwarded-For": "127.0.0.1"}).status_code == 303
    with served(origin="https://desk.test", base="https://desk.test") as client:
        assert client.get("/").status_code == 303


def test_beyond_this_machine_only_who_is_known_reads(served, empty):
    with served(**OPENED) as client:
        page = client.get("/?days=9")
        assert (page.status_code, page.headers["location"]) == (303, "/sign-in?next=%2F%3Fdays%3D9")
        told = client.get("/api/v1/")
        assert (told.status_code, told.headers["www-authenticate"][:6]) == (401, "Bearer")
        assert told.headers["content-type"] == "application/problem+json"
        for closed in ("/api/v1/openapi.json", "/metrics", "/feed.atom", "/mcp"):
            assert client.get(closed).status_code == 401
        for opened in ("/static/desk.css", "/sign-in"):
            assert client.get(opened).status_code == 200
        assert client.get("/healthz").status_code in (200, 404)
        _, read = bearer(empty, "bo", "read")
        assert client.get("/api/v1/", headers=read).status_code == 200
        sign_in(client, "bo")
        assert client.get("/").status_code == 200


def every_request():
    """Each method and address that is served, with something for what varies in it."""
    for router in (*pages.routers, *api.routers):
        for route in router.routes:
            for method in sorted(route.methods):
                yield method, re.sub(r"\{[^}]+\}", "1", route.path)


def test_nothing_was_left_open_by_mistake(served, empty):
    _, read = bearer(empty, scope="read")
    asked = set(every_request())
    assert len(asked) > 50
    with served(**OPENED) as client:
        opened = {one for one in asked if client.request(*one).status_code not in {303, 401}}
        assert {path for _, path in opened} == {"/sign-in", "/healthz", "/readyz"}
        writing = asked - opened - {("POST", "/read"), ("POST", "/api/v1/read")}
        writing = {one for one in writing if one[0] not in {"GET", "HEAD"}}
        for one in writing:
            told = client.request(*one, headers=read, json={"name": "boats", "q": "trawlers"})
            assert told.status_code in {303, 403}, one
            assert told.headers.get("location", "/sign-in").startswith("/sign-in")


def test_who_wants_that_lets_anybody_read(served):
    with served(**OPENED, public_read=True) as client:
        assert client.get("/").status_code == 200
        assert client.post("/write").headers["location"].startswith("/sign-in")
        told = client.post("/api/v1/read", json={"url": "http://example.org/"})
        assert told.status_code == 401, "no stranger has the server ask others"
        assert "address fetched" in told.json()["detail"]


# -- signing in ------------------------------------------------------------------------------------


def test_a_session_is_a_secret_of_the_browser_of_which_a_digest_is_kept(served, empty):
    with served() as client:
        given = sign_in(client, next="/?days=9")
        assert (given.status_code, given.headers["location"]) == (303, "/?days=9")
        said = given.headers["set-cookie"]
        assert "HttpOnly" in said and "SameSite=lax" in said and "Path=/" in said
        assert "Secure" not in said
        first = client.cookies["detente"]
        assert len(first) == 43
        with Record(empty) as record:
            assert first not in "".join(record.engine.raw_connection().iterdump())
        sign_in(client, csrf=csrf(client))
        assert client.cookies["detente"] != first
        hold(client, first)
        assert client.get("/account").status_code == 303


def test_by_https_the_cookie_and_the_browser_stay_with_it(served):
    with served(**SECURE) as client:
        said = sign_in(client).headers["set-cookie"]
        assert said.startswith("__Host-detente=") and "Secure" in said
        assert "max-age" in client.get("/").headers["strict-transport-security"]


def test_a_wrong_password_and_an_unknown_name_are_told_alike(served, empty):
    with served() as client:
        wrong = sign_in(client, password="not this one")  # noqa: S106
        unknown = sign_in(client, name="cy")
        assert wrong.status_code == unknown.status_code == 403
        assert wrong.text == unknown.text.replace('value="cy"', 'value="ana"')
        assert "set-cookie" not in wrong.headers
    with Record(empty) as record:
        refused = accounts.entries(record)[:2]
    assert [line.subject for line in refused] == [None, "ana"]  # "cy" might be a password
    assert {line.what for line in refused} == {"sign-in refused"}


@pytest.mark.parametrize(
    "elsewhere",
    ["//evil.test", "/\\evil.test", "\\\\evil.test", "https://evil.test", "/\t/evil.test",
     "javascript:alert(1)", "/\r\nSet-Cookie: a=b", "evil.test", "/" + "a" * 3000],
)  # fmt: skip
def test_nobody_is_led_elsewhere_after_signing_in(served, elsewhere):
    with served() as client:
        assert sign_in(client, next=elsewhere).headers["location"] == "/"
        client.cookies.clear()
        assert 'name="next" value="/"' in client.get("/sign-in", params={"next": elsewhere}).text


def test_passwords_are_not_tried_without_end(served):
    with served() as client:
        tries = [sign_in(client, name=f"n{n}").status_code for n in range(11)]
        assert tries == [403] * 10 + [429]
        assert int(sign_in(client).headers["retry-after"]) > 0


def test_sessions_end(served, monkeypatch):
    with served() as client:
        sign_in(client)
        monkeypatch.setattr(sessions, "IDLE", timedelta(0))
        assert client.get("/account").headers["location"] == "/sign-in?next=%2Faccount"
        monkeypatch.undo()
        monkeypatch.setattr(passwords, "_hasher", PasswordHasher(1, 64, 1))
        monkeypatch.setattr(sessions, "LONGEST", timedelta(0))
        sign_in(client, csrf=csrf(client))
        assert client.get("/account").status_code == 303


def test_signing_out_removes_the_session(served):
    with served() as client:
        sign_in(client)
        secret = client.cookies["detente"]
        assert client.post("/sign-out").status_code == 403
        assert client.post("/sign-out", data={"csrf": csrf(client)}).status_code == 303
        assert "detente" not in client.cookies
        hold(client, secret)
        assert client.get("/account").status_code == 303
        assert client.get("/sign-out").status_code == 405


# -- writing ---------------------------------------------------------------------------------------


def test_only_editors_write_and_only_by_forms_of_their_own(served):
    with served() as client:
        asked = client.post("/write", headers={"Referer": "http://127.0.0.1:8000/contacts/c1"})
        assert asked.headers["location"] == "/sign-in?next=%2Fcontacts%2Fc1"
        odd = client.post("/write", headers={"Referer": "http://["})
        assert odd.headers["location"] == "/sign-in?next=%2F"
        sign_in(client)
        own = csrf(client)
        assert csrf(client) != own  # each page has its own
        nonce, _, signature = own.partition(".")
        for forged in (None, "", ".", "é.ü", nonce, f"x{nonce}.{signature}"):
            assert client.post("/write", data={"csrf": forged}).status_code == 403
        assert client.post("/write", json={"csrf": own}).status_code == 403
        assert client.post("/write", data={"csrf": own}).json() == {"who": "ana"}
        assert client.post("/write", headers={"X-CSRF-Token": own}).json() == {"who": "ana"}
        for header in ("Sec-Fetch-Site", "Origin"):
            for value in ("cross-site", "same-site", "null", "https://evil.test"):
                sent = client.post("/write", data={"csrf": own}, headers={header: value})
                assert sent.status_code == 403, (header, value)
        ours = {"Origin": "null", "Sec-Fetch-Site": "same-origin"}
        assert client.post("/write", data={"csrf": own}, headers=ours).status_code == 200
        client.cookies.clear()
        sign_in(client, "bo")
        assert client.post("/write", data={"csrf": csrf(client)}).status_code == 403
        assert client.get("/audit").status_code == 403


def test_no_other_page_has_a_reader_on_this_machine_send_texts(served):
    with served() as client:
        assert client.post("/ask").status_code == 200
        evil = {"Origin": "http://evil.test", "Sec-Fetch-Site": "cross-site"}
        assert client.post("/ask", headers=evil).status_code == 403


def test_programs_write_by_tokens_without_cookies(served, empty):
    number, write = bearer(empty)
    _, read = bearer(empty, scope="read")
    with served() as client:
        assert client.post("/write", headers=write).json() == {"who": "ana"}
        assert "set-cookie" not in client.get("/", headers=write).headers
        assert client.post("/write", headers=read).status_code == 403
        sign_in(client)  # a token goes before the cookie
        assert client.post("/write", headers=read).status_code == 403
        assert client.get("/account", headers=write).status_code == 303
        with Record(empty) as record:
            accounts.revoke_token(record, number, US)
        refused = client.get("/api/v1/", headers=write)
        assert (refused.status_code, "invalid_token" in refused.headers["www-authenticate"]) == (
            401, True
        )  # fmt: skip


def test_a_feed_reader_gives_a_token_as_its_password_and_only_reads(served, empty):
    _, write = bearer(empty)
    token = write["Authorization"].removeprefix("Bearer ")
    with served(**OPENED) as client:
        assert client.get("/api/v1/", auth=("any", token)).status_code == 200
        assert client.post("/write", auth=("any", token)).status_code == 403
        search = {"name": "boats", "q": "trawlers"}
        saved = client.post("/api/v1/searches", auth=("any", token), json=search)
        assert saved.status_code == 403
        evil = {"Origin": "http://evil.test"}  # a browser sends it also with forms of others
        assert client.post("/ask", auth=("any", token), headers=evil).status_code == 403
        assert client.get("/api/v1/", auth=("any", f"{token}x")).status_code == 401
        odd = {"Authorization": b"Basic \xff=="}
        assert client.get("/api/v1/", headers=odd).status_code == 401


def test_when_a_token_was_used_is_noted(served, empty):
    _, read = bearer(empty, scope="read")
    with served() as client:
        client.get("/api/v1/account", headers=read)
    with Record(empty) as record:
        for _ in range(100):
            if accounts.list_tokens(record)[0].used_at:
                break
            time.sleep(0.02)
        assert accounts.list_tokens(record)[0].used_at


def test_tokens_run_out_and_end_with_their_account(served, empty, monkeypatch):
    _, ana = bearer(empty)
    _, bo = bearer(empty, "bo", "read")
    with served() as client:
        with Record(empty) as record:
            accounts.close_account(record, "bo", US)
        assert client.get("/api/v1/", headers=bo).status_code == 401
        later = now() + timedelta(days=10)
        monkeypatch.setattr("detente.desk.accounts.tokens.now", lambda: later)
        assert client.get("/api/v1/", headers=ana).status_code == 401


def test_what_is_sent_has_its_measure(served, empty):
    with served() as client:
        sent = [client.post("/ask").status_code for _ in range(61)]
        assert sent == [200] * 60 + [429]
    _, read = bearer(empty, scope="read")
    with served(**OPENED) as client:
        client.app.state.allowances.reads = Allowance(2, 60)
        asked = [client.get("/api/v1/account", headers=read).status_code for _ in range(3)]
        assert asked == [200, 200, 429]
    clock = [0.0]
    twice = Allowance(2, 10, lambda: clock[0])
    assert [twice.wait("a"), twice.wait("a"), twice.wait("b")] == [0, 0, 0]
    assert twice.wait("a") == pytest.approx(5)
    clock[0] = 5.0
    assert twice.wait("a") == 0


# -- the account's page ----------------------------------------------------------------------------


def test_a_token_is_made_and_revoked_on_the_page(served, empty):
    with served() as client:
        sign_in(client)
        form = {"csrf": csrf(client), "name": "<b>feed</b>", "scope": "write", "days": "9"}
        made = client.post("/account/tokens", data=form)
        token = re.search(r"detente_[\w-]{43}", made.text)[0]
        assert "&lt;b&gt;feed" in made.text
        again = client.get("/account")
        assert token not in again.text
        own = {"Authorization": f"Bearer {token}"}
        assert client.post("/write", headers=own).status_code == 200
        number = re.search(r"/account/tokens/(\d+)/revoke", again.text)[1]
        client.post(f"/account/tokens/{number}/revoke", data={"csrf": csrf(client)})
        assert client.post("/write", headers=own).status_code == 401
        assert client.post("/account/tokens", data=form | {"days": "0"}).status_code == 400
        others, _ = bearer(empty, "bo", "read")
        taken = client.post(f"/account/tokens/{others}/revoke", data={"csrf": csrf(client)})
        assert taken.status_code == 404
        assert [line["what"] for line in client.get("/api/v1/audit").json()["lines"]][:5] == [
            "token made", "token revoked", "token made", "sign-in", "account made"
        ]  # fmt: skip
        assert "token revoked" in client.get("/audit").text


def test_a_password_is_changed_on_the_page_and_others_are_signed_out(served):
    with served() as client:
        sign_in(client)
        elsewhere = client.cookies["detente"]
        new = {"password": "another long secret", "again": "another long secret"}

        def change(**given):
            return client.post("/account/password", data={"csrf": csrf(client)} | new | given)

        assert change(current="wrong").status_code == 400
        assert change(current=PASSWORD, again="something else").status_code == 400
        short = dict.fromkeys(("password", "again"), "short")
        assert "5 characters" in change(current=PASSWORD, **short).text
        assert change(current=PASSWORD).status_code == 303
        assert client.get("/account?done=password").status_code == 200
        hold(client, elsewhere)
        assert client.get("/account").status_code == 303
        assert sign_in(client).status_code == 403


# -- sizes, headers, logs --------------------------------------------------------------------------


def test_what_is_too_large_is_turned_away(served):
    with served() as client:
        assert client.post("/ask", content=b"x" * 4_000_001).status_code == 413
        pieces = (b"x" * 500_000 for _ in range(9))  # no length is told beforehand
        sent = client.post("/sign-in", content=pieces, headers=FORM)
        assert sent.status_code == 413
        assert client.get("/?q=" + "a" * 9_000).status_code == 414
        assert client.get("/", headers={"X-Long": "a" * 40_000}).status_code == 431


@pytest.mark.parametrize(
    "charset", ["utf-7", "unicode_escape", "punycode", "undefined", "hex", "?"]
)
def test_forms_are_in_utf_8(served, charset):
    form = b'--x\r\nContent-Disposition: form-data; name="title"\r\n\r\n\\ud800-\r\n--x--\r\n'
    kind = {"content-type": f"multipart/form-data; boundary=x; charset={charset}"}
    with served() as client:
        for address in ("/read", "/api/v1/read", "/sign-in"):
            assert client.post(address, content=form, headers=kind).status_code == 415


def test_what_does_not_come_to_an_end_is_not_waited_for(empty, monkeypatch):
    monkeypatch.setattr(sizes, "_PATIENCE", 0.1)
    app = create_app(Settings(empty))

    async def slowly():
        yield b"name=ana&password="
        await anyio.sleep(5)
        yield b"x"

    async def send():
        there = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=there, base_url="http://127.0.0.1:8000") as client:
            return await client.post("/sign-in", content=slowly(), headers=FORM)

    assert anyio.run(send).status_code == 408
    app.state.desk.record.close()


def test_every_answer_keeps_strangers_out_also_a_failure(served, caplog):
    with served() as client, caplog.at_level(logging.DEBUG):
        for answer in (
            client.get("/"), client.get("/nothing"), client.get("/", headers={"Host": "evil.test"}),
            client.post("/fail"), client.post("/ask", content=b"x" * 5_000_000),
        ):  # fmt: skip
            policy = answer.headers["content-security-policy"]
            assert "default-src 'none'" in policy and "unsafe" not in policy
            assert answer.headers["x-frame-options"] == "DENY"
        assert client.post("/fail").status_code == 500
    assert "ValueError" in caplog.text
    assert ARTICLE not in caplog.text


def test_beyond_this_machine_serving_needs_an_account_or_to_be_open_to_all(tmp_path, capsys):
    from detente.desk.cli import main

    with pytest.raises(SystemExit) as ended:
        main(["serve", "--db", str(tmp_path / "new.db"), "--host", "0.0.0.0", "--port", "0"])  # noqa: S104
    told = capsys.readouterr().err
    assert ended.value.code == 1
    assert "detente accounts add" in told and "--public-read" in told
