"""A report on the web: its words, what leads to them, and how it came in."""

import re
from datetime import datetime, timedelta, timezone

import pytest
from lxml import html

from detente.assessment import Record
from detente.model import Contact, Document, Report, Span
from detente.record import document_key
from detente.record.adding import add_report
from detente.record.database import writing

HOSTILE = (
    "</p></textarea></title><script>alert(1)</script><img src=x onerror='x'> &lt;b&gt; "
    "\x1b[31m\x9b1m\u202egnp.exe\u2066 a\0b "
)


@pytest.fixture
def keys(reports):
    """The keys of the examples by their titles."""
    return {report.document.title: document_key(report.document) for report in reports}


def shown(client, key, **asked):
    answer = client.get(f"/reports/{key}", params=asked)
    assert answer.status_code == 200
    return html.fromstring(answer.text)


def words(tree):
    found = tree.xpath("//article[@class='words']")[0]
    for reference in found.xpath(".//a[contains(@class, 'ref')]"):
        reference.drop_tree()
    return found


def spans(told, document):
    """Every span that a row of the record leads to, with its document."""
    if isinstance(told, list):
        for one in told:
            yield from spans(one, document)
    elif isinstance(told, dict):
        document = told.get("document", document)
        if {"start", "end"} <= told.keys():
            yield document, told["start"], told["end"]
        for one in told.values():
            yield from spans(one, document)


def test_all_that_the_record_leads_to_can_be_reached(client, db, reports):
    with Record(db) as record:
        rows = [*record.contacts(), *record.moves(), *record.statements()]
    for report in reports:
        key = document_key(report.document)
        tree = shown(client, key)
        ids = tree.xpath("//@id")
        assert len(ids) == len(set(ids))
        assert {link[1:] for link in tree.xpath("//@href") if link.startswith("#")} <= set(ids)
        assert not tree.xpath("//@style | //style | //script[not(@src)]")
        assert words(tree).text_content().split() == report.document.text.split()
        own = {span for row in rows for span in spans(row, row["id"].rpartition("-")[0])}
        for start, end in {(start, end) for document, start, end in own if document == key}:
            pieces = tree.xpath(f"//*[@data-words='{start}-{end}']")
            assert pieces[0].get("id") == f"w{start}-{end}"
            told = "".join(piece.text_content() for piece in pieces)
            assert told == report.document.text[start:end]
        for contact in report.contacts:
            assert f"/contacts/{key}-{contact.id}" in tree.xpath("//@href")
            for span in (*contact.evidence, *contact.topics):
                assert f"w{span.start}-{span.end}" in ids


def test_words_that_no_item_has_are_marked_when_asked_for(client, keys):
    key = keys["Who rang whom"]
    tree = shown(client, key, words=["3-20", "8-30"])
    asked = tree.xpath("//*[contains(@class, 'asked')]")
    assert {"3-20", "8-30"} == {one.get("data-words") for one in asked}
    assert "not in this text" not in tree.text_content()
    assert "not in this text" in shown(client, key, words="5-999999999").text_content()
    for odd in ("x", "1-", "-1-4", "1-99999999999999999999"):
        assert client.get(f"/reports/{key}?words={odd}").status_code == 422


def test_chains_of_attribution_are_a_tree(client, keys):
    tree = shown(client, keys["Athens calls Ankara after defence talks stall"])
    quoted = tree.xpath("//*[@class='tree']//li[a[.='Anadolu']]/ul/li/a[@class='who']")
    assert [one.text for one in quoted] == ["Turkish Foreign Ministry"]
    assert quoted[0].get("href").startswith("/actors/tur-")


def test_the_json_is_the_report_as_it_was_read(client, reports):
    for report in reports:
        told = client.get(f"/api/v1/reports/{document_key(report.document)}")
        assert told.json() == report.model_dump(mode="json", by_alias=True)
    assert client.get("/api/v1/reports/none").status_code == 404
    for odd in ("none", "%00", "..%2f..%2fetc", "x" * 3000):
        assert client.get(f"/reports/{odd}").status_code in (404, 422)


def with_document(report, **fields):
    return report.model_copy(update={"document": report.document.model_copy(update=fields)})


def test_how_it_came_in_and_what_are_copies_of_it(client, db, reports):
    at = datetime(2024, 3, 15, 9, 30, tzinfo=timezone(timedelta(hours=2)))
    url = "https://news.example/a?b=1&c=2"
    copy = with_document(
        reports[0], outlet="Evening Ferry & Sons", published_at=at, byline="By N. Oar", url=url
    )
    with Record(db) as record, writing(record.engine) as connection:
        add_report(connection, copy, by="an-editor")
    tree = shown(client, document_key(copy.document))
    head = " ".join(tree.xpath("//*[@class='head']")[0].text_content().split())
    assert "Evening Ferry & Sons · By N. Oar · 15 March 2024, 09:30 UTC+02:00" in head
    assert re.search(r"Added \d+ \w+ \d{4}, \d\d:\d\d UTC by an-editor · read by detente", head)
    assert "1 copy of this text" in head
    assert url in tree.xpath("//@href")
    assert f"/reports/{document_key(reports[0].document)}" in tree.xpath("//@href")


def test_a_contact_judged_to_be_none_says_so(client, db, keys):
    key = keys["Who rang whom"]
    with Record(db) as record:
        record.reject(f"{key}-c1", user="an-editor")
    item = shown(client, key).xpath("//*[@id='c1']")[0]
    assert "Judged to be no contact." in item.text_content()
    assert not item.xpath(".//a[starts-with(@href, '/contacts/')]")


def test_a_data_set_says_that_it_has_no_text(client, db, tmp_path):
    from detente.intake.eventdata import read_rows
    from detente.record.events import tell_events
    from detente.record.importing import import_rows

    rows = tmp_path / "rows.txt"
    rows.write_text("Greece\tMake statement\tTurkey\t2014-01-01\n")
    with Record(db) as record:
        import_rows(record.engine, rows, "PLAIN", tell_events(read_rows(rows, "plain")))
        (key,) = [k for k in documents(record) if record.documents(k)[k]["kind"] == "dataset"]
    tree = shown(client, key)
    assert "ships no text" in tree.text_content()
    assert not tree.xpath("//article")
    assert client.get(f"/api/v1/reports/{key}").status_code == 404


def documents(record):
    from sqlalchemy import select

    from detente.record import schema

    with record.engine.connect() as connection:
        return list(connection.scalars(select(schema.documents.c.key)))


def test_hostile_text_stays_text(client, db):
    text = HOSTILE.replace("\0", "") * 10
    document = Document(
        id="x", title=HOSTILE[:-4], outlet='"><svg onload=x>/../', byline="<b>by</b>",
        url="javascript:alert(1)//https://news.example", language='"><i>', text=text,
    )  # fmt: skip
    span = Span(start=3, end=40, text=text[3:40])
    contact = Contact(id="c1", parties=["GRC", "TUR"], evidence=[span], topics=[span])
    report = Report(reader="<u>", document=document, contacts=[contact])
    document = document.model_copy(update={"title": document.title.replace("\0", "")})
    report = report.model_copy(update={"document": document})
    with Record(db) as record:
        record.add(report)
    answer = client.get(f"/reports/{document_key(document)}")
    tree = html.fromstring(answer.text)
    assert not tree.xpath("//article//script | //img | //svg | //b | //i | //u | //@onload")
    assert not [link for link in tree.xpath("//@href") if "javascript" in link]
    assert not {"\x1b", "\x9b", "\u202e", "\u2066"} & set(answer.text)
    assert "<script>alert(1)" in words(tree).text_content()
