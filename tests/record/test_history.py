"""Many reports, one history: what is merged, what is chosen, what is counted."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made import deed, report

from detente.model import Actor
from detente.record import Record, RecordError

BOTH = ("Joe Biden", "Xi Jinping")
CALL = {"people": BOTH, "date": "2023-06-18"}
CHINA = Actor(id="a2", name="China", kind="state", country="CHN")


def only(rows):
    (row,) = rows
    return row


def test_reports_of_one_call_are_one_contact_with_every_value_told(record):
    record.add(
        report("Biden rang Xi.", outlet="Reuters", initiator="USA", **CALL),
        report("Xi asked for the call.", outlet="Xinhua", initiator="CHN", **CALL),
        report("Xi rang Biden, an aide said.", outlet="AFP", initiator="CHN", said_by=["USA"],
               **CALL),
    )  # fmt: skip
    contact = only(record.contacts("USA", "CHN"))
    told = {v["value"]: sorted(v["by"]) for v in contact["values"]["initiator"]}
    assert told == {"CHN": ["AFP", "Xinhua"], "USA": ["Reuters"]}
    # Xinhua speaks for China and the aide for the United States: both sides say so.
    assert (contact["initiator"], contact["rules"]["initiator"]) == ("CHN", "agreed")


def test_what_as_many_say_one_way_as_the_other_is_left_open(record):
    record.add(
        report("Biden rang Xi.", outlet="Reuters", initiator="USA", **CALL),
        report("Xi rang Biden.", outlet="AFP", initiator="CHN", **CALL),
    )
    contact = only(record.contacts())
    assert (contact["initiator"], contact["rules"]["initiator"]) == (None, "disputed")


@pytest.mark.parametrize(
    "other",
    [
        {"people": BOTH, "date": "2023-06-22"},  # another call in one week
        {"people": ("Antony Blinken", "Wang Yi"), "date": "2023-06-18", "level": "minister"},
        {"people": BOTH, "date": "2023-06-18", "mode": "in-person"},
        {"people": ("Xi Jinping",), "date": "2023-06-18", "parties": ["CHN", "FRA"]},
        {"people": BOTH, "date": "2023-06-18", "status": "refused"},
    ],
)
def test_near_misses_stay_apart(record, other):
    record.add(report("Biden rang Xi.", **CALL), report("Another contact.", outlet="AFP", **other))
    assert len(list(record.contacts())) == 2


def test_two_contacts_of_one_report_are_never_one(record):
    record.add(report("They called, and called.", contacts=[CALL, CALL]))
    assert len(list(record.contacts())) == 2


def test_a_call_in_october_stays_apart_where_there_were_two(record):
    record.add(
        report("On the 3rd they spoke.", published="2023-10-03", people=BOTH, date="2023-10-03"),
        report("On the 9th they spoke.", published="2023-10-09", people=BOTH, date="2023-10-09"),
        report("In October they spoke.", published="2023-11-20", people=BOTH, date="2023-10"),
    )
    assert [c["date"] for c in record.contacts()] == ["2023-10", "2023-10-03", "2023-10-09"]


def test_a_call_across_the_date_line_keeps_both_dates(record):
    record.add(
        report("Biden rang Xi on Sunday.", date_zone="U.S. time", **CALL),
        report("Xi took a call on Monday.", outlet="Xinhua", people=BOTH, date="2023-06-19"),
    )
    contact = only(record.contacts())
    assert {contact["date"], contact["other_dates"][0]["date"]} == {"2023-06-18", "2023-06-19"}


def test_plans_become_held_or_overdue(record):
    plan = {"people": BOTH, "mode": "in-person", "status": "planned"}
    record.add(
        report("They will meet on 1 July.", date="2023-07-01", **plan),
        report("They will meet on 9 August.", date="2023-08-09", **plan),
        report("They met on 1 July.", published="2023-07-02", date="2023-07-01",
               people=BOTH, mode="in-person"),
        report("Nothing happened.", published="2023-09-01", parties=["FRA", "GBR"]),
    )  # fmt: skip
    found = [(c["status"], c["overdue"]) for c in record.contacts("USA", "CHN")]
    assert found == [("held", False), ("planned", True)]


def test_copies_count_once_and_their_outlets_are_kept(record):
    text = " ".join(
        f"Paragraph {n} of the wire story on the call of the leaders." for n in range(9)
    )
    copies = [report(text, outlet=o, initiator="USA", **CALL) for o in ("AP", "Dawn", "BBC")]
    others = [report("Xi rang.", outlet=o, initiator="CHN", **CALL) for o in ("AFP", "DPA")]
    record.add(*copies, *others)
    contact = only(record.contacts())
    assert contact["stories"] == 3
    assert sorted(contact["outlets"]) == ["AFP", "AP", "BBC", "DPA", "Dawn"]
    assert contact["initiator"] == "CHN"  # two stories against one, whoever carried it


def test_a_sanction_announced_imposed_and_recalled_is_one_move(record):
    record.add(
        deed("will sanction port operators", "SANCTION", date="2023-06-10", status="planned"),
        deed("has sanctioned port operators", "SANCTION", outlet="AFP", date="2023-06-19"),
        deed("the sanctions on port operators", "SANCTION", outlet="BBC",
             published="2023-06-23T10:00:00"),
        deed("barred chip exports", "SANCTION", outlet="AP", date="2023-06-19"),
    )  # fmt: skip
    once, thrice = sorted(record.moves("USA", "CHN"), key=lambda m: len(m["reports"]))
    assert (once["status"], thrice["status"]) == ("reported", "reported")
    assert [span["document"] for span in thrice["evidence"]] == thrice["reports"]
    assert len(thrice["reports"]) == 3


COUNT = {"ordinal": 2, "level": "leader", "since": "2023-01"}


@pytest.mark.parametrize(
    ("earlier", "verdict", "missing"),
    [
        (["2023-03-02"], "confirmed", 0),
        (["2023-03-02", "2023-04-05"], "contradicted", 0),
        ([], "not enough", 1),
    ],
)
def test_counts_are_held_against_the_record(record, earlier, verdict, missing):
    record.add(report("Their second call since January.", counts=[COUNT], **CALL))
    for day in earlier:
        record.add(report(f"They spoke on {day}.", published=day, people=BOTH, date=day))
    claim = only(record.claims("USA", "CHN"))
    assert (claim["verdict"], claim["missing"]) == (verdict, missing)


def test_have_yet_to_meet_is_contradicted_by_a_meeting(record):
    met = {"people": BOTH, "mode": "in-person", "date": "2023-05-04"}
    record.add(
        report("They met.", published="2023-05-05", **met),
        report("They have yet to meet.", status="never", since="2023-01", mode="in-person"),
    )
    claim = only(record.claims())
    assert claim["verdict"] == "contradicted"
    assert claim["found"] == [c["id"] for c in record.contacts(status="held")]


STORIES = [
    report("Biden rang Xi.", outlet="Reuters", initiator="USA", **CALL),
    report("Xi asked for the call.", outlet="Xinhua", initiator="CHN", **CALL),
    report("They spoke last week.", outlet="BBC", published="2023-06-23", people=BOTH),
    report("They will meet on 1 July.", outlet="AP", mode="in-person", status="planned",
           people=BOTH, date="2023-07-01"),
    deed("will sanction port operators", "SANCTION", date="2023-06-10", status="planned"),
    deed("has sanctioned port operators", "SANCTION", outlet="AFP", date="2023-06-19"),
]  # fmt: skip


def history(record):
    return list(record.contacts()), list(record.moves()), record.claims()


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(order=st.permutations(range(len(STORIES))), cut=st.integers(0, 5))
def test_the_order_in_which_reports_came_does_not_matter(tmp_path_factory, order, cut):
    folder = tmp_path_factory.mktemp("orders")
    with Record(folder / "one.db") as one, Record(folder / "other.db") as other:
        one.add(*STORIES)
        for n, place in enumerate(order):
            other.add(STORIES[place])
            if n == cut:
                other.settle()
        assert history(one) == history(other)


def test_rebuilding_gives_the_same_and_keeps_judgements(record):
    record.add(*STORIES)
    first = next(iter(record.contacts()))["id"]
    record.correct(first, "outcome", "progress", user="ana", reason="the readout says so")
    before = history(record)
    record.rebuild()
    assert history(record) == before
    assert record.contact(first)["rules"]["outcome"] == "corrected"


def test_judgements_part_join_and_are_undone(record):
    record.add(*STORIES[:2])
    one, other = next(iter(record.contacts()))["mentions"]
    parted = record.judge_different(one, other, user="ana")
    assert len(list(record.contacts())) == 2
    record.judge_same(one, other, user="ben")
    assert len(list(record.contacts())) == 1
    record.undo(parted, user="ana")
    record.reject(other, user="ana")
    assert only(record.contacts())["mentions"] == [one]
    assert [j.user for j in record.judgements()] == ["ana", "ben", "ana", "ana"]


def test_judgements_outlive_a_reading_by_a_newer_reader(record):
    record.add(*STORIES[:2])
    one, other = next(iter(record.contacts()))["mentions"]
    record.judge_different(one, other, user="ana")
    newer = STORIES[1].model_copy(
        update={
            "reader": "test 2",
            "contacts": [STORIES[1].contacts[0].model_copy(update={"id": "c7"})],
        }
    )
    older = STORIES[1].model_copy(update={"reader": "test 0.9", "contacts": []})
    assert record.add(newer, older) == 2  # the older reader's reading came last
    assert len(list(record.contacts())) == 2
    assert only(m for c in record.contacts() for m in c["mentions"] if m.endswith("-c7"))


def test_a_correction_must_be_a_value_of_the_field(record):
    record.add(STORIES[0])
    with pytest.raises(RecordError, match="initiator"):
        record.correct(only(record.contacts())["id"], "initiator", "FRA")


def test_what_is_entered_by_hand_takes_part_and_is_marked(record):
    record.add(STORIES[0])
    record.log_contact(
        ["USA", "CHN"], note="An aide told us that Biden placed it.", source="desk note",
        level="leader", mode="call", date="2023-06-18", initiator="USA",
        participants=["Joe Biden", "Xi Jinping"], user="ana",
    )  # fmt: skip
    contact = only(record.contacts())
    assert len(contact["mentions"]) == 2
    assert not contact["by_hand"]
    record.log_move("USA", "CHN", "ACCUSE", date="2023-06-19", note="Said in the corridor.")
    assert only(record.moves())["type"] == "ACCUSE"


def test_the_first_since_february_is_not_contradicted_by_the_one_of_february(record):
    first = {"ordinal": 1, "level": "leader", "since": "2023-02"}
    record.add(
        report("They spoke.", published="2023-02-10", people=BOTH, date="2023-02-10"),
        report("Their first call since February.", counts=[first], **CALL),
    )
    assert only(record.claims())["verdict"] == "confirmed"


def test_of_two_corrections_the_later_holds_whichever_mention_they_name(record):
    record.add(*STORIES[:2])
    one, other = next(iter(record.contacts()))["mentions"]
    record.correct(other, "initiator", "USA")
    record.correct(one, "initiator", "CHN")
    assert only(record.contacts())["initiator"] == "CHN"


def test_a_later_difference_parts_what_was_joined_through_a_third(record):
    record.add(
        *(report(f"Call {n}.", outlet=f"Paper {n}", people=BOTH, date=f"2023-06-{10 + 5 * n}")
          for n in range(3))
    )  # fmt: skip
    a, b, c = (x["id"] for x in record.contacts())
    record.judge_same(a, b)
    record.judge_same(b, c)
    record.judge_different(a, c)
    assert record.contact(a)["id"] != record.contact(c)["id"]


def test_a_move_is_found_by_every_outlet_that_told_it(record):
    record.add(
        deed("sanctioned port operators", "SANCTION", date="2023-06-19"),
        deed("has sanctioned port operators", "SANCTION", outlet="L’Élysée", date="2023-06-19"),
    )
    assert len(only(record.moves(outlet="l’élysée"))["reports"]) == 2


def test_last_week_is_found_by_its_days_and_not_by_its_year(record):
    days = ("2011-02-28", "2011-03-06")
    record.add(
        report("They spoke last week.", published="2011-03-07", date="2011", date_range=days)
    )
    assert only(record.contacts(since="2011-03", until="2011-03-02"))["date_range"] == list(days)
    assert list(record.contacts(since="2011-04")) == []


def test_calls_on_two_days_are_two_unless_clocks_tell_of_one_moment(record):
    call = {"people": BOTH}
    record.add(
        report("They spoke on Friday.", published="2023-06-16", date="2023-06-16", **call),
        report("They spoke on Saturday.", published="2023-06-17", date="2023-06-17", **call),
        report("They spoke on Monday.", outlet="The New York Times", date="2023-06-19", **call),
        report("They spoke on Tuesday.", outlet="Xinhua", date="2023-06-20", **call),
    )
    assert sorted(len(c["reports"]) for c in record.contacts()) == [1, 1, 2]


def test_a_letter_and_its_answer_are_two(record):
    letter = {"people": BOTH, "mode": "message", "date": "2023-06-19"}
    record.add(
        report("Biden wrote to Xi.", initiator="USA", **letter),
        report("Xi wrote to Biden.", outlet="AFP", initiator="CHN", **letter),
    )
    assert len(list(record.contacts())) == 2


def test_claims_come_in_the_same_order_and_since_any_year(tmp_path):
    counted = [
        report("Never since.", people=(), parties=["FRA", "GBR"], status="never", since="9999"),
        report("The second.", counts=[COUNT], **CALL),
        report("The second again.", outlet="AFP", counts=[COUNT], **CALL),
    ]
    with Record(tmp_path / "one.db") as one, Record(tmp_path / "other.db") as other:
        one.add(*counted)
        other.add(*reversed(counted))
        assert one.claims() == other.claims() != []


def test_an_actor_told_in_two_ways_is_shown_alike_whichever_came_first(tmp_path):
    loud, plain = (
        deed(f"{name} sanctioned a firm", "SANCTION", outlet=name).model_copy(
            update={"actors": [Actor(id="a1", name=name, kind="state", country="USA"), CHINA]}
        )
        for name in ("UNITED STATES", "United States")
    )
    names = []
    for number, order in enumerate([(loud, plain), (plain, loud)]):
        with Record(tmp_path / f"{number}.db") as record:
            record.add(order[0])
            record.add(order[1])
            names.append({move["source"]["name"] for move in record.moves()})
    assert names == [{"United States"}] * 2
