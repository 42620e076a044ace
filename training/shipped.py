"""A run out of the file that ships, to train on from it: `python -m training.shipped RUN`.

Checkpoints are not kept in the repository; the int8 weights, as floating-point numbers again, read
the same text the same way and are as good a place to begin.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import Tensor

from detente.language.network import MODEL
from training.network import Reader, Sizes, as_dict
from training.train import RUNS

_LAYER_PARTS = {"Attention": "qkv", "attended": "attended", "widen": "widen", "narrow": "narrow"}


def from_shipped(path: Path) -> tuple[Reader, dict[str, list[str]], dict[str, int]]:
    """The reader of an exported file, its labels and its vocabulary.

    Arguments:
        path: a file as `training.export` writes it.

    Raises:
        ValueError: it lacks a weight of the reader.

    """
    model = onnx.load(path)
    meta = {entry.key: entry.value for entry in model.metadata_props}
    labels = json.loads(meta["labels"])
    vocabulary = {piece: i for i, piece in enumerate(json.loads(meta["vocabulary"]))}
    reader = Reader(Sizes(len(vocabulary), **{k: len(v) for k, v in labels.items() if k != "role"}))
    expected = reader.state_dict()
    found = dict(_weights(model))
    if missing := sorted(set(expected) - set(found)):
        raise ValueError(f"{path.name} lacks {', '.join(missing)}")
    reader.load_state_dict({k: _shaped(k, found[k], expected[k]) for k in expected})
    return reader, labels, vocabulary


def _weights(model: onnx.ModelProto) -> Iterator[tuple[str, np.ndarray]]:
    """Each parameter's name and values, those of linear layers still transposed."""
    held = {i.name: numpy_helper.to_array(i) for i in model.graph.initializer}
    for name, value in held.items():
        if name.startswith("reader.") and value.dtype == np.float32 and not name.endswith("_scale"):
            yield name.removeprefix("reader."), value
    for node in model.graph.node:
        given = next((i for i in node.input if i in held and i.endswith("_quantized")), None)
        if given:
            base = given.removesuffix("_quantized")
            zero = held[f"{base}_zero_point"].astype(np.float32)
            values = (held[given].astype(np.float32) - zero) * held[f"{base}_scale"]
            yield _parameter(node.name), values


def _parameter(node: str) -> str:
    """The parameter that a node multiplies by, from the name that the export gives the node."""
    path = re.sub(r"/(Gemm_)?(MatMul|Gather)$", "", node.removesuffix("_quant")).strip("/")
    if path == "dep":
        return "dep.weight"
    if layer := re.fullmatch(r"(Attention|attended|widen|narrow)(?:_(\d+))?", path):
        return f"layers.{layer[2] or 0}.{_LAYER_PARTS[layer[1]]}.weight"
    *above, last = path.split("/")
    return ".".join([*(a for a in above if not last.startswith(f"{a}.")), last, "weight"])


def _shaped(name: str, value: np.ndarray, expected: Tensor) -> Tensor:
    """The values in the parameter's own shape."""
    if name == "dep.weight":  # see `Labels.forward`: [of, labels * by]
        labels, of, by = expected.shape
        value = value.reshape(of, labels, by).transpose(1, 0, 2)
    elif value.ndim == 2 and name.partition(".")[0] not in {"piece", "position", "shape", "role"}:
        value = value.T
    assert value.shape == tuple(expected.shape), name
    return torch.from_numpy(value.copy())


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("run", help="the folder under training/runs to write")
    parser.add_argument("--model", type=Path, default=MODEL)
    given = parser.parse_args()
    reader, labels, vocabulary = from_shipped(given.model)
    path = RUNS / given.run / "checkpoint.pt"
    path.parent.mkdir(parents=True, exist_ok=True)
    torch.save(
        {
            "reader": reader.state_dict(),
            "sizes": as_dict(reader.sizes),
            "labels": labels,
            "vocabulary": vocabulary,
            "step": 0,
            "total": 0,
        },
        path,
    )
    print(f"{path.parent.name}: {sum(p.numel() for p in reader.parameters()):,} weights")


if __name__ == "__main__":
    main()
