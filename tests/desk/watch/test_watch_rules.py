"""What rules find, and that the same is told once."""

import pytest
from made import deed, report
from watching import START, alerts

from detente.assessment import Record
from detente.desk.watch.alerts import latest
from detente.desk.watch.loading import load_config
from detente.desk.watch.looking import look


@pytest.fixture
def watched(tmp_path):
    """A record with rules that look at it; gives a function that adds reports and looks."""
    opened = []

    def make(rules, **more):
        path = tmp_path / "detente.toml"
        path.write_text(f'[record]\ndb = "w.db"\n{rules}')
        config = load_config(path)
        record = Record(config.record.db)
        opened.append(record)
        look(record, config, START)

        def add(*reports):
            record.add(*reports)
            return [alert.title for alert in look(record, config, START)]

        add.record, add.config = record, config
        return add

    yield make
    for record in opened:
        record.close()


def rule(when, **fields):
    lines = "".join(f"{name} = {value}\n" for name, value in fields.items())
    return f'[[rules]]\nname = "r"\nwhen = "{when}"\n{lines}'


CALL = {"mode": "call", "date": "2023-06-20", "people": ("Joe Biden", "Xi Jinping")}


def test_a_contact_is_told_once_however_many_tell_it(watched):
    add = watched(rule("contact"))
    assert add(report("Biden called Xi.", **CALL)) == [
        "CHN – USA: a call at leader level, held, 20 June 2023"
    ]
    assert add(report("Xi took a call.", outlet="Xinhua", **CALL)) == []
    # An earlier report gives the merged contact its id.
    early = report("A call, at last.", outlet="AP", published="2023-06-20T01:00:00", **CALL)
    assert add(early) == []
    assert len(list(add.record.contacts())) == 1
    assert add() == []


def test_what_was_there_before_a_rule_is_no_news_to_it(watched, tmp_path):
    with Record(tmp_path / "w.db") as record:
        record.add(report("Biden called Xi.", **CALL))
    add = watched(rule("contact"))
    assert add(report("Xi took a call.", outlet="Xinhua", **CALL)) == []
    told = add(report("They met.", mode="in-person", date="2023-06-20", level="minister"))
    assert told == ["CHN – USA: a meeting at minister level, held, 20 June 2023"]


def test_a_plan_that_comes_about_is_new_to_who_wants_what_was_held(watched):
    add = watched(rule("contact", status='"held"', level='"leader"', dyads='"USA-CHN"'))
    later = {"published": "2023-06-21T10:00:00"}
    assert add(report("Biden will call Xi.", status="planned", **CALL)) == []
    assert len(add(report("Biden called Xi.", **later, **CALL))) == 1
    assert add(report("It lasted an hour.", outlet="AP", **later, **CALL)) == []
    other = {"parties": ["JPN", "USA"], "date": "2023-06-20"}
    assert add(report("Tokyo called.", **later, **other)) == []


def test_what_lies_long_back_is_no_news(watched):
    add = watched(rule("contact"))
    assert add(report("They had met in 2021.", mode="in-person", date="2021-03")) == []


def test_a_newer_reading_of_an_old_report_is_no_news(watched):
    add = watched(rule("contact", level='"leader"'))
    told = report("Biden called Xi.", **CALL)
    assert len(add(told)) == 1
    numbered = told.contacts[0].model_copy(update={"id": "c7"})
    again = told.model_copy(update={"reader": "test 2", "contacts": [numbered]})
    assert add(again) == []
    assert add(report("Xi took a call.", outlet="Xinhua", **CALL)) == []


def test_a_channel_that_is_cut_is_told_once_with_its_words(watched):
    add = watched(rule("changed"))
    refused = {"status": "refused", "initiator": "USA", "date": "2023-06-19", "level": "minister"}
    told = add(report("China refused to take the call.", **refused))
    assert told == ["CHN – USA: cut at minister level"]
    with add.record.engine.connect() as connection:
        body = latest(connection, 1)[0].body
    assert body["evidence"][0]["text"] == "“China refused to take the call.”"
    assert body["path"] == "/dyads/CHN-USA"
    assert add(report("No call, says Xinhua.", outlet="Xinhua", **refused)) == []
    earlier = refused | {"date": "2023-06-18"}
    assert add(report("Another was refused.", **earlier)) == []


