"""Folders, JSON lines, feeds and archives, written here and read to documents."""

import gzip
import io
import json
import pickle
import subprocess
import sys
from pathlib import Path

import pytest

from detente.intake import Item, Unopened, UnreadableError, load, open_items
from detente.intake.feed import is_feed

LEAD = "The foreign ministers of the two kingdoms spoke by telephone on Monday, both sides said."
MORE = "They agreed to meet in Strelsau before the end of the month and to reopen the border."
PAGE = f"<html><head><title>Ministers speak</title></head><body><p>{LEAD}</p><p>{MORE}</p></body>"
DAYS = ("Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
LONG = "".join(f"<p>{LEAD.replace('Monday', day)} Talks go on, aides said.</p>" for day in DAYS)


def items(source: Path | str, *, recursive: bool = True) -> list[Item]:
    found = list(open_items(str(source), recursive=recursive))
    assert all(isinstance(each, Item) for each in found), found
    return [each for each in found if isinstance(each, Item)]


def tell(source: Path | str) -> list[str]:
    """The stream as a person sees it: names, and why something could not be opened."""
    return [str(each) for each in open_items(str(source))]


def write(path: Path, content: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


# Files and folders


def test_a_folder_is_walked_in_order_and_not_left(tmp_path: Path) -> None:
    outside = write(tmp_path / "outside" / "secret.txt", LEAD)
    folder = tmp_path / "in"
    for name in ("b.txt", "a/z.HTML", "a/y.md", "a/b/c/deep.txt", "c.txt.gz", ".hidden/x.txt"):
        write(folder / name, gzip.compress(LEAD.encode()) if name.endswith(".gz") else LEAD)
    for name in (".dot.txt", "picture.png", "notes.gz", "a/table.csv"):
        write(folder / name, LEAD)
    (folder / "circle").symlink_to(folder)
    (folder / "away").symlink_to(outside.parent)
    (folder / "away.txt").symlink_to(outside)
    found = [each.name.removeprefix(f"{folder}/") for each in items(folder)]
    assert found == ["a/b/c/deep.txt", "a/y.md", "a/z.HTML", "b.txt", "c.txt.gz"]
    assert [each.name for each in items(folder, recursive=False)] == [
        str(folder / "b.txt"),
        str(folder / "c.txt.gz"),
    ]
    assert {each.document().text for each in items(folder)} == {LEAD}


def test_a_folder_with_nothing_to_read_says_so(tmp_path: Path) -> None:
    write(tmp_path / "picture.png", b"\x89PNG")
    (only,) = tell(tmp_path)
    assert only.startswith(f"{tmp_path}: there is nothing to read in it; it takes .txt")


def test_a_pattern_finds_files_unless_a_file_has_that_name(tmp_path: Path) -> None:
    for name in ("2021/a.txt", "2021/09/b.txt", "2021/b.html", "2021/.c.txt", "odd[1].txt"):
        write(tmp_path / name, LEAD)
    (tmp_path / "2021" / "circle").symlink_to(tmp_path)
    assert tell(tmp_path / "**" / "*.txt") == [
        str(tmp_path / name) for name in ("2021/09/b.txt", "2021/a.txt", "odd[1].txt")
    ]
    assert tell(tmp_path / "odd[1].txt") == [str(tmp_path / "odd[1].txt")]
    pattern = tmp_path / "*.none"
    assert tell(pattern) == [f"{pattern}: there is no such file; check the pattern"]


@pytest.mark.parametrize(
    ("source", "says"),
    [
        ("missing.txt", "there is no such file"),
        ("missing.jsonl", "there is no such file"),
        ("x" * 5000, "cannot be opened"),
        ("a\0b", "cannot be opened"),
        ("", "there is no such file"),
        ("~nobody-by-that-name/a.txt", "cannot be opened"),
        ("http://127.0.0.1/feed", "no public address"),
        ("file:///etc/hostname", "only http and https"),
    ],
)
def test_what_is_nothing_at_all_is_one_line(source: str, says: str) -> None:
    (only,) = open_items(source)
    assert isinstance(only, Unopened)
    assert only.name == source
    assert says in only.reason
    assert not source or not only.reason.startswith(source[:9])
    assert "\n" not in only.reason


def test_a_file_is_an_item_that_tells_whether_it_changed(tmp_path: Path) -> None:
    file = write(tmp_path / "a.txt", LEAD)
    (item,) = items(file)
    first = item.fingerprint()
    assert first == pickle.loads(pickle.dumps(item)).fingerprint()  # noqa: S301
    (packed,) = items(write(tmp_path / "b.txt.gz", gzip.compress(LEAD.encode())))
    assert first == packed.fingerprint() == items(file)[0].fingerprint()
    assert first != Item(name="a", path=file, title="T").fingerprint()
    write(file, MORE)
    assert item.fingerprint() != first
    file.unlink()
    assert item.fingerprint() is None
    with pytest.raises(UnreadableError, match="no such file"):
        item.document()
    assert Item(name="u", url="https://example.org/").fingerprint() is None


# What is known beside a text


def test_what_is_given_beside_a_text_fills_its_gaps(tmp_path: Path) -> None:
    text = f"title: Its own\nbyline: Ann Example\n\n{LEAD}\n"
    item = Item(
        name="x", body=text.encode(), title="Given", outlet="The Daily", published="2021-09-10"
    )
    found = item.document()
    assert (found.title, found.byline, found.outlet) == ("Its own", "Ann Example", "The Daily")
    assert f"{found.published_at:%F}" == "2021-09-10"
    assert f"{load(item, published='2021-09-11').published_at:%F}" == "2021-09-11"
    assert (found.text, load(item, as_is=True).text) == (LEAD, text)


def test_a_given_title_is_not_guessed_again_from_the_first_line() -> None:
    body = f"<h2>Why now</h2><p>{LEAD}</p><h2>What next</h2><p>{MORE}</p>"
    for text, markup in ((body, True), (f"Why now\n\n{LEAD}\n\nWhat next\n\n{MORE}", False)):
        item = Item(name="x", body=text.encode(), markup=markup, title="Ministers speak & agree")
        found = item.document()
        assert found.title == "Ministers speak & agree"
        assert found.text.endswith(f"{LEAD}\n\nWhat next\n\n{MORE}")
    page = Item(name="x", body=PAGE.encode(), title="Given", url="https://example.org/a")
    assert (page.document().title, page.document().url) == ("Ministers speak", page.url)


# JSON lines


LINES = [
    json.dumps({"text": LEAD, "title": "A", "published_at": "2021-09-10", "source": "The Daily"}),
    "",
    "{not json",
    json.dumps([LEAD]),
    json.dumps({"title": "only a title"}),
    json.dumps({"text": "half \ud800 a pair"}),
    json.dumps({"html": PAGE, "author": ["Ann Example", "Bo Example"], "url": "https://e.org/1"}),
    json.dumps({"content": LEAD, "source": {"id": None, "name": "E"}, "url": "file:///etc/passwd"}),
]


@pytest.mark.parametrize("ending", [".jsonl", ".ndjson", ".jsonl.gz"])
def test_json_lines_and_the_bad_among_them(tmp_path: Path, ending: str) -> None:
    raw = "\n".join(LINES).encode()
    file = write(tmp_path / f"news{ending}", gzip.compress(raw) if "gz" in ending else raw)
    found = list(open_items(str(file)))
    assert [str(each).removeprefix(f"{file}:").split(";")[0] for each in found] == [
        "1",
        "3: it is no JSON",
        "4: it is no JSON object",
        "5: there is no text in it",
        "6: half of a surrogate pair is in it",
        "7",
        "8",
    ]
    first, page, last = (each for each in found if isinstance(each, Item))
    document = first.document()
    assert (document.text, document.title, document.outlet) == (LEAD, "A", "The Daily")
    assert f"{document.published_at:%F}" == "2021-09-10"
    assert page.document().text == f"{LEAD}\n\n{MORE}"
    assert (page.byline, page.url) == ("Ann Example, Bo Example", "https://e.org/1")
    assert (last.outlet, last.url, last.name) == ("E", None, f"{file}:8")


# Feeds


ATOM = f"""<?xml version="1.0" encoding="utf-8"?><!-- by hand --><!-- and again -->
<feed xmlns="http://www.w3.org/2005/Atom"><title>Readouts &amp; Notes</title>
<entry><title>Ministers speak</title><link href="https://example.org/1"/>
<updated>2021-09-10T00:30:00+08:00</updated><author><name>Ann Example</name></author>
<content type="html">{LONG.replace("<", "&lt;")}</content></entry>
<entry><title>A teaser</title><link href="https://example.org/2"/>
<content type="html">&lt;img src="{"x" * 700}"&gt;{LEAD}</content></entry>
<entry><title>Nothing</title></entry>
</feed>"""
RSS = f"""<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>The Daily</title>
<item><title>A &amp;amp; B</title><link>https://example.org/1</link>
<pubDate>Fri, 10 Sep 2021 12:57:00 GMT</pubDate><description>{LEAD}</description>
<content:encoded><![CDATA[<h2>Why now</h2>{LONG}]]></content:encoded></item>
<item><title>No address</title><description>{LEAD}</description></item>
<item><title>Inside</title><link>file:///etc/passwd</link></item>"""


def test_an_atom_feed(tmp_path: Path) -> None:
    file = write(tmp_path / "feed.atom", ATOM)
    full, teaser, nothing = open_items(str(file))
    assert isinstance(full, Item)
    assert isinstance(teaser, Item)
    assert str(full) == full.url == "https://example.org/1"
    document = full.document()
    assert document.text.count("Talks go on") == len(DAYS)
    assert (document.title, document.outlet) == ("Ministers speak", "Readouts & Notes")
    assert (document.byline, document.url) == ("Ann Example", "https://example.org/1")
    assert document.published_at is not None
    assert document.published_at.isoformat() == "2021-09-10T00:30:00+08:00"
    assert (teaser.url, teaser.body, teaser.fingerprint()) == ("https://example.org/2", None, None)
    assert isinstance(nothing, Unopened)
    assert nothing.name == f"{file}:3"


def test_a_broken_rss_feed_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    full, bare, inside = open_items(str(write(tmp_path / "news.xml", RSS)))
    assert isinstance(full, Item)
    document = full.document()
    assert (document.title, document.outlet) == ("A & B", "The Daily")
    assert f"{document.published_at:%F %R}" == "2021-09-10 12:57"
    assert document.text.startswith("Why now\n\nThe foreign ministers")
    assert isinstance(bare, Item)
    assert bare.document().text == LEAD
    assert isinstance(inside, Unopened)


def test_other_xml_is_no_feed(tmp_path: Path) -> None:
    (item,) = items(write(tmp_path / "page.xml", f'<?xml version="1.0"?>{PAGE}'))
    assert item.document().title == "Ministers speak"
    (broken,) = open_items(str(write(tmp_path / "broken.rss", "<rss <<<\0&&&")))
    assert isinstance(broken, Unopened)
    assert not is_feed(b"<!---->" * 500)
    assert is_feed(ATOM.encode("utf-16"))
    assert is_feed(b"<!DOCTYPE rss [<!ENTITY % a 'b'> <!ENTITY c '>'>]>\n<rss version='0.91'>")


# Web archives


def archive(*answers: tuple[str, str, dict[str, str], bytes], compressed: bool = True) -> bytes:
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    out = io.BytesIO()
    writer = WARCWriter(out, gzip=compressed)
    writer.write_record(writer.create_warcinfo_record("a.warc", {"software": "test"}))
    for url, status, headers, body in answers:
        answer = StatusAndHeaders(status, list(headers.items()), protocol="HTTP/1.1")
        writer.write_record(
            writer.create_warc_record(url, "response", io.BytesIO(body), http_headers=answer)
        )
    return out.getvalue()


HTML = {"Content-Type": "text/html; charset=windows-1252"}
CAFE = PAGE.replace("border.", "café.").encode("cp1252")
CHUNKED = b"%x\r\n%s\r\n0\r\n\r\n"
ANSWERS = [
    ("https://example.org/1", "200 OK", HTML, CAFE),
    ("https://example.org/gone", "404 Not Found", HTML, CAFE),
    ("https://example.org/picture", "200 OK", {"Content-Type": "image/png"}, b"\x89PNG"),
    ("https://example.org/br", "200 OK", HTML | {"Content-Encoding": "br"}, b"\x1b\x03"),
    ("https://example.org/big", "200 OK", HTML, b"x" * 10_000_001),
    (
        "https://example.org/bomb",
        "200 OK",
        HTML | {"Content-Encoding": "gzip", "Transfer-Encoding": "chunked"},
        CHUNKED % (len(BOMB := gzip.compress(bytes(10**8), 9)), BOMB),
    ),
    (
        "https://example.org/2 b",
        "200 OK",
        HTML | {"Content-Encoding": "gzip", "Transfer-Encoding": "chunked"},
        CHUNKED % (len(SMALL := gzip.compress(CAFE)), SMALL),
    ),
]


@pytest.mark.parametrize("ending", [".warc", ".warc.gz"])
def test_a_web_archive(tmp_path: Path, ending: str, capfd: pytest.CaptureFixture[str]) -> None:
    file = write(tmp_path / f"crawl{ending}", archive(*ANSWERS, compressed="gz" in ending))
    assert [each.removeprefix(f"{file}: https://example.org/") for each in tell(file)] == [
        "1",
        "br: it is compressed with Brotli; write the archive without",
        "big: it is over 10 MB",
        "bomb: it is over 10 MB",
        "2%20b",
    ]
    for each in open_items(str(file)):
        if isinstance(each, Item):
            document = each.document()
            assert document.text.endswith("reopen the café.")
            assert each.name == f"{file}: {document.url}"
            assert document.published_at is None
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("ending", [".warc", ".warc.gz"])
def test_an_archive_cut_anywhere_yields_what_came_before(tmp_path: Path, ending: str) -> None:
    compressed = "gz" in ending
    one, two = (archive(*ANSWERS[:1] * n, compressed=compressed) for n in (1, 2))
    for cut in range(len(one) + 40, len(two) - 40, 37):
        file = write(tmp_path / f"crawl{ending}", two[:cut])
        whole, rest = open_items(str(file))
        assert isinstance(whole, Item)
        assert isinstance(rest, Unopened), cut
        assert rest.name == str(file)


def test_a_broken_record_is_passed_over(tmp_path: Path) -> None:
    raw = archive(*ANSWERS[:1] * 3, compressed=False)
    head, first, second, third = (b"WARC/1.0" + part for part in raw.split(b"WARC/1.0")[1:])
    for broken in (
        b"WARC/1.0\r\n" + b"endless: header\r\n" * 100_000 + b"\r\n",
        b"WARC/1.0\r\nWARC-Type: response\r\n\r\nHTTP/1.1 200 OK\r\n\r\nwords\r\n\r\n",
        b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 9\r\n\r\nHTTP/1.1 \r\n\r\n",
        second.replace(b"Content-Length: ", b"Content-Length: -"),
        b"no record at all\r\n",
    ):
        file = write(tmp_path / "crawl.warc", head + first + broken + third)
        before, between, after = open_items(str(file))
        assert isinstance(before, Item)
        assert isinstance(between, Unopened)
        assert isinstance(after, Item)
        assert before.body == after.body == CAFE
    (only,) = tell(write(tmp_path / "no.warc", LEAD))
    assert "does not begin as a WARC file" in only


# Hostile gzip


def test_gzip_bombs_and_endless_lines_stay_small(tmp_path: Path) -> None:
    """Three names for 600 MB in one line, opened and read by a process that is then measured."""
    bomb = tmp_path / "bomb.jsonl.gz"
    with gzip.open(bomb, "wb", 1) as out:
        for _ in range(600):
            out.write(bytes(1_000_000))
        out.write(b"\n" + LINES[0].encode())
    for name in ("bomb.txt.gz", "bomb.warc.gz"):
        (tmp_path / name).hardlink_to(bomb)
    code = (
        "import re, sys\n"
        "from pathlib import Path\n"
        "from detente.intake import *\n"
        "for each in open_items(sys.argv[1]):\n"
        "    try:\n"
        "        print(isinstance(each, Item) and bool(each.document()))\n"
        "    except UnreadableError as error:\n"
        "        print('over 10 MB' in str(error))\n"
        "print(re.search(r'VmHWM:\\s*(\\d+)', Path('/proc/self/status').read_text())[1])"
    )
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, check=True
    )
    *read, most = done.stdout.split()
    assert read == ["False", "True", "True", "False"]
    assert int(most) < 300_000


def test_a_cut_gzip_file_is_told(tmp_path: Path) -> None:
    raw = gzip.compress("\n".join(LINES[:1] * 2000 + [LEAD]).encode(), 0)
    *lines, last = open_items(str(write(tmp_path / "a.jsonl.gz", raw[:-20_000])))
    assert len(lines) > 1000
    assert all(isinstance(line, Item) for line in lines)
    assert isinstance(last, Unopened)
    assert "cut-off gzip file" in last.reason
    (item,) = items(write(tmp_path / "a.txt.gz", raw[:-9]))
    with pytest.raises(UnreadableError, match="cut-off gzip file"):
        item.document()


def test_nothing_slow_is_loaded_before_it_is_needed(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", LEAD)
    code = (
        "import sys; from detente.intake import open_items\n"
        "list(open_items(sys.argv[1]))\n"
        "sys.exit(', '.join({'httpx', 'trafilatura', 'feedparser', 'warcio'} & set(sys.modules)))"
    )
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, check=False
    )
    assert done.stderr.strip() == ""
