"""The own passages and what two labels of one agree on."""

import pytest
from training.events import EVENTS, event_words, parse, rows, settle

FILES = sorted(EVENTS.glob("*.jsonl"))
TEXT = "Oslo phoned Riga. The call went unanswered."
WORDS = [(0, 4, "Oslo"), (5, 11, "phoned"), (12, 16, "Riga"), (16, 17, "."), (18, 21, "The"),
         (22, 26, "call"), (27, 31, "went"), (32, 42, "unanswered"), (42, 43, ".")]  # fmt: skip


def contact(trigger: str, *sides: str, status: str = "held") -> dict[str, object]:
    return {"trigger": trigger, "mode": "call", "status": status, "sides": list(sides),
            "initiator": [], "mediators": [], "outcome": None, "tone": []}  # fmt: skip


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_passage_quotes_its_own_words(path):
    assert all(parse(row).text for _, row in rows(path))


def test_what_two_labels_disagree_about_is_left_open():
    one = parse({"text": TEXT, "moves": [], "contacts": [
        contact("phoned", "Oslo", "Riga", status="refused"), contact("call")]})  # fmt: skip
    other = parse({"text": TEXT, "moves": [], "contacts": [contact("phoned", "Oslo")]})
    agreed, disputed = settle(
        [event_words(e, WORDS) for e in one.contacts],
        [event_words(e, WORDS) for e in other.contacts],
    )
    assert [(e.trigger, e.kind, e.status) for e in agreed] == [([1], "call", None)]
    assert (agreed[0].roles["side"], agreed[0].disputed["side"]) == ({0}, {2})
    assert disputed == {5}