def test_a_state_that_lasts_is_not_told_to_a_new_rule(watched, tmp_path):
    with Record(tmp_path / "w.db") as record:
        record.add(report("China refused the call.", status="refused", date="2023-06-19"))
    add = watched(rule("changed"))
    assert add(report("Biden wrote.", mode="message", date="2023-06-20", level="senior")) == []


def test_a_count_that_the_record_contradicts(watched):
    add = watched(rule("claim"))
    for day in ("2023-05-02", "2023-05-20"):
        assert add(report(f"A call on {day}.", date=day, published=f"{day}T10:00:00")) == []
    span = {"start": 0, "end": 12, "text": "their second"}
    count = {"ordinal": 2, "level": "leader", "since": "2023-05", "evidence": [span]}
    told = add(report("Their second call.", date="2023-06-20", counts=[count]))
    assert told == ["CHN – USA: a count that the record contradicts"]
    copied = report("Second call.", outlet="AP", date="2023-06-20", counts=[count])
    assert add(copied) == []


def test_a_move_of_a_type(watched):
    add = watched(rule("move", type='["SANCTION"]', source='"USA"', status='["reported"]'))
    assert add(deed("The US accused China.", "ACCUSE", date="2023-06-20")) == []
    sanction = {"date": "2023-06-20"}
    assert add(deed("The US put sanctions on China.", "SANCTION", **sanction)) == [
        "USA → CHN: SANCTION"
    ]
    assert add(deed("New US sanctions.", "SANCTION", outlet="AP", **sanction)) == []


def test_tension_is_told_when_it_crosses_a_level(watched):
    add = watched(rule("tension", above=2, dyads='"CHN-USA"'))
    days = [f"2023-06-{day:02}" for day in range(1, 21)]
    peace, war = (
        [deed(f"{what} on {day}.", kind, published=f"{day}T10:00:00", date=day) for day in some]
        for what, kind, some in (("Praise", "AGREE", days[:10]), ("War", "ASSAULT", days[10:]))
    )
    assert add(*peace) == []
    assert [title for one in war for title in add(one)] == ["USA toward CHN: tension above 2"]


def test_words_are_found_whole_and_copies_told_once(watched):
    add = watched(rule("words", words='["hot line", "a.b"]'))
    text = (
        "The two armies said that the hot\nline between them rang twice on Monday, first about a "
        "boat that had strayed in fog and then about the men who had swum after it. Both were sent "
        "home by evening, wet and cheerful, and nobody in either capital wished to make more of it."
    )
    assert add(report("A hot lineman.", level="officials")) == []
    assert add(report("aab", level="officials")) == []
    assert len(add(report(text, level="officials"))) == 1
    assert add(report(text, outlet="Copyist", level="officials")) == []


def test_a_rule_that_breaks_down_stops_no_other(watched, monkeypatch, capsys):
    add = watched(rule("contact") + '[[rules]]\nname = "s"\nwhen = "move"\ntype = "AGREE"\n')

    def broken(*_):
        raise KeyError("odd")

    from detente.desk.watch.rules import FINDS

    right = FINDS["contact"]
    monkeypatch.setitem(FINDS, "contact", broken)
    assert add(report("Biden called Xi.", **CALL), deed("A deal.", "AGREE")) == ["USA → CHN: AGREE"]
    assert "rule-failed rule=r" in capsys.readouterr().err
    monkeypatch.setitem(FINDS, "contact", right)
    assert add() == ["CHN – USA: a call at leader level, held, 20 June 2023"]  # nothing was lost
    assert len(alerts(add.record)) == 2
