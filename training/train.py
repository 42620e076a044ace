"""Train the reader on every task at once: `python -m training.train [--epochs N]`.

Resumes from the last checkpoint in training/runs; stops by itself after --minutes.
"""

from __future__ import annotations

import argparse
import random
import time
from copy import deepcopy
from pathlib import Path
from typing import Any

import numpy as np
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
    event_examples,
    inputs,
    padded,
    relation_example,
    tree_examples,
)
from training.events import event_passages
from training.labels import label_sets
from training.network import BLOCKED, Reader, as_dict, pretrained
from training.relations import given_relations, own_relations, told_relations

ENCODER = {"piece", "position", "norm", "layers"}
# How often each kind of text comes in an epoch: the own passages are few, PolNeAR is long.
TREES_AN_EPOCH, EVENTS_AN_EPOCH, ARTICLES_AN_EPOCH = 3, 2, 1.0
RUNS = Path(__file__).resolve().parent / "runs"


def losses(reader: Reader, batch: list[Example], teacher: Reader | None = None) -> Tensor:
    """The summed loss of one batch; all its examples are of one task.

    Arguments:
        reader: what is trained.
        batch: its examples.
        teacher: an earlier reader; where given, trees and attributions of the own passages, which
            nobody labelled there, are to stay as it finds them.

    """
    given = inputs(batch)
    h = reader.encode(given["pieces"], given["shapes"], given["roles"], given["mask"])
    if batch[0].task == "relation":
        return _relation_loss(reader.relation(h, given["roles"]), batch)
    words = reader.heads_dropout(reader.words(h, given["starts"]))
    if batch[0].task == "tree":
        return _tree_loss(reader, words, batch)
    if batch[0].task == "event":
        loss = _event_loss(reader, words, batch)
        if teacher is None:
            return loss
        with torch.no_grad():
            known = teacher.encode(given["pieces"], given["shapes"], given["roles"], given["mask"])
            known = teacher.words(known, given["starts"])
        return loss + _as_taught(reader, words, teacher, known, [len(e.starts) for e in batch])
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
    mention = gold("mention")
    if (mention != IGNORE).any():
        loss = loss + _mention_loss(reader, words, mention, batch)
    return loss


def _mention_loss(reader: Reader, words: Tensor, mention: Tensor, batch: list[Example]) -> Tensor:
    kinds, starts, ends = mention.unbind(1)
    loss = 1.5 * _entropy(reader.mention(words), kinds)
    loss = loss + 0.5 * _entropy(reader.mention_start(words).float(), starts)
    loss = loss + 0.5 * _entropy(reader.mention_end(words).float(), ends)
    pairs = reader.antecedent(words).float()
    rows = [_antecedent_loss(pairs[i], e.targets["mentioned"]) for i, e in enumerate(batch)
            if len(e.targets["mentioned"]) > 1]  # fmt: skip
    return loss + 0.8 * torch.stack(rows).mean() if rows else loss


def _antecedent_loss(scores: Tensor, mentioned: list[tuple[int, int]]) -> Tensor:
    """Minus the log-chance that a mention is led to an earlier one of its own, or to none."""
    heads = torch.tensor([h for h, _ in mentioned])
    identity = torch.tensor([i for _, i in mentioned])
    among = scores[heads][:, heads]
    before = torch.tril(torch.ones_like(among), -1).bool()
    same = (identity[:, None] == identity[None]) & before
    new = ~same.any(1)
    right = same | torch.diag(new)
    allowed = before | torch.eye(len(heads), dtype=torch.bool)
    logged = functional.log_softmax(among.masked_fill(~allowed, BLOCKED), -1)
    lost = -torch.logsumexp(logged.masked_fill(~right, BLOCKED), -1)
    if new.all():
        return lost.mean()
    # To know which earlier one is as much as to know whether there is one.
    earlier = functional.log_softmax(among[~new].masked_fill(~before[~new], BLOCKED), -1)
    which = -torch.logsumexp(earlier.masked_fill(~same[~new], BLOCKED), -1)
    return lost.mean() + which.mean()


