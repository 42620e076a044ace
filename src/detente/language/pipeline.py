"""The reading model as a spaCy pipeline, for whoever works with spaCy already."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span

from detente.language.network import Network, load_network
from detente.language.reading import annotate
from detente.model import Document

_KEPT = "detente_statements"  # plain numbers, so that a Doc can be saved and sent between processes


@dataclass(frozen=True, slots=True)
class StatementSpans:
    """Someone is said to have said something; each part is in one or more pieces.

    Attributes:
        source: who says it; empty where the text does not tell.
        cue: the word that tells that something is said.
        content: what is said.

    """

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]


def pipeline(network: Network | None = None) -> Language:
    """A spaCy pipeline that reads English news text.

    Arguments:
        network: the reading model; the one that ships by default.

    Returns:
        A pipeline whose `Doc`s have tags, lemmas, heads and relations, sentences, names in
        `doc.ents`, all phrases for persons, organizations and places in `doc.spans["mentions"]`,
        and `StatementSpans` in `doc._.statements`, in the order of their cues.

    Raises:
        ModelError: the model's file is missing or damaged.

    """
    nlp = spacy.blank("en")
    reader = nlp.add_pipe("detente")
    reader.network = network or load_network()  # type: ignore[attr-defined]
    return nlp


class Reader:
    """The pipeline's one component."""

    network: Network | None = None

    def __call__(self, doc: Doc) -> Doc:
        """Write what the model finds into a tokenized `Doc`."""
        reading = annotate(doc, Document(id="", text=doc.text), self.network)
        doc.user_data[_KEPT] = [
            [_pieces(part) for part in (a.source, a.cue, a.content)] for a in reading.attributions
        ]
        return doc


@Language.factory("detente")
def _make_reader(nlp: Language, name: str) -> Reader:
    return Reader()


def _pieces(positions: Sequence[int]) -> list[tuple[int, int]]:
    """Token ranges, from the positions in order."""
    begins = [i for i in positions if i - 1 not in positions]
    ends = [i + 1 for i in positions if i + 1 not in positions]
    return list(zip(begins, ends, strict=True))


def _statements(doc: Doc) -> list[StatementSpans]:
    return [
        StatementSpans(*(tuple(doc[a:b] for a, b in part) for part in parts))
        for parts in doc.user_data.get(_KEPT, ())
    ]


Doc.set_extension("statements", getter=_statements, force=True)
