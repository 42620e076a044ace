"""Texts with two marked mentions."""

from collections import Counter
from typing import get_args

from training.events import event_passages, parse
from training.relations import marked, own_relations, told_relations

from detente.model import MoveType

TEXT = "Oslo barred Riga's ferries. Riga did not answer."


def named(item):
    return [[" ".join(item.words[a:b]) for a, b in ranges] for ranges in (item.source, item.target)]


def test_a_mention_may_be_marked_at_several_places_or_nowhere():
    twice = marked("<s>Oslo</s> barred <t>Riga</t>'s ferries from <t>Riga</t> itself.", "COERCE")
    assert named(twice) == [["Oslo"], ["Riga", "Riga"]]
    assert named(marked("<t>Riga</t> was left alone.", "none")) == [[], ["Riga"]]


def test_the_own_sentences_have_both_mentions_and_all_types():
    own = own_relations()
    assert all(item.source and item.target for item in own)
    assert set(Counter(item.type for item in own)) == {*get_args(MoveType), "none"}


def passage(kind, source="Oslo"):
    move = {"trigger": "barred", "type": kind, "status": "reported", "source": [source],
            "target": ["Riga"]}  # fmt: skip
    return parse({"text": TEXT, "contacts": [], "moves": [move]})


def test_only_what_two_labels_agree_on_becomes_a_relation():
    one, same, other = passage("COERCE"), passage("COERCE"), passage("SANCTION")
    one.second = same
    assert [(x.type, named(x)) for x in told_relations([one])] == [
        ("COERCE", [["Oslo"], ["Riga"]]),
        ("none", [["Riga"], ["Oslo"]]),
    ]
    one.second = other
    assert not list(told_relations([one]))
    one.second = None
    assert not list(told_relations([one]))


def test_own_texts_are_more_than_two_thousand_relations():
    assert len(own_relations()) + len(list(told_relations(event_passages("train")))) > 2000