def _event_loss(reader: Reader, words: Tensor, batch: list[Example]) -> Tensor:
    tags = padded([e.targets["event_tag"] for e in batch], IGNORE)
    scores = reader.event_tag(words).split(reader.sizes.event_tag, -1)
    loss = sum((6.0 * _entropy(s, tags[:, row]) for row, s in enumerate(scores)), torch.tensor(0.0))
    triggers = [(i, t) for i, e in enumerate(batch) for t in e.targets["triggers"].tolist()]
    if not triggers:
        return loss
    at = torch.tensor(triggers)
    chosen = torch.from_numpy(np.concatenate([e.targets["event_kind"] for e in batch]))
    kinds = reader.event_kind(words[at[:, 0], at[:, 1]]).split(reader.sizes.event_kind, -1)
    for row, s in enumerate(kinds):
        if (chosen[:, row] != IGNORE).any():
            loss = loss + 0.5 * _entropy(s, chosen[:, row])
    pairs = reader.event_role(words).float()
    plays = [
        functional.binary_cross_entropy_with_logits(
            pairs[i][:, e.targets["triggers"], : len(e.starts)].transpose(0, 1)[known],
            gold[known],
        )
        for i, e in enumerate(batch)
        if len(e.targets["triggers"])
        for gold in [torch.from_numpy(e.targets["event_role"]).float()]
        for known in [gold >= 0]
    ]
    return loss + 20.0 * torch.stack(plays).mean()


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


def _as_taught(
    reader: Reader, words: Tensor, teacher: Reader, known: Tensor, lengths: list[int]
) -> Tensor:
    """How far trees and attributions are from the teacher's."""
    inside = torch.zeros(known.shape[:2], dtype=torch.bool)
    for i, n in enumerate(lengths):
        inside[i, :n] = True
    loss = _apart(reader.tag(words), teacher.tag(known), inside)
    loss = loss + _apart(reader.sentence(words), teacher.sentence(known), inside)
    absent = ~inside[:, None, :]
    arcs = teacher.arc(known).float().masked_fill(absent, BLOCKED)
    loss = loss + _apart(reader.arc(words).float().masked_fill(absent, BLOCKED), arcs, inside)
    heads = arcs.argmax(-1)
    loss = loss + _apart(reader.dep(words, heads), teacher.dep(known, heads), inside)
    return loss + _attributed_alike(reader, words, teacher, known, inside)


def _apart(own: Tensor, taught: Tensor, inside: Tensor) -> Tensor:
    """The mean divergence of the words' scores from the taught ones."""
    return functional.kl_div(
        own[inside].float().log_softmax(-1), taught[inside].float().log_softmax(-1),
        log_target=True, reduction="none",
    ).sum(-1).mean()  # fmt: skip


def _attributed_alike(
    reader: Reader, words: Tensor, teacher: Reader, known: Tensor, inside: Tensor
) -> Tensor:
    """How far attributions are from the teacher's: roles, and the links of its cues."""
    roles = teacher.attribution(known).float().unflatten(-1, (3, 3))
    loss = 2.0 * _apart(reader.attribution(words).unflatten(-1, (3, 3)), roles, inside)
    cues = roles[:, :, 1].argmax(-1) == 1
    for name in ("source_of", "content_of"):
        pairs = getattr(reader, name)(words).float()
        taught = getattr(teacher, name)(known).float().sigmoid()
        rows = [
            functional.binary_cross_entropy_with_logits(pairs[i, at, :n], taught[i, at, :n])
            for i, n in enumerate(inside.sum(1).tolist())
            for at in [cues[i, :n].nonzero().flatten()]
            if len(at)
        ]
        if rows:
            loss = loss + 4.0 * torch.stack(rows).mean()
    return loss


