"""The reading model's file and how it is run: passages in, labels for every word out."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from detente.language.encoding import Encoded, Encoder, Passage
from detente.language.trees import as_trees

MODEL = Path(__file__).parent / "model" / "reader.onnx"
_PIECES_AT_ONCE = 2400  # bounds memory: a batch's pair scores grow with the square of its length
OUTPUTS = [
    "tag",
    "pos",
    "sentence",
    "head",
    "dep",
    "arc",
    "entity",
    "role",
    "source_of",
    "content_of",
]


class ModelError(RuntimeError):
    """The model's file is missing or is not what it should be."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """What the network says of one passage of N words.

    Attributes:
        tags, pos, deps: a label for each word.
        heads: for each word the position of its head, its own for a root.
        starts_sentence: for each word whether a sentence begins with it.
        entities: (start, end, type, layer) of named mentions; layer 1 lies within layer 0.
        roles: [N, 3] of 0 outside, 1 begins, 2 inside; columns source, cue, content.
        source_of, content_of: [N, N] scores; row a cue's first word, column a word; above 0: yes.

    """

    tags: list[str]
    pos: list[str]
    deps: list[str]
    heads: list[int]
    starts_sentence: list[bool]
    entities: list[tuple[int, int, str, int]]
    roles: NDArray[np.int64]
    source_of: NDArray[np.float32]
    content_of: NDArray[np.float32]


class Network:
    """The model, loaded once; safe to share between threads."""

    def __init__(self, path: Path = MODEL, threads: int = 0) -> None:
        self._session = _session(path, threads)
        meta = self._session.get_modelmeta().custom_metadata_map
        self.name = meta["name"]
        self.labels: dict[str, list[str]] = json.loads(meta["labels"])
        vocabulary = {piece: i for i, piece in enumerate(json.loads(meta["vocabulary"]))}
        self._encoder = Encoder(vocabulary)

    def read(self, passages: Sequence[Passage]) -> list[Labelled]:
        """Label every word of the passages; a passage should have at most about 250 words."""
        results: list[Labelled | None] = [None] * len(passages)
        encoded = [self._encoder.encode(p) for p in passages]
        for batch in _batches(encoded):
            given = _padded([encoded[i] for i in batch])
            out = dict(zip(OUTPUTS, self._session.run(OUTPUTS, given), strict=True))
            for row, i in enumerate(batch):
                results[i] = self._labelled(out, row, len(passages[i].words))
        return [r for r in results if r is not None]

    def _labelled(self, out: dict[str, Any], row: int, n: int) -> Labelled:
        names = self.labels
        sentence = out["sentence"][row, :n]
        heads = as_trees(out["head"][row, :n], out["arc"][row, :n, :n], sentence)
        return Labelled(
            [names["tag"][i] for i in out["tag"][row, :n]],
            [names["pos"][i] for i in out["pos"][row, :n]],
            _dependencies([names["dep"][i] for i in out["dep"][row, :n]], heads),
            heads,
            [bool(x) for x in sentence],
            [e for layer in (0, 1) for e in self._spans(out["entity"][row, :n, layer], layer)],
            out["role"][row, :n],
            out["source_of"][row, :n, :n],
            out["content_of"][row, :n, :n],
        )

    def _spans(self, ids: NDArray[np.int64], layer: int) -> Iterator[tuple[int, int, str, int]]:
        names = [self.labels["entity"][i] for i in ids]
        start, kind = 0, ""
        for i, name in enumerate([*names, "O"]):
            if kind and name != f"I-{kind}":
                yield start, i, kind, layer
                kind = ""
            if not kind and name != "O":
                start, kind = i, name[2:]

    def relate(
        self, items: Sequence[tuple[Passage, tuple[int, int], tuple[int, int]]]
    ) -> NDArray[np.float32]:
        """How one mention acts toward another.

        Arguments:
            items: passages of one sentence, with the word ranges of source and target.

        Returns:
            [len(items), 17] probabilities over `labels["move"]`, the last being none.

        """
        rows = []
        for begin in range(0, len(items), 32):
            part = items[begin : begin + 32]
            encoded = [self._encoder.encode(p) for p, _, _ in part]
            given = _padded(encoded)
            for row, (_, source, target) in enumerate(part):
                ends = [*encoded[row].starts[1:], len(encoded[row].pieces) - 1]
                for role, (a, b) in ((2, target), (1, source)):
                    given["roles"][row, encoded[row].starts[a] : ends[b - 1]] = role
            rows.append(self._session.run(["move"], given)[0])
        scores = np.concatenate(rows) if rows else np.zeros((0, len(self.labels["move"])))
        scores = np.exp(scores - scores.max(-1, keepdims=True))
        chances: NDArray[np.float32] = (scores / scores.sum(-1, keepdims=True)).astype(np.float32)
        return chances


@lru_cache(maxsize=4)
def load_network(*, path: Path = MODEL, threads: int = 0) -> Network:
    """The network, loaded on first use and kept; `threads` 0 is all cores."""
    return Network(path, threads)


def _session(path: Path, threads: int) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.log_severity_level = 3
    try:
        return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    except Exception as error:  # onnxruntime raises many kinds, none of them its public face
        raise ModelError(
            f"{path.name}: the reading model is missing or damaged; reinstall detente"
        ) from error


def _dependencies(names: list[str], heads: list[int]) -> list[str]:
    """Only a root is called root, and a root is always called so."""
    return [
        "root" if head == i else ("dep" if name == "root" else name)
        for i, (name, head) in enumerate(zip(names, heads, strict=True))
    ]


def _batches(encoded: list[Encoded]) -> Iterator[list[int]]:
    """Positions of passages of like length, so many together as memory allows."""
    held: list[int] = []
    for i in sorted(range(len(encoded)), key=lambda i: len(encoded[i].pieces)):
        if held and (len(held) + 1) * len(encoded[i].pieces) > _PIECES_AT_ONCE:
            yield held
            held = []
        held.append(i)
    if held:
        yield held


def _padded(encoded: list[Encoded]) -> dict[str, NDArray[np.int64]]:
    pieces = max(len(e.pieces) for e in encoded)
    words = max(len(e.starts) for e in encoded)
    given = {
        name: np.zeros((len(encoded), pieces), np.int64)
        for name in ("pieces", "shapes", "roles", "mask")
    }
    given["starts"] = np.zeros((len(encoded), words), np.int64)
    for row, e in enumerate(encoded):
        given["pieces"][row, : len(e.pieces)] = e.pieces
        given["shapes"][row, : len(e.shapes)] = e.shapes
        given["mask"][row, : len(e.pieces)] = 1
        given["starts"][row, : len(e.starts)] = e.starts
    return given
