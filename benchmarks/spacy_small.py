"""The peer: spaCy's small English pipeline, as spaCy configures it, trained on our treebanks.

    python -m benchmarks.spacy_small

Tags, tree and names are trained on the training parts of UD EWT and GUM (names: GUM alone), with
the configuration that `spacy init config --optimize efficiency` gives, on the CPU. What comes of it
lies in `benchmarks/peers/`, which is not committed; training takes about twenty minutes.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

import spacy
from spacy.cli.init_config import init_config
from spacy.language import Language
from spacy.tokens import Doc, DocBin, Span
from spacy.training.initialize import init_nlp
from spacy.training.loop import train
from training.corpora import TYPED, Sentence, treebank
from training.evaluate import Parsed, Parser, outermost

PEERS = Path(__file__).parent / "peers"
MODEL = PEERS / "spacy-small" / "model-best"
COMPONENTS = ["tagger", "morphologizer", "parser", "ner"]
_LONGEST = 160  # words of a document; our own passages have as many


def load() -> Language:
    """The trained peer.

    Raises:
        SystemExit: it has not been trained here.

    """
    if not MODEL.exists():
        raise SystemExit("the peer is not trained: run `python -m benchmarks.spacy_small` first")
    return spacy.load(MODEL)


def parser() -> Parser:
    """The trained peer as a parser of treebank sentences; their words are given."""
    nlp = load()

    def parse(held: list[Sentence]) -> Parsed:
        words = [w for s in held for w in s.words]
        doc = Doc(nlp.vocab, words=[w.form for w in words], spaces=[w.space for w in words])
        if len(held) == 1:  # so that the parser takes it as one sentence
            for token in doc:
                token.is_sent_start = token.i == 0
        doc = nlp(doc)
        return Parsed(
            [t.pos_ for t in doc],
            [t.tag_ for t in doc],
            [t.dep_ for t in doc],
            [t.head.i for t in doc],
            [bool(t.is_sent_start) for t in doc],
            set(),
            {(e.start, e.end, e.label_) for e in doc.ents},
        )

    return parse


def documents(corpus: str, part: str) -> Iterator[tuple[Doc, list[Sentence]]]:
    """A treebank's sentences, some together, as spaCy documents with everything in them."""
    vocab = spacy.blank("en").vocab
    for document in treebank(corpus, part):
        held: list[Sentence] = []
        for sentence in document:
            if held and sum(len(s.words) for s in [*held, sentence]) > _LONGEST:
                yield _as_doc(held, vocab), held
                held = []
            held.append(sentence)
        yield _as_doc(held, vocab), held


def _as_doc(sentences: list[Sentence], vocab: spacy.vocab.Vocab) -> Doc:
    words = [w for s in sentences for w in s.words]
    heads, starts, offset = [], [], 0
    for s in sentences:
        heads += [offset + w.head for w in s.words]
        starts += [i == 0 for i in range(len(s.words))]
        offset += len(s.words)
    doc = Doc(
        vocab,
        words=[w.form for w in words],
        spaces=[w.space for w in words],
        tags=[w.tag for w in words],
        pos=[w.pos for w in words],
        heads=heads,
        deps=["ROOT" if w.relation == "root" else w.relation for w in words],
    )
    if sentences[0].mentions is None:
        doc.set_ents([], default="missing")
    else:
        doc.set_ents(_names(doc, sentences), default="outside")
    return doc


def _names(doc: Doc, sentences: list[Sentence]) -> list[Span]:
    """The outermost mentions that are names, as `doc.ents` has them in our reading."""
    found, offset = [], 0
    for s in sentences:
        found += [
            Span(doc, offset + m.start, offset + m.end, label=m.kind)
            for m in s.mentions or []
            if m.kind in TYPED and s.words[m.head].pos == "PROPN"
        ]
        offset += len(s.words)
    kept = outermost((m.start, m.end, m.label_) for m in found)
    return [m for m in found if (m.start, m.end, m.label_) in kept]


def main() -> None:
    parser = argparse.ArgumentParser(description="Train spaCy's small pipeline on our treebanks.")
    parser.add_argument("--epochs", type=int, default=15)
    options = parser.parse_args()
    MODEL.parent.mkdir(parents=True, exist_ok=True)
    for part in ("train", "dev"):
        docs = [doc for corpus in ("ewt", "gum") for doc, _ in documents(corpus, part)]
        DocBin(docs=docs).to_disk(PEERS / f"{part}.spacy")
    config = init_config(lang="en", pipeline=COMPONENTS, optimize="efficiency", gpu=False)
    config["paths"] |= {p: str(PEERS / f"{p}.spacy") for p in ("train", "dev")}
    config["training"] |= {
        "max_epochs": options.epochs,
        "max_steps": 0,
        "seed": 7,
        "eval_frequency": 1000,
    }
    train(init_nlp(config), MODEL.parent, stdout=sys.stdout, stderr=sys.stderr)


if __name__ == "__main__":
    main()
