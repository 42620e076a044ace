"""Lists for programs: pages, filters, files."""

import csv
import io
import json

import pytest

LISTS = ("contacts", "moves", "statements", "documents", "dyads", "claims")
_NAMES = {"documents": "key", "dyads": "parties", "claims": "claim"}


def _pages(client, address, size):
    """Every item of a list, page by page, as the header of each leads on."""
    found, link = [], f"{address}?limit={size}"
    while link:
        answer = client.get(link)
        assert answer.status_code == 200, answer.text
        told = answer.json()
        assert len(told["items"]) <= size
        found += told["items"]
        assert ("next" in answer.links) == bool(told["next"])
        link = answer.links["next"]["url"] if told["next"] else None
    return found


@pytest.mark.parametrize("kind", LISTS)
def test_pages_put_together_are_the_list(client, kind):
    whole = client.get(f"/api/v1/{kind}", params={"limit": 500}).json()
    assert whole["items"]
    assert whole["next"] is None
    assert _pages(client, f"/api/v1/{kind}", 1) == whole["items"]
    assert _pages(client, f"/api/v1/{kind}", 2) == whole["items"]


@pytest.mark.parametrize("kind", LISTS)
def test_a_list_is_given_as_a_file(client, kind):
    items = client.get(f"/api/v1/{kind}", params={"limit": 500}).json()["items"]
    answer = client.get(f"/api/v1/{kind}", params={"format": "csv"})
    assert answer.headers["content-disposition"] == f'attachment; filename="detente-{kind}.csv"'
    assert len(list(csv.DictReader(io.StringIO(answer.text)))) == len(items)
    lines = client.get(f"/api/v1/{kind}", params={"format": "jsonl"}).text.splitlines()
    assert [json.loads(line) for line in lines] == items
    parquet = pytest.importorskip("pyarrow.parquet")
    told = client.get(f"/api/v1/{kind}", params={"format": "parquet"})
    assert parquet.read_table(io.BytesIO(told.content)).num_rows == len(items)


def test_filters_are_those_of_the_command_line(client):
    def ids(kind, **asked):
        items = client.get(f"/api/v1/{kind}", params=asked).json()["items"]
        return [item["id"] for item in items]

    everything = ids("contacts")
    assert ids("contacts", parties="turkey,GRC") == everything
    assert ids("contacts", parties="FRA") == []
    assert 0 < len(ids("contacts", level="minister")) < len(everything)
    assert 0 < len(ids("contacts", status="planned", since="2024-04")) < len(everything)
    assert ids("contacts", person="no such person") == []
    assert ids("moves", type="REJECT", parties="TUR") == ids("moves", type="REJECT")
    assert ids("statements", speaker="erdoğan") == ids("statements", speaker="ERDOĞAN") != []
    assert ids("statements", outlet="harbour")


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("contacts?level=king", "level"),
        ("contacts?since=2024-13", "write it as 2021, 2021-03 or 2021-09-09"),
        ("contacts?limit=501", "limit"),
        ("contacts?after=bm8", "no contact of this id"),
        ("contacts?after=%F0%9F%8C%8D", "no cursor"),
        ("contacts?lvl=leader", "lvl"),
        ("contacts?person=%00", "no words"),
        ("moves?parties=CHN,USA,RUS", "one side to 2"),
        ("moves?format=xlsx", "format"),
        ("moves?format=csv&after=eC1tMQ", "no move of this id"),
    ],
)
def test_what_is_asked_wrongly_is_told_in_a_line(client, asked, said):
    answer = client.get(f"/api/v1/{asked}")
    assert answer.status_code in (400, 422)
    assert answer.headers["content-type"] == "application/problem+json"
    assert said in answer.json()["detail"]
    assert "\n" not in answer.json()["detail"]


def test_neither_page_nor_file_is_sent_twice(client):
    for address in ("/api/v1/contacts?limit=1", "/api/v1/moves?format=csv"):
        tag = client.get(address).headers["etag"]
        again = client.get(address, headers={"If-None-Match": tag})
        assert (again.status_code, again.content) == (304, b"")


def test_no_cell_is_a_formula(client, db):
    import detente
    from detente.assessment import Record

    with Record(db) as record:
        text = "title: =1+1\npublished: 2024-03-15\nsource: +Gazette\n\nGreece called Turkey."
        record.add(detente.read(text))
    told = client.get("/api/v1/documents", params={"format": "csv"}).text
    assert "'=1+1" in told
    assert "'+Gazette" in told


def test_every_dyad_is_listed_and_leads_to_its_page(client):
    shown = client.get("/dyads").text
    told = client.get("/api/v1/dyads").json()["items"]
    assert told
    assert all(f'href="/dyads/{"-".join(one["parties"])}"' in shown for one in told)
    assert "no dyad of JPN" in client.get("/dyads?parties=JPN").text
    assert client.get("/dyads?after=nothing").status_code == 422
