"""PLOVER types, tested where they were not trained: `python -m training.folds`.

Five folds over the given sentences. A first stage, which sees none of them, learns from the
project's own texts alone, beginning with MiniLM's weights; each fold goes on from there with four
fifths of them and is tested on the last. Prints the F1 of each type and their mean.

The reader that ships has seen all given sentences; this tells what its relations are worth on new
ones. The first stage is kept in training/runs/folds.
"""

from __future__ import annotations

import argparse
import hashlib
import random
from collections import Counter
from collections.abc import Sequence
from copy import deepcopy
from pathlib import Path

import numpy as np
import torch
from torch import nn

from detente.language.encoding import Encoder
from training.batches import Example, batches, event_examples, inputs, relation_example
from training.corpora import treebank
from training.evaluate import f1
from training.events import event_passages
from training.labels import label_sets
from training.network import Reader, pretrained
from training.relations import Marked, given_relations, own_relations, told_relations
from training.train import RUNS, losses, optimizer_of

SCORES = Path(__file__).resolve().parents[1] / "benchmarks" / "plover_folds.tsv"
FOLDS = 5
PIECES = 2500
FIRST_EPOCHS, FOLD_EPOCHS = 3, 3
FIRST_RATE, FOLD_RATE = 2e-4, 1e-4  # the encoder's; the heads' is six times that


def fold_of(item: Marked) -> int:
    """Which fold a sentence belongs to; one with other mentions marked is in the same."""
    digest = hashlib.sha256(item.text.strip().encode()).digest()
    return int.from_bytes(digest[:4], "big") % FOLDS


def fit(reader: Reader, epochs: Sequence[Sequence[list[Example]]], rate: float) -> None:
    """Train on batches, epoch after epoch, the rate rising and then falling."""
    optimizer = optimizer_of(reader, rate)
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, [rate, 6 * rate], sum(map(len, epochs)), pct_start=0.1, cycle_momentum=False
    )
    reader.train()
    for epoch in epochs:
        for batch in epoch:
            with torch.autocast("cpu", dtype=torch.bfloat16):
                loss = losses(reader, batch)
            loss.backward()
            nn.utils.clip_grad_norm_(reader.parameters(), 1.0)
            optimizer.step()
            optimizer.zero_grad(set_to_none=True)
            schedule.step()
    reader.eval()


def predicted(reader: Reader, items: list[Example]) -> list[int]:
    """The likeliest type of each, `none` (the last) left out."""
    found = []
    with torch.no_grad():
        for item in items:
            given = inputs([item])
            h = reader.encode(given["pieces"], given["shapes"], given["roles"], given["mask"])
            found.append(int(reader.relation(h, given["roles"])[0, :-1].argmax()))
    return found


def coarse(kind: str) -> str:
    """The type as the given sentences have it."""
    return "YIELD" if kind in {"CONCEDE", "RETREAT"} else kind


def f1_by_type(gold: Sequence[str], found: Sequence[str]) -> dict[str, float]:
    """The F1 of every type that occurs, in percent."""
    counts, wanted = Counter(found), Counter(gold)
    right = Counter(g for g, f in zip(gold, found, strict=True) if g == f)
    return {kind: f1(right[kind], counts[kind], wanted[kind]) for kind in sorted(wanted)}


def first_stage(reader: Reader, encoder: Encoder, labels: dict[str, list[str]]) -> None:
    """Learn from the project's own texts: contacts and moves in them, and relations."""
    path = RUNS / "folds" / "first.pt"
    if path.exists():
        reader.load_state_dict(torch.load(path))
        return
    passages, rng = event_passages("train"), random.Random(7)
    related = [relation_example(x, encoder, labels) for x in _own(passages)]
    epochs = []
    for _ in range(FIRST_EPOCHS):
        told = list(event_examples(rng.sample(passages, len(passages)), encoder, labels, rng))
        drawn = batches(told, PIECES, rng) + batches(related, PIECES, rng)
        rng.shuffle(drawn)
        epochs.append(drawn)
    fit(reader, epochs, FIRST_RATE)
    path.parent.mkdir(parents=True, exist_ok=True)
    torch.save(reader.state_dict(), path)


def _own(passages: list) -> list[Marked]:
    return [*own_relations(), *told_relations(passages)]


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.parse_args()
    torch.manual_seed(7)
    labels = label_sets([s for k in ("ewt", "gum") for d in treebank(k, "train") for s in d])
    reader, vocabulary = pretrained(labels)
    encoder = Encoder(vocabulary)
    first_stage(reader, encoder, labels)
    given = given_relations()
    examples = [relation_example(x, encoder, labels) for x in given]
    own = [relation_example(x, encoder, labels) for x in _own(event_passages("train"))]
    found = np.zeros(len(given), int)
    for fold in range(FOLDS):
        held = [i for i, x in enumerate(given) if fold_of(x) == fold]
        trained = [examples[i] for i, x in enumerate(given) if fold_of(x) != fold]
        rng = random.Random(fold)
        epochs = [
            batches(trained + rng.sample(own, len(trained) // 2), PIECES, rng)
            for _ in range(FOLD_EPOCHS)
        ]
        one = deepcopy(reader)
        fit(one, epochs, FOLD_RATE)
        found[held] = predicted(one, [examples[i] for i in held])
        right = np.mean([coarse(labels["move"][found[i]]) == coarse(given[i].type) for i in held])
        print(f"fold {fold + 1}: {len(held)} sentences, {100 * right:.1f} % right", flush=True)
    scores = f1_by_type([coarse(x.type) for x in given], [coarse(labels["move"][i]) for i in found])
    mean = np.mean(list(scores.values()))
    with SCORES.open("w", encoding="utf-8") as file:
        file.write("# Written by `python -m training.folds`.\ntype\tf1\n")
        file.writelines(f"{kind}\t{score:.1f}\n" for kind, score in scores.items())
    print("\n".join(f"{kind:10} {score:5.1f}" for kind, score in scores.items()))
    print(f"{'mean':10} {mean:5.1f}")


if __name__ == "__main__":
    main()
