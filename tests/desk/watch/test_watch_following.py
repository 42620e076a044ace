"""Feeds and pages are followed with manners, and nothing is lost or read twice."""

import threading
import time

import pytest
from sqlalchemy import select
from watching import AGAIN, CALL, VISIT, alerts

from detente.desk.watch.visits import PutOffError, Visits
from detente.intake.fetch import Version
from detente.record import schema


def test_what_a_feed_tells_is_read_once_and_told(here, site, facts, capsys):
    site.put_feed(site.article("/a", CALL), site.article("/b", "Rain fell on the town all day."))
    watch = here()
    watch.once()
    assert alerts(watch.record) == ["CHL – PER: a call at leader level, held, 11 March 2024"]
    site.put_feed(site.article("/a", CALL), site.article("/c", VISIT))
    here().once()
    assert site.count("/feed") == 1  # it is not due yet
    assert (site.count("/a"), site.count("/b"), site.count("/c")) == (1, 1, 0)
    events = facts(capsys.readouterr().err)
    assert ("asked", f"source={site.url}/feed new=2") in events
    assert not any("telephoned" in told for _, told in events)


def test_a_feed_that_has_not_changed_is_not_sent_again(here, site, clock, facts, capsys):
    site.put_feed(site.article("/a", CALL))
    here().once()
    clock.forward(minutes=16)
    here().once()
    assert ("unchanged", f"source={site.url}/feed") in facts(capsys.readouterr().err)
    site.put_feed(site.article("/a", CALL), site.article("/c", VISIT))
    clock.forward(minutes=16)
    watch = here()
    watch.once()
    assert (site.count("/feed"), site.count("/a"), site.count("/c")) == (3, 1, 1)
    assert alerts(watch.record)[1:] == [
        "CHL – PER: a meeting at minister level, held, 11 March 2024"
    ]


def test_the_text_that_a_feed_gives_is_not_fetched(here, site):
    text = "".join(f"<p>{part}</p>" for part in (CALL + VISIT + CALL).split("\n\n"))
    whole = f"<content:encoded><![CDATA[{text}]]></content:encoded>"
    site.put_feed(site.article("/a", CALL) + whole)
    watch = here()
    watch.once()
    assert "CHL – PER: a call at leader level, held, 11 March 2024" in alerts(watch.record)
    assert site.count("/a") == 0


def test_a_page_is_read_when_it_changes(here, site, clock):
    site.article("/statement", CALL)
    page = '[[sources]]\nurl = "SITE/statement"\nkind = "page"\nevery = "1h"\noutlet = "Lima"\n'
    watch = here(page, source=False)
    watch.once()
    clock.forward(hours=2)
    watch.once()
    site.article("/statement", VISIT)
    clock.forward(hours=2)
    watch.once()
    assert [row["outlets"] for row in watch.record.contacts()] == [["Lima"], ["Lima"]]


def test_a_server_that_fails_is_asked_ever_less_often(here, site, clock):
    site.pages["/feed"] = (500, {}, "")
    watch = here()
    for failures in range(4):
        watch.once()
        wait = (_next(watch) - clock()).total_seconds() / 900
        assert 0.75 * 2**failures <= wait <= 2**failures
        clock.at = _next(watch)
    site.pages["/feed"] = (503, {"Retry-After": "86000"}, "")
    watch.once()
    assert (_next(watch) - clock()).total_seconds() >= 86_000
    assert watch.failures == 5


def test_a_feed_that_is_gone_is_asked_no_more(here, site, clock):
    site.pages["/feed"] = (410, {}, "")
    watch = here()
    watch.once()
    clock.forward(days=30)
    here().once()
    assert site.count("/feed") == 1


def test_robots_txt_is_heeded(here, site):
    site.put("/robots.txt", "User-agent: *\nDisallow: /b\n")
    site.put_feed(site.article("/a", CALL), site.article("/b", VISIT))
    watch = here()
    watch.once()
    assert (site.count("/robots.txt"), site.count("/a"), site.count("/b")) == (1, 1, 0)
    with watch.record.engine.connect() as connection:
        t = schema.inputs.c
        reason = connection.scalar(select(t.reason).where(t.state == "failed"))
    assert "robots.txt" in reason


def test_where_robots_txt_cannot_be_had_nothing_is_fetched(here, site):
    site.pages["/robots.txt"] = (500, {}, "")
    site.put_feed(site.article("/a", CALL))
    here().once()
    assert site.asked == ["/robots.txt"]


def test_one_bad_article_stops_no_other(here, site, clock):
    broken = f"<title>x</title><link>{site.url}/broken</link>"
    inside = "<title>x</title><link>http://10.0.0.1/inside</link>"
    site.pages["/broken"] = (500, {}, "")
    site.put("/binary", b"\x00\x01\x02" * 500)
    binary = f"<title>y</title><link>{site.url}/binary</link>"
    site.put_feed(broken, binary, inside, "<title>no link</title>", site.article("/a", CALL))
    watch = here()
    watch.once()
    assert len(alerts(watch.record)) == 1
    for _ in range(10):
        clock.forward(days=2)
        watch.once()
    assert (site.count("/broken"), site.count("/binary")) == (6, 1)
    assert _waiting(watch) == []


def test_articles_that_wait_outlast_a_restart(here, site, clock):
    site.put_feed(site.article("/a", CALL))
    site.pages["/a"] = (503, {}, "")
    here().once()
    site.article("/a", CALL)
    clock.forward(minutes=6)
    watch = here()
    watch.once()
    assert alerts(watch.record) == ["CHL – PER: a call at leader level, held, 11 March 2024"]
    assert _waiting(watch) == []


def test_a_source_that_is_no_feed_is_told(here, site, facts, capsys):
    site.put("/feed", "<html><body>Hello</body></html>")
    here().once()
    told = dict(facts(capsys.readouterr().err))
    assert "it is no feed" in told["not-fetched"]


def test_stopped_it_begins_nothing_more(here, site):
    site.put_feed(site.article("/a", AGAIN))
    watch = here()
    watch.stop.set()
    watch.run()
    assert site.asked == []


def _next(watch):
    with watch.record.engine.connect() as connection:
        return connection.scalar(select(schema.polls.c.next_at))


def _waiting(watch):
    with watch.record.engine.connect() as connection:
        t = schema.polls.c
        return list(connection.scalars(select(t.address).where(t.kind == "article")))


def test_a_long_feed_is_taken_in_parts(here, site, clock, monkeypatch):
    monkeypatch.setattr("detente.desk.watch.following._ENTRIES", 1)
    site.put_feed(site.article("/a", CALL), site.article("/c", VISIT))
    watch = here()
    watch.once()
    clock.forward(minutes=16)
    watch.once()
    assert (site.count("/a"), site.count("/c")) == (1, 1)


def test_a_host_is_left_a_pause(site):
    here = {"_resolve": lambda *_: ["127.0.0.1"], "_allow": lambda _: True}
    visits = Visits(0.1, threading.Event(), **here)
    site.put("/a", "text")
    site.put("/robots.txt", "User-agent: *\nCrawl-delay: 100\nDisallow:\n")
    began = time.monotonic()
    assert visits.fetch(f"{site.url}/a", Version()).body == b"text"
    assert time.monotonic() - began >= 0.1  # after robots.txt
    with pytest.raises(PutOffError):
        visits.fetch(f"{site.url}/a", Version())
    assert site.count("/a") == 1
