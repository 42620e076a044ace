"""Which mentions stand for the same."""

import numpy as np

from detente.language import read_language
from detente.language.mentions import find_mentions, with_repeated
from detente.model import Document

WORDS = ["talks", "envoys", "Talks", "they"]
POS = ["NOUN", "NOUN", "NOUN", "PRON"]


def antecedents(scores):
    at = np.arange(len(WORDS))
    given = np.array(scores, np.float32)
    found = find_mentions(["other"] * 4, at, at, given, with_repeated(given, WORDS, POS))
    return [m.antecedent for m in found]


def test_the_same_noun_comes_before_a_likelier_one():
    scores = np.full((4, 4), -9.0)
    scores[[0, 1, 2, 3], [0, 1, 1, 1]] = 1.0
    scores[2, 0] = 0.0
    assert antecedents(scores) == [None, None, 0, 1]


def test_what_is_told_for_the_first_time_is_left_alone():
    assert antecedents(np.eye(4)) == [None] * 4


def test_a_description_takes_up_a_noun_from_far_before():
    between = "The weather in the hills was cold and the roads were closed for days. " * 15
    text = f"Peru and Chile signed a truce in Lima.\n\n{between}\n\nThe truce ends in May."
    reading = read_language(Document(id="t", text=text))
    first, again = (t.i for t in reading.doc if t.text == "truce")
    assert reading.antecedents[again] == first
