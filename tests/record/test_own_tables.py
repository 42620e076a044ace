"""Tables of one's own, taken in by a map."""

import pytest
from made import report

from detente.intake import UnreadableError
from detente.record.importing import import_rows
from detente.record.tables import Map, tell_table

TABLE = """start,end,guest,from,what
2001-03-01,2001-03-04,Tony Blair,United Kingdom,Met at Camp David.
2001-05-01,,Somebody Unknown,Xland,
2001-13-01,,Nobody,Japan,
"""
MAP = """kind = "contact"
parties = ["from", "=USA"]
participants = ["guest"]
date = "start"
until = "end"
mode = "=in-person"
level = "=leader"
words = "what"
"""


def take(record, folder, map_text=MAP):
    table, given = folder / "visits.csv", folder / "visits.toml"
    table.write_text(TABLE)
    given.write_text(map_text)
    mapped = Map(given)
    return import_rows(
        record.engine, table, mapped.outlet, tell_table(table, mapped), kind="table",
        content=mapped.kind, version=mapped.version,
    )  # fmt: skip


def test_a_table_is_taken_in_once_and_anew_by_a_better_map(record, tmp_path):
    done = take(record, tmp_path)
    assert (done.contacts, [line for line, _ in done.reasons]) == (1, [3, 4])
    assert take(record, tmp_path).contacts == 0
    visit = next(iter(record.contacts("GBR", "USA", until="2001-03-04", since="2001-03-04")))
    assert (visit["date"], visit["until"]) == ("2001-03-01", "2001-03-04")
    assert visit["participants"][0]["name"] == "Tony Blair"
    assert visit["shipped"] == {"words": "Met at Camp David."}
    better = MAP + '\n[sides]\nXland = "JPN"\n'
    assert take(record, tmp_path, better).contacts == 2
    assert [c["parties"] for c in record.contacts()] == [["GBR", "USA"], ["JPN", "USA"]]
    take(record, tmp_path)  # the map is changed back
    assert [c["parties"] for c in record.contacts()] == [["GBR", "USA"]]
    take(record, tmp_path, MAP + '\n[sides]\nXland = "KOR"\n')
    assert [c["parties"] for c in record.contacts()] == [["GBR", "USA"], ["KOR", "USA"]]


def test_one_file_may_be_taken_for_two_tables(record, tmp_path):
    assert take(record, tmp_path).contacts == 1
    assert take(record, tmp_path, MAP + 'outlet = "Another"\n').contacts == 1


@pytest.mark.parametrize(
    "wrong",
    ['kind = ["contact"]', 'kind = "contact"\nsides = 3', 'kind = "contact"\nparties = [3]',
     'kind = "move"\nsource = "a"', "kind = "],
)  # fmt: skip
def test_a_map_that_is_wrong_is_told(tmp_path, wrong):
    path = tmp_path / "map.toml"
    path.write_text(wrong)
    with pytest.raises(UnreadableError, match=r"map\.toml"):
        Map(path)


def test_a_stay_and_a_report_of_a_day_of_it_are_one(record, tmp_path):
    take(record, tmp_path)
    record.add(
        report("They met.", published="2001-03-03", parties=["GBR", "USA"], mode="in-person",
               date="2001-03-02")
    )  # fmt: skip
    found = next(iter(record.contacts("GBR", "USA")))
    assert (len(found["mentions"]), found["until"]) == (2, "2001-03-04")
