"""Lists from the newest back, in pages: nothing twice, nothing left out, what has no day last."""

import pytest
from made import deed, report
from sqlalchemy.event import listen

from detente.record import Record, RecordError

DAYS = {
    "ACCUSE": "2023-05-03", "REJECT": "2023-05-02", "COERCE": None, "THREATEN": "2023-05",
    "SANCTION": "2023-05-02", "PROTEST": None,
}  # fmt: skip


@pytest.fixture
def acted(record):
    record.add(
        *(deed(f"did {kind}", kind, date=day, published=None) for kind, day in DAYS.items()),
        _turned(deed("answered in kind", "SANCTION", date="2023-05-02", published=None)),
        report("Biden said so.", said_by=["USA", "CHN"], published="2023-06-01"),
        report("Biden said so before.", said_by=["USA"], published="2023-05-01"),
        report("Biden said so once.", said_by=["CHN", "USA"], published=None),
    )
    return record


def _turned(report):
    """The same deed, done by the other side."""
    (move,) = report.moves
    sides = {"source": move.target, "target": move.source, "parties": ["CHN", "USA"]}
    return report.model_copy(update={"moves": [move.model_copy(update=sides)]})


def _pages(ask, size):
    """Every item, asked for page by page."""
    found = []
    while True:
        page = list(ask(limit=size, after=found[-1]["id"] if found else None))
        found += page
        if len(page) < size:
            return found


@pytest.mark.parametrize("newest", [True, False])
@pytest.mark.parametrize("sides", [(), ("USA",), ("USA", "CHN")])
@pytest.mark.parametrize("kind", ["moves", "statements", "contacts"])
def test_pages_put_together_are_the_list(acted, kind, sides, newest):
    ask = getattr(acted, kind)
    if kind == "statements":
        sides = sides[:1]
    whole = list(ask(*sides, newest_first=newest))
    assert len(whole) > 1

    def page(**wanted):
        return ask(*sides, newest_first=newest, **wanted)

    for size in (1, 2, 3):
        assert _pages(page, size) == whole
    other_way = list(ask(*sides, newest_first=not newest))
    assert sorted(row["id"] for row in other_way) == sorted(row["id"] for row in whole)


def test_the_newest_come_first_and_what_has_no_day_last(acted):
    days = [row["date"] for row in acted.moves("USA", "CHN", newest_first=True)]
    assert days == ["2023-05-03", *["2023-05-02"] * 3, "2023-05", None, None]
    published = [row["published_at"] for row in acted.statements(newest_first=True)]
    assert [day and day[:10] for day in published] == [
        "2023-06-01", "2023-06-01", "2023-05-01", None, None,
    ]  # fmt: skip


@pytest.mark.parametrize("kind", ["moves", "statements"])
@pytest.mark.parametrize("wanted", ["none", "0-m1", "x-s2", "m1", "\N{SNOWMAN}-m99999999999999999"])
def test_nothing_follows_what_is_not_there(acted, kind, wanted):
    with pytest.raises(RecordError, match="to go on from"):
        list(getattr(acted, kind)(newest_first=True, after=wanted))


def test_a_page_of_a_long_history_is_no_matter_of_its_length(tmp_path):
    with Record(tmp_path / "long.db") as record:
        record.add(*(deed(f"sanctioned {n}", "SANCTION") for n in range(3)))
        asked = []
        listen(record.engine, "before_cursor_execute", lambda *told: asked.append(told[2:4]))
        found = list(record.moves("USA", "CHN", newest_first=True, limit=2))
        sql, given = next(one for one in asked if "UNION ALL" in one[0])
        with record.engine.connect() as connection:
            plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", given).all()
    assert found
    assert not [row for row in plan if "TEMP B-TREE" in row[3]]  # nothing is sorted


def test_the_library_lists_documents_and_who_is_in_them(record):
    days = ["2023-05-02", "2023-05-01", None, "2023-05-02"]
    record.add(
        *(
            report(
                f"Biden rang Xi, {n}.",
                outlet=f"Outlet {n % 2}",
                published=day,
                people=("Joe Biden",),
            )
            for n, day in enumerate(days)
        )
    )
    whole = record.library()
    assert [row["published_at"] and row["published_at"][:10] for row in whole] == [
        "2023-05-02", "2023-05-02", "2023-05-01", None,
    ]  # fmt: skip
    assert record.library(after=whole[1]["key"]) == whole[2:]
    assert record.library(outlet="LET 1", since="2023-05-02") == record.documents_of("Outlet 1")[:1]
    assert record.documents_of("outlet 1") == []
    assert set(record.when_added(*(row["key"] for row in whole))) == {row["key"] for row in whole}
    assert record.outlets_named("outlet", 1) == ["Outlet 0"]
    (biden,) = record.actors_named("BIDEN", limit=5)
    met = list(record.contacts(newest_first=True, actor=biden["key"]))
    assert (biden["contacts"], len(met)) == (len(met), len(list(record.contacts())))
    newest = record.search("biden", 2, newest=True)
    assert [row["key"] for row in newest] == [row["key"] for row in whole[:2]]
    assert record.search("biden", 9, 1, newest=True)[0] == newest[1]
    with pytest.raises(RecordError, match="to go on from"):
        record.library(after="none")


def test_an_outlet_is_first_or_alone_by_what_it_tells_itself(record):
    words = "Biden rang Xi. " + " ".join(f"Point {n} was of ship {n * 7}." for n in range(60))
    told = [
        ("Early", "2023-06-19T08:00:00+08:00", words),
        ("Late", "2023-06-19T07:00:00+00:00", "Mr Biden and Mr Xi had a call, aides said."),
        ("Copy", "2023-06-19T09:00:00+00:00", words + " Ends."),
        ("Lone", "2023-06-21", "France rang Britain."),
    ]
    record.add(
        *(
            report(text, outlet=name, published=at, date="2023-06-18",
                   parties=["FRA", "GBR"] if name == "Lone" else ["CHN", "USA"])
            for name, at, text in told
        )
    )  # fmt: skip
    counts = {name: record.telling(name) for name, _, _ in told}
    assert {name: (t.own, t.first, t.alone, t.copies) for name, t in counts.items()} == {
        "Early": (1, 1, 0, 0), "Late": (1, 0, 0, 0), "Copy": (0, 0, 0, 1), "Lone": (1, 1, 1, 0),
    }  # fmt: skip
    assert counts["Copy"].contacts == 1
    assert counts["Lone"].parties == [(["FRA", "GBR"], 1)]
    assert record.telling("Nobody") is None
