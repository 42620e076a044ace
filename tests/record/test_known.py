"""What was known on a day: each mention from its own, whatever was told later."""

from datetime import date

import pytest
from made import deed, report

from detente.intake.eventdata import BadRow
from detente.model import Actor
from detente.record.importing import Deed, Entry, import_rows
from detente.record.tables import Map, tell_table

BOTH = ("Joe Biden", "Xi Jinping")
VISIT = {"mode": "in-person", "people": BOTH}


def day(written):
    return date.fromisoformat(written).toordinal()


def table(record, folder, rows, given):
    path, mapped = folder / "rows.csv", folder / "rows.toml"
    path.write_text(rows)
    mapped.write_text(given)
    read = Map(mapped)
    return import_rows(
        record.engine, path, read.outlet, tell_table(path, read), kind="table",
        content=read.kind, version=read.version,
    )  # fmt: skip


def known(record, written):
    """The contacts' columns of a day, and what is shown of each."""
    contacts, _ = record.columns("CHN", "USA", on=day(written))
    return contacts, record.contacts_by_id(contacts.id.tolist(), day(written))


def without_day(told):
    document = told.document.model_copy(update={"published_at": None})
    return told.model_copy(update={"document": document})


def test_a_plan_is_a_plan_until_the_day_of_the_row_that_tells_it_was_held(record, tmp_path):
    record.add(
        report("Biden and Xi will meet on 10 June.", published="2023-05-01", status="planned",
               date="2023-06-10", **VISIT)
    )  # fmt: skip
    table(
        record, tmp_path, "date,from,guest\n2023-06-10,China,Xi Jinping\n",
        'kind = "contact"\nparties = ["from", "=USA"]\nparticipants = ["guest"]\ndate = "date"\n'
        'mode = "=in-person"\nlevel = "=leader"\n',
    )  # fmt: skip
    assert len(next(iter(record.contacts()))["mentions"]) == 2
    statuses = []
    for on in ("2023-04-30", "2023-05-15", "2023-06-10"):
        columns, rows = known(record, on)
        assert [row["id"] for row in rows] == columns.id.tolist()
        statuses.append([row["status"] for row in rows])
    assert statuses == [[], ["planned"], ["held"]]


def test_what_no_day_of_publication_tells_stays_known_when_more_is_told(record):
    record.add(without_day(report("They met.", date="2023-06-01", **VISIT)))
    assert len(known(record, "2023-06-15")[0]) == 1
    record.add(report("They met.", outlet="AFP", published="2023-07-01", date="2023-06-01",
                      **VISIT))  # fmt: skip
    contacts, (shown,) = known(record, "2023-06-15")
    assert (contacts.told.tolist(), len(shown["mentions"])) == ([0], 1)
    assert len(known(record, "2023-07-01")[1][0]["mentions"]) == 2
    assert len(known(record, "2023-05-31")[0]) == 0


def test_so_do_moves_and_each_shows_only_who_had_told_it(record):
    told = [
        deed("sanctioned port operators", "SANCTION", outlet=f"Paper {n}", date="2023-06-01",
             published="2023-07-01" if n % 2 else "2023-06-02")
        for n in range(6)
    ]  # fmt: skip
    record.add(*told[1::2], *told[::2])
    before = day("2023-06-20")
    _, moves = record.columns("USA", "CHN", on=before)
    key = (int(moves.reading[0]), int(moves.number[0]))
    shown = record.moves_by_key(("CHN", "USA"), [key], before)[key]
    assert (len(moves), len(shown["reports"])) == (1, 3)
    assert shown["id"] == f"{shown['reports'][0]}-m1"
    documents = record.documents(*shown["reports"]).values()
    assert {d["published_at"][:10] for d in documents} == {"2023-06-02"}
    whole = record.moves_by_key(("CHN", "USA"), [key])[key]
    assert len(whole["reports"]) == 6


def test_a_move_without_a_day_of_publication_stays_known(record):
    record.add(
        without_day(deed("sanctioned port operators", "SANCTION", date="2023-06-01")),
        deed("sanctioned port operators", "SANCTION", outlet="AFP", published="2023-07-01",
             date="2023-06-01"),
    )  # fmt: skip
    on = [day(f"2023-{rest}") for rest in ("05-31", "06-15", "07-01")]
    assert [record.columns("USA", "CHN", on=d)[1].told.tolist() for d in on] == [
        [], [0], [day("2023-07-01")]
    ]  # fmt: skip


def test_a_correction_holds_on_every_day(record):
    record.add(
        report("They met.", published="2023-06-02", date="2023-06-01", **VISIT),
        report("They met again.", outlet="AFP", published="2023-07-01", date="2023-06-01", **VISIT),
    )
    first = next(iter(record.contacts()))["mentions"][0]
    record.correct(first, "outcome", "progress")
    assert known(record, "2023-06-15")[1][0]["outcome"] == "progress"


MAPPED = 'kind = "move"\nsource = "a"\ntarget = "b"\ntype = "=SANCTION"\n'


def test_the_state_changes_with_whatever_is_changed(record, tmp_path):
    seen = [record.state()]

    def changed():
        seen.append(record.state())
        list(record.contacts())
        return seen[-1] > seen[-2] and record.state() == seen[-1]

    record.add(report("They met.", date="2023-06-01", **VISIT))
    assert changed()
    record.add(report("They met.", date="2023-06-01", **VISIT))
    assert not changed()
    record.undo(record.correct(next(iter(record.contacts()))["id"], "outcome", "progress"))
    assert changed()
    for given in (MAPPED, MAPPED + 'place = "=Paris"\n', MAPPED):  # at last it is changed back
        table(record, tmp_path, "a,b\nUSA,CHN\n", given)
        assert changed()
    table(record, tmp_path, "a,b\nUSA,CHN\n", MAPPED)
    assert not changed()


def test_the_state_changes_with_every_piece_of_a_file(record, tmp_path):
    path = tmp_path / "rows"
    path.write_text("rows")
    seen = [record.state()]
    row = BadRow(1, "no row")
    import_rows(record.engine, path, "x", [row], tell=lambda _: seen.append(record.state()))
    assert seen[1] >= seen[0] + 2  # its reading, and its rows


@pytest.mark.parametrize(
    "code",
    ["CHN", "PARIS-CLUB", "G77", "M23", "Côte d’Ivoire (Nord) & Sud/Est.", "Ансар Аллах",
     "أنصار الله", "People's Front"],
)  # fmt: skip
def test_sides_are_called_by_codes_and_names(record, code):
    record.add(report("They met.", parties=[code, "USA"], **{**VISIT, "people": ()}))
    assert sorted([code, "USA"]) in [c["parties"] for c in record.contacts()]


@pytest.mark.parametrize("code", ["X>Y", "A|B", "", "A\nB", "A\n", "A\0", "A\u2028B"])
def test_no_side_is_called_by_what_joins_sides(record, tmp_path, code):
    with pytest.raises(ValueError, match="parties"):
        report("They met.", parties=[code, "USA"])
    path = tmp_path / "rows"
    path.write_text("rows")
    good, bad = (Actor(id="a1", name="Some", kind="group", country=c) for c in ("CHN", code))
    deed = Deed("SANCTION", "reported", 738000, 738000, None, {})
    rows = [Entry(1, good, bad, deed, None), Entry(2, bad, good, deed, None)]
    done = import_rows(record.engine, path, "x", [*rows, Entry(3, good, good, deed, None)])
    assert (done.moves, [line for line, _ in done.reasons]) == (1, [1, 2])
    assert len(list(record.moves())) == 1
