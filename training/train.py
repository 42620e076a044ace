"""Train the reader on every task at once: `python -m training.train [--epochs N]`.

Resumes from the last checkpoint in training/runs; stops by itself after --minutes.
"""

from __future__ import annotations

import argparse
import random
import time
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional

from detente.language.encoding import Encoder
from training import corpora
from training.batches import (
    IGNORE,
    Example,
    article_examples,
    batches,
    inputs,
    padded,
    relation_example,
    tree_examples,
)
from training.labels import label_sets
from training.network import BLOCKED, Reader, as_dict, pretrained

RUNS = Path(__file__).resolve().parent / "runs"


def losses(reader: Reader, batch: list[Example]) -> Tensor:
    """The summed loss of one batch; all its examples are of one task."""
    given = inputs(batch)
    h = reader.encode(given["pieces"], given["shapes"], given["roles"], given["mask"])
    if batch[0].task == "relation":
        return _relation_loss(reader.relation(h, given["roles"]), batch)
    words = reader.heads_dropout(reader.words(h, given["starts"]))
    if batch[0].task == "tree":
        return _tree_loss(reader, words, batch)
    return _article_loss(reader, words, batch)


def _entropy(scores: Tensor, gold: Tensor) -> Tensor:
    return functional.cross_entropy(
        scores.float().flatten(0, -2), gold.flatten(), ignore_index=IGNORE
    )


def _relation_loss(scores: Tensor, batch: list[Example]) -> Tensor:
    logged = functional.log_softmax(scores.float(), -1)
    rows = [-torch.logsumexp(logged[i, e.targets["move"]], 0) for i, e in enumerate(batch)]
    return torch.stack(rows).mean()


def _tree_loss(reader: Reader, words: Tensor, batch: list[Example]) -> Tensor:
    def gold(name: str) -> Tensor:
        return padded([e.targets[name] for e in batch], IGNORE)

    heads, sentence_of = gold("head"), gold("sentence_of")
    arcs = reader.arc(words).float()
    apart = sentence_of[:, :, None] != sentence_of[:, None, :]
    loss = _entropy(arcs.masked_fill(apart, BLOCKED), heads)
    loss = loss + _entropy(reader.dep(words, heads.clamp(min=0)), gold("dep"))
    loss = loss + 0.5 * _entropy(reader.tag(words), gold("tag"))
    loss = loss + 0.5 * _entropy(reader.pos(words), gold("pos"))
    loss = loss + 0.3 * _entropy(reader.sentence(words), gold("sentence"))
    entity = gold("entity")
    if (entity != IGNORE).any():
        scores = reader.entity(words).unflatten(-1, (2, -1)).permute(0, 2, 1, 3)
        loss = loss + 1.5 * _entropy(scores, entity)
    return loss


def _article_loss(reader: Reader, words: Tensor, batch: list[Example]) -> Tensor:
    roles = padded([e.targets["roles"] for e in batch], IGNORE)
    scores = reader.attribution(words).unflatten(-1, (3, 3)).permute(0, 2, 1, 3)
    loss = 2.0 * _entropy(scores, roles)
    for name, head in (("source_of", reader.source_of), ("content_of", reader.content_of)):
        pairs = head(words).float()
        rows = [
            functional.binary_cross_entropy_with_logits(
                pairs[i, e.targets["cues"], : len(e.starts)], torch.tensor(e.targets[name]).float()
            )
            for i, e in enumerate(batch)
            if len(e.targets["cues"])
        ]
        if rows:
            loss = loss + 4.0 * torch.stack(rows).mean()
    return loss


def epoch_batches(data: dict[str, Any], seed: int, pieces: int) -> list[list[Example]]:
    """One epoch's batches over all tasks, shuffled together; the same seed gives the same ones."""
    rng = random.Random(seed)
    encoder, labels = data["encoder"], data["labels"]
    tree = [e for k in ("ewt", "gum") for e in tree_examples(data[k], encoder, labels, rng)]
    by_article: dict[str, list[corpora.Article]] = {}
    for article in data["articles"]:
        by_article.setdefault(article.name.rsplit("_", 1)[0], []).append(article)
    read = [
        e
        for annotated in by_article.values()
        for e in article_examples(rng.choice(annotated), encoder, rng)
    ]
    related = [relation_example(x, encoder, labels) for x in data["relations"]]
    out = batches(tree, pieces, rng) + batches(read, pieces, rng) + batches(related, pieces, rng)
    rng.shuffle(out)
    return out


