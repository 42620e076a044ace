"""The encoder that tells what says the same: `python -m training.meaning [--without chjl]`.

It begins as the reading model did, with all-MiniLM-L6-v2, and learns from two kinds of data:

- contacts told by two sides (sets a to c of `benchmarks/readouts`, e to m of `training/data`): each
  point of one side is to be nearer to the point of the other that is its pair than to the rest, or
  than to none where it has no pair; once with the points as marked, once as the accounts are cut;
- single clauses (`training/data/clauses.jsonl`): one, the same said by the other side, and what
  that side could say near it, which is not the same (Henderson et al. 2017, "Efficient natural
  language response suggestion": the others of a batch are wrong answers too).

`--without` leaves sets out, so that `training.readouts` can be fitted to what the encoder has not
seen. It takes about a quarter of an hour on two cores; the result is exported as int8.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn
from torch.nn import functional
from torch.nn.functional import gelu

from detente.assessment.readouts.likeness import surface
from detente.language.encoding import Encoder, Passage
from detente.language.meaning import ENCODER
from detente.language.network import digest_of, load_network
from training.corpora import articles
from training.export import Attention
from training.network import Reader, pretrained
from training.readouts import SETS, Table, tables

CLAUSES = Path("training/data/clauses.jsonl")
EPOCHS, RATE, BATCH = 3, 5e-5, 24  # of clauses
SHARP = 20.0  # how much a cosine counts among the clauses of a batch
WORDS_AT = 4  # the layer whose states tell what a word means; the last tell of the whole clause
NEIGHBOURS = 3
Pieces = NDArray[np.int64]


@dataclass
class Told:
    """The points of both sides of one contact, ready to be encoded.

    Attributes:
        sentences: for each point of the first side, then of the second, its sentence's pieces.
        inside: for each point which of these are its own.
        first: how many points the first side has.
        features: [first, others, len(SURFACE)], had without an encoder.
        same: [first, others] whether two are a pair.

    """

    sentences: list[Pieces]
    inside: list[NDArray[np.float32]]
    first: int
    features: Tensor
    same: Tensor


class Weights(nn.Module):
    """How the cosine of two points and their other features make a logit."""

    def __init__(self, others: int) -> None:
        super().__init__()
        self.linear = nn.Linear(2 + others, 1)
        nn.init.zeros_(self.linear.weight)
        nn.init.constant_(self.linear.bias, -2.0)
        with torch.no_grad():
            self.linear.weight[0, :2] = torch.tensor([5.0, 2.0])

    def forward(self, cosine: Tensor, others: Tensor) -> Tensor:
        """[n, m] and [n, m, others] to [n, m]."""
        k = NEIGHBOURS
        ours = cosine.topk(min(k, cosine.shape[1]), 1).values.mean(1)
        theirs = cosine.topk(min(k, cosine.shape[0]), 0).values.mean(0)
        nearer = 2 * cosine - ours[:, None] - theirs[None]
        made: Tensor = self.linear(torch.cat([torch.stack([cosine, nearer], -1), others], -1))
        return made[..., 0]


def told(table: Table, encoder: Encoder) -> Told:
    """A case as the encoder takes it."""
    sentences, inside = [], []
    for described in (d for side in table.points for d in side):
        point = described.point
        doc = point.text.reading.doc
        words = [t for t in doc[point.first].sent if not t.is_space]
        encoded = encoder.encode(_passage([t.text for t in words]))
        ends = [*encoded.starts.tolist(), len(encoded.pieces) - 1]
        own = np.zeros(len(encoded.pieces), np.float32)
        for word, token in enumerate(words):
            if point.first <= token.i < point.last:
                own[ends[word] : ends[word + 1]] = 1.0
        sentences.append(encoded.pieces)
        inside.append(own)
    return Told(
        sentences,
        inside,
        len(table.points[0]),
        torch.tensor(surface(*table.points), dtype=torch.float32),
        torch.tensor(table.same, dtype=torch.float32),
    )


def clauses(encoder: Encoder) -> list[list[Pieces]]:
    """A clause, the same from the other side, and something near it, each as pieces."""
    found = []
    for line in CLAUSES.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        words = (re.findall(r"\w+|[^\w\s]", row[name]) for name in ("a", "b", "near"))
        found.append([encoder.encode(_passage(w)).pieces for w in words])
    return found


def _passage(words: Sequence[str]) -> Passage:
    return Passage(words, [False] * len(words))


# -- what is learned -------------------------------------------------------------------------------


def vectors(
    reader: Reader, pieces: Sequence[Pieces], inside: Sequence[NDArray[np.float32]] | None = None
) -> Tensor:
    """The mean of the last states over a clause, of unit length: [n, 384]."""
    padded = nn.utils.rnn.pad_sequence([torch.tensor(p) for p in pieces], batch_first=True)
    lengths = torch.tensor([len(p) for p in pieces])
    mask = (torch.arange(padded.shape[1])[None] < lengths[:, None]).float()
    own = mask if inside is None else nn.utils.rnn.pad_sequence(
        [torch.tensor(i) for i in inside], batch_first=True
    )  # fmt: skip
    nothing = torch.zeros_like(padded)
    with torch.autocast("cpu", torch.bfloat16):
        states = reader.encode(padded, nothing, nothing, mask)
    return functional.normalize((states.float() * own[..., None]).sum(1), dim=1)


def loss_of_contact(reader: Reader, weights: Weights, case: Told) -> Tensor:
    """Each point is to choose its pair, or none, on the other side."""
    found = vectors(reader, case.sentences, case.inside)
    logits = weights(found[: case.first] @ found[case.first :].T, case.features)
    return _chosen(logits, case.same) + _chosen(logits.T, case.same.T)


def _chosen(logits: Tensor, same: Tensor) -> Tensor:
    none = torch.zeros(len(logits), 1)
    wanted = torch.cat([same, (same.sum(1, keepdim=True) == 0).float()], 1)
    wanted = wanted / wanted.sum(1, keepdim=True)
    chances = torch.log_softmax(torch.cat([logits, none], 1), 1)
    return -(wanted * chances).sum(1).mean()


def loss_of_clauses(reader: Reader, batch: Sequence[Sequence[Pieces]]) -> Tensor:
    """Each clause is to choose the same from the other side, among all that the batch says."""
    found = vectors(reader, [p for row in batch for p in row]).view(len(batch), 3, -1)
    one, same, near = found[:, 0], found[:, 1], found[:, 2]
    right = torch.arange(len(batch))
    there = torch.cat([one @ same.T, one @ near.T], 1) * SHARP
    back = torch.cat([same @ one.T, (same * near).sum(1, keepdim=True)], 1) * SHARP
    both = functional.cross_entropy(there, right) + functional.cross_entropy(back, right)
    return both / 2


def train(without: str) -> tuple[Reader, dict[str, int]]:
    """Train on all sets but some."""
    torch.manual_seed(0)
    random.seed(0)
    reader, vocabulary = pretrained(load_network().labels)
    with torch.no_grad():
        reader.shape.weight.zero_()
        reader.role.weight.zero_()
    encoder = Encoder(vocabulary)
    # Two tables of each case differ only in which concepts are known: every second has others.
    known = [told(t, encoder) for t in tables("".join(s for s in SETS if s not in without))][::2]
    triples = clauses(encoder)
    weights = Weights(known[0].features.shape[-1])
    own = [p for name, p in reader.named_parameters() if name.split(".")[0] in _ENCODER]
    optimizer = torch.optim.AdamW(
        [{"params": own, "lr": RATE}, {"params": weights.parameters(), "lr": 2e-2}],
        weight_decay=0.01,
    )
    total = EPOCHS * (len(known) + len(triples) // BATCH)
    rate = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda k: min(1.0, (k + 1) / 100) * max(0.02, 1 - k / total)
    )
    reader.train()
    for epoch in range(EPOCHS):
        spent = []
        for step in _steps(known, triples):
            lost = (
                loss_of_contact(reader, weights, step)
                if isinstance(step, Told)
                else loss_of_clauses(reader, step)
            )
            optimizer.zero_grad()
            lost.backward()
            nn.utils.clip_grad_norm_(own, 1.0)
            optimizer.step()
            rate.step()
            spent.append(lost.item())
        print(f"epoch {epoch + 1}: {len(spent)} steps, loss {np.mean(spent):.3f}", flush=True)
    return reader.eval(), vocabulary


_ENCODER = {"piece", "position", "norm", "layers"}


def _steps(
    known: Sequence[Told], triples: list[list[Pieces]]
) -> Iterator[Told | list[list[Pieces]]]:
    random.shuffle(triples)
    batches = [triples[k : k + BATCH] for k in range(0, len(triples) - BATCH + 1, BATCH)]
    steps: list[Told | list[list[Pieces]]] = [*known, *batches]
    random.shuffle(steps)
    yield from steps


# -- what ships ------------------------------------------------------------------------------------


class Shipped(nn.Module):
    """The encoder without padding, with the attention in one node; two of its layers' states."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.reader = reader

    def forward(self, pieces: Tensor) -> tuple[Tensor, Tensor]:
        reader = self.reader
        at = torch.arange(pieces.shape[1])
        h = reader.norm(reader.piece(pieces) + reader.position(at)[None])
        words = h
        for number, layer in enumerate(reader.layers, 1):
            a = Attention.apply(h, layer.qkv.weight.t(), layer.qkv.bias)
            h = layer.norm_attended(h + layer.attended(a))
            h = layer.norm(h + layer.narrow(gelu(layer.widen(h))))
            words = h if number == WORDS_AT else words
        return words, h


