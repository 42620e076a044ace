"""A text is pasted, looked at, saved and found again; a wrong file is told of in a line."""

import pytest

TEXT = """The foreign minister of Kenya telephoned the foreign minister of Tanzania on Monday
about the closed border post at Namanga. Tanzania said the call had been "useful"."""
UPLOADED = b"""title: Two ministers meet
published: 2024-06-03
source: Lakeside Herald

The defence ministers of Kenya and Uganda met in Kisumu on Sunday.
"""


def test_a_pasted_text_is_looked_at_saved_and_found(visit):
    page = visit("/read")
    page.get_by_label("Text", exact=True).fill(TEXT)
    page.get_by_label("Published").fill("2024-06-04")
    page.get_by_label("By whom").fill("Lakeside Herald")
    page.get_by_role("button", name="Read", exact=True).click()
    assert "Nothing of it is saved" in page.get_by_role("status").inner_text()
    assert page.locator("mark.contact").first.is_visible()

    page.get_by_role("link", name="Sign in", exact=True).first.click()
    page.get_by_label("Name").fill("ana")
    page.get_by_label("Password").fill("seven grey herons")
    page.get_by_role("button", name="Sign in").click()
    page.goto("/read")
    page.get_by_label("Text", exact=True).fill(TEXT)
    page.get_by_label("Published").fill("2024-06-04")
    page.get_by_label("By whom").fill("Lakeside Herald")
    page.get_by_role("button", name="Read", exact=True).click()
    page.get_by_role("button", name="Save to the record").click()
    assert "Added to the record" in page.get_by_role("status").inner_text()

    page.get_by_label("Search").fill("Namanga")
    page.keyboard.press("Enter")
    assert page.locator(".documents mark").first.inner_text() == "Namanga"
    page.goto("/dyads/KEN-TZA")
    assert page.locator("#contacts .contact").count() == 1


def test_a_file_is_read(visit):
    page = visit("/read")
    upload(page, "meeting.txt", UPLOADED)
    assert page.get_by_role("heading", level=1).inner_text() == "Two ministers meet"
    assert page.locator(".item").count()


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("picture.png", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8),
        ("empty.txt", b""),
    ],
)
def test_a_wrong_file_is_told_of_in_a_line(visit, name, body):
    page = visit("/read")
    upload(page, name, body)
    told = page.get_by_role("alert").inner_text()
    assert told and len(told.splitlines()) == 1
    assert page.get_by_label("Text", exact=True).is_visible()


def upload(page, name, body):
    file = {"name": name, "mimeType": "text/plain", "buffer": body}
    page.get_by_label("or a file").set_input_files(files=[file])
    page.get_by_role("button", name="Read", exact=True).click()
