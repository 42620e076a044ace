"""A contact's page, its JSON twin, and the accounts of it side by side."""

import re
from html import unescape

import pytest

from detente.assessment import Record

CALL = "2fed277105ca41e9-c1"  # told by three outlets, who disagree on who asked for it
TOLD_TOO = "e86f2e8e897ef56d-c1"  # a mention of the same


def reached(client, shown, outlet):
    """The words of the reports that links of this name lead to."""
    found = re.findall(rf'href="/reports/(\w+)#w(\d+)-(\d+)"[^>]*>{re.escape(outlet)}<', shown)
    texts = {key: client.get(f"/api/v1/reports/{key}").json()["document"]["text"]
             for key, *_ in found}  # fmt: skip
    return [texts[key][int(start) : int(end)] for key, start, end in found]


def test_each_value_leads_to_the_words_of_who_tells_it(client):
    shown = client.get(f"/contacts/{CALL}").text
    assert "Call between Greece and Turkey" in shown
    assert "Turkey asked for it" in shown
    assert any("Erdogan rang" in words for words in reached(client, shown, "Quay Courier"))
    assert 'href="/actors/grc-kyriakos-mitsotakis"' in shown
    assert "agreed" in shown


def test_copies_stand_under_the_story_that_was_told_first(client, db, reports):
    (hotline,) = (r for r in reports if r.document.outlet == "Harbour Gazette")
    copy = hotline.document.model_copy(update={"outlet": "AT&T/<b>Wire</b>"})
    with Record(db) as record:
        record.add(hotline.model_copy(update={"document": copy}))
    shown = client.get(f"/contacts/{CALL}").text
    assert "and 1 copy" in shown
    assert "<b>Wire" not in shown
    told = client.get(f"/api/v1/contacts/{CALL}").json()
    assert sorted(told["copies"].values()).count("e86f2e8e897ef56d") == 2


def test_the_json_is_the_contact_and_what_stands_around_it(client):
    told = client.get(f"/api/v1/contacts/{CALL}").json()
    assert {v["value"] for v in told["values"]["initiator"]} == {"GRC", "TUR"}
    assert told["rules"]["initiator"] == "agreed"
    assert set(told["copies"]) == set(told["reports"])
    earlier = client.get(f"/api/v1/contacts/{told['follows'][0]}").json()
    assert earlier["followed_by"] == [CALL]
    assert [c["verdict"] for c in told["claims"]] == ["not enough"]


def test_a_mention_leads_to_the_contact_that_it_is_a_part_of(client):
    sent = client.get(f"/contacts/{TOLD_TOO}")
    assert (sent.status_code, sent.headers["location"]) == (303, f"/contacts/{CALL}")
    sent = client.get(f"/api/v1/contacts/{TOLD_TOO}/readouts")
    assert sent.headers["location"] == f"/api/v1/contacts/{CALL}/readouts"


@pytest.mark.parametrize(
    "odd", ["nope", "%00", "%E2%80%AEx-c1", "x-c99999999999999999999", "a" * 3000, "%22%3E%3Cb%3E"]
)
def test_what_is_no_contact_is_told_plainly(client, odd):
    for address in (f"/contacts/{odd}", f"/contacts/{odd}/readouts", f"/api/v1/contacts/{odd}"):
        answer = client.get(address)
        assert answer.status_code in {404, 422}
        assert "json" in answer.headers["content-type"] or "<b>" not in answer.text


def test_the_sides_accounts_stand_beside_each_other(client):
    pytest.importorskip("scipy")
    shown = client.get(f"/contacts/{CALL}/readouts").text
    assert re.search(r'<mark class=" p1">[^<]+</mark>.*<mark class=" p1">', shown, re.DOTALL)
    assert "style=" not in shown
    told = client.get(f"/api/v1/contacts/{CALL}/readouts").json()
    assert {account["side"] for account in told["accounts"]} == {"GRC", "TUR"}
    words = told["only"]["TUR"][0]
    link = f"/reports/{words['document']}?words={words['start']}-{words['end']}"
    assert link in unescape(shown)
    assert client.get(link).status_code == 200


def test_where_one_side_is_silent_that_is_said(client):
    pytest.importorskip("scipy")
    alone = client.get("/contacts/2fed277105ca41e9-c2/readouts")
    assert "add a readout of GRC" in alone.text
