"""What goes wrong is told so that who reads a page can do something about it."""

import pytest

ADDRESSES = [
    "/contacts/nope",
    "/contacts/nope/readouts",
    "/reports/nope",
    "/dyads/CHN-CHN",
    "/dyads/CHN-JPN",
    "/dyads/XXX-YYY",
    "/api/v1/contacts/nope",
    "/api/v1/reports/nope",
    "/api/v1/contacts?parties=XXX",
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_command_is_named_on_a_page(client, address):
    assert "`detente " not in client.get(address).text


def test_a_form_that_lacks_something_is_shown_again_as_it_was_typed(client):
    typed = {"text": "They met on Monday.", "published": "one day", "outlet": "Mole Times"}
    answer = client.post("/read", data=typed)
    assert answer.status_code == 422
    assert 'role="alert">published: ' in answer.text
    assert "They met on Monday." in answer.text
    assert 'value="Mole Times"' in answer.text


def test_a_form_that_cannot_be_parsed_is_told_and_not_read_twice(client):
    kind = {"Content-Type": "multipart/form-data; boundary=x"}
    assert client.post("/read", content=b"no part of it", headers=kind).status_code in {400, 422}


def test_a_misspelt_filter_is_told_in_plain_words(client):
    told = client.get("/api/v1/contacts?sinc=2024").json()["detail"]
    assert told.startswith("sinc: nothing of this name")


def test_names_are_found_without_their_accents(client):
    assert client.get("/api/v1/statements?speaker=erdogan").json()["items"]
    assert client.get("/api/v1/contacts?person=Erdogan").json()["items"]
    known = client.get("/dyads/GRC-TUR/contacts?person=Erdogan&on=2024-03-20").text
    assert 'class="contact"' in known
