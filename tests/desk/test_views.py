"""What a person sees: terminal, page and table, also of hostile text."""

from __future__ import annotations

import csv
import io
import re

import pytest
from commands import Reader, Run
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from lxml.html import HtmlElement
from mackerel import with_document

from detente.desk.formats import page, table, terminal
from detente.desk.telling.highlight import Mark, cut
from detente.model import Report

HOSTILE = (
    '</title></style><script>alert(1)</script><img src=x onerror="x" \'> [red]x[/red] '
    "\x1b[31m\x9b1m\u202e"
)


def in_terminal(report: Report, width: int, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("COLUMNS", str(width))
    out = io.StringIO()
    terminal.write([report], out)
    return out.getvalue()


@pytest.mark.parametrize("width", [80, 120])
def test_the_terminal_tells_the_whole_record(
    report: Report, width: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = in_terminal(report, width, monkeypatch)
    assert max(map(len, shown.splitlines())) <= width
    words = " ".join(re.sub("[│╭╮╰╯─]", " ", shown).split())
    for told in (
        "The Faroe Mail · 9 April 2031, 07:30 UTC",
        "c2 ISL – NOR leader · call · held",
        "8 April 2031 (Icelandic time)",
        "second at leader level since January 2031, within 7 months",
        "after c1: ISL – NOR, officials",
        "“candid” – Icelandic government spokeswoman",
        "s2 NRK → NTB indirect · claimed",
        "[the Norwegians]",
        "reciprocal with m2",
    ):
        assert told in words


def test_what_is_not_told_is_said(report: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    bare = report.model_copy(update={"contacts": [], "statements": [], "moves": []})
    empty = "No contact between states is told here."
    assert empty in in_terminal(bare, 80, monkeypatch)
    assert empty in page.render([bare])


def test_hostile_text_stays_text(report: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    hostile = with_document(
        report,
        text=HOSTILE * 20 + report.document.text,
        **dict.fromkeys(("title", "kicker", "outlet", "byline", "language"), HOSTILE),
        url="javascript:alert(1)//https://news.example",
    )
    shown = in_terminal(hostile, 80, monkeypatch)
    assert "[red]x[/red]" in shown, "article text is no markup"
    assert not {"\x1b", "\x9b", "\u202e"} & set(shown)

    source = page.render([hostile])
    tree = html.fromstring(source)
    assert not tree.xpath("//script | //img | //iframe | //*[@onerror]")
    assert all(link.startswith("#r1") for link in tree.xpath("//@href"))
    assert len(tree.xpath("//style")) == 1
    policy = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def test_only_web_addresses_become_links(report: Report) -> None:
    def links(url: str) -> list[str]:
        tree = html.fromstring(page.render([with_document(report, url=url)]))
        return [link for link in tree.xpath("//@href") if not link.startswith("#")]

    assert links("https://news.example/a?b=1&c=2") == ["https://news.example/a?b=1&c=2"]
    for url in ("JaVaScript:alert(1)", "data:text/html,x", "file:///etc/passwd", "http:", "//x"):
        assert links(url) == []


def test_the_page_keeps_the_words_and_every_link_arrives(report: Report) -> None:
    tree = html.fromstring(page.render([report, report]))
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {link[1:] for link in tree.xpath("//@href") if link.startswith("#")} <= set(ids)

    words = tree.xpath("//*[@id='r1']//*[@class='words']")[0]
    for reference in words.xpath(".//a[contains(@class, 'ref')]"):
        reference.drop_tree()
    assert words.text_content().split() == report.document.text.split()
    assert marked(words, "c2") == "".join(span.text for span in report.contacts[1].evidence)
    assert [heading.text for heading in words.xpath(".//h2")] == ["Harsh words"]


def marked(words: HtmlElement, item: str) -> str:
    marks = words.xpath(f".//mark[contains(concat(@class, ' '), 'in-{item} ')]")
    return "".join(mark.text_content() for mark in marks)


def test_a_table_has_one_row_an_item_and_no_formula(report: Report) -> None:
    out = io.StringIO()
    table.write([with_document(report, title="=HYPERLINK(1)")], out)
    rows = list(csv.DictReader(io.StringIO(out.getvalue())))
    assert [row["id"] for row in rows] == ["c1", "c2", "c3", "s1", "s2", "s3", "m1", "m2"]
    assert {row["title"] for row in rows} == {"'=HYPERLINK(1)"}
    call, claim, move = rows[1], rows[4], rows[6]
    assert (call["parties"], call["initiator"], call["date"]) == ("ISL NOR", "ISL", "2031-04-08")
    assert (claim["chain"], claim["status"], claim["about"]) == ("NRK → NTB", "claimed", "c2")
    assert report.document.text[int(move["start"]) : int(move["end"])] == move["text"]


def test_formats_by_name(run: Run, reads: Reader, report: Report) -> None:
    reads({"a.txt": report})
    assert run("read", "a.txt", "--format", "html").out.startswith("<!doctype html>")
    assert run("read", "a.txt", "--format", "rich").out.strip().startswith("Iceland calls")


marks = st.builds(
    lambda start, size, item: Mark(start, start + size, item, "contact", "evidence"),
    st.integers(0, 30),
    st.integers(0, 20),
    st.sampled_from(["c1", "c2", "s1"]),
)


@given(st.integers(0, 30), st.lists(marks), st.lists(st.integers(-3, 40)))
def test_cutting_loses_nothing(length: int, spans: list[Mark], breaks: list[int]) -> None:
    runs = list(cut(length, spans, breaks))
    covered = [place for run in runs for place in range(run.start, run.end)]
    assert covered == list(range(length))
    for mark in spans:
        inside = {p for run in runs if mark in run.marks for p in range(run.start, run.end)}
        assert inside == (set(range(mark.start, mark.end)) if mark.end <= length else set())
