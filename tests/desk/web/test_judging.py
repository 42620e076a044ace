"""Judging on the web: it shows at once, names who, can be undone, and is for editors."""

import json
import re
from html import unescape

import pytest

from detente.assessment import Record
from detente.desk.accounts import add_account, entries, make_token
from detente.desk.accounts.audit import By

CALL = "2fed277105ca41e9-c1"
MENTION = "94d8c77544efec9a-c1"  # the third that tells of the call
OTHER = "e86f2e8e897ef56d-c3"  # another contact of the same sides
PASSWORD = "seven grey herons"  # noqa: S105
HOSTILE = '<script>alert(1)</script>"><img src=x>'


@pytest.fixture
def sign_in(client, db):
    """What signs an account in, made for the purpose, and gives what its forms carry."""

    def signed(role="editor"):
        with Record(db) as record:
            add_account(record, f"an-{role}", PASSWORD, role, By("test", "command"))
        given = {"name": f"an-{role}", "password": PASSWORD}
        headers = {"Origin": "http://127.0.0.1:8000"}
        assert client.post("/sign-in", data=given, headers=headers).status_code == 303
        found = re.search(r'name="csrf" value="([^"]+)"', client.get("/account").text)
        return unescape(found[1])

    return signed


@pytest.fixture
def judge(client, sign_in):
    """What sends an editor's form."""
    csrf = sign_in()

    def sent(about, verdict, reason="I was there", **typed):
        data = {"csrf": csrf, "verdict": verdict, "reason": reason, **typed}
        headers = {"Origin": "http://127.0.0.1:8000"}
        return client.post(f"/contacts/{about}/judgements", data=data, headers=headers)

    sent.csrf = csrf
    return sent


def told(client, contact=CALL):
    return client.get(f"/api/v1/contacts/{contact}").json()


def test_a_correction_shows_at_once_and_names_who(client, db, judge):
    done = judge(CALL, "correct", field="initiator", value="TUR")
    assert done.status_code == 303
    shown = unescape(client.get(done.headers["location"]).text)
    assert "initiator: Greece → Turkey" in shown
    assert "put right by an-editor: “I was there”" in shown
    assert told(client)["rules"]["initiator"] == "corrected"
    with Record(db) as record:
        (noted, *_) = entries(record)
    assert (noted.who, noted.what, noted.subject) == ("an-editor", "judgement", CALL)


def test_undoing_puts_it_back_and_both_are_listed(client, judge):
    judge(CALL, "correct", field="level", value="minister")
    headers = {"Origin": "http://127.0.0.1:8000"}
    again = {"csrf": judge.csrf, "reason": "it was the leaders"}
    done = client.post("/judgements/1/undo", data=again, headers=headers)
    shown = unescape(client.get(done.headers["location"]).text)
    assert "Judgement 1 is undone: level: minister → leader" in shown
    assert [(j["id"], j["stands"]) for j in client.get("/api/v1/judgements").json()] == [
        (2, True),
        (1, False),
    ]
    twice = client.post("/judgements/1/undo", data=again, headers=headers)
    assert twice.status_code == 422
    assert "undone already" in twice.text
    assert client.post("/judgements/99/undo", data=again, headers=headers).status_code == 404


def test_mentions_are_split_off_joined_and_rejected(client, judge):
    done = judge(MENTION, "different")
    assert done.headers["location"].startswith(f"/contacts/{MENTION}?judged=")
    assert told(client)["mentions"] == [CALL, "e86f2e8e897ef56d-c1"]
    assert judge(MENTION, "same", object=CALL).status_code == 303
    assert MENTION in told(client)["mentions"]
    done = judge(MENTION, "reject")
    assert done.headers["location"].startswith(f"/contacts/{CALL}?")
    assert MENTION not in told(client)["mentions"]


@pytest.mark.parametrize(
    ("verdict", "typed", "wrong"),
    [
        ("correct", {"field": "level", "value": "boss"}, "boss"),
        ("correct", {"field": "date", "value": "14 March"}, "write it as 2021"),
        ("same", {"object": "nobody-c1"}, "no contact of this id"),
        ("same", {"object": MENTION}, "a part of the contact already"),
        ("correct", {"field": "level", "value": "leader", "reason": " "}, "none is given"),
    ],
)
def test_what_is_wrong_is_told_and_what_was_typed_is_kept(client, judge, verdict, typed, wrong):
    answer = judge(CALL, verdict, **typed)
    assert answer.status_code == 422
    assert wrong in unescape(answer.text)
    assert typed.get("reason", "I was there") in answer.text
    assert client.get("/api/v1/judgements").json() == []


def test_what_no_form_sends_is_refused(client, judge):
    judge(CALL, "correct", field="mode", value="video")
    for verdict, field in (("nonsense", ""), ("correct", "id"), ("undo", "")):
        answer = judge(CALL, verdict, field=field, value="x")
        assert answer.status_code == 422
        assert "Nothing was changed" in answer.text
    assert judge("nobody-c1", "reject").status_code == 404


def test_a_reason_stays_text(client, judge):
    judge(CALL, "correct", field="mode", value="video", reason=HOSTILE)
    for address in (f"/contacts/{CALL}", "/judgements"):
        shown = client.get(address).text
        assert "<script>alert" not in shown
        assert "<img" not in shown
        assert HOSTILE in unescape(shown)


def test_readers_see_judgements_and_no_forms(client, sign_in):
    assert "Sign in to correct" in client.get(f"/contacts/{CALL}").text
    headers = {"Origin": "http://127.0.0.1:8000"}
    asked = {"verdict": "reject", "reason": "no"}
    unknown = client.post(f"/contacts/{CALL}/judgements", data=asked, headers=headers)
    assert unknown.headers["location"].startswith("/sign-in")
    csrf = sign_in("reader")
    shown = client.get(f"/contacts/{CALL}").text
    assert 'action="/contacts/' not in shown
    answer = client.post(
        f"/contacts/{CALL}/judgements", data=asked | {"csrf": csrf}, headers=headers
    )
    assert answer.status_code == 403


def test_a_program_judges_with_a_token_that_may_write(client, db):
    with Record(db) as record:
        own = add_account(record, "desk", PASSWORD, "editor", By("test", "command"))
        tokens = {
            scope: make_token(record, own, scope, scope, 1, By("test", "command"))[1]
            for scope in ("read", "write")
        }

    def sent(address, body, scope="write"):
        headers = {
            "Authorization": f"Bearer {tokens[scope]}", "Content-Type": "application/json",
        }  # fmt: skip
        return client.post(f"/api/v1{address}", content=json.dumps(body), headers=headers)

    body = {"verdict": "correct", "field": "initiator", "value": "Turkey", "reason": "a note"}
    assert sent(f"/contacts/{CALL}/judgements", body, "read").status_code == 403
    made = sent(f"/contacts/{CALL}/judgements", body).json()
    assert made == {
        "judgements": [1], "contact": CALL, "field": "initiator", "was": "GRC", "now": "TUR",
    }  # fmt: skip
    back = sent("/judgements/1/undo", {}).json()
    assert (back["was"], back["now"]) == ("TUR", "GRC")
    assert sent(f"/contacts/{OTHER}x/judgements", body).status_code == 404
    for odd in ("\0", "\ud800", "9" * 5000):
        for name in ("reason", "value", "object", "field"):
            answer = sent(f"/contacts/{CALL}/judgements", body | {name: odd})
            assert answer.status_code < 500
