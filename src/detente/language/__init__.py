"""Document to Reading: sentences, tokens, tree, entities, quotations, times, attributions."""

from detente.language.encoding import Passage
from detente.language.events import EventMention
from detente.language.meaning import Meanings, Meant, load_meanings
from detente.language.network import ModelError, Network, load_network
from detente.language.pipeline import StatementSpans, pipeline
from detente.language.quotations import Quotation, find_quotations
from detente.language.reading import Attribution, Reading, blank, clause_tense, read_language
from detente.language.times import Days, Time, find_times, whole

__all__ = [
    "Attribution",
    "Days",
    "EventMention",
    "Meanings",
    "Meant",
    "ModelError",
    "Network",
    "Passage",
    "Quotation",
    "Reading",
    "StatementSpans",
    "Time",
    "blank",
    "clause_tense",
    "find_quotations",
    "find_times",
    "load_meanings",
    "load_network",
    "pipeline",
    "read_language",
    "whole",
]
