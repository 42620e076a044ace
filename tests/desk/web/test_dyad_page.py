"""The page of a dyad: from what it says to the words, its charts, its lists."""

import re
from datetime import datetime
from html import unescape

import pytest

from detente.assessment import Record
from detente.desk.charts.passive import ActiveContentError, linked
from detente.record.logging import contact_entry, move_entry

DYAD = "/dyads/GRC-TUR"
HOSTILE = "<script>alert('outlet')</script>"
_IDS = re.compile(r'href="/contacts/([^"]+)"')


def ids(shown):
    """The contacts that a page leads to."""
    return [unescape(id_) for id_ in _IDS.findall(shown.text)]


def all_pages(client, address, pick):
    """What is picked from a page and all that are older, in order."""
    found = []
    while address:
        shown = client.get(address)
        assert shown.status_code == 200, shown.text
        found.append(pick(shown))
        older = re.search(r'rel="next" href="([^"]+)"', shown.text)
        path = address.partition("?")[0]
        address = path + unescape(older[1]) if older else None
    return found


@pytest.fixture
def long_record(db):
    """Thirty contacts and sixty moves between China and the United States, logged by hand."""
    months = [f"20{year}-{month:02}-01" for year in (20, 21, 22) for month in range(1, 11)]
    levels = ["leader", "minister"]
    with Record(db) as record:
        record.add(
            *(
                contact_entry(["CHN", "USA"], date=day, level=levels[place % 2], mode="call",
                              status="held", note=f"They talked on {day}.")
                for place, day in enumerate(months)
            ),
            *(
                move_entry(*sides, "ACCUSE", date=day, note=f"{sides[0]} blamed {sides[1]}, {day}.")
                for day in months for sides in (("CHN", "USA"), ("USA", "CHN"))
            ),
        )  # fmt: skip
        record.settle()
    return db


def test_a_state_leads_to_the_contact_and_to_the_words_in_the_report(client):
    shown = client.get(DYAD).text
    minister = shown.partition("<span>minister</span>")[2].partition("</details>")[0]
    assert 'class="state cut"' in minister
    contact = _IDS.search(minister)[1]
    key, start, end = re.search(r'href="/reports/([^#"]+)#w(\d+)-(\d+)"', minister).groups()
    assert client.get(f"/contacts/{contact}").status_code == 200
    words = client.get(f"/api/v1/reports/{key}").json()["document"]["text"][int(start) : int(end)]
    assert "refused to take a call" in words
    assert f"“{words}”" in unescape(minister)


def test_the_api_tells_the_board_as_the_command_line_does(client, db):
    told = client.get("/api/v1/dyads/turkey-grc").json()
    with Record(db) as record:
        assert told == record.dyad("GRC", "TUR").model_dump(mode="json", by_alias=True)


def test_as_known_on_a_day_shows_only_what_was_known(client, db):
    with Record(db) as record:
        known = {row["id"] for row in record.contacts("GRC", "TUR")}
        record.add(
            contact_entry(["GRC", "TUR"], date="2024-03-12", level="working", mode="video",
                          note="Experts conferred.", published=datetime(2024, 4, 2))
        )  # fmt: skip
    assert set(ids(client.get(f"{DYAD}/contacts"))) > known
    assert set(ids(client.get(f"{DYAD}/contacts?on=2024-04-01"))) == known
    earlier = client.get(f"{DYAD}?on=2024-04-01")
    assert set(ids(earlier)) <= known
    assert "Experts conferred" not in earlier.text
    assert "Experts conferred" in client.get(DYAD).text
    assert "Nothing was known" in client.get(f"{DYAD}?on=2001").text


@pytest.mark.parametrize("on", ["", "2022-05-01"])
def test_pages_of_lists_go_through_all_without_repeats(client, long_record, on):
    address = "/dyads/CHN-USA/contacts?level=minister&since=2020-06&on=" + on
    found = [id_ for page in all_pages(client, address, ids) for id_ in page]
    with Record(long_record) as record:
        rows = record.contacts("CHN", "USA", level="minister", since="2020-06")
        expected = [row["id"] for row in rows if not on or row["date"] <= on]
    assert found == expected[::-1]

    moves = all_pages(
        client, f"/dyads/CHN-USA/moves?direction=USA&type=ACCUSE&on={on}",
        lambda shown: re.findall(r"USA blamed CHN, (\S+)\.", shown.text),
    )  # fmt: skip
    days = [day for page in moves for day in page]
    assert [len(page) for page in moves] == ([25] if on else [25, 5])
    assert days == sorted(set(days), reverse=True)


def test_filters_find_an_outlet_whose_name_is_shown_as_text(client, db, reports):
    with Record(db) as record:
        for report in reports:
            hostile = report.document.model_copy(update={"outlet": HOSTILE})
            record.add(report.model_copy(update={"document": hostile}))
        told = [row["id"] for row in record.contacts("GRC", "TUR", outlet=HOSTILE)]
    assert told
    for on in ("", "2024-03-17"):
        shown = client.get(f"{DYAD}/contacts?outlet=ALERT(&on={on}")
        assert ids(shown)
        assert set(ids(shown)) <= set(told)
        assert HOSTILE in unescape(shown.text)
        assert not ids(client.get(f"{DYAD}/contacts?person=nobody&level=&since=&on={on}"))
    for address in (DYAD, f"{DYAD}/contacts", f"{DYAD}/moves", "/"):
        assert "<script>alert" not in client.get(address).text