def epoch_batches(data: dict[str, Any], seed: int, pieces: int) -> list[list[Example]]:
    """One epoch's batches over all tasks, shuffled together; the same seed gives the same ones."""
    rng = random.Random(seed)
    encoder, labels = data["encoder"], data["labels"]
    tree = [
        e
        for _ in range(TREES_AN_EPOCH)
        for k in ("ewt", "gum")
        for e in tree_examples(data[k], encoder, labels, rng)
    ]
    by_article: dict[str, list[corpora.Article]] = {}
    for article in data["articles"]:
        by_article.setdefault(article.name.rsplit("_", 1)[0], []).append(article)
    drawn = rng.sample(sorted(by_article), round(ARTICLES_AN_EPOCH * len(by_article)))
    read = [
        e
        for annotated in (by_article[name] for name in drawn)
        for e in article_examples(rng.choice(annotated), encoder, rng)
    ]
    events = []
    for _ in range(EVENTS_AN_EPOCH):
        told = rng.sample(data["events"], len(data["events"]))
        events += event_examples(told, encoder, labels, rng)
    related = [relation_example(x, encoder, labels) for x in data["relations"]]
    out = batches(tree, pieces, rng) + batches(read, pieces, rng) + batches(related, pieces, rng)
    out += batches(events, pieces, rng)
    rng.shuffle(out)
    return out


def load_data() -> dict[str, Any]:
    """Everything that is trained on."""
    data: dict[str, Any] = {k: corpora.treebank(k, "train") for k in ("ewt", "gum")}
    data["labels"] = label_sets([s for k in ("ewt", "gum") for d in data[k] for s in d])
    data["articles"] = list(corpora.articles("train"))
    data["events"] = event_passages("train")
    data["relations"] = [*given_relations(), *own_relations(), *told_relations(data["events"])]
    return data


def optimizer_of(reader: Reader, rate: float) -> torch.optim.Optimizer:
    """AdamW; `rate` is the encoder's, the heads', which begin from nothing, is six times that."""
    groups: list[list[nn.Parameter]] = [[], []]
    for name, parameter in reader.named_parameters():
        groups[name.split(".")[0] not in ENCODER].append(parameter)
    return torch.optim.AdamW(
        [{"params": groups[0], "lr": rate}, {"params": groups[1], "lr": 6 * rate}],
        weight_decay=0.01,
        betas=(0.9, 0.98),
    )


def train(
    run: str,
    epochs: int,
    minutes: float,
    pieces: int,
    rate: float,
    after: str | None = None,
    taught_by: str | None = None,
) -> float:
    """Train to the end, or until `minutes` have passed; the last state is kept either way.

    Arguments:
        run: the folder under training/runs.
        epochs: passes over all data.
        minutes: when to stop.
        pieces: padded word pieces in a batch.
        rate: the encoder's highest learning rate; the heads' is six times that.
        after: a finished run whose weights to begin with, in place of MiniLM's.
        taught_by: a finished run to be the teacher on the own passages, in place of `after`.

    Returns:
        The minutes that it took.

    """
    torch.manual_seed(7)
    started = time.monotonic()
    data = load_data()
    reader, vocabulary = pretrained(data["labels"])
    data["encoder"] = Encoder(vocabulary)
    teacher = None
    if after:
        first = torch.load(RUNS / after / "checkpoint.pt", weights_only=False)
        reader.load_state_dict(first["reader"], strict=False)  # its heads may be fewer
        teacher = deepcopy(reader).eval()
    if taught_by:
        teacher = deepcopy(reader).eval()
        earlier = torch.load(RUNS / taught_by / "checkpoint.pt", weights_only=False)
        teacher.load_state_dict(earlier["reader"], strict=False)
    optimizer = optimizer_of(reader, rate)
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
                loss = losses(reader, batch, teacher)
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
                return minutes
    keep()
    return (time.monotonic() - started) / 60


def is_finished(run: str) -> bool:
    """Tell whether a run has come to its end."""
    path = RUNS / run / "checkpoint.pt"
    if not path.exists():
        return False
    kept = torch.load(path, weights_only=False, mmap=True)
    return bool(kept["step"] >= kept["total"])


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--run", default="reader")
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--minutes", type=float, default=110)
    parser.add_argument("--pieces", type=int, default=3000, help="padded pieces in a batch")
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--after", help="a finished run to begin with")
    parser.add_argument("--taught-by", help="a finished run to teach on the own passages")
    given = parser.parse_args()
    train(given.run, given.epochs, given.minutes, given.pieces, given.rate, given.after,
          given.taught_by)  # fmt: skip


if __name__ == "__main__":
    main()