def export(reader: Reader, vocabulary: dict[str, int], target: Path) -> None:
    """Write the int8 ONNX file, with the vocabulary and how rare its pieces are inside."""
    axes = {name: {0: "batch", 1: "pieces"} for name in ("pieces", "words", "clause")}
    with tempfile.TemporaryDirectory() as folder:
        whole, small = Path(folder) / "fp32.onnx", Path(folder) / "int8.onnx"
        with torch.no_grad():
            torch.onnx.export(
                Shipped(reader), (torch.ones(2, 24, dtype=torch.long),), str(whole),
                input_names=["pieces"], output_names=["words", "clause"], dynamic_axes=axes,
                opset_version=17, dynamo=False, custom_opsets={"com.microsoft": 1},
            )  # fmt: skip
        quantize_dynamic(
            whole, small, per_channel=True, weight_type=QuantType.QInt8,
            op_types_to_quantize=["MatMul", "Gather", "Attention"],
        )  # fmt: skip
        model = onnx.load(small)
    pieces = sorted(vocabulary, key=vocabulary.__getitem__)
    kept = {"vocabulary": pieces, "rarity": rarity(vocabulary)}
    for key, value in kept.items():
        entry = model.metadata_props.add()
        entry.key, entry.value = key, json.dumps(value)
    onnx.save(model, target)
    target.with_suffix(".sha256").write_text(f"{digest_of(target)}  {target.name}\n")
    print(f"{target.name}: {target.stat().st_size / 1e6:.1f} MB")


def rarity(vocabulary: dict[str, int]) -> list[float]:
    """The logarithm of one over the share of paragraphs of news that hold a piece."""
    encoder, paragraphs = Encoder(vocabulary), 0
    held = np.zeros(len(vocabulary))
    for article in articles("train"):
        for paragraph in article.text.split("\n"):
            words = paragraph.split()
            if len(words) >= 4:
                held[list({p for word in words for p in encoder.pieces_of(word)})] += 1
                paragraphs += 1
    return [round(float(x), 2) for x in np.log((paragraphs + 1) / (held + 0.5))]


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--without", default="", help="sets to leave out, as letters")
    parser.add_argument("--target", type=Path, default=ENCODER)
    given = parser.parse_args()
    export(*train(given.without), given.target)


if __name__ == "__main__":
    main()