def test_a_mark_of_a_chart_leads_to_as_many_as_it_tells_of(client, long_record):
    drawn = client.get("/dyads/CHN-USA/dealings.svg?theme=page&from=2020-03&to=2021-06")
    assert drawn.headers["content-type"] == "image/svg+xml"
    marks = re.findall(r'<a xlink:href="([^"]+)"><path aria-label="([^"]+)"', drawn.text)
    moves = [(unescape(to), label) for to, label in marks if "/moves?" in to]
    contacts = [to for to, label in marks if to.startswith("/contacts/")]
    assert len(contacts) == 14
    address, label = moves[0]
    number, kind = re.match(r"(\d+) moves? of (verbal conflict)", label).groups()
    assert client.get(address).text.count(" blamed ") == int(number), kind
    assert "<a " not in client.get("/dyads/CHN-USA/dealings.svg").text
    assert client.get("/dyads/CHN-USA/moods.svg").status_code == 404


def test_the_page_shows_pictures_that_there_are_and_draws_none_itself(client, monkeypatch):
    monkeypatch.setattr("detente.desk.charts.svg", None)
    shown = client.get(f"{DYAD}?from=2024-03-01&to=2024-03-20").text
    address = unescape(re.search(r'<img loading="lazy" src="([^"]+)" alt="[^"]+"', shown)[1])
    assert address == f"{DYAD}/dealings.svg?from=2024-03-01&to=2024-03-20&width=wide&theme=light"
    monkeypatch.undo()
    assert client.get(address).status_code == 200


@pytest.mark.parametrize(
    "inside",
    [
        "<script>alert(1)</script>",
        '<a xlink:href="https://here.invalid/contacts/x" onclick="alert(1)"><path d="M0,0"/></a>',
        '<a xlink:href="https://elsewhere.example/contacts/x"><path d="M0,0"/></a>',
        '<a xlink:href="https://here.invalid/contacts/../judge"><path d="M0,0"/></a>',
        '<a xlink:href="https://here.invalid//elsewhere.example"><path d="M0,0"/></a>',
        '<a xlink:href="javascript:alert(1)"><path d="M0,0"/></a>',
        '<image href="https://elsewhere.example/x.png"/>',
    ],
)
def test_a_picture_that_could_act_or_lead_elsewhere_is_refused(inside):
    head = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">'
    fine = f'{head}<a xlink:href="https://here.invalid/contacts/3fa9-c2"><path d="M0,0"/></a></svg>'
    assert 'xlink:href="/contacts/3fa9-c2"' in linked(fine)
    with pytest.raises(ActiveContentError):
        linked(f"{head}{inside}</svg>")


@pytest.mark.parametrize("pair", ["tur-grc", "Turkey-Greece", "GRC-turkey"])
def test_other_ways_to_write_a_dyad_lead_to_its_address(client, pair):
    led = client.get(f"/dyads/{pair}?on=2024-03-15")
    assert (led.status_code, led.headers["location"]) == (307, f"{DYAD}?on=2024-03-15")


@pytest.mark.parametrize(
    ("address", "status", "says"),
    [
        ("USSR-Ruritania", 404, "no side of this name is known"),
        ("CHN-CHN", 404, "both sides are the same"),
        ("CHN", 404, "name two"),
        ("A-B-C", 404, "name two"),
        ("%00-CHN", 404, "name two"),
        ("-" * 5000, 404, "name two"),
        ("GRC-TUR?on=yesterday", 400, "on 'yesterday': this is no date"),
        ("GRC-TUR?on=99999999999999999999", 400, "this is no date"),
        ("GRC-TUR?from=soon", 400, "from 'soon': this is no date"),
        ("GRC-TUR?from=2024&to=2023", 400, "ends before it begins"),
        ("GRC-TUR?from=9999", 400, "nothing to draw of these days; it reaches from"),
        ("GRC-TUR/silences.svg?to=1000", 400, "nothing to draw"),
        ("GRC-TUR/contacts?level=king", 422, "level: Input should be 'leader'"),
        ("GRC-TUR/contacts?after=%00", 400, "begin again without it"),
        ("GRC-TUR/moves?on=2024-03-16&after=none", 400, "begin again without it"),
    ],
)
def test_what_cannot_be_shown_is_told_plainly(client, address, status, says):
    shown = client.get(f"/dyads/{address}")
    assert shown.status_code == status
    assert says in unescape(shown.text)


def test_a_long_section_is_cut_and_shown_whole_when_asked(client, monkeypatch):
    from detente.desk.web.pages import dyad

    whole = client.get("/dyads/GRC-TUR").text
    monkeypatch.setattr(dyad, "_MOST", 1)
    short = client.get("/dyads/GRC-TUR?on=2024-03-18").text
    assert len(short) < len(whole)
    rest = re.search(r'href="(/dyads/GRC-TUR\?[^"#]*all=(\w+))#', short)
    assert rest
    every = client.get(rest[1].replace("&amp;", "&")).text
    section = every.partition(f'<section id="{rest[2]}">')[2].partition("</section>")[0]
    assert "All " not in section


def test_a_day_at_the_end_of_time_has_its_place(db, client):
    with Record(db) as record:
        record.log_contact(["GRC", "TUR"], level="leader", mode="call", status="planned",
                           date="9999-12-31")  # fmt: skip
    assert "31 December 9999" in client.get("/dyads/GRC-TUR").text
    for days in ("", "?from=2024-03-15", "?to=2024-03"):
        assert client.get(f"/dyads/GRC-TUR/dealings.svg{days}").status_code == 200