def load_data() -> dict[str, Any]:
    """Everything that is trained on."""
    data: dict[str, Any] = {k: corpora.treebank(k, "train") for k in ("ewt", "gum")}
    data["labels"] = label_sets([s for k in ("ewt", "gum") for d in data[k] for s in d])
    data["articles"] = list(corpora.articles("train"))
    data["relations"] = corpora.relations() + corpora.own_relations()
    return data


def train(
    run: str, epochs: int, minutes: float, pieces: int, rate: float, after: str | None = None
) -> None:
    """Train to the end, or until `minutes` have passed; the last state is kept either way.

    Arguments:
        run: the folder under training/runs.
        epochs: passes over all data.
        minutes: when to stop.
        pieces: padded word pieces in a batch.
        rate: the encoder's highest learning rate; the heads' is six times that.
        after: a finished run whose weights to begin with, in place of MiniLM's.

    """
    torch.manual_seed(7)
    started = time.monotonic()
    data = load_data()
    reader, vocabulary = pretrained(data["labels"])
    data["encoder"] = Encoder(vocabulary)
    if after:
        first = torch.load(RUNS / after / "checkpoint.pt", weights_only=False)
        reader.load_state_dict(first["reader"])
    head_names = ("tag", "pos", "sentence", "arc", "dep", "entity", "attribution", "source_of",
                  "content_of", "move", "shape", "role")  # fmt: skip
    groups: list[list[nn.Parameter]] = [[], []]
    for name, parameter in reader.named_parameters():
        groups[name.split(".")[0] in head_names].append(parameter)
    optimizer = torch.optim.AdamW(
        [{"params": groups[0], "lr": rate}, {"params": groups[1], "lr": 6 * rate}],
        weight_decay=0.01,
        betas=(0.9, 0.98),
    )
    rates = [rate, 6 * rate]
    per_epoch = len(epoch_batches(data, 0, pieces))
    total, step = per_epoch * epochs, 0
    path = RUNS / run / "checkpoint.pt"
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.exists():
        kept = torch.load(path, weights_only=False)
        reader.load_state_dict(kept["reader"])
        optimizer.load_state_dict(kept["optimizer"])
        step = kept["step"]
    print(f"{per_epoch} steps an epoch, from step {step} of {total}", flush=True)

    def keep() -> None:
        torch.save(
            {
                "reader": reader.state_dict(),
                "optimizer": optimizer.state_dict(),
                "step": step,
                "total": total,
                "sizes": as_dict(reader.sizes),
                "labels": data["labels"],
                "vocabulary": vocabulary,
            },
            path,
        )

    reader.train()
    mean: dict[str, float] = {}
    while step < total:
        epoch, offset = divmod(step, per_epoch)
        drawn = epoch_batches(data, epoch, pieces)
        drawn = (drawn + drawn)[offset:per_epoch]
        for batch in drawn:
            warm = min(1.0, (step + 1) / (0.06 * total))
            left = max(0.02, 1.0 - step / total)
            for group, full in zip(optimizer.param_groups, rates, strict=True):
                group["lr"] = full * warm * left
            with torch.autocast("cpu", dtype=torch.bfloat16):
                loss = losses(reader, batch)
            loss.backward()
            nn.utils.clip_grad_norm_(reader.parameters(), 1.0)
            optimizer.step()
            optimizer.zero_grad(set_to_none=True)
            step += 1
            task = batch[0].task
            shown_loss = loss.item()
            mean[task] = 0.95 * mean.get(task, shown_loss) + 0.05 * shown_loss
            if step % 25 == 0:
                shown = ", ".join(f"{k} {v:.3f}" for k, v in sorted(mean.items()))
                print(
                    f"{time.monotonic() - started:6.0f}s step {step}/{total}: {shown}", flush=True
                )
            if step % 200 == 0:
                keep()
            if time.monotonic() - started > minutes * 60:
                keep()
                print("out of time; run again to go on", flush=True)
                return
    keep()


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--run", default="reader")
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--minutes", type=float, default=110)
    parser.add_argument("--pieces", type=int, default=3000, help="padded pieces in a batch")
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--after", help="a finished run to begin with")
    given = parser.parse_args()
    train(given.run, given.epochs, given.minutes, given.pieces, given.rate, given.after)


if __name__ == "__main__":
    main()
