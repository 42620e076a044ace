"""Document to Reading: sentences, tokens, tree, entities, quotations, times, attributions."""

from detente.language.encoding import Passage
from detente.language.events import EventMention
from detente.language.network import ModelError, Network, load_network
from detente.language.quotations import Quotation, find_quotations
from detente.language.reading import Attribution, Reading, blank, clause_tense, read_language
from detente.language.times import Time, find_times

__all__ = [
    "Attribution",
    "EventMention",
    "ModelError",
    "Network",
    "Passage",
    "Quotation",
    "Reading",
    "Time",
    "blank",
    "clause_tense",
    "find_quotations",
    "find_times",
    "load_network",
    "read_language",
]
