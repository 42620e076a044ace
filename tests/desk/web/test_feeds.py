"""Feeds and calendars, as a feed reader and a calendar take them."""

from datetime import datetime

import feedparser
import icalendar
import pytest
from fastapi.testclient import TestClient
from lxml import etree

from detente.assessment import Record
from detente.desk.web import Settings, create_app
from detente.model import Document, Report

HERE = "http://127.0.0.1:8000"
FEEDS = ("/feed.atom", "/dyads/GRC-TUR/feed.atom", "/search.atom?q=trawlers")
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.mark.parametrize("address", FEEDS)
def test_a_feed_is_one(client, address):
    answer = client.get(address)
    assert answer.headers["content-type"].startswith("application/atom+xml")
    feed = feedparser.parse(answer.content)
    assert not feed.bozo
    assert feed.version == "atom10"
    assert feed.feed.id.startswith("urn:uuid:")
    assert {"self", "alternate"} <= {link.rel for link in feed.feed.links}
    assert all(link.href.startswith(HERE) for link in feed.feed.links)
    assert feed.entries
    assert len({entry.id for entry in feed.entries}) == len(feed.entries)
    for entry in feed.entries:
        assert entry.link.startswith(HERE)
        assert entry.updated_parsed
        assert client.get(entry.link.removeprefix(HERE)).status_code == 200
    assert max(entry.updated for entry in feed.entries) == feed.feed.updated


@pytest.mark.parametrize("address", FEEDS)
def test_a_feed_that_is_the_same_is_not_sent_again(client, address):
    tag = client.get(address).headers["etag"]
    assert client.get(address, headers={"If-None-Match": tag}).status_code == 304


def test_ids_stay_where_the_server_moves(client, db):
    here = feedparser.parse(client.get(FEEDS[1]).content)
    app = create_app(Settings(db, origin="https://desk.example.org", public_read=True))
    with TestClient(app, base_url="https://desk.example.org", client=("127.0.0.1", 1)) as moved:
        there = feedparser.parse(moved.get(FEEDS[1]).content)
    assert [entry.id for entry in there.entries] == [entry.id for entry in here.entries]
    assert there.entries[0].link.startswith("https://desk.example.org/")


def test_words_of_two_sides_bring_what_is_between_them(client):
    feed = feedparser.parse(client.get("/search.atom?q=turkey+and+greece").content)
    between = feedparser.parse(client.get("/dyads/GRC-TUR/feed.atom").content)
    assert [entry.id for entry in feed.entries] == [entry.id for entry in between.entries]


def test_hostile_text_stays_text(client, db):
    told = Document(
        id="d", title="<script>alert(1)</script>\x0b]]>&amp;", outlet="A\ufffe<b>",
        text="The trawlers' owners wrote \x1b]0;x.",
    )  # fmt: skip
    with Record(db) as record:
        record.add(Report(reader="test 1", document=told))
    answer = client.get("/search.atom?q=owners")
    (entry,) = etree.fromstring(answer.content).findall(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}title") == "<script>alert(1)</script>␋]]>&amp;"
    assert client.get("/search.atom?q=%00").status_code == 422


def test_plans_are_in_the_calendar(client):
    for address in ("/calendar.ics", "/dyads/TUR-GRC/calendar.ics"):
        answer = client.get(address)
        assert answer.headers["content-type"].startswith("text/calendar")
        (event,) = icalendar.Calendar.from_ical(answer.content).walk("VEVENT")
        first, last = event.decoded("dtstart"), event.decoded("dtend")
        assert (first.isoformat(), last.isoformat()) == ("2024-04-01", "2024-05-01")
        assert event["status"] == "TENTATIVE"  # the day is not told
        assert event["url"] == f"{HERE}/contacts/{event['uid']}"
        assert "Harbour Gazette" in event["description"]
        tag = answer.headers["etag"]
        assert client.get(address, headers={"If-None-Match": tag}).status_code == 304


def test_a_plan_with_a_day_and_one_that_is_cancelled(client, db):
    told = datetime(2024, 3, 16)
    with Record(db) as record:
        ids = [
            record.log_contact(sides, status=status, date=day, published=told)
            for sides, status, day in (
                (["DEU", "FRA"], "planned", "2024-05-07"),
                (["ESP", "ITA"], "cancelled", "2024-05-03"),
            )
        ]
        record.log_contact(["CHN", "IND"], status="planned", date="2025", published=told)
    events = {
        str(event["uid"]): event
        for event in icalendar.Calendar.from_ical(client.get("/calendar.ics").content).walk(
            "VEVENT"
        )
    }
    assert [str(events[id_]["status"]) for id_ in ids] == ["CONFIRMED", "CANCELLED"]
    assert events[ids[0]].decoded("dtstart").isoformat() == "2024-05-07"
    assert len(events) == 3  # of a year nobody knows the day


def test_nobody_has_the_feed_of_no_dyad(client):
    for address in ("/dyads/nobody/feed.atom", "/dyads/x-y/calendar.ics", "/searches/x/feed.atom"):
        assert client.get(address).status_code == 404
