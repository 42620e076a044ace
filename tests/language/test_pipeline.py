"""The reading model as spaCy users have it."""

import spacy
from spacy.tokens import Doc

from detente.language import pipeline

TEXT = (
    'Tokyo\'s envoy met Polish officials on Monday. "We will come back," the envoy said. '
    "Warsaw, according to Kyodo, had not asked for the visit."
)


def test_a_doc_has_what_spacy_users_expect():
    doc = pipeline()(TEXT)
    assert [sent.root.lemma_ for sent in doc.sents] == ["meet", "say", "ask"]
    met = doc[3]
    assert (met.pos_, met.tag_, met.dep_) == ("VERB", "VBD", "root")
    assert {t.text for t in met.children if t.dep_ == "nsubj"} == {"envoy"}
    assert "Warsaw" in {name.text for name in doc.ents}


def test_statements_lie_in_the_doc_and_outlive_it():
    nlp = pipeline()
    doc = nlp(TEXT)
    again = Doc(nlp.vocab).from_bytes(doc.to_bytes())
    for read in (doc, again):
        first = read._.statements[0]
        assert [s.text for s in first.source] == ["the envoy"]
        assert [s.text for s in first.cue] == ["said"]
        assert [s.text for s in first.content] == ['"We will come back,"']


def test_the_reader_is_a_component_that_spacy_finds_by_its_name():
    nlp = spacy.blank("en")
    nlp.add_pipe("detente")
    docs = nlp.pipe(["", "It rained.", "He said it rained."])
    assert [len(doc._.statements) for doc in docs] == [0, 0, 1]
