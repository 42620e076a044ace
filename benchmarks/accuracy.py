"""How well the reading model does each of its tasks, beside peers and the bars we set ourselves.

    python -m benchmarks.accuracy

Development parts of UD EWT, GUM and PolNeAR; a peer is scored by the same code on the same words.

- spaCy small: spaCy's small pipeline, trained by `benchmarks.spacy_small` on the same treebanks.
- textacy: its extraction of direct quotations over our own trees (the extra `bench` brings it).
- nearest: every mention refers to the one right before it.
- published: what others report of themselves, on other parts of the same data or another version
  of it; the sources are printed below the table. Near, but not the same test.

PLOVER types are cross-validated by `python -m training.folds`, which trains for half an hour; what
it printed last is kept in `benchmarks/plover_folds.tsv`.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from rich.console import Console
from rich.table import Table
from training import evaluate

from benchmarks import quotations, spacy_small
from detente.language.network import load_network

FOLDS = Path(__file__).with_name("plover_folds.tsv")
PUBLISHED = {
    ("EWT dev, sentences found", "UPOS"): "96.9 [1]",
    ("EWT dev, sentences found", "LAS"): "89.4 [1]",
}
SOURCES = [
    "[1] spaCy's transformer pipeline en_udv25_englishewt_trf (RoBERTa-base), EWT's test part in "
    "UD 2.5, its own tokens: huggingface.co/explosion/en_udv25_englishewt_trf",
]
BARS = {
    ("EWT dev", "UPOS"): 96.5,
    ("EWT dev", "LAS"): 89,
    ("GUM dev", "LAS"): 88,
    ("GUM dev", "mentions F1"): 78,
    ("GUM dev", "antecedents"): 80,
    ("PolNeAR dev", "source, token F1"): 87,
    ("PolNeAR dev", "cue, token F1"): 73,
    ("PolNeAR dev", "content, token F1"): 92,
    ("PolNeAR dev", "whole relations F1"): 72,
    ("PLOVER, five folds", "macro F1"): 82,
}
Scores = dict[tuple[str, str], float]


def own_scores() -> Scores:
    """Ours, by data and measure."""
    scores = {
        (data, name): value
        for data, row in evaluate.evaluate().items()
        for name, value in row.items()
        if data != "own passages"
    }
    folds = list(_folds().values())
    return scores | {("PLOVER, five folds", "macro F1"): float(np.mean(folds))} if folds else scores


def _folds() -> dict[str, float]:
    if not FOLDS.exists():
        return {}
    with FOLDS.open(encoding="utf-8") as file:
        rows = csv.DictReader((line for line in file if line[0] != "#"), delimiter="\t")
        return {row["type"]: float(row["f1"]) for row in rows}


def spacy_scores() -> Scores:
    """The trained peer's, where it has been trained here."""
    if not spacy_small.MODEL.exists():
        return {}
    parse = spacy_small.parser()
    return {
        (f"{corpus.upper()} dev{'' if given else ', sentences found'}", name): value
        for corpus in ("ewt", "gum")
        for given in (True, False)
        for name, value in evaluate.trees(parse, corpus, sentences_given=given).items()
        if name != "mentions F1"  # it knows names alone
    }


def rows() -> Iterator[tuple[str, str, str, str, str, str, str]]:
    """Data, measure, ours, the bar, whether it is met, spaCy's or another peer's, published."""
    peers = spacy_scores()
    baseline = evaluate.antecedents(evaluate.nearest)
    others = {("GUM dev", name): f"{value:.1f} nearest" for name, value in baseline.items()}
    others |= {key: f"{value:.1f} spaCy small" for key, value in peers.items()}
    own = own_scores()
    network = load_network()
    for name, (ours, textacys) in quotations.compare(network).items():
        key = ("PolNeAR dev, direct quotations", name)
        own[key], others[key] = ours, f"{textacys:.1f} textacy"
    for key, value in own.items():
        bar = BARS.get(key)
        held = "" if bar is None else "yes" if value >= bar else "NO"
        published = PUBLISHED.get(key, "")
        shown = "" if bar is None else f"{bar:g}"
        yield *key, f"{value:.1f}", shown, held, others.get(key, ""), published


def main() -> None:
    table = Table("data", "measure", "ours", "bar", "met", "peer", "published", box=None)
    for row in rows():
        table.add_row(*row)
    console = Console(width=150)
    console.print(table)
    for source in SOURCES:
        console.print(source, markup=False)


if __name__ == "__main__":
    main()
